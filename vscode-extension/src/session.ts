import * as vscode from "vscode";
import { State, type LanguageClient } from "vscode-languageclient/node";
import { createClient } from "./client.ts";
import { probe } from "./finding/probe.ts";
import { search, type Found, type Missing } from "./finding/search.ts";
import { serverArguments, steps } from "./finding/steps.ts";
import { log, spoken } from "./log.ts";

/** Where the server stands, as views and the status item show it. */
export type Stage = "idle" | "starting" | "running" | "missing" | "failed";

/** What the server says about itself in `guardrail/status`. */
export interface ServerStatus {
  readonly state: string;
  readonly message?: string | null;
  readonly version?: string | null;
}

/** One server for the window: found, started, watched, restarted. */
export class Session implements vscode.Disposable {
  stage: Stage = "idle";
  /** Why it failed, in words. */
  trouble = "";
  client: LanguageClient | undefined;
  outcome: Found | Missing | undefined;
  status: ServerStatus | undefined;

  readonly #changed = new vscode.EventEmitter<void>();
  /** Something of the above changed. */
  readonly onDidChange = this.#changed.event;
  #queue: Promise<void> = Promise.resolve();

  readonly #neutral: string;
  readonly #own: string;

  /** `neutral` is the folder that programs run in, `own` the command of the private environment. */
  constructor(neutral: string, own: string) {
    this.#neutral = neutral;
    this.#own = own;
  }

  /** Stops what runs, looks for the server afresh and starts it. Calls follow one another. */
  restart(why: string): Promise<void> {
    const next = this.#queue.then(async () => {
      log.info(`Starting: ${why}.`);
      await this.#stop();
      await this.#start();
    });
    this.#queue = next.catch((problem: unknown) => {
      log.error(spoken(problem));
    });
    return this.#queue;
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    await this.#queue;
    await this.#stop();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Asks the server, or says in an error why it can't be asked. */
  async ask<T>(method: string, params: unknown): Promise<T> {
    await this.#queue;
    if (!this.client || this.stage !== "running") throw new Error(this.trouble || "Guardrail's server is not running.");
    return this.client.sendRequest<T>(method, params);
  }

  async #start(): Promise<void> {
    this.#tell("starting");
    const outcome = await search(steps(this.#own), (candidate) => probe(candidate, this.#neutral), (line) => {
      log.info(line);
    });
    this.outcome = outcome;
    if (outcome.kind === "missing") {
      log.warn(outcome.reason);
      this.#tell("missing", outcome.reason);
      return;
    }
    const client: LanguageClient = createClient(outcome.candidate, serverArguments(), this.#neutral, () => {
      if (this.client === client) this.#tell("failed", "Guardrail's server has ended, again and again.");
    });
    client.onNotification("guardrail/status", (status: ServerStatus) => {
      this.status = status;
      this.#changed.fire();
    });
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Running) this.#tell("running");
      if (newState === State.Starting) this.#tell("starting");
    });
    try {
      await client.start();
      this.client = client;
      log.info(`Server ${outcome.version} runs: ${outcome.candidate.command}`);
      this.#tell("running");
    } catch (problem) {
      const reason = `Guardrail's server doesn't start (${outcome.candidate.command}): ${spoken(problem)}`;
      log.error(reason);
      this.#tell("failed", reason);
      await client.dispose().catch(() => undefined);
    }
  }

  async #stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.status = undefined;
    if (!client) return;
    try {
      await client.dispose(3000);
    } catch (problem) {
      log.warn(`The server didn't end in good order: ${spoken(problem)}`);
    }
  }

  #tell(stage: Stage, trouble = ""): void {
    this.stage = stage;
    this.trouble = trouble;
    void vscode.commands.executeCommand("setContext", "guardrail.state", stage);
    this.#changed.fire();
  }
}
