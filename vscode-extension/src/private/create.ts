import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLine, run, type Result } from "../program.ts";
import type { Interpreter } from "./interpreters.ts";
import type { PrivatePlace } from "./place.ts";

/** What making the environment needs to know. */
export interface Plan {
  readonly place: PrivatePlace;
  readonly interpreter: Interpreter;
  /** The file with versions and hashes of everything that may be installed. */
  readonly lock: string;
  /** The version that must answer in the end. */
  readonly version: string;
  /** A folder of wheels that takes the place of PyPI; empty for PyPI. */
  readonly wheels: string;
  readonly signal: AbortSignal;
  readonly tell: (step: string) => void;
  readonly heard: (text: string) => void;
}

/** Milliseconds for the download and the installation. */
const INSTALL_LIMIT = 600_000;
const LIMIT = 120_000;

/**
 * Makes the private environment: exactly what the lock says, hash by hash, wheels only, nothing built.
 * Everything runs in the environment's own empty folder with an isolated Python, so that no file of a
 * project is read. Throws, and leaves nothing behind, where a step fails.
 */
export async function create(plan: Plan): Promise<void> {
  const { place, interpreter, signal, heard } = plan;
  const neutral = `${place.folder}.neutral`;
  await rm(place.folder, { recursive: true, force: true });
  await mkdir(neutral, { recursive: true });
  const step = async (said: string, command: string, args: readonly string[], limit: number): Promise<Result> => {
    plan.tell(said);
    heard(`> ${[command, ...args].join(" ")}\n`);
    const result = await run(command, args, { folder: neutral, limit, signal, heard });
    if (result.status !== 0) throw new Error(`${said} failed: ${result.trouble || lastLine(result.stderr) || lastLine(result.stdout)}`);
    return result;
  };
  try {
    await step("Making the environment", interpreter.command, ["-I", "-m", "venv", place.folder], LIMIT);
    await step("Installing", place.python, installation(plan.lock, plan.wheels), INSTALL_LIMIT);
    const said = await step("Trying it", place.command, ["--version"], LIMIT);
    if (said.stdout.trim() !== `guardrail ${plan.version}`) throw new Error(`it says ${lastLine(said.stdout)}, not ${plan.version}`);
    await step("Trying the language server", place.command, ["lsp", "--help"], LIMIT);
    await writeFile(join(place.folder, "made-by-guardrail"), `${plan.version}\n`);
  } catch (problem) {
    await rm(place.folder, { recursive: true, force: true });
    throw problem;
  } finally {
    await rm(neutral, { recursive: true, force: true });
  }
}

/**
 * The arguments of the environment's Python that install what the lock says.
 *
 * Where packages come from is what the person or the machine has configured, PyPI by default; the hashes
 * hold for each of them.
 */
export function installation(lock: string, wheels: string): string[] {
  const source = wheels ? ["--no-index", "--find-links", wheels] : [];
  return [
    "-I", "-m", "pip", "--no-input", "--disable-pip-version-check", "install", "--require-hashes", "--no-deps",
    "--only-binary", ":all:", "--no-compile", ...source, "--requirement", lock,
  ];
}
