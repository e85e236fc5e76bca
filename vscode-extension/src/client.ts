import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type DocumentSelector,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import type { Candidate } from "./finding/search.ts";
import { log } from "./log.ts";
import { quietEnvironment } from "./program.ts";
import { fileEvents } from "./watched.ts";

/** Files on disk and unsaved ones. The copies that chat editors keep under other schemes are left alone. */
export const DOCUMENTS: DocumentSelector = [{ scheme: "file" }, { scheme: "untitled" }];

/** Commands that code actions of the server may call in this extension. */
export const CLIENT_COMMANDS = ["guardrail.selectReason", "guardrail.openRule", "guardrail.copyForAgent"] as const;

/** How often a server that died may be started again before a person is asked. */
const RESTARTS = 3;
const WITHIN = 180_000;

/**
 * A client for this server, not yet started. It runs in a neutral folder. A server that dies is started
 * again; `gaveUp` is called where that doesn't help.
 */
export function createClient(candidate: Candidate, args: readonly string[], neutral: string, gaveUp: () => void): LanguageClient {
  const deaths: number[] = [];
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: "guardrail",
    initializationOptions: { clientCommands: CLIENT_COMMANDS },
    markdown: { isTrusted: false, supportHtml: false },
    initializationFailedHandler: () => false,
    middleware: {
      workspace: {
        didChangeWatchedFile: async (event, next) => {
          const shown: string[] = [];
          client.diagnostics?.forEach((uri) => shown.push(uri.toString()));
          for (const each of await fileEvents(event, shown)) await next(each);
        },
      },
    },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        const now = Date.now();
        deaths.push(now);
        const recent = deaths.filter((time) => now - time < WITHIN).length;
        const again = recent <= RESTARTS;
        log.error(`The server ended unexpectedly; ${again ? "starting it again" : "not starting it again"}.`);
        if (!again) gaveUp();
        return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  const server = {
    command: candidate.command,
    args: [...candidate.args, ...args],
    options: { cwd: neutral, env: clean(quietEnvironment()) },
  };
  const client: LanguageClient = new LanguageClient("guardrail", "Guardrail", server, options);
  return client;
}

function clean(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** The range of the protocol as the editor's. */
export function rangeOf(range: { start: Place; end: Place }): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

interface Place {
  line: number;
  character: number;
}
