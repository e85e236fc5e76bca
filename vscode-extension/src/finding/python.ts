import * as vscode from "vscode";

/** Where another extension says which interpreter is selected. Both are optional. */
export interface PythonSource {
  readonly name: string;
  /** The path of the selected interpreter, in words why there is none. */
  selected(folder: vscode.Uri | undefined): Promise<{ python: string } | { trouble: string }>;
  /** Calls back when another one is selected. */
  readonly watch: (changed: () => void) => Promise<vscode.Disposable>;
}

/** The parts of the API of ms-python.vscode-python-envs that are used here. */
interface EnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } } } | undefined>;
  onDidChangeEnvironment?: vscode.Event<unknown>;
}

/** The parts of the API of ms-python.python that are used here. */
interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(scope?: vscode.Uri): { path: string };
    resolveEnvironment(path: unknown): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
  };
}

/** The newer of the two: the Python Environments extension. */
export const pythonEnvironments: PythonSource = {
  name: "Python Environments",
  async selected(folder) {
    const api = await exportsOf<EnvironmentsApi>("ms-python.vscode-python-envs");
    if (!api) return { trouble: "the Python Environments extension is not installed" };
    const python = (await api.getEnvironment(folder))?.execInfo?.run?.executable;
    return python ? { python } : { trouble: "no environment is selected" };
  },
  async watch(changed) {
    const api = await exportsOf<EnvironmentsApi>("ms-python.vscode-python-envs");
    return api?.onDidChangeEnvironment?.(changed) ?? nothing;
  },
};

/** The older one: the Python extension. */
export const pythonExtension: PythonSource = {
  name: "Python extension",
  async selected(folder) {
    const environments = (await exportsOf<PythonApi>("ms-python.python"))?.environments;
    if (!environments) return { trouble: "the Python extension is not installed" };
    const chosen = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
    const python = chosen?.executable?.uri?.fsPath;
    return python ? { python } : { trouble: "no environment is selected" };
  },
  async watch(changed) {
    const environments = (await exportsOf<PythonApi>("ms-python.python"))?.environments;
    return environments?.onDidChangeActiveEnvironmentPath?.(changed) ?? nothing;
  },
};

const nothing = new vscode.Disposable(() => undefined);

/** Milliseconds another extension has to start, so that a slow one never keeps ours from starting. */
const PATIENCE = 10_000;

async function exportsOf<T>(id: string): Promise<T | undefined> {
  const extension = vscode.extensions.getExtension<T>(id);
  if (!extension) return undefined;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined));
  return Promise.race([Promise.resolve(extension.activate()), late]);
}
