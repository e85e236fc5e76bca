import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

interface Property {
  scope: string;
  type: string;
  markdownDescription?: string;
  enum?: string[];
  markdownEnumDescriptions?: string[];
}
const manifest = JSON.parse(read("package.json")) as {
  version: string;
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  enabledApiProposals?: string[];
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string }[];
    menus: Record<string, { command: string }[]>;
    viewsWelcome: { contents: string }[];
    configuration: { properties: Record<string, Property> };
    problemMatchers: { pattern: { regexp: string } }[];
    walkthroughs: { steps: { description: string; media: { image: string; altText: string } }[] }[];
  };
};
const { contributes } = manifest;
const source = ["src/commands/register.ts", "src/client.ts", "src/messages.ts", "src/shown.ts"].map(read).join("\n");

describe("the manifest", () => {
  it("is of the version of the server that it comes with", () => {
    assert.equal(manifest.version, /__version__ = "(.+)"/.exec(read("../guardrail/__init__.py"))?.[1]);
  });

  it("lets no untrusted workspace choose what runs", () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
    const running = Object.entries(contributes.configuration.properties).filter(([name, { scope }]) => name.startsWith("guardrail.server.") && scope !== "machine");
    assert.deepEqual(running.map(([name]) => name).sort(), [...restricted].sort());
  });

  it("uses no proposed API and is checked against the oldest editor that it claims", () => {
    assert.equal(manifest.enabledApiProposals, undefined);
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"] ?? ""}`);
  });

  it("explains every setting and every choice", () => {
    for (const [name, property] of Object.entries(contributes.configuration.properties)) {
      assert.ok((property.markdownDescription ?? "").length > 20, name);
      assert.equal(property.enum?.length, property.markdownEnumDescriptions?.length, name);
    }
  });

  it("has no command without code, and no link or menu without a command", () => {
    const known = contributes.commands.map(({ command }) => command);
    for (const command of known) assert.ok(source.includes(`"${command}"`), command);
    const linked = [...contributes.viewsWelcome.map(({ contents }) => contents), ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description))]
      .flatMap((text) => [...text.matchAll(/command:(guardrail\.[\w.]+)/g)].map((match) => match[1] ?? ""))
      .filter((command) => command !== "guardrail.changes.focus");
    const used = [...Object.values(contributes.menus).flat().map(({ command }) => command), ...linked];
    assert.deepEqual(used.filter((command) => !known.includes(command)), []);
  });

  it("has a picture, and words for those who don't see it, in every step of the walkthrough", () => {
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      assert.ok(existsSync(new URL(`../../${media.image}`, import.meta.url)), media.image);
      assert.ok(media.altText.length > 20);
    }
  });
});

describe("the problem matcher", () => {
  const pattern = new RegExp(contributes.problemMatchers[0]?.pattern.regexp ?? "");
  it("takes the concise report apart", () => {
    const match = pattern.exec("db/a b:c.sql:12:5: error[unscoped-delete] every row of users is deleted");
    assert.deepEqual(match?.slice(1), ["db/a b:c.sql", "12", "5", "error", "unscoped-delete", "every row of users is deleted"]);
  });

  it("leaves the closing line alone", () => {
    assert.equal(pattern.exec("2 findings (2 errors), 0 suppressed, 1 text judged, 0 not understood, in 0.11 s."), null);
  });
});

describe("the lock of the private environment", () => {
  it("holds the very versions that the project pins", () => {
    const lock = read("server/requirements.lock");
    const project = read("../pyproject.toml");
    const list = (head: string): string[] => [...(new RegExp(`^${head} = \\[([^\\]]*)\\]`, "m").exec(project)?.[1] ?? "").matchAll(/"([^"]+==[^"]+)"/g)].map((match) => match[1] ?? "");
    const pins = [...list("dependencies"), ...list("lsp")];
    assert.ok(pins.length > 5);
    for (const pin of pins) assert.ok(lock.includes(`\n${pin} `), `${pin}: run scripts/lock.sh`);
  });

  it("has a hash for everything", () => {
    const blocks = read("server/requirements.lock").split(/^(?=[a-z0-9])/m).slice(1);
    for (const block of blocks) assert.match(block, /--hash=sha256:[0-9a-f]{64}/);
  });
});
