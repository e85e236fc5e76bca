// All safe fixes at once, when a file is saved: with a rule pack of its own whose fix is safe.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EXTENSION, launch, write } from "./editor.mjs";
import { person } from "./person.mjs";
import { agent, FILES, repository } from "./project.mjs";

const PACK = `"""One rule whose fix is safe."""

from guardrail.effects import SchemaChange
from guardrail.model import Category, Level, Remedy
from guardrail.rule import Rule

__path__ = []


class SlowIndex(Rule):
    """An index is built slowly.

    ## Why it matters

    It takes time.

    ## Do this instead

    Build it another way.
    """

    name = "slow-index"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    edition = 2026
    bad = ()
    good = ()

    def judge(self, effect, context):
        remedy = Remedy("concurrently", effect.span, safe=True, title="build it concurrently")
        if not effect.concurrently:
            yield self.finding(effect, "this index is slow", remedy=remedy)
`;
const POLICY = `packs = ["slow_pack"]\n${FILES["guardrail.toml"]}\n[levels]\nblocking-index = "off"\n`;
const INDEXES = "CREATE INDEX one ON orders (email);\nCREATE INDEX two ON orders (id);\n";

describe("fix all", () => {
  let editor;
  let ann;
  let installed;
  const path = "db/0002_indexes.sql";

  before(async () => {
    installed = mkdtempSync(join(tmpdir(), "guardrail-pack-"));
    const program = join(installed, "guardrail");
    write(installed, { "slow_pack.py": PACK, guardrail: `#!/bin/sh\nPYTHONPATH='${installed}' exec '${process.env.GUARDRAIL}' "$@"\n` });
    chmodSync(program, 0o755);
    editor = await launch({
      extensions: [join(EXTENSION, "dist/guardrail.vsix")],
      settings: { "guardrail.server.path": program, "editor.codeActionsOnSave": { "source.fixAll.guardrail": "explicit" } },
      files: { ...FILES, "guardrail.toml": POLICY },
      prepare: repository,
    });
    ann = person(editor);
    await editor.open();
    agent(editor.workspace).writes(path, INDEXES);
    await ann.openFile(path);
    await ann.until("two squiggles", async () => (await ann.squiggles("warning")) >= 2, 40_000);
  });
  after(async () => {
    await editor?.close();
    rmSync(installed, { recursive: true, force: true });
  });

  it("is offered as a source action", async () => {
    await ann.goTo(1, 10);
    await ann.command("Source Action...");
    await ann.page.waitForSelector(".action-widget .monaco-list-row");
    const offered = (await ann.page.locator(".action-widget .monaco-list-row").allInnerTexts()).join(" | ");
    await ann.picture("source-actions");
    assert.match(offered.replace(/\u00a0/g, " "), /fix all that can be fixed safely/);
    await ann.press("Escape");
  });

  it("mends all that is safe when the file is saved", async () => {
    await ann.goTo(3, 1);
    await ann.type("-- for the report");
    await ann.press("Escape");
    await ann.press("Control+S");
    const saved = () => readFileSync(join(editor.workspace, path), "utf8");
    await ann.until("both mended, on disk", () => saved().split("CONCURRENTLY").length === 3);
    await ann.until("no squiggle", async () => !(await ann.squiggles("warning")));
    await ann.picture("fixed-on-saving");
    assert.match(saved(), /CREATE INDEX CONCURRENTLY one ON orders[^]*CREATE INDEX CONCURRENTLY two[^]*-- for the report/);
  });
});
