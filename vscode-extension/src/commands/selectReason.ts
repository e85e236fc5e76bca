import * as vscode from "vscode";
import { rangeOf } from "../client.ts";
import { reasonNear } from "./reason.ts";

/** What the server hands over once the comment that allows a finding is in the text. */
export interface Place {
  readonly uri: string;
  readonly range: { start: { line: number; character: number }; end: { line: number; character: number } };
}

/** Selects the reason of an allowing comment, so that the next key begins it. */
export async function selectReason({ uri, range }: Place): Promise<void> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  const { document } = editor;
  const told = rangeOf(range);
  const lineOf = (line: number): string | undefined => (line >= 0 && line < document.lineCount ? document.lineAt(line).text : undefined);
  const place = reasonNear(lineOf, told.start.line);
  const chosen = place ? new vscode.Range(place.line, place.start, place.line, place.end) : told;
  editor.selection = new vscode.Selection(chosen.start, chosen.end);
  editor.revealRange(chosen, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
