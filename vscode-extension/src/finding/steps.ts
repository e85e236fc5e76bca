import { homedir } from "node:os";
import { existsSync, realpathSync } from "node:fs";
import * as vscode from "vscode";
import { commandBeside, commandOfSetting, commandsInFolders, onPath, type Machine } from "./places.ts";
import { pythonEnvironments, pythonExtension, type PythonSource } from "./python.ts";
import type { Candidate, Step } from "./search.ts";

/** The machine that the extension runs on. */
export const here: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  exists: existsSync,
  real(path) {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};

const UNTRUSTED = "skipped: the workspace is not trusted";

/** The places to look for the server, in the documented order. */
export function steps(ownEnvironment: string): Step[] {
  return [
    setting(),
    selected(pythonEnvironments),
    selected(pythonExtension),
    workspaceEnvironment(),
    path(),
    own(ownEnvironment),
  ];
}

/** Paths of the folders that are open in this window. */
export function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
}

/** The arguments that start the server. */
export function serverArguments(): string[] {
  const words = trusted("server.args");
  return Array.isArray(words) ? words.filter((word): word is string => typeof word === "string") : ["lsp"];
}

function setting(): Step {
  return {
    name: "Setting guardrail.server.path",
    binding: true,
    look() {
      const text = trusted("server.path");
      if (typeof text !== "string" || !text.trim()) return Promise.resolve("not set");
      const named = commandOfSetting(text, here);
      if ("trouble" in named) throw new Error(`${text}: ${named.trouble}`);
      return found([named.command], "the setting guardrail.server.path", "not set");
    },
  };
}

/** A setting that decides what runs: what the workspace says counts only where it is trusted. */
export function trusted(key: string): unknown {
  const configuration = vscode.workspace.getConfiguration("guardrail");
  if (vscode.workspace.isTrusted) return configuration.get<unknown>(key);
  const known = configuration.inspect<unknown>(key);
  return known?.globalValue ?? known?.defaultValue;
}

function selected(source: PythonSource): Step {
  return {
    name: source.name,
    binding: false,
    async look() {
      // The workspace can say which interpreter is selected.
      if (!vscode.workspace.isTrusted) return UNTRUSTED;
      const asked = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [undefined];
      const commands: string[] = [];
      let trouble = "";
      for (const folder of asked) {
        const answer = await source.selected(folder);
        if ("trouble" in answer) trouble = answer.trouble;
        else commands.push(commandBeside(answer.python, here));
      }
      const present = [...new Set(commands)].filter(here.exists);
      if (commands.length > 0) trouble = `the selected environment has no Guardrail (${commands.join(", ")})`;
      return found(present, `the environment selected in ${source.name}`, trouble);
    },
  };
}

function workspaceEnvironment(): Step {
  return {
    name: "Workspace environment",
    binding: false,
    look() {
      if (!vscode.workspace.isTrusted) return Promise.resolve(UNTRUSTED);
      const commands = commandsInFolders(folders(), here);
      return found(commands, "a virtual environment of the workspace", "no virtual environment with Guardrail in the workspace");
    },
  };
}

function path(): Step {
  return {
    name: "PATH",
    binding: false,
    look: () => found(onPath("guardrail", here, folders()), "PATH", "no guardrail on PATH"),
  };
}

function own(environment: string): Step {
  return {
    name: "Private environment",
    binding: false,
    look: () => found([environment].filter(here.exists), "the extension's own environment", "not set up"),
  };
}

function found(commands: readonly string[], origin: string, none: string): Promise<readonly Candidate[] | string> {
  if (commands.length === 0) return Promise.resolve(none);
  return Promise.resolve(commands.map((command) => ({ command, args: [], origin })));
}
