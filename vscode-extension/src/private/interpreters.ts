import { onPath, type Machine } from "../finding/places.ts";
import { run } from "../program.ts";

/** A Python that can make the environment. */
export interface Interpreter {
  readonly command: string;
  readonly version: string;
}

const NAMES = ["python3.13", "python3.12", "python3.11", "python3", "python"] as const;
/** Wheels of everything that is installed exist for these. */
const OLDEST_MINOR = 11;
const NEWEST_MINOR = 13;

/** The first Python on PATH, outside the workspace, that is of a version the server runs on. */
export async function interpreterFor(machine: Machine, workspace: readonly string[], neutral: string): Promise<Interpreter | undefined> {
  for (const command of NAMES.flatMap((name) => onPath(name, machine, workspace))) {
    const words = ["-I", "-c", "import sys, ensurepip, venv; print('%d.%d.%d' % sys.version_info[:3])"];
    const said = await run(command, words, { folder: neutral, limit: 10_000 });
    const version = said.stdout.trim();
    if (said.status === 0 && suits(version)) return { command, version };
  }
  return undefined;
}

/** Whether the server runs on this version of Python. */
export function suits(version: string): boolean {
  const [major, minor] = version.split(".").map(Number);
  return major === 3 && minor !== undefined && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR;
}
