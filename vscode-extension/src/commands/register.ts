import * as vscode from "vscode";
import { allowFinding, copyFinding, copyForAgent, fixFinding } from "../changes/actions.ts";
import type { FindingRow } from "../changes/tree.ts";
import { folders, serverArguments } from "../finding/steps.ts";
import { log, spoken } from "../log.ts";
import { environmentPage } from "../pages/environment.ts";
import { showPage } from "../pages/provider.ts";
import { openRule } from "../pages/rule.ts";
import type { Session } from "../session.ts";
import { createConfiguration, installHooks } from "./project.ts";
import { reportIssue } from "./reportIssue.ts";
import { explainFinding, openAnyRule } from "./rules.ts";
import { selectReason, type Place } from "./selectReason.ts";
import { setUpServer, type SetUp } from "./setUpServer.ts";

/** Every command of the extension. */
export function registerCommands(context: vscode.ExtensionContext, session: Session, set: SetUp): vscode.Disposable {
  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    "guardrail.checkChanges": () => onServer(session, "guardrail.server.checkChanges"),
    "guardrail.checkWorkspace": () => onServer(session, "guardrail.server.checkWorkspace"),
    "guardrail.restart": () => session.restart("a person asked for it"),
    "guardrail.showLogs": () => {
      log.show();
    },
    "guardrail.showEnvironment": () => showPage("Environment", environmentPage(facts(context, session))),
    "guardrail.setUpServer": () => setUpServer(set),
    "guardrail.openRule": (given?: { rule?: unknown }) => openAnyRule(session, set.neutral, given),
    "guardrail.explainFinding": () => explainFinding(),
    "guardrail.createConfiguration": () => createConfiguration(session),
    "guardrail.installHooks": () => installHooks(session),
    "guardrail.reportIssue": () => reportIssue(session, context.extension),
    "guardrail.selectReason": (place: Place) => selectReason(place),
    "guardrail.copyForAgent": (given: { text: string }) => copyForAgent(given),
    "guardrail.changes.allow": (row: FindingRow) => allowFinding(row),
    "guardrail.changes.fix": (row: FindingRow) => fixFinding(row),
    "guardrail.changes.copy": (row: FindingRow) => copyFinding(row),
    "guardrail.changes.explain": (row: FindingRow) => openRule(row.finding.rule),
  };
  return vscode.Disposable.from(...Object.entries(commands).map(([name, does]) => vscode.commands.registerCommand(name, does)));
}

async function onServer(session: Session, command: string): Promise<void> {
  try {
    await session.ask("workspace/executeCommand", { command, arguments: [] });
  } catch (problem) {
    const chosen = await vscode.window.showErrorMessage(`Guardrail: ${spoken(problem)}`, "Restart", "Show Logs");
    if (chosen === "Restart") await session.restart("a person asked for it");
    if (chosen === "Show Logs") log.show();
  }
}

function facts(context: vscode.ExtensionContext, session: Session): Parameters<typeof environmentPage>[0] {
  const own = context.extension.packageJSON as { version: string };
  return {
    outcome: session.outcome,
    stage: session.stage,
    trouble: session.trouble,
    args: serverArguments(),
    trusted: vscode.workspace.isTrusted,
    extension: own.version,
    editor: `${vscode.env.appName} ${vscode.version}`,
    system: `${process.platform} ${process.arch}${vscode.env.remoteName ? `, ${vscode.env.remoteName}` : ""}`,
    folders: folders(),
  };
}
