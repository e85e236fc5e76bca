// Starts a real VS Code (code-server) with a throw-away profile, and a browser that looks at it.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const EXTENSION = fileURLToPath(new URL("../..", import.meta.url));
export const STANDIN = join(EXTENSION, "test/standin/guardrail");
export const PICTURES = process.env.GUARDRAIL_PICTURES ?? join(EXTENSION, "test/e2e/out");
const HOME = process.env.GUARDRAIL_EDITOR_HOME;
if (!HOME) throw new Error("run test/e2e/run.sh");
const ENTRY = join(HOME, "node_modules/code-server/out/node/entry.js");
const { chromium } = createRequire(join(HOME, "package.json"))("playwright-core");

const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "files.autoSave": "off",
  "remote.autoForwardPorts": false,
  "editor.minimap.enabled": false,
  "editor.fontFamily": "DejaVu Sans Mono",
  "window.commandCenter": false,
};

/** PATH without whatever has a `guardrail`, so that a test decides which one is found. */
function barePath(first) {
  const rest = (process.env.PATH ?? "").split(delimiter).filter((entry) => !existsSync(join(entry, "guardrail")));
  return [...first, dirname(process.execPath), ...rest].join(delimiter);
}

/** Writes files below a folder. */
export function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * An editor, not yet opened. `prepare` gets the folder of the workspace before anything starts; `path` are
 * folders to put first on PATH; `workspaceFile` opens several folders; `payload` goes into the address (for tests inside the extension host).
 */
export async function launch({ files = {}, settings = {}, extensions = [], path = [], env: more = {}, args = [], payload, prepare, workspaceFile }) {
  const root = mkdtempSync(join(tmpdir(), "guardrail-editor-"));
  const workspace = join(root, "project");
  const data = join(root, "data");
  for (const folder of [workspace, join(data, "User"), join(data, "Machine"), join(root, "extensions")]) mkdirSync(folder, { recursive: true });
  write(workspace, files);
  await prepare?.(workspace, root);
  const all = JSON.stringify({ ...SETTINGS, ...settings });
  writeFileSync(join(data, "User/settings.json"), all);
  writeFileSync(join(data, "Machine/settings.json"), all); // machine-scoped settings are read from here
  writeFileSync(join(root, "config.yaml"), "auth: none\ncert: false\n");
  // VSCODE_CLI: the environment is taken as it is, and not from a login shell.
  const env = { ...process.env, PATH: barePath(path), HOME: root, XDG_CONFIG_HOME: root, XDG_DATA_HOME: root, XDG_CACHE_HOME: join(root, "cache"), VSCODE_CLI: "1", ...more };
  const common = [ENTRY, "--config", join(root, "config.yaml"), "--user-data-dir", data, "--extensions-dir", join(root, "extensions")];
  for (const extension of extensions) await finished(spawn(process.execPath, [...common, "--install-extension", extension], { env, stdio: ["ignore", "ignore", "inherit"] }));

  const port = await freePort();
  const trusting = all.includes('"security.workspace.trust.enabled":true') ? [] : ["--disable-workspace-trust"];
  const server = spawn(
    process.execPath,
    [...common, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened", ...trusting, ...args],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (said += text));
  const browser = await startBrowser();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] })).newPage();
  await answering(port, server, () => said);
  const address = new URL(`http://127.0.0.1:${port}/`);
  if (workspaceFile) address.searchParams.set("workspace", join(workspace, workspaceFile));
  else address.searchParams.set("folder", workspace);
  if (payload) address.searchParams.set("payload", JSON.stringify(payload(`vscode-remote://127.0.0.1:${port}`)));
  const close = async () => {
    await browser.close();
    server.kill("SIGTERM");
    if (server.exitCode === null) await new Promise((resolve) => server.on("exit", resolve));
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  const open = async () => {
    await page.goto(address.href);
    await page.waitForSelector(".monaco-workbench .explorer-folders-view, .monaco-workbench .explorer-viewlet", { timeout: 90_000 });
  };
  return { page, root, workspace, data, open, close, address, said: () => said };
}

function startBrowser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args });
}

function finished(child) {
  return new Promise((resolve, reject) => child.on("exit", (code) => (code ? reject(new Error(`install: ${code}`)) : resolve())));
}

function freePort() {
  return new Promise((resolve) => {
    const taken = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = taken.address();
      taken.close(() => resolve(port));
    });
  });
}

async function answering(port, server, said) {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) break;
    try {
      if ((await fetch(`http://127.0.0.1:${port}/healthz`)).ok) return;
    } catch {
      // not yet
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the editor doesn't start\n${said()}`);
}
