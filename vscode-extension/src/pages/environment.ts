import type { Found, Missing } from "../finding/search.ts";
import { cell, code } from "./text.ts";

/** What the page "Guardrail: Environment" is made of. */
export interface Facts {
  readonly outcome: Found | Missing | undefined;
  readonly stage: string;
  readonly trouble: string;
  readonly args: readonly string[];
  readonly trusted: boolean;
  readonly extension: string;
  readonly editor: string;
  readonly system: string;
  readonly folders: readonly string[];
}

/** The page: what runs, why, and what else was looked at. */
export function environmentPage(facts: Facts): string {
  return [
    "# Guardrail: Environment",
    "",
    ...chosen(facts),
    "",
    "## Where it was looked for",
    "",
    "In this order; the first that can be used is taken.",
    "",
    ...(facts.outcome?.trials ?? []).map(
      ({ step, place, outcome, chosen: taken }) => `- ${taken ? `**${step}**` : step}: ${place ? `${code(place)}: ` : ""}${code(outcome)}`,
    ),
    "",
    "## This window",
    "",
    "| | |",
    "|---|---|",
    `| extension | ${cell(facts.extension)} |`,
    `| editor | ${cell(facts.editor)} |`,
    `| system | ${cell(facts.system)} |`,
    `| workspace trusted | ${facts.trusted ? "yes" : "no: it has no say in which program runs"} |`,
    ...facts.folders.map((folder) => `| folder | ${cell(folder)} |`),
    "",
    "To choose another program, set `guardrail.server.path` in the user settings, then run **Guardrail: Restart Server**.",
    "The whole search is in the log: **Guardrail: Show Logs**.",
    "",
  ].join("\n");
}

function chosen({ outcome, stage, trouble, args }: Facts): string[] {
  if (!outcome) return ["The server was not looked for yet."];
  if (outcome.kind === "missing") return [`**No server.** ${code(outcome.reason)}`];
  const { candidate, version } = outcome;
  const command = [candidate.command, ...candidate.args, ...args].join(" ");
  const state = trouble ? `${stage}: ${trouble}` : stage;
  return ["| | |", "|---|---|", `| program | ${cell(command)} |`, `| version | ${cell(version)} |`, `| from | ${candidate.origin} |`, `| state | ${cell(state)} |`];
}
