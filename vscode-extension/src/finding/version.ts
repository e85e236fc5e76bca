/** The oldest server that this extension works with. */
export const OLDEST = "0.1.0";
/** The first server that it is not known to work with. */
export const BELOW = "1.0.0";

/** The version in `guardrail 1.2.3`, or undefined where the text is something else. */
export function versionIn(text: string): string | undefined {
  return /^guardrail (\d+\.\d+\.\d+\S*)\s*$/m.exec(text)?.[1];
}

/** Below zero where `one` is older than `other`. What follows the three numbers is left aside. */
export function compare(one: string, other: string): number {
  const [left, right] = [numbers(one), numbers(other)];
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return version.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0);
}

/** Why a server of this version can't be used; empty where it can. */
export function complaint(version: string): string {
  if (compare(version, OLDEST) < 0) return `version ${version} is too old: ${OLDEST} or newer is needed`;
  if (compare(version, BELOW) >= 0) return `version ${version} is too new for this extension: update the extension`;
  return "";
}
