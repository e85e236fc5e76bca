// Runs test/host/index.cjs inside the editor's own extension host, and tells what came of each test.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { EXTENSION, launch, STANDIN } from "./editor.mjs";

test("inside the extension host", async (t) => {
  const out = mkdtempSync(join(tmpdir(), "guardrail-host-"));
  const results = join(out, "results.json");
  const drop = "DROP TABLE orders;\n";
  const editor = await launch({
    files: { "a.sql": drop, "allow.sql": drop, "crash.sql": drop },
    settings: { "guardrail.server.path": STANDIN },
    env: { GUARDRAIL_STANDIN_MARK: join(out, "mark"), GUARDRAIL_HOST_RESULTS: results },
    // A built editor honours the payload only with its smoke-test driver on; older ones don't know the option.
    args: process.env.GUARDRAIL_EDITOR === "floor" ? [] : ["--vscode-option", "enable-smoke-test-driver"],
    payload: (at) => [
      ["extensionDevelopmentPath", at + EXTENSION.replace(/\/$/, "")],
      ["extensionTestsPath", `${at}${EXTENSION}test/host/index.cjs`],
      ["skipWelcome", "true"],
    ],
  });
  try {
    const ended = new Promise((resolve) => {
      editor.page.exposeFunction("codeAutomationLog", () => undefined);
      editor.page.exposeFunction("codeAutomationExit", resolve);
      setTimeout(resolve, 150_000, "too late").unref();
    });
    await editor.page.waitForTimeout(100);
    await editor.page.goto(editor.address.href);
    const code = await ended;
    assert.ok(existsSync(results), `the tests didn't run to their end: ${code}`);
    for (const { name, trouble } of JSON.parse(readFileSync(results, "utf8"))) {
      await t.test(name, () => {
        assert.equal(trouble, undefined, trouble);
      });
    }
  } finally {
    await editor.close();
  }
});
