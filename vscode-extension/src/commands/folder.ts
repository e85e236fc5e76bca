import * as vscode from "vscode";

/** The folder a command is for: the only one, or the one that a person picks. */
export async function pickFolder(question: string): Promise<vscode.WorkspaceFolder | undefined> {
  const all = vscode.workspace.workspaceFolders ?? [];
  if (all.length === 0) void vscode.window.showInformationMessage("Open a folder first.");
  return all.length > 1 ? vscode.window.showWorkspaceFolderPick({ placeHolder: question }) : all[0];
}
