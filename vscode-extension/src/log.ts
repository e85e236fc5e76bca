import * as vscode from "vscode";

/** The one log of the extension; the server's own lines are in it too. */
export const log: vscode.LogOutputChannel = vscode.window.createOutputChannel("Guardrail", { log: true });

/** What went wrong, in a line. */
export function spoken(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
