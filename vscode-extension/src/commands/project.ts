import * as vscode from "vscode";
import { log } from "../log.ts";
import { lastLine, run, type Result } from "../program.ts";
import type { Session } from "../session.ts";
import { pickFolder } from "./folder.ts";

const LIMIT = 120_000;

/** Writes a `guardrail.toml` for a folder, or opens the one that is there. */
export async function createConfiguration(session: Session): Promise<void> {
  const folder = await pickFolder("Which folder gets a guardrail.toml?");
  if (!folder) return;
  const file = vscode.Uri.joinPath(folder.uri, "guardrail.toml");
  if (!(await exists(file))) {
    const result = await guardrail(session, folder, "Looking at the project", ["init"]);
    if (!result) return;
    if (!(await exists(file))) {
      await tellTrouble("No configuration was written", result);
      return;
    }
    // It also says whether today's findings went into a baseline.
    void vscode.window.showInformationMessage(`Guardrail: ${result.stdout.trim().split(/\r?\n/).join(" ")}`);
  }
  await vscode.window.showTextDocument(file);
}

/** Puts Guardrail's hooks into a folder's repository, once a person agreed. */
export async function installHooks(session: Session): Promise<void> {
  const folder = await pickFolder("Whose commits are to be judged?");
  if (!folder) return;
  const detail = `Every commit in ${folder.name} is then judged before it is made. A hook that is already there is left as it is. "guardrail hook uninstall" takes them away.`;
  const chosen = await vscode.window.showInformationMessage("Install Guardrail's git hooks?", { modal: true, detail }, "Install");
  if (chosen !== "Install") return;
  const result = await guardrail(session, folder, "Installing hooks", ["hook", "install"]);
  if (!result) return;
  if (result.status === 0) void vscode.window.showInformationMessage(`Guardrail: ${lastLine(result.stdout) || "hooks installed"}`);
  else await tellTrouble("The hooks were not installed", result);
}

async function guardrail(session: Session, folder: vscode.WorkspaceFolder, title: string, args: string[]): Promise<Result | undefined> {
  if (session.outcome?.kind !== "found") {
    void vscode.window.showErrorMessage(`Guardrail: ${session.trouble || "there is no server yet"}`);
    return undefined;
  }
  const { command, args: first } = session.outcome.candidate;
  log.info(`In ${folder.uri.fsPath}: ${[command, ...first, ...args].join(" ")}`);
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Guardrail: ${title}…` }, () =>
    run(command, [...first, ...args], {
      folder: folder.uri.fsPath,
      limit: LIMIT,
      heard: (text) => {
        log.info(text.trimEnd());
      },
    }),
  );
}

async function tellTrouble(what: string, result: Result): Promise<void> {
  const why = result.trouble || lastLine(result.stderr) || lastLine(result.stdout);
  const chosen = await vscode.window.showErrorMessage(`Guardrail: ${what}: ${why}`, "Show Logs");
  if (chosen) log.show();
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
