import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { folders, here } from "../finding/steps.ts";
import { log, spoken } from "../log.ts";
import { create } from "../private/create.ts";
import { interpreterFor, type Interpreter } from "../private/interpreters.ts";
import type { Lock } from "../private/lock.ts";
import type { PrivatePlace } from "../private/place.ts";

/** What setting up needs of the extension. */
export interface SetUp {
  readonly lock: Lock | undefined;
  readonly place: PrivatePlace;
  readonly storage: string;
  readonly neutral: string;
  done(): Promise<void>;
}

/** Asks, then makes the private environment, then starts the server from it. */
export async function setUpServer(set: SetUp): Promise<void> {
  const { lock } = set;
  if (!lock) {
    void vscode.window.showErrorMessage("Guardrail: this build of the extension has no list of what to install.");
    return;
  }
  const interpreter = await interpreterFor(here, folders(), set.neutral);
  if (!interpreter) {
    void vscode.window.showErrorMessage("Guardrail needs Python 3.11, 3.12 or 3.13 on PATH to set up its server.");
    return;
  }
  const wheels = vscode.workspace.getConfiguration("guardrail").inspect<string>("server.wheels")?.globalValue ?? "";
  if (!(await agreed(set, lock, interpreter, wheels))) return;
  const made = await make(set, lock, interpreter, wheels);
  if (!made) return;
  await removeOthers(set);
  await set.done();
  void vscode.window.showInformationMessage(`Guardrail ${lock.version} is set up.`);
}

async function agreed({ place }: SetUp, lock: Lock, interpreter: Interpreter, wheels: string): Promise<boolean> {
  const from = wheels ? `the folder ${wheels}` : "PyPI, or the index that your pip is configured with";
  const detail = [
    `With Python ${interpreter.version} (${interpreter.command}) an environment is made in ${place.folder}.`,
    `${String(lock.packages)} packages in fixed versions are installed into it from ${from}; their hashes are checked.`,
    "Nothing of the workspace is read or changed.",
  ].join("\n\n");
  const chosen = await vscode.window.showInformationMessage(`Set up Guardrail ${lock.version} for this extension?`, { modal: true, detail }, "Set Up");
  return chosen === "Set Up";
}

function make(set: SetUp, lock: Lock, interpreter: Interpreter, wheels: string): Thenable<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Guardrail", cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => {
      stop.abort();
    });
    try {
      await create({
        place: set.place,
        interpreter,
        lock: lock.file,
        version: lock.version,
        wheels,
        signal: stop.signal,
        tell: (message) => {
          progress.report({ message: `${message}…` });
        },
        heard: (text) => {
          log.info(text.trimEnd());
        },
      });
      return true;
    } catch (problem) {
      log.error(spoken(problem));
      if (!stop.signal.aborted) void tellFailure(spoken(problem));
      return false;
    }
  });
}

async function tellFailure(why: string): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(`Guardrail could not be set up. ${why}`, "Show Logs");
  if (chosen) log.show();
}

/** Environments of other versions are of no use to anyone any more. */
async function removeOthers({ storage, place }: SetUp): Promise<void> {
  const names = await readdir(storage).catch(() => []);
  const others = names.filter((name) => /^server-\d/.test(name) && name !== basename(place.folder));
  await Promise.all(others.map((name) => rm(join(storage, name), { recursive: true, force: true }).catch(() => undefined)));
}
