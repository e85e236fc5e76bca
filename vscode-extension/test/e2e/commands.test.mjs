// Every command of the palette, once, by hand.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EXTENSION, launch } from "./editor.mjs";
import { person } from "./person.mjs";
import { agent, FILES, repository } from "./project.mjs";

describe("the commands", () => {
  let editor;
  let ann;
  const problem = async (text) => (await ann.problems()).some((row) => row.includes(text));
  const { "guardrail.toml": _, ...files } = FILES;

  before(async () => {
    editor = await launch({
      extensions: [join(EXTENSION, "dist/guardrail.vsix")],
      settings: { "guardrail.server.path": process.env.GUARDRAIL },
      files: { ...files, "old/0000_reset.sql": "TRUNCATE sessions;\n" },
      prepare: repository,
    });
    ann = person(editor);
    await editor.open();
    agent(editor.workspace).writes("db/0002_clean.sql", "DELETE FROM orders;\n");
    await ann.openFile("0002_clean.sql");
    await ann.until("a squiggle", () => ann.squiggles("error"), 40_000);
    await ann.showProblems();
  });
  after(() => editor.close());

  it("check the whole workspace: what did not change is shown too", async () => {
    assert.ok(!(await problem("sessions")));
    await ann.command("Guardrail: Check Workspace");
    await ann.until("the old file", () => problem("sessions"));
  });

  it("check what changed", async () => {
    await ann.command("Guardrail: Check Changes");
    await ann.until("the finding", () => problem("every row of orders is deleted"));
  });

  it("explain the finding at the cursor", async () => {
    await ann.page.locator(".editor-instance .view-line").first().click();
    await ann.goTo(1, 3);
    await ann.command("Guardrail: Explain Finding");
    await ann.until("the page", async () => /Why it matters/i.test(await ann.pageText()));
    await ann.picture("rule-page");
    await ann.command("View: Close Editor");
  });

  it("open any rule, by name", async () => {
    await ann.command("Guardrail: Open Rule");
    await ann.page.waitForTimeout(1500);
    await ann.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await ann.type("forced-push");
    await ann.page.waitForTimeout(400);
    await ann.picture("rules-list");
    await ann.press("Enter");
    await ann.page.locator(".tab.active", { hasText: "forced-push" }).waitFor();
  });

  it("restart the server", async () => {
    await ann.command("Guardrail: Restart Server");
    await ann.until("the finding again", () => problem("every row of orders is deleted"));
  });

  it("create a configuration", async () => {
    await ann.command("Guardrail: Create Configuration");
    await ann.page.waitForSelector('.tab.active[data-resource-name="guardrail.toml"]', { timeout: 20_000 });
    assert.ok(readFileSync(join(editor.workspace, "guardrail.toml"), "utf8").length > 20);
    await ann.picture("created-configuration");
  });

  it("install git hooks, once a person agreed", async () => {
    const hook = join(editor.workspace, ".git/hooks/pre-commit");
    await ann.command("Guardrail: Install Git Hooks");
    await ann.page.waitForSelector(".monaco-dialog-box");
    assert.ok(!existsSync(hook));
    await ann.picture("hooks-question");
    await ann.clickDialog("Install");
    await ann.until("the hook", () => existsSync(hook));
    assert.match(readFileSync(hook, "utf8"), /guardrail/);
  });

  it("show the log, with the story of the search", async () => {
    await ann.command("Guardrail: Show Logs");
    const lines = ann.page.locator(".output-view .view-line, .pane-body .view-line");
    const seen = async (text) => (await lines.allInnerTexts()).join("\n").replace(/\u00a0/g, " ").includes(text);
    await ann.until("the log, at its end", () => seen("[info]"));
    // Only the lines in sight are there, and the story is told at the start.
    await lines.nth(3).click({ force: true });
    await ann.press("Control+Home");
    await ann.until("the story", () => seen("taken"));
    await ann.picture("log");
  });

  it("show the environment", async () => {
    await ann.command("Guardrail: Show Environment");
    await ann.until("the page", async () => (await ann.pageText()).includes("the setting guardrail.server.path"));
  });

  it("report an issue, with versions and no path", async () => {
    await ann.command("Guardrail: Report Issue");
    await ann.page.waitForSelector(".monaco-dialog-box");
    const text = await ann.page.locator(".monaco-dialog-box").innerText();
    await ann.picture("report-issue");
    assert.match(text, /issues\/new/);
    assert.doesNotMatch(decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "")), new RegExp(editor.workspace));
    await ann.clickDialog("Cancel");
  });

  it("walk through, with pictures", async () => {
    await ann.command("Welcome: Open Walkthrough");
    await ann.page.waitForTimeout(1000);
    await ann.type("Guardrail");
    await ann.page.waitForTimeout(400);
    await ann.press("Enter");
    // In a small room the picture is left out.
    await ann.press("Control+J");
    await ann.press("Control+B");
    await ann.until("the picture", async () => ann.page.locator(".getting-started-media img").evaluateAll((all) => all.some((image) => image.complete && image.naturalWidth > 500)), 15_000);
    await ann.picture("walkthrough");
  });
});
