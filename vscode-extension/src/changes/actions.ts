import * as vscode from "vscode";
import { rangeOf } from "../client.ts";
import { openRule } from "../pages/rule.ts";
import { kindOf, type Wanted } from "./kinds.ts";
import { instruction } from "./model.ts";
import type { FindingRow } from "./tree.ts";

/** Milliseconds to wait until the server has judged a document that was just opened. */
const PATIENCE = 5000;

/** Mends a finding of the view, with the fix that the server knows. */
export async function fixFinding(row: FindingRow): Promise<void> {
  if (await act(row, "fix")) return;
  const help = row.finding.help ? ` ${row.finding.help}` : "";
  void vscode.window.showInformationMessage(`No safe fix is known for this.${help}`);
}

/** Writes down that a finding is allowed, and puts the cursor where the reason goes. */
export async function allowFinding(row: FindingRow): Promise<void> {
  if (await act(row, "allow")) return;
  void vscode.window.showInformationMessage("This can't be allowed in the file; the rule's page says how.", "Open rule").then((chosen) => {
    if (chosen) void openRule(row.finding.rule);
  });
}

/** Puts an instruction for the agent into the clipboard. */
export async function copyFinding(row: FindingRow): Promise<void> {
  const action = await find(row, "copy");
  if (action?.command) {
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
    return;
  }
  await copyForAgent({ text: instruction(vscode.workspace.asRelativePath(row.uri), row.finding) });
}

/** The command `guardrail.copyForAgent`. */
export async function copyForAgent({ text }: { text: string }): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage("$(check) Copied: paste it into the agent's chat", 4000);
}

async function act(row: FindingRow, wanted: Wanted): Promise<boolean> {
  const action = await find(row, wanted);
  if (!action) return false;
  await vscode.window.showTextDocument(row.uri, { selection: rangeOf(row.finding.range) });
  if (action.edit && !(await vscode.workspace.applyEdit(action.edit))) return false;
  if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
  }
  return true;
}

async function find(row: FindingRow, wanted: Wanted): Promise<vscode.CodeAction | undefined> {
  await vscode.workspace.openTextDocument(row.uri);
  const range = rangeOf(row.finding.range);
  const until = Date.now() + PATIENCE;
  for (;;) {
    const all = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
      "vscode.executeCodeActionProvider", row.uri, range, vscode.CodeActionKind.QuickFix.value, 20,
    );
    const action = (all ?? []).find((each) => kindOf(each) === wanted && concerns(each, row.finding.rule));
    if (action ?? (Date.now() > until || (all ?? []).some((each) => kindOf(each) === "copy"))) return action;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Whether an action is about this rule, where it says which. */
function concerns(action: vscode.CodeAction, rule: string): boolean {
  const codes = (action.diagnostics ?? []).map(({ code }) => (typeof code === "object" ? code.value : code));
  return codes.length === 0 || codes.includes(rule);
}
