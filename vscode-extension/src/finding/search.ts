/** A program that might be the server. */
export interface Candidate {
  readonly command: string;
  /** Arguments that come before a subcommand; empty for the `guardrail` command itself. */
  readonly args: readonly string[];
  /** Where it is from, in words: "the environment that is selected in this window". */
  readonly origin: string;
}

/** What asking a candidate for its version brought. */
export interface Verdict {
  readonly usable: boolean;
  readonly version: string | undefined;
  /** Why not, in words. */
  readonly reason: string;
}

/** One place to look. */
export interface Step {
  readonly name: string;
  /** Explicitly chosen: where it fails, nothing else is taken in its place. */
  readonly binding: boolean;
  /** What is there, or in words why there is nothing. */
  look(): Promise<readonly Candidate[] | string>;
}

/** One line of the story of a search. */
export interface Trial {
  readonly step: string;
  readonly place: string;
  readonly outcome: string;
  readonly chosen: boolean;
}

export interface Found {
  readonly kind: "found";
  readonly candidate: Candidate;
  readonly version: string;
  readonly trials: readonly Trial[];
}

export interface Missing {
  readonly kind: "missing";
  /** The one sentence to show. */
  readonly reason: string;
  /** The step that a person chose explicitly and that failed, or undefined. */
  readonly binding: string | undefined;
  readonly trials: readonly Trial[];
}

/** Looks in each place in turn and takes the first program that can be used. */
export async function search(
  steps: readonly Step[],
  ask: (candidate: Candidate) => Promise<Verdict>,
  log: (line: string) => void,
): Promise<Found | Missing> {
  const trials: Trial[] = [];
  const note = (trial: Trial): void => {
    trials.push(trial);
    log(`${trial.step}: ${trial.place ? `${trial.place}: ` : ""}${trial.outcome}`);
  };
  let unusable = "";
  for (const step of steps) {
    const seen = await look(step);
    if (typeof seen === "string" || seen instanceof Error) {
      const outcome = seen instanceof Error ? `failed: ${seen.message}` : seen;
      note({ step: step.name, place: "", outcome, chosen: false });
      if (seen instanceof Error && step.binding) {
        return { kind: "missing", reason: `${step.name}: ${seen.message}.`, binding: step.name, trials };
      }
      continue;
    }
    for (const candidate of seen) {
      const verdict = await ask(candidate);
      if (verdict.usable && verdict.version !== undefined) {
        note({ step: step.name, place: candidate.command, outcome: `version ${verdict.version}, taken`, chosen: true });
        return { kind: "found", candidate, version: verdict.version, trials };
      }
      note({ step: step.name, place: candidate.command, outcome: verdict.reason, chosen: false });
      if (verdict.version !== undefined) unusable ||= `Guardrail at ${candidate.command} can't be used: ${verdict.reason}.`;
      if (step.binding) {
        const reason = `What the setting guardrail.server.path names (${candidate.command}) can't be used: ${verdict.reason}.`;
        return { kind: "missing", reason, binding: step.name, trials };
      }
    }
  }
  return { kind: "missing", reason: unusable || "Guardrail was not found on this machine.", binding: undefined, trials };
}

async function look(step: Step): Promise<readonly Candidate[] | string | Error> {
  try {
    return await step.look();
  } catch (problem) {
    return problem instanceof Error ? problem : new Error(String(problem));
  }
}
