import { posix, win32, type PlatformPath } from "node:path";

/** What a place depends on, so that every platform can be tested on one. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly exists: (path: string) => boolean;
  /** The path with its symbolic links followed, as far as it exists. */
  readonly real: (path: string) => string;
}

const pathOf = (machine: Machine): PlatformPath => (machine.platform === "win32" ? win32 : posix);

/** The `guardrail` command of the environment that a Python interpreter belongs to. */
export function commandBeside(python: string, machine: Machine): string {
  const path = pathOf(machine);
  const folder = path.dirname(python);
  if (machine.platform !== "win32") return path.join(folder, "guardrail");
  const scripts = path.basename(folder).toLowerCase() === "scripts" ? folder : path.join(folder, "Scripts");
  return path.join(scripts, "guardrail.exe");
}

/** The interpreter of a virtual environment. */
export function interpreterIn(environment: string, machine: Machine): string {
  const path = pathOf(machine);
  return machine.platform === "win32"
    ? path.join(environment, "Scripts", "python.exe")
    : path.join(environment, "bin", "python");
}

/** The names that people give to the virtual environment of a project, most usual first. */
export const ENVIRONMENT_FOLDERS = [".venv", "venv", "env", ".env"] as const;

/** `guardrail` commands of virtual environments in these folders. */
export function commandsInFolders(folders: readonly string[], machine: Machine): string[] {
  const path = pathOf(machine);
  return folders
    .flatMap((folder) => ENVIRONMENT_FOLDERS.map((name) => path.join(folder, name)))
    .filter((environment) => machine.exists(path.join(environment, "pyvenv.cfg")))
    .map((environment) => commandBeside(interpreterIn(environment, machine), machine))
    .filter((command) => machine.exists(command));
}

/**
 * Every program of this name on PATH, in order.
 *
 * Entries that are relative, or lie in a folder of the workspace, are left out: there the workspace would
 * choose the program.
 */
export function onPath(name: string, machine: Machine, workspace: readonly string[]): string[] {
  const path = pathOf(machine);
  const entries = (machine.env["PATH"] ?? machine.env["Path"] ?? "").split(path.delimiter);
  const shut = workspace.flatMap((folder) => [folder, machine.real(folder)]);
  const chosenByWorkspace = (entry: string): boolean =>
    [entry, machine.real(entry)].some((place) => shut.some((folder) => within(place, folder, path)));
  const safe = entries.filter((entry) => path.isAbsolute(entry) && !chosenByWorkspace(entry));
  const endings = machine.platform === "win32" ? [".exe"] : [""];
  const all = safe.flatMap((entry) => endings.map((ending) => path.join(entry, name + ending)));
  return [...new Set(all)].filter((file) => machine.exists(file));
}

function within(inner: string, outer: string, path: PlatformPath): boolean {
  const way = path.relative(outer, inner);
  return way === "" || (!way.startsWith("..") && !path.isAbsolute(way));
}

/** The program that a setting names, with `~` resolved; in words why it can't be one. */
export function commandOfSetting(setting: string, machine: Machine): { command: string } | { trouble: string } {
  const path = pathOf(machine);
  const text = setting.trim();
  const command = text === "~" || /^~[\\/]/.test(text) ? path.join(machine.home, text.slice(1)) : text;
  if (!path.isAbsolute(command)) return { trouble: "it is not an absolute path" };
  return { command };
}
