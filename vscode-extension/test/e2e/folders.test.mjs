// Two folders in one window, each with its own configuration.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { EXTENSION, launch } from "./editor.mjs";
import { person } from "./person.mjs";

test("each of two folders is judged by its own configuration", async () => {
  const editor = await launch({
    extensions: [join(EXTENSION, "dist/guardrail.vsix")],
    settings: { "guardrail.server.path": process.env.GUARDRAIL },
    files: {
      "both.code-workspace": JSON.stringify({ folders: [{ path: "strict" }, { path: "lenient" }] }),
      "strict/one.sql": "DROP TABLE first_table;\n",
      "strict/guardrail.toml": "edition = 2026\n",
      "lenient/two.sql": "DROP TABLE second_table;\n",
      "lenient/guardrail.toml": 'edition = 2026\n\n[levels]\ndropped-table = "warning"\n',
    },
    workspaceFile: "both.code-workspace",
  });
  try {
    const ann = person(editor);
    await editor.open();
    await ann.openFile("one.sql");
    await ann.until("an error", () => ann.squiggles("error"), 40_000);
    await ann.openFile("two.sql");
    await ann.until("a warning", () => ann.squiggles("warning"));
    assert.equal(await ann.squiggles("error"), 0);
    await ann.picture("two-folders");
  } finally {
    await editor.close();
  }
});
