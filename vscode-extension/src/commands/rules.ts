import * as vscode from "vscode";
import { spoken } from "../log.ts";
import { openRule } from "../pages/rule.ts";
import { run } from "../program.ts";
import type { Session } from "../session.ts";

/** Shows the page of the rule whose finding the cursor is on; asks which, where there are several. */
export async function explainFinding(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const cursor = editor?.selection;
  const found = editor && cursor ? vscode.languages.getDiagnostics(editor.document.uri).filter(ours).filter(({ range }) => range.intersection(cursor)) : [];
  const names = [...new Set(found.map(ruleOf))];
  if (names.length === 0) {
    void vscode.window.showInformationMessage("Guardrail found nothing at the cursor.");
    return;
  }
  const name = names.length === 1 ? names[0] : await vscode.window.showQuickPick(names, { placeHolder: "Which finding?" });
  if (name) await openRule(name);
}

/** Shows the page of the rule that is given, or that a person picks from the list of all. */
export async function openAnyRule(session: Session, neutral: string, given?: { rule?: unknown }): Promise<void> {
  if (typeof given?.rule === "string") {
    await openRule(given.rule);
    return;
  }
  try {
    const chosen = await vscode.window.showQuickPick(everyRule(session, neutral), { placeHolder: "Which rule?", matchOnDetail: true, matchOnDescription: true });
    if (chosen) await openRule(chosen.label);
  } catch (problem) {
    void vscode.window.showErrorMessage(`Guardrail: rules can't be listed: ${spoken(problem)}`);
  }
}

function ours({ source }: vscode.Diagnostic): boolean {
  return source?.toLowerCase() === "guardrail";
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

interface Listed {
  readonly rules: readonly { name: string; category: string; level: string; summary: string }[];
}

async function everyRule(session: Session, neutral: string): Promise<vscode.QuickPickItem[]> {
  if (session.outcome?.kind !== "found") throw new Error("there is no server yet");
  const { command, args } = session.outcome.candidate;
  const said = await run(command, [...args, "rules", "--format", "json"], { folder: neutral, limit: 30_000 });
  const { rules } = JSON.parse(said.stdout) as Listed;
  return rules.map(({ name, category, level, summary }) => ({ label: name, description: `${level} · ${category}`, detail: summary }));
}
