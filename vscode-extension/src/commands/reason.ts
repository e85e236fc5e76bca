/** Where a reason stands in a document: the text between its quotes. */
export interface ReasonPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The place of the reason in `guardrail: allow[rule] reason="…"` in this line or beside it: the edit that
 * wrote it may have moved it by a line.
 */
export function reasonNear(textOf: (line: number) => string | undefined, told: number): ReasonPlace | undefined {
  for (const line of [told, told - 1, told + 1]) {
    const match = /\bguardrail: allow\[[^\]]*\][^\n]*?reason=(\\?["'])(.*?)\1/d.exec(textOf(line) ?? "");
    const [start, end] = match?.indices?.[2] ?? [];
    if (start !== undefined && end !== undefined) return { line, start, end };
  }
  return undefined;
}
