import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { commandBeside, commandOfSetting, commandsInFolders, onPath, type Machine } from "../../src/finding/places.ts";
import { probe } from "../../src/finding/probe.ts";
import { search, type Candidate, type Step, type Verdict } from "../../src/finding/search.ts";
import { compare, complaint, versionIn } from "../../src/finding/version.ts";

function machine(platform: NodeJS.Platform, files: readonly string[], path = "", links: Record<string, string> = {}): Machine {
  return { platform, env: { PATH: path }, home: "/home/ann", exists: (file) => files.includes(file), real: (file) => links[file] ?? file };
}

const candidate = (command: string): Candidate => ({ command, args: [], origin: "a test" });
const step = (name: string, seen: readonly string[] | string | Error, binding = false): Step => ({
  name,
  binding,
  look: () => (seen instanceof Error ? Promise.reject(seen) : Promise.resolve(typeof seen === "string" ? seen : seen.map(candidate))),
});
const usable: Verdict = { usable: true, version: "0.1.0", reason: "" };
const broken: Verdict = { usable: false, version: undefined, reason: "there is no such program" };

describe("versions", () => {
  it("are read from what the command says, and from nothing else", () => {
    assert.equal(versionIn("guardrail 1.2.3\n"), "1.2.3");
    assert.equal(versionIn("guardrail 1.2.3.dev4\n"), "1.2.3.dev4");
    assert.equal(versionIn("Python 3.11.7"), undefined);
    assert.equal(versionIn("guardrail"), undefined);
  });

  it("are compared as numbers", () => {
    assert.ok(compare("0.10.0", "0.9.9") > 0);
    assert.equal(compare("1.2.3", "1.2.3"), 0);
    assert.equal(compare("1.2.3.dev1", "1.2.3"), 0);
  });

  it("outside the known ones are refused with a word on what to do", () => {
    assert.match(complaint("0.0.9"), /too old: 0\.1\.0 or newer/);
    assert.match(complaint("1.0.0"), /update the extension/);
    assert.equal(complaint("0.1.0"), "");
  });
});

describe("the search", () => {
  it("takes the first that can be used and tells the whole story", async () => {
    const lines: string[] = [];
    const asked: string[] = [];
    const outcome = await search(
      [step("Setting", "not set"), step("Selected", ["/a/guardrail"]), step("PATH", ["/b/guardrail"]), step("Private", ["/c/guardrail"])],
      (each) => {
        asked.push(each.command);
        return Promise.resolve(each.command === "/b/guardrail" ? usable : broken);
      },
      (line) => lines.push(line),
    );
    assert.equal(outcome.kind === "found" && outcome.candidate.command, "/b/guardrail");
    assert.deepEqual(asked, ["/a/guardrail", "/b/guardrail"]);
    assert.deepEqual(lines, ["Setting: not set", "Selected: /a/guardrail: there is no such program", "PATH: /b/guardrail: version 0.1.0, taken"]);
  });

  it("takes nothing else in the place of what a person chose", async () => {
    for (const seen of [["/wrong/guardrail"], new Error("it is not an absolute path")]) {
      const outcome = await search([step("Setting", seen, true), step("PATH", ["/b/guardrail"])], (each) => Promise.resolve(each.command === "/b/guardrail" ? usable : broken), () => undefined);
      assert.equal(outcome.kind, "missing");
      assert.equal(outcome.kind === "missing" && outcome.binding, "Setting");
    }
  });

  it("goes on where a place can't be looked at", async () => {
    const outcome = await search([step("Selected", new Error("the API broke")), step("PATH", ["/b/guardrail"])], () => Promise.resolve(usable), () => undefined);
    assert.equal(outcome.kind, "found");
    assert.equal(outcome.trials[0]?.outcome, "failed: the API broke");
  });

  it("says of a Guardrail that can't be used why not, rather than that there is none", async () => {
    const old: Verdict = { usable: false, version: "0.0.1", reason: complaint("0.0.1") };
    const outcome = await search([step("PATH", ["/b/guardrail"])], () => Promise.resolve(old), () => undefined);
    assert.match(outcome.kind === "missing" ? outcome.reason : "", /\/b\/guardrail can't be used: version 0\.0\.1 is too old/);
  });
});

describe("places", () => {
  it("knows where each system keeps an environment's commands", () => {
    assert.equal(commandBeside("/p/.venv/bin/python", machine("linux", [])), "/p/.venv/bin/guardrail");
    assert.equal(commandBeside("C:\\p\\.venv\\Scripts\\python.exe", machine("win32", [])), "C:\\p\\.venv\\Scripts\\guardrail.exe");
    assert.equal(commandBeside("C:\\Python311\\python.exe", machine("win32", [])), "C:\\Python311\\Scripts\\guardrail.exe");
  });

  it("finds virtual environments of a workspace, and takes no other folder for one", () => {
    const files = ["/p/.venv/pyvenv.cfg", "/p/.venv/bin/guardrail", "/p/venv/bin/guardrail"];
    assert.deepEqual(commandsInFolders(["/p"], machine("linux", files)), ["/p/.venv/bin/guardrail"]);
  });

  it("leaves out what the workspace could have put on PATH", () => {
    const files = ["/p/node_modules/.bin/guardrail", "/link/guardrail", "bin/guardrail", "/usr/bin/guardrail", "/p2/guardrail"];
    const path = ["/p/node_modules/.bin", "/link", "bin", ".", "", "/usr/bin", "/usr/bin", "/p2"].join(":");
    const found = onPath("guardrail", machine("linux", files, path, { "/link": "/p/tools" }), ["/p"]);
    assert.deepEqual(found, ["/usr/bin/guardrail", "/p2/guardrail"]);
  });

  it("takes only absolute paths from the setting", () => {
    assert.deepEqual(commandOfSetting("~/bin/guardrail", machine("linux", [])), { command: "/home/ann/bin/guardrail" });
    assert.ok("trouble" in commandOfSetting("./guardrail", machine("linux", [])));
    assert.ok("trouble" in commandOfSetting("guardrail", machine("linux", [])));
  });
});

describe("a candidate", { skip: process.platform === "win32" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "guardrail-unit-"));
  const program = (name: string, text: string): Candidate => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return candidate(file);
  };

  it("is usable where it is Guardrail and has a language server", async () => {
    const good = program("good", 'case "$1" in --version) echo "guardrail 0.1.0";; lsp) echo "usage: guardrail lsp";; esac');
    assert.deepEqual(await probe(good, folder), { usable: true, version: "0.1.0", reason: "" });
  });

  it("is refused, with the reason, where it is not", async () => {
    const bare = program("bare", 'case "$1" in --version) echo "guardrail 0.1.0";; *) echo "pygls is missing" >&2; exit 2;; esac');
    assert.match((await probe(bare, folder)).reason, /no language server .*pygls is missing/);
    assert.match((await probe(program("other", "echo hello"), folder)).reason, /not Guardrail, or broken: hello/);
    assert.match((await probe(candidate(join(folder, "none")), folder)).reason, /no such program/);
    assert.equal((await probe(program("old", 'echo "guardrail 0.0.1"'), folder)).version, "0.0.1");
  });
});
