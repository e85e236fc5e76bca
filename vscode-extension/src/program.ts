import { spawn } from "node:child_process";

/** What a program said and how it ended. */
export interface Result {
  /** Its exit status; null where it was ended by us or never began. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it didn't run to its end: not found, not allowed, too slow. Empty where it did. */
  readonly trouble: string;
}

export interface RunOptions {
  /** Where it runs. Never the workspace, unless the person asked for something to be done there. */
  readonly folder: string;
  /** Milliseconds after which it is ended. */
  readonly limit: number;
  /** Called with each piece of output, for logs. */
  readonly heard?: (text: string) => void;
  readonly signal?: AbortSignal;
}

const KEPT = 200_000;

/**
 * The environment for Python programs: whatever could bring other modules in their way is left out.
 * Python would take modules from PYTHONPATH and the working directory before its own, and pip an index
 * from PIP_INDEX_URL, which a project may have set in the terminal that the editor was started from.
 */
export function quietEnvironment(given: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(given).filter(([name]) => !/^(PYTHON(PATH|HOME|STARTUP|INSPECT|BREAKPOINT)|VIRTUAL_ENV|__PYVENV_LAUNCHER__)$|^(PIP|UV)_/.test(name));
  return { ...Object.fromEntries(kept), PYTHONSAFEPATH: "1", PYTHONUTF8: "1", PYTHONUNBUFFERED: "1" };
}

/** Runs a program without a shell, to its end or its limit. Never rejects. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Result> {
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    let trouble = "";
    const child = spawn(command, args, {
      cwd: options.folder,
      env: quietEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const end = (why: string): void => {
      trouble = why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => {
      end(`it took more than ${String(options.limit / 1000)} s`);
    }, options.limit);
    const stop = (): void => {
      end("it was cancelled");
    };
    options.signal?.addEventListener("abort", stop, { once: true });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout = (stdout + text).slice(-KEPT);
      options.heard?.(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-KEPT);
      options.heard?.(text);
    });
    const finish = (status: number | null): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", stop);
      resolve({ status: trouble ? null : status, stdout, stderr, trouble });
    };
    child.on("error", (problem: NodeJS.ErrnoException) => {
      trouble ||= SPOKEN[problem.code ?? ""] ?? problem.message;
      finish(null);
    });
    child.on("close", finish);
  });
}

const SPOKEN: Readonly<Record<string, string>> = {
  ENOENT: "there is no such program",
  EACCES: "it may not be run",
  ENOEXEC: "it is no program",
};

/** The last line that says something, for a message. */
export function lastLine(text: string): string {
  return text.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? "";
}
