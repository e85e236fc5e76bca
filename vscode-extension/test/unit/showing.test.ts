import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { kindOf } from "../../src/changes/kinds.ts";
import { counted, gravest, instruction, ordered, type ChangeFinding } from "../../src/changes/model.ts";
import { issueBody } from "../../src/commands/issueBody.ts";
import { reasonNear } from "../../src/commands/reason.ts";
import { environmentPage } from "../../src/pages/environment.ts";
import { cell, code } from "../../src/pages/text.ts";
import { shownFor } from "../../src/shown.ts";

const finding = (level: string, line: number, rule = "dropped-table"): ChangeFinding => ({
  rule, level, message: `something on line ${String(line)}`, range: { start: { line, character: 0 }, end: { line, character: 4 } }, help: "Do it later.",
});

describe("what changed", () => {
  it("is shown by file, errors first, then in the order of the text; files without findings aren't", () => {
    const files = ordered({
      files: [
        { uri: "file:///b", findings: [finding("warning", 1)] },
        { uri: "file:///empty", findings: [] },
        { uri: "file:///c", findings: [finding("info", 0), finding("error", 9), finding("error", 2)] },
      ],
    });
    assert.deepEqual(files.map(({ uri }) => uri), ["file:///c", "file:///b"]);
    assert.deepEqual(files[0]?.findings.map(({ range }) => range.start.line), [2, 9, 0]);
    assert.equal(files[0] && gravest(files[0]), "error");
    assert.equal(counted(files), "2 errors, 1 warning, 1 note");
    assert.equal(counted([]), "");
  });

  it("is told to the agent with the place and what to do instead", () => {
    assert.equal(instruction("a/b.sql", finding("error", 4)), "In a/b.sql, line 5: something on line 4 (Guardrail rule dropped-table). Undo this. Do it later.");
  });

  it("offers what an action does, whatever it is called", () => {
    assert.equal(kindOf({ title: "Copy", command: { command: "guardrail.copyForAgent" } }), "copy");
    assert.equal(kindOf({ title: "Write it down", edit: {}, command: { command: "guardrail.selectReason" } }), "allow");
    assert.equal(kindOf({ title: "Add WHERE", edit: {} }), "fix");
    assert.equal(kindOf({ title: "Read the page", command: { command: "guardrail.openRule" } }), undefined);
  });
});

describe("the reason of an allowing comment", () => {
  it("is found in its line or beside it, between its quotes", () => {
    const lines = ["DROP TABLE a;", '-- guardrail: allow[dropped-table] reason="why" until=2027-01-01', "DROP TABLE b;"];
    const place = { line: 1, start: 43, end: 46 };
    for (const told of [0, 1, 2]) assert.deepEqual(reasonNear((line) => lines[line], told), place);
    assert.equal(lines[1]?.slice(place.start, place.end), "why");
  });

  it("may be empty, and is not invented", () => {
    assert.deepEqual(reasonNear(() => '# guardrail: allow[x] reason=""', 0), { line: 0, start: 30, end: 30 });
    assert.equal(reasonNear(() => 'reason="of another kind"', 0), undefined);
  });
});

describe("the status", () => {
  const found = { kind: "found", candidate: { command: "/g", args: [], origin: "PATH" }, version: "0.1.0", trials: [] } as const;
  it("names the version, says when it works and when the configuration is broken", () => {
    const running = (state: string, message = ""): ReturnType<typeof shownFor> => shownFor({ stage: "running", trouble: "", status: { state, message }, outcome: found });
    assert.deepEqual([running("ready").text, running("ready").busy], ["Guardrail 0.1.0", false]);
    assert.equal(running("checking").busy, true);
    const broken = running("configuration", "guardrail.toml: unknown key");
    assert.deepEqual([broken.severity, broken.detail], ["error", "guardrail.toml: unknown key"]);
    const other = running("error", "/home/ann/shop/guardrail.toml:8: there is no key");
    assert.deepEqual([other.text, other.detail], ["Guardrail: configuration", "guardrail.toml:8: there is no key"]);
    assert.equal(running("error", "the analysis died").command.command, "guardrail.showLogs");
  });

  it("leads from no server to the page that says why", () => {
    const shown = shownFor({ stage: "missing", trouble: "not found", status: undefined, outcome: undefined });
    assert.deepEqual([shown.severity, shown.command.command], ["error", "guardrail.showEnvironment"]);
  });
});

describe("pages", () => {
  it("show text of unknown origin as text", () => {
    assert.equal(code("a`b"), "``a`b``");
    assert.equal(code("`a`"), "`` `a` ``");
    assert.equal(code("a\nb\u202ec"), "`a b\ufffdc`");
    assert.equal(cell("a|b"), "`a\\|b`");
    const page = environmentPage({
      outcome: { kind: "missing", reason: "[click](command:evil)", binding: undefined, trials: [{ step: "PATH", place: "/x|y", outcome: "<img src=x>", chosen: false }] },
      stage: "missing", trouble: "", args: ["lsp"], trusted: false, extension: "0.1.0", editor: "VS Code", system: "linux", folders: ["/w"],
    });
    assert.match(page, /`\[click\]\(command:evil\)`/);
    assert.match(page, /- PATH: `\/x\|y`: `<img src=x>`/);
    assert.match(page, /workspace trusted \| no/);
  });

  it("for an issue hold versions and no paths", () => {
    assert.match(issueBody({ server: "0.1.0, from PATH" }), /- server: 0\.1\.0, from PATH/);
  });
});
