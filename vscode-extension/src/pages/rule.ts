import * as vscode from "vscode";
import { spoken } from "../log.ts";
import type { Session } from "../session.ts";
import { showPage } from "./provider.ts";

let asked: Session | undefined;

/** Says which session pages of rules come from. */
export function pagesFrom(session: Session): void {
  asked = session;
}

/** Shows a rule's page. */
export async function openRule(rule: string): Promise<void> {
  if (!/^[a-z0-9-]{1,80}$/.test(rule)) return;
  try {
    const answer = await asked?.ask<{ markdown: string } | null>("guardrail/explain", { rule });
    if (answer?.markdown) await showPage(rule, answer.markdown);
    else void vscode.window.showWarningMessage(`There is no rule ${rule}.`);
  } catch (problem) {
    void vscode.window.showErrorMessage(`Guardrail: the page of ${rule} can't be shown: ${spoken(problem)}`);
  }
}
