import * as vscode from "vscode";
import type { Session } from "./session.ts";

/** Says once, in one message with a button, that there is no server or that it doesn't start. */
export function tellTrouble(session: Session): vscode.Disposable {
  let told = "";
  return session.onDidChange(() => {
    const { stage, trouble } = session;
    if (stage === "running") told = "";
    if ((stage !== "missing" && stage !== "failed") || told === trouble) return;
    told = trouble;
    void tell(session);
  });
}

async function tell({ stage, trouble, outcome }: Session): Promise<void> {
  const binding = outcome?.kind === "missing" && outcome.binding !== undefined;
  const actions = stage === "failed" ? { "Show Logs": "guardrail.showLogs", Restart: "guardrail.restart" } : binding ? BINDING : MISSING;
  const chosen = await vscode.window.showErrorMessage(trouble, ...Object.keys(actions));
  const command = chosen === undefined ? undefined : (actions as Record<string, string>)[chosen];
  if (command === OPEN_SETTING) await vscode.commands.executeCommand(OPEN_SETTING, "guardrail.server.path");
  else if (command !== undefined) await vscode.commands.executeCommand(command);
}

const OPEN_SETTING = "workbench.action.openSettings";
const BINDING = { "Open Setting": OPEN_SETTING, "Show Environment": "guardrail.showEnvironment" };
const MISSING = { "Set Up…": "guardrail.setUpServer", "Show Environment": "guardrail.showEnvironment" };
