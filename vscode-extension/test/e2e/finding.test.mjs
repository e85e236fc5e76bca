// No server on the machine: one message with a button, a private environment that is made for real, and
// interpreters that other extensions have selected.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EXTENSION, launch, STANDIN } from "./editor.mjs";
import { person } from "./person.mjs";
import { stubExtension } from "./stubs.mjs";

const VSIX = join(EXTENSION, "dist/guardrail.vsix");
const WHEELS = join(EXTENSION, "dist/wheels");
const PYTHON = join(dirname(process.env.GUARDRAIL), "python");

describe("a machine without Guardrail", () => {
  let editor;
  let ann;
  let wheels;
  before(async () => {
    // The lock's packages, and the very wheel whose hash the vsix knows.
    wheels = mkdtempSync(join(tmpdir(), "guardrail-wheels-"));
    const lock = join(EXTENSION, "dist/server.lock");
    const words = ["-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--find-links", WHEELS, "--dest", wheels, "--requirement", lock];
    const { status, stderr } = spawnSync(PYTHON, words, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    editor = await launch({
      extensions: [VSIX],
      files: { "a.sql": "DROP TABLE orders;\n", "pip.conf": "[global]\nindex-url = http://127.0.0.1:9/\n", "sitecustomize.py": "open('ran', 'w')\n" },
      settings: { "guardrail.server.wheels": wheels },
      env: { PIP_INDEX_URL: "http://127.0.0.1:9/", PIP_CONFIG_FILE: "pip.conf", PYTHONPATH: "." },
    });
    ann = person(editor);
    await editor.open();
  });
  after(() => editor.close());

  it("is told so in one message, with a button", async () => {
    await ann.until("the message", async () => (await ann.notices()).some((text) => text.includes("Guardrail was not found")));
    await ann.page.waitForTimeout(1500);
    assert.equal((await ann.notices()).length, 1);
    await ann.picture("no-server");
  });

  it("is asked before anything is installed, and nothing is when the answer is no", async () => {
    await ann.clickNotice("Set Up");
    await ann.page.waitForSelector(".monaco-dialog-box");
    const text = await ann.page.locator(".monaco-dialog-box").innerText();
    assert.match(text, /their hashes are checked/);
    await ann.picture("set-up-question");
    await ann.clickDialog("Cancel");
    await ann.page.waitForTimeout(500);
    assert.deepEqual(storage(editor).filter((name) => name.startsWith("server-")), []);
  });

  it("gets an environment of its own, from which the server runs", async () => {
    await ann.command("Guardrail: Set Up a Private Server");
    await ann.page.waitForSelector(".monaco-dialog-box");
    await ann.clickDialog("Set Up");
    const took = await ann.until("set up", async () => (await ann.notices()).some((text) => /is set up|could not be/.test(text)), 180_000);
    await ann.picture("set-up");
    assert.ok((await ann.notices()).some((text) => text.includes("Guardrail 0.1.0 is set up")), JSON.stringify(await ann.notices()));
    console.log(`    set up in ${took} ms`);
    assert.deepEqual(storage(editor).filter((name) => name.startsWith("server-")), ["server-0.1.0"]);
    assert.ok(!existsSync(join(editor.workspace, "ran")), "a module of the workspace was run");
    await ann.openFile("a.sql");
    await ann.until("a squiggle of the real server", () => ann.squiggles("error"), 30_000);
  });

  it("says where the server is from", async () => {
    await ann.command("Guardrail: Show Environment");
    await ann.until("the page", async () => (await ann.pageText()).includes("the extension's own environment"));
    await ann.clearNotices();
    await ann.picture("environment");
  });
});

for (const [id, shown] of [["ms-python.vscode-python-envs", "Python Environments"], ["ms-python.python", "Python extension"]]) {
  describe(`an environment that is selected in ${id}`, () => {
    it("is where the server is taken from", async () => {
      const stub = stubExtension(id, join(dirname(STANDIN), "python"));
      const editor = await launch({ extensions: [stub, VSIX], files: { "a.sql": "DROP TABLE orders;\n" } });
      try {
        const ann = person(editor);
        await editor.open();
        await ann.openFile("a.sql");
        await ann.until("a squiggle", () => ann.squiggles("error"));
        await ann.command("Guardrail: Show Environment");
        await ann.until("the page", async () => (await ann.pageText()).includes(`the environment selected in ${shown}`));
      } finally {
        await editor.close();
      }
    });
  });
}

function storage(editor) {
  const folder = join(editor.data, "User/globalStorage/guardrail.guardrail");
  return existsSync(folder) ? readdirSync(folder) : [];
}
