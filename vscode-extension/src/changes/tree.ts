import { posix } from "node:path";
import * as vscode from "vscode";
import { rangeOf } from "../client.ts";
import { log, spoken } from "../log.ts";
import type { Session } from "../session.ts";
import { counted, gravest, ordered, type AgentChanges, type ChangedFile, type ChangeFinding } from "./model.ts";

/** A row of the view. */
export type Row = FileRow | FindingRow;

export interface FileRow {
  readonly kind: "file";
  readonly uri: vscode.Uri;
  readonly file: ChangedFile;
}

export interface FindingRow {
  readonly kind: "finding";
  readonly uri: vscode.Uri;
  readonly finding: ChangeFinding;
  readonly parent: FileRow;
}

/** Milliseconds to wait for more news before the server is asked again. */
const CALM = 250;

/** The view "Agent changes": what was found in what changed, by file, errors first. */
export class ChangesView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #session: Session;
  readonly #view: vscode.TreeView<Row>;
  readonly #watching: vscode.Disposable;
  #rows: FileRow[] = [];
  #timer: NodeJS.Timeout | undefined;
  #round = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#view = vscode.window.createTreeView<Row>("guardrail.changes", { treeDataProvider: this, showCollapseAll: true });
    this.#watching = vscode.Disposable.from(
      vscode.languages.onDidChangeDiagnostics(() => {
        this.refreshSoon();
      }),
      session.onDidChange(() => {
        this.refreshSoon();
      }),
    );
  }

  /** Asks the server again in a moment; several calls become one. */
  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), CALM);
  }

  async #refresh(): Promise<void> {
    const round = ++this.#round;
    const changes = await this.#fetch();
    if (round !== this.#round || changes === undefined) return;
    this.#rows = ordered(changes).map((file) => ({ kind: "file", uri: vscode.Uri.parse(file.uri), file }));
    const files = this.#rows.map(({ file }) => file);
    const told = counted(files);
    const grave = files.flatMap(({ findings }) => findings).filter(({ level }) => level === "error").length;
    this.#view.description = told;
    this.#view.badge = grave > 0 ? { value: grave, tooltip: `Guardrail: ${told} in what changed` } : undefined;
    this.#changed.fire(undefined);
  }

  async #fetch(): Promise<AgentChanges | undefined> {
    if (this.#session.stage !== "running") return { files: [] };
    try {
      return await this.#session.ask<AgentChanges>("guardrail/agentChanges", {});
    } catch (problem) {
      log.warn(`The changes can't be listed: ${spoken(problem)}`);
      return undefined;
    }
  }

  getChildren(row?: Row): Row[] {
    if (!row) return this.#rows;
    if (row.kind === "finding") return [];
    return row.file.findings.map((finding) => ({ kind: "finding", uri: row.uri, finding, parent: row }));
  }

  getParent(row: Row): Row | undefined {
    return row.kind === "finding" ? row.parent : undefined;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.kind === "file" ? fileItem(row) : findingItem(row);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watching.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function fileItem({ uri, file }: FileRow): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  item.id = file.uri;
  item.iconPath = vscode.ThemeIcon.File;
  const folder = posix.dirname(vscode.workspace.asRelativePath(uri));
  item.description = folder === "." ? counted([file]) : `${folder} · ${counted([file])}`;
  item.contextValue = "file";
  item.accessibilityInformation = { label: `${vscode.workspace.asRelativePath(uri)}, ${counted([file])}, ${gravest(file)}` };
  return item;
}

const ICONS: Readonly<Record<string, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground")),
  warning: new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground")),
  info: new vscode.ThemeIcon("info"),
};

function findingItem({ uri, finding }: FindingRow): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.message);
  item.description = `${finding.rule} · line ${String(finding.range.start.line + 1)}`;
  item.iconPath = ICONS[finding.level] ?? new vscode.ThemeIcon("info");
  item.contextValue = "finding";
  // Plain text: the message and the remedy hold words of the code under judgement.
  item.tooltip = finding.help ? `${finding.message}\n\nInstead: ${finding.help}` : finding.message;
  item.command = {
    title: "Open",
    command: "vscode.open",
    arguments: [uri, { selection: rangeOf(finding.range), preview: true } satisfies vscode.TextDocumentShowOptions],
  };
  item.accessibilityInformation = { label: `${finding.level}: ${finding.message}, rule ${finding.rule}` };
  return item;
}
