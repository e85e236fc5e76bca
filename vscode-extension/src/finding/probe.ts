import { lastLine, run, type Result } from "../program.ts";
import type { Candidate, Verdict } from "./search.ts";
import { complaint, versionIn } from "./version.ts";

/** Milliseconds a candidate has to say its version: a cold start from a network drive is slow. */
const LIMIT = 20_000;

/** Runs a candidate in a neutral folder to see whether it is a Guardrail that has a language server. */
export async function probe(candidate: Candidate, neutral: string): Promise<Verdict> {
  const ask = (...words: string[]): Promise<Result> =>
    run(candidate.command, [...candidate.args, ...words], { folder: neutral, limit: LIMIT });
  const said = await ask("--version");
  if (said.trouble) return refused(said.trouble);
  const version = versionIn(said.stdout);
  if (version === undefined) {
    return refused(`it is not Guardrail, or broken: ${lastLine(said.stderr) || lastLine(said.stdout) || "it says nothing"}`);
  }
  const objection = complaint(version);
  if (objection) return { usable: false, version, reason: objection };
  const help = await ask("lsp", "--help");
  if (help.status !== 0) {
    const why = help.trouble || lastLine(help.stderr);
    return { usable: false, version, reason: `it has no language server (install repo-guardrail[lsp]): ${why}` };
  }
  return { usable: true, version, reason: "" };
}

function refused(reason: string): Verdict {
  return { usable: false, version: undefined, reason };
}
