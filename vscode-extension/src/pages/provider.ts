import * as vscode from "vscode";

/** The scheme of pages that this extension makes: read-only Markdown, never saved. */
export const SCHEME = "guardrail-page";

const made = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Shows Markdown as a page. A page of the same name is replaced. */
export async function showPage(name: string, markdown: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` });
  made.set(uri.path, markdown);
  changed.fire(uri);
  await vscode.commands.executeCommand("markdown.showPreview", uri);
}

/** Serves the pages. */
export function providePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => made.get(path) ?? "This page is gone; open it again.",
  });
}
