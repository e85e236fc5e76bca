/** The answer to `guardrail/agentChanges`. */
export interface AgentChanges {
  readonly files: readonly ChangedFile[];
}

export interface ChangedFile {
  readonly uri: string;
  readonly findings: readonly ChangeFinding[];
}

/** A finding in what changed. Ranges count as the protocol does: lines from 0, UTF-16 units. */
export interface ChangeFinding {
  readonly rule: string;
  readonly level: string;
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly fingerprint?: string | null;
  readonly help?: string | null;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

const ORDER: Readonly<Record<string, number>> = { error: 0, warning: 1, info: 2 };

const rank = (level: string): number => ORDER[level] ?? 3;

/** The gravest level of a file. */
export function gravest(file: ChangedFile): string {
  return file.findings.reduce((worst, { level }) => (rank(level) < rank(worst) ? level : worst), "info");
}

/** Files with findings, those with the gravest first, then by name; in each the gravest first, then by place. */
export function ordered(changes: AgentChanges): ChangedFile[] {
  return changes.files
    .filter(({ findings }) => findings.length > 0)
    .map((file) => ({ ...file, findings: [...file.findings].sort(byLevelThenPlace) }))
    .sort((one, other) => rank(gravest(one)) - rank(gravest(other)) || (one.uri < other.uri ? -1 : 1));
}

function byLevelThenPlace(one: ChangeFinding, other: ChangeFinding): number {
  const [left, right] = [one.range.start, other.range.start];
  return rank(one.level) - rank(other.level) || left.line - right.line || left.character - right.character;
}

/** How many findings of each level there are: `2 errors, 1 warning`; empty where there is none. */
export function counted(files: readonly ChangedFile[]): string {
  const levels = files.flatMap(({ findings }) => findings.map(({ level }) => level));
  const names: readonly (readonly [string, string, string])[] = [
    ["error", "error", "errors"],
    ["warning", "warning", "warnings"],
    ["info", "note", "notes"],
  ];
  return names
    .map(([level, one, many]) => [levels.filter((each) => each === level).length, one, many] as const)
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${String(count)} ${count === 1 ? one : many}`)
    .join(", ");
}

/** What to tell the agent, where the server offers no words of its own. */
export function instruction(path: string, finding: ChangeFinding): string {
  const line = finding.range.start.line + 1;
  const help = finding.help ? ` ${finding.help}` : "";
  return `In ${path}, line ${String(line)}: ${finding.message} (Guardrail rule ${finding.rule}). Undo this.${help}`;
}
