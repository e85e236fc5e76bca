import * as vscode from "vscode";
import { rangeOf } from "../client.ts";

/** What the server hands over once the comment that allows a finding is in the text. */
export interface Place {
  readonly uri: string;
  readonly range: { start: { line: number; character: number }; end: { line: number; character: number } };
}

/** Selects the reason of an allowing comment, so that the next key begins it. */
export async function selectReason({ uri, range }: Place): Promise<void> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  const told = rangeOf(range);
  const selection = reasonNear(editor.document, told) ?? told;
  editor.selection = new vscode.Selection(selection.start, selection.end);
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The text between the quotes of `reason="…"` in these lines or beside them: an edit may have moved it. */
export function reasonNear(document: Pick<vscode.TextDocument, "lineAt" | "lineCount">, told: vscode.Range): vscode.Range | undefined {
  const near = [0, -1, 1].map((step) => told.start.line + step).filter((line) => line >= 0 && line < document.lineCount);
  for (const line of near) {
    const match = /\bguardrail: allow\[.*?\].*?reason=(\\?["'])(.*?)\1/d.exec(document.lineAt(line).text);
    const [start, end] = match?.indices?.[2] ?? [];
    if (start !== undefined && end !== undefined) return new vscode.Range(line, start, line, end);
  }
  return undefined;
}
