import * as vscode from "vscode";
import { FileChangeType, type FileEvent } from "vscode-languageclient/node";

/** How many files of a new folder are told one by one. */
const MOST = 2000;

/** Folders that hold nothing of the project's own. */
const LEFT_OUT: ReadonlySet<string> = new Set([".git", "node_modules", "__pycache__", ".venv"]);

/**
 * The events of files that an event of a folder stands for.
 *
 * The editor tells of a folder that was made or deleted at once with all that is in it only by the folder's
 * own name. `shown` are the files that findings are shown in.
 */
export async function fileEvents(event: FileEvent, shown: Iterable<string>): Promise<FileEvent[]> {
  if (event.type === FileChangeType.Deleted) {
    const inside = [...shown].filter((uri) => uri.startsWith(`${event.uri}/`));
    return [event, ...inside.map((uri): FileEvent => ({ uri, type: FileChangeType.Deleted }))];
  }
  if (event.type !== FileChangeType.Created || !(await isFolder(vscode.Uri.parse(event.uri)))) return [event];
  const files: FileEvent[] = [];
  const folders = [vscode.Uri.parse(event.uri)];
  for (let folder = folders.pop(); folder && files.length < MOST; folder = folders.pop()) {
    for (const [name, type] of await entries(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.File) files.push({ uri: uri.toString(), type: FileChangeType.Created });
      if (type === vscode.FileType.Directory && !LEFT_OUT.has(name)) folders.push(uri);
    }
  }
  return [event, ...files];
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  if (LEFT_OUT.has(uri.path.split("/").at(-1) ?? "")) return false;
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory;
  } catch {
    return false;
  }
}

async function entries(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
