/** What a person may want done about a finding. */
export type Wanted = "fix" | "allow" | "copy";

/** The parts of a code action that tell what it does. */
export interface Action {
  readonly title: string;
  readonly edit?: unknown;
  readonly command?: { readonly command: string } | undefined;
}

/** Which of the three an action is, by what it does and else by its title. */
export function kindOf(action: Action): Wanted | undefined {
  const command = action.command?.command;
  if (command === "guardrail.copyForAgent") return "copy";
  if (command === "guardrail.selectReason" || /\ballow\b/i.test(action.title)) return "allow";
  if (command !== undefined) return undefined;
  return action.edit ? "fix" : undefined;
}
