import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { registerCommands } from "./commands/register.ts";
import { ChangesView } from "./changes/tree.ts";
import { pythonEnvironments, pythonExtension } from "./finding/python.ts";
import { here } from "./finding/steps.ts";
import { OLDEST } from "./finding/version.ts";
import { log, spoken } from "./log.ts";
import { tellTrouble } from "./messages.ts";
import { providePages } from "./pages/provider.ts";
import { pagesFrom } from "./pages/rule.ts";
import { readLock } from "./private/lock.ts";
import { placeOf } from "./private/place.ts";
import { Session } from "./session.ts";
import { keepStatus } from "./status.ts";

let session: Session | undefined;

/** Called by the editor once it is up. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const storage = context.globalStorageUri.fsPath;
  // Programs run here: an empty folder that no project can put anything into.
  const neutral = join(storage, "neutral");
  mkdirSync(neutral, { recursive: true });
  const lock = await readLock(context.asAbsolutePath("dist/server.lock"));
  const place = placeOf(storage, lock?.version ?? OLDEST, here);

  const current = new Session(neutral, place.command);
  session = current;
  pagesFrom(current);
  const view = new ChangesView(current);
  context.subscriptions.push(
    log,
    current,
    view,
    providePages(),
    keepStatus(current),
    tellTrouble(current),
    registerCommands(context, current, { lock, place, storage, neutral, done: () => current.restart("the private environment is set up") }),
    ...startWhenNeeded(current),
  );
  for (const source of [pythonEnvironments, pythonExtension]) {
    void watchPython(source.watch, current, context);
  }
}

/** Called by the editor before it ends. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}

/** Starts at once in a folder, otherwise with the first document; and again when the ground changes. */
function startWhenNeeded(current: Session): vscode.Disposable[] {
  const begin = (why: string): void => {
    if (current.stage === "idle") void current.restart(why);
  };
  const document = ({ uri }: vscode.TextDocument): boolean => ["file", "untitled"].includes(uri.scheme);
  if (vscode.workspace.workspaceFolders?.length) begin("a folder is open");
  else if (vscode.workspace.textDocuments.some(document)) begin("a document is open");
  else void vscode.commands.executeCommand("setContext", "guardrail.state", "idle");
  return [
    vscode.workspace.onDidOpenTextDocument((opened) => {
      if (document(opened)) begin("a document was opened");
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      begin("a folder was opened");
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void current.restart("the workspace is trusted now")),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("guardrail.server.path") || change.affectsConfiguration("guardrail.server.args")) {
        void current.restart("a setting of the server changed");
      }
    }),
  ];
}

async function watchPython(watch: (changed: () => void) => Promise<vscode.Disposable>, current: Session, context: vscode.ExtensionContext): Promise<void> {
  try {
    const again = (): void => {
      if (current.stage !== "idle") void current.restart("another Python environment was selected");
    };
    context.subscriptions.push(await watch(again));
  } catch (problem) {
    log.warn(`Changes of the Python environment are not followed: ${spoken(problem)}`);
  }
}
