// Stand-ins for extensions that can't be had from a package registry: they export the same API.
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXTENSION, write } from "./editor.mjs";

const APIS = {
  "ms-python.vscode-python-envs": (python) => `({
    getEnvironment: async () => ({ execInfo: { run: { executable: ${python} } } }),
    onDidChangeEnvironment: () => ({ dispose() {} }),
  })`,
  "ms-python.python": (python) => `({
    environments: {
      getActiveEnvironmentPath: () => ({ path: ${python} }),
      resolveEnvironment: async ({ path }) => ({ executable: { uri: require("vscode").Uri.file(path) } }),
      onDidChangeActiveEnvironmentPath: () => ({ dispose() {} }),
    },
  })`,
};

/** A vsix of an extension with this id, in which this interpreter is selected. */
export function stubExtension(id, python) {
  const [publisher, name] = id.split(".");
  const folder = mkdtempSync(join(tmpdir(), "guardrail-stub-"));
  write(folder, {
    "package.json": JSON.stringify({ name, publisher, version: "9.9.9", license: "Apache-2.0", engines: { vscode: "^1.91.0" }, main: "./main.js", activationEvents: [], extensionKind: ["workspace"] }),
    "main.js": `exports.activate = () => ${APIS[id](JSON.stringify(python))};\n`,
    "README.md": "A stand-in for tests.\n",
    LICENSE: "None.\n",
  });
  const vsix = join(folder, "stub.vsix");
  const vsce = join(EXTENSION, "node_modules/@vscode/vsce/vsce");
  execFileSync(process.env.GUARDRAIL_NODE ?? process.execPath, [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", vsix], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return vsix;
}
