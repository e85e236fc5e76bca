// Takes the pictures of the walkthrough and the README, from the editor as it is now, into media/walkthrough.
// Usage: run.sh newest test/e2e/pictures.mjs
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { EXTENSION, launch } from "./editor.mjs";
import { person } from "./person.mjs";
import { agent, FILES, MIGRATION, repository } from "./project.mjs";

const MEDIA = join(EXTENSION, "media/walkthrough");

test("pictures are taken", async () => {
  mkdirSync(MEDIA, { recursive: true });
  const editor = await launch({
    extensions: [join(EXTENSION, "dist/guardrail.vsix")],
    settings: {
      "workbench.colorTheme": "Default Dark Modern", "workbench.statusBar.visible": false,
      "editor.fontSize": 13, "breadcrumbs.enabled": false, "workbench.activityBar.location": "top", "editor.lightbulb.enabled": "off",
    },
    files: { ...FILES, ".gitignore": ".venv/\n", ".venv/pyvenv.cfg": "home = /usr/bin\n", ".venv/bin/guardrail": `#!/bin/sh\nexec "${process.env.GUARDRAIL}" "$@"\n` },
    prepare: (workspace) => {
      chmodSync(join(workspace, ".venv/bin/guardrail"), 0o755);
      repository(workspace);
    },
  });
  const ann = person(editor);
  const { page } = editor;
  const take = (name, clip) => page.screenshot({ path: join(MEDIA, `${name}.png`), ...(clip ? { clip } : {}) });
  try {
    await page.setViewportSize({ width: 900, height: 560 });
    await editor.open();
    await ann.openFile("app/report.py");
    await ann.until("the server", async () => (await page.locator("[id='status.languageStatus']").count()) > 0, 30_000).catch(() => undefined);
    const robot = agent(editor.workspace);
    robot.writes("db/0002_clean.sql", "DELETE FROM orders;\nDROP TABLE sessions;\n");
    robot.writes("db/migrations/3f2a_clean.py", MIGRATION);
    await ann.showProblems();
    await ann.until("the findings", async () => (await ann.problems()).some((row) => row.includes("the table sessions is dropped")), 40_000);
    await ann.command("View: Show Guardrail");
    await ann.until("the view", async () => (await ann.tree()).some((row) => row.includes("the column orders.email")));
    // The view is too narrow to read: drag its edge.
    const edge = await page.locator(".part.sidebar").boundingBox();
    await page.mouse.move(edge.x + edge.width, 300);
    await page.mouse.down();
    await page.mouse.move(edge.x + edge.width + 200, 300, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(700, 150);
    await page.waitForTimeout(600);
    await take("changes");

    await ann.press("Control+J");
    await ann.openFile("3f2a_clean.py");
    await ann.until("the lens", async () => (await ann.lenses()).length > 0);
    await ann.press("Control+B");
    await page.waitForTimeout(800);
    await take("lens", { x: 0, y: 30, width: 900, height: 340 });
    await ann.goTo(11, 20);
    await ann.quickFixes();
    await page.waitForTimeout(300);
    await take("actions", { x: 0, y: 30, width: 900, height: 460 });
    await ann.press("Escape");
    await ann.hoverWord("DELETE FROM sessions", "DELETE");
    await page.waitForTimeout(700);
    await take("hover");
    await page.mouse.move(800, 540);

    await ann.command("Guardrail: Show Environment");
    await ann.until("the page", async () => (await ann.pageText()).includes("workspace trusted"));
    await page.waitForTimeout(500);
    await take("environment");
  } finally {
    await editor.close();
  }
});
