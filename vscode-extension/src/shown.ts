import type { Session } from "./session.ts";

/** What the item shows. */
export interface Shown {
  readonly text: string;
  readonly detail: string;
  readonly severity: "information" | "warning" | "error";
  readonly busy: boolean;
  readonly command: { readonly title: string; readonly command: string };
}

const LOGS = { title: "Show logs", command: "guardrail.showLogs" };
const ENVIRONMENT = { title: "Show environment", command: "guardrail.showEnvironment" };
const PROBLEMS = { title: "Show problems", command: "workbench.actions.view.problems" };
const RESTART = { title: "Restart", command: "guardrail.restart" };

/** What to show for a session. */
export function shownFor(session: Pick<Session, "stage" | "trouble" | "status" | "outcome">): Shown {
  const plain = { severity: "information", busy: false } as const;
  switch (session.stage) {
    case "idle":
      return { ...plain, text: "Guardrail", detail: "not started", command: RESTART };
    case "starting":
      return { ...plain, text: "Guardrail", detail: "starting", busy: true, command: LOGS };
    case "missing":
      return { ...plain, text: "Guardrail: no server", detail: session.trouble, severity: "error", command: ENVIRONMENT };
    case "failed":
      return { ...plain, text: "Guardrail: stopped", detail: session.trouble, severity: "error", command: RESTART };
    case "running":
      return running(session);
  }
}

function running({ status, outcome }: Pick<Session, "status" | "outcome">): Shown {
  const version = status?.version ?? (outcome?.kind === "found" ? outcome.version : "");
  const text = `Guardrail ${version}`.trim();
  const message = status?.message ?? "";
  const state = status?.state ?? "ready";
  if (/config/i.test(state) || (/error/i.test(state) && /\b(guardrail|pyproject)\.toml:\d+/.test(message))) {
    const short = message.replace(/^.*[\\/](?=(guardrail|pyproject)\.toml:)/, "");
    return { text: "Guardrail: configuration", detail: short || "the configuration is broken", severity: "error", busy: false, command: PROBLEMS };
  }
  if (/error|fail/i.test(state)) {
    return { text, detail: message || "something went wrong", severity: "error", busy: false, command: LOGS };
  }
  if (/warn|degraded/i.test(state)) return { text, detail: message, severity: "warning", busy: false, command: LOGS };
  const busy = /busy|check|analys|start|index/i.test(state);
  return { text, detail: message || (busy ? "checking" : "ready"), severity: "information", busy, command: ENVIRONMENT };
}
