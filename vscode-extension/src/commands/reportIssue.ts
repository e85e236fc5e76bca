import * as vscode from "vscode";
import type { Session } from "../session.ts";
import { issueBody } from "./issueBody.ts";

/** Opens a new issue that says which versions run. It holds no path, no name and no code. */
export async function reportIssue(session: Session, extension: vscode.Extension<unknown>): Promise<void> {
  const own = extension.packageJSON as { version: string; bugs: { url: string } };
  const body = issueBody({
    extension: own.version,
    server: session.outcome?.kind === "found" ? `${session.outcome.version}, from ${session.outcome.candidate.origin}` : "none",
    editor: `${vscode.env.appName} ${vscode.version}`,
    system: `${process.platform} ${process.arch}${vscode.env.remoteName ? `, ${vscode.env.remoteName}` : ""}`,
    stage: session.stage,
  });
  await vscode.env.openExternal(vscode.Uri.parse(`${own.bugs.url}/new?body=${encodeURIComponent(body)}`, true));
}
