/** The text of the issue. */
export function issueBody(facts: Readonly<Record<string, string>>): string {
  return [
    "What did you do, what did you expect, and what came instead?",
    "",
    "",
    "If it is about a finding: the shortest text that shows it, without secrets.",
    "",
    "",
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}
