// A workspace must not choose the program that runs before it is trusted.
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launch, STANDIN } from "./editor.mjs";
import { person } from "./person.mjs";

const VSIX = new URL("../../dist/guardrail.vsix", import.meta.url).pathname;

/** A workspace that brings programs of its own, in every way that the extension looks for one. */
function hostile(workspace, root) {
  for (const file of [".venv/bin/guardrail", "tools/guardrail"]) chmodSync(join(workspace, file), 0o755);
  return root;
}
const program = (mark) => `#!/bin/sh\necho "$0 $*" >> ${mark}\n[ "$1" = --version ] && echo "guardrail 0.1.0"\nexit 0\n`;

describe("an untrusted workspace", () => {
  let editor;
  let ann;
  let mark;
  before(async () => {
    mark = join(process.env.GUARDRAIL_PICTURES, `ran-${process.pid}`);
    editor = await launch({
      extensions: [VSIX],
      settings: { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "always" },
      path: [join(STANDIN, "..")],
      files: {
        "a.sql": "DROP TABLE orders;\n",
        ".venv/pyvenv.cfg": "home = /usr\n",
        ".venv/bin/guardrail": program(mark),
        "tools/guardrail": program(mark),
        ".vscode/settings.json": "{}",
      },
      prepare: async (workspace, root) => {
        hostile(workspace, root);
        const { write } = await import("./editor.mjs");
        write(workspace, { ".vscode/settings.json": JSON.stringify({ "guardrail.server.path": join(workspace, "tools/guardrail"), "guardrail.server.args": ["evil"] }) });
      },
    });
    ann = person(editor);
    await editor.open();
  });
  after(() => editor.close());

  it("is judged all the same, by the Guardrail of the machine", async () => {
    await ann.openFile("a.sql");
    await ann.until("a squiggle", () => ann.squiggles("error"));
    await ann.picture("restricted-mode");
    assert.ok(!existsSync(mark), `ran: ${existsSync(mark) && readFileSync(mark, "utf8")}`);
  });

  it("is said to have no say on the environment page", async () => {
    await ann.command("Guardrail: Show Environment");
    await ann.until("the page", async () => (await ann.pageText()).includes("workspace trusted"));
    const text = await ann.pageText();
    assert.match(text, /no: it has no say/);
    assert.match(text, /skipped: the workspace is not trusted/);
    await ann.picture("restricted-environment");
  });

  it("chooses the program once a person trusts it", async () => {
    await ann.command("Workspaces: Manage Workspace Trust");
    await ann.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
    await ann.until("the workspace's program ran", () => existsSync(mark));
    assert.match(readFileSync(mark, "utf8"), /tools\/guardrail --version/);
  });
});
