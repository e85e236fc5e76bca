import * as vscode from "vscode";
import { DOCUMENTS } from "./client.ts";
import type { Session } from "./session.ts";
import { shownFor } from "./shown.ts";

const SEVERITIES = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

/** Keeps a language status item that follows the session. */
export function keepStatus(session: Session): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("guardrail", DOCUMENTS as vscode.DocumentSelector);
  item.name = "Guardrail";
  const show = (): void => {
    const shown = shownFor(session);
    item.text = shown.text;
    item.detail = shown.detail;
    item.severity = SEVERITIES[shown.severity];
    item.busy = shown.busy;
    item.command = shown.command;
    item.accessibilityInformation = { label: `${shown.text}: ${shown.detail}` };
  };
  show();
  return vscode.Disposable.from(item, session.onDidChange(show));
}
