// What a person does and sees in the editor.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PICTURES } from "./editor.mjs";

const plain = (text) => text.replace(/\u00a0/g, " ").replace(/[\u200b-\u200f]/g, "");

/** A person at an editor. */
export function person({ page }) {
  const rows = (selector) => page.locator(selector).allInnerTexts().then((all) => all.map((text) => plain(text).replace(/\s+/g, " ").trim()));
  const self = {
    page,
    press: (keys) => page.keyboard.press(keys),
    type: (text) => page.keyboard.type(text, { delay: 5 }),

    /** Waits until something is true; the milliseconds it took. */
    async until(what, check, limit = 20_000) {
      const start = Date.now();
      for (;;) {
        const seen = await check();
        if (seen) return Date.now() - start;
        if (Date.now() - start > limit) {
          await self.picture("failed");
          throw new Error(`not seen in ${limit} ms: ${what}; problems: ${JSON.stringify(await self.problems())}; notices: ${JSON.stringify(await self.notices())}`);
        }
        await page.waitForTimeout(25);
      }
    },

    async openFile(path) {
      const name = path.split("/").at(-1);
      await self.press("Control+P");
      await page.waitForSelector(".quick-input-widget:not([style*='display: none']) input");
      await self.type(path);
      await page.waitForSelector(`.quick-input-list .monaco-list-row[aria-label*="${name}"]`);
      await self.press("Enter");
      await page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
      await page.waitForSelector(".editor-instance .view-lines .view-line");
    },

    async command(title) {
      const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
      // A page that is just being shown may swallow keys: try again.
      for (let tries = 0; ; tries++) {
        try {
          await self.press("F1");
          await page.waitForSelector(".quick-input-widget:not([style*='display: none']) input", { timeout: 4000 });
          await self.type(title);
          await row.waitFor({ timeout: 6000 });
          break;
        } catch (problem) {
          if (tries === 3) throw problem;
          await self.press("Escape");
        }
      }
      await page.waitForTimeout(250); // the list is filtered once more after the last key
      await self.press("Enter");
    },

    async goTo(line, column = 1) {
      await self.press("Control+1");
      await self.press("Control+G");
      await page.waitForSelector(".quick-input-widget:not([style*='display: none']) input");
      await page.keyboard.insertText(`${line}:${column}`);
      await self.press("Enter");
      await page.waitForTimeout(150);
    },

    async showProblems() {
      if (!(await page.locator(".markers-panel-container").isVisible().catch(() => false))) await self.press("Control+Shift+M");
      await page.waitForSelector(".markers-panel-container");
    },

    problems: () => rows(".markers-panel-container .monaco-list-row"),
    squiggles: (kind) => page.locator(`.editor-instance .squiggly-${kind}`).count(),
    notices: () => rows(".notifications-toasts .notification-list-item, .notifications-center .notification-list-item"),
    lenses: () => rows(".editor-instance .codelens-decoration"),
    tree: () => rows(".pane-body .custom-tree-view .monaco-list-row, .tree-explorer-viewlet-tree-view .monaco-list-row"),
    editorText: async () => plain((await page.locator(".editor-instance .view-lines .view-line").allInnerTexts()).join("\n")),
    selected: () => page.evaluate(() => document.querySelectorAll(".editor-instance .selected-text").length),

    async hoverWord(text, word) {
      const span = page.locator(".editor-instance .view-line", { hasText: text }).locator("span span", { hasText: word }).last();
      const box = await span.boundingBox();
      await page.mouse.move(box.x + 24, box.y + box.height / 2);
      await page.waitForSelector(".monaco-hover:not(.hidden) .hover-row", { timeout: 15_000 });
      await page.waitForTimeout(700);
      return plain(await page.locator(".monaco-hover:not(.hidden)").first().innerText());
    },

    /** Points at a row, so that its buttons show: from elsewhere, as the hover of another row would cover it. */
    async pointAt(row) {
      await page.mouse.move(900, 760);
      await page.waitForFunction(() => !document.querySelector(".hover-contents")?.checkVisibility());
      await row.hover();
    },

    /** Opens the quick fixes at the cursor; their titles. */
    async quickFixes() {
      await page.mouse.move(900, 760);
      for (let tries = 0; ; tries++) {
        await self.press("Control+.");
        try {
          await page.waitForSelector(".action-widget .monaco-list-row", { timeout: 4000 });
          break;
        } catch (problem) {
          if (tries < 3) continue;
          await self.picture("failed-quick-fix");
          throw problem;
        }
      }
      return rows(".action-widget .monaco-list-row");
    },

    /** Takes one of the quick fixes that are shown, by keyboard: older editors cover the list from the mouse. */
    async take(title) {
      for (let step = 0; step < 20; step++) {
        const focused = await page.locator(".action-widget .monaco-list-row.focused").allInnerTexts();
        if (focused.some((text) => plain(text).includes(title))) {
          await self.press("Enter");
          await page.waitForSelector(".action-widget", { state: "detached", timeout: 5000 }).catch(() => undefined);
          return;
        }
        await self.press("ArrowDown");
      }
      throw new Error(`no quick fix ${title}`);
    },

    async clickNotice(button) {
      await page.locator(".notifications-toasts .monaco-button", { hasText: button }).first().click();
    },

    async clickDialog(button) {
      await page.locator(".monaco-dialog-box .monaco-button", { hasText: button }).first().click();
    },

    async clearNotices() {
      await self.command("Notifications: Clear All Notifications");
      await page.waitForTimeout(200);
    },

    /** Text of the page that a webview shows. */
    async pageText() {
      for (const frame of page.frames()) {
        const text = await frame.locator("body").innerText().catch(() => "");
        if (frame.url().includes("fake.html") || frame.name() === "pending-frame" || frame.name() === "active-frame") if (text.trim()) return plain(text);
      }
      return "";
    },

    async picture(name, clip) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}.png`), ...(clip ? { clip } : {}) });
    },
  };
  return self;
}
