// Tests inside the editor's extension host, against the stand-in server. Results go into a file, because
// the host has no console that a person sees.
const assert = require("node:assert/strict");
const { readFileSync, writeFileSync } = require("node:fs");
const vscode = require("vscode");

const MARK = process.env.GUARDRAIL_STANDIN_MARK;
const marks = () => readFileSync(MARK, "utf8").trimEnd().split("\n");
const starts = () => marks().filter((line) => line.startsWith("{")).length;
const folder = () => vscode.workspace.workspaceFolders[0].uri;
const configuration = () => vscode.workspace.getConfiguration("guardrail");

async function until(what, check) {
  const end = Date.now() + 15_000;
  for (;;) {
    const seen = await check();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not seen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const ours = (uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "guardrail");

async function opened(name = "a.sql") {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document);
  await until(`diagnostics in ${name}`, () => ours(document.uri).length > 0);
  return document;
}

async function actions(document, title) {
  const { range } = ours(document.uri)[0];
  const all = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, "quickfix", 10);
  return all.find((action) => action.title.startsWith(title));
}

const TESTS = {
  async "the server runs outside the workspace and is told which commands the editor has"() {
    await opened();
    const lines = marks();
    assert.ok(lines.every((line) => !line.startsWith(folder().fsPath)), lines.join("; "));
    const options = JSON.parse(lines.find((line) => line.startsWith("{")));
    assert.deepEqual(options.clientCommands, ["guardrail.selectReason", "guardrail.openRule", "guardrail.copyForAgent"]);
  },

  async "findings carry the rule and the source"() {
    const document = await opened();
    const [found] = ours(document.uri);
    assert.equal(found.code?.value ?? found.code, "dropped-table");
    assert.equal(document.getText(found.range), "DROP TABLE orders");
  },

  async "a hover says why it matters"() {
    const document = await opened();
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, new vscode.Position(0, 3));
    assert.ok(hovers.some(({ contents }) => contents.some(({ value }) => value?.includes("Why it matters"))));
  },

  async "allowing writes the comment and selects the reason"() {
    const document = await opened("allow.sql");
    const action = await actions(document, "Allow");
    await vscode.workspace.applyEdit(action.edit);
    await vscode.commands.executeCommand(action.command.command, ...action.command.arguments);
    const { selection } = vscode.window.activeTextEditor;
    assert.equal(document.getText(selection), "why");
    await until("the finding gone", () => ours(document.uri).length === 0);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "a finding can be copied for the agent"() {
    const document = await opened();
    const action = await actions(document, "Copy");
    await vscode.commands.executeCommand(action.command.command, ...action.command.arguments);
    assert.equal(await vscode.env.clipboard.readText(), "Undo this.");
  },

  async "a rule's page opens from the finding at the cursor"() {
    await opened();
    vscode.window.activeTextEditor.selection = new vscode.Selection(0, 5, 0, 5);
    await vscode.commands.executeCommand("guardrail.explainFinding");
    await until("the page", () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes("dropped-table")));
  },

  async "a text that was never saved is judged too"() {
    const document = await vscode.workspace.openTextDocument({ language: "sql", content: "DROP TABLE unsaved;\n" });
    await until("diagnostics", () => ours(document.uri).length === 1);
  },

  async "every command of the manifest exists"() {
    const known = new Set(await vscode.commands.getCommands(true));
    const { contributes } = vscode.extensions.getExtension("guardrail.guardrail").packageJSON;
    assert.deepEqual(contributes.commands.map(({ command }) => command).filter((name) => !known.has(name)), []);
  },

  async "a restart starts a new server and loses no finding"() {
    const document = await opened();
    const before = starts();
    await vscode.commands.executeCommand("guardrail.restart");
    assert.equal(starts(), before + 1);
    await until("diagnostics again", () => ours(document.uri).length === 1);
    await vscode.commands.executeCommand("guardrail.checkChanges");
  },

  async "a server that dies is started again"() {
    const document = await opened("crash.sql");
    const before = starts();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "-- CRASH\n");
    await vscode.workspace.applyEdit(edit);
    await until("another start", () => starts() === before + 1);
    await until("findings", () => ours(document.uri).length === 1);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "a server that dies again and again is left alone until a person restarts it"() {
    const document = await opened("crash.sql");
    const before = starts();
    const edit = async () => {
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, new vscode.Position(0, 0), "-- CRASH\n");
      await vscode.workspace.applyEdit(change);
    };
    // One death is behind it already; the fourth is the last.
    for (let death = 1; death <= 2; death++) {
      await edit();
      await until("another start", () => starts() === before + death);
      await until("findings", () => ours(document.uri).length === 1);
    }
    await edit();
    await until("no findings", () => ours(document.uri).length === 0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(starts(), before + 2);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("guardrail.restart");
    await until("findings again", () => ours(document.uri).length === 1);
  },

  async "a setting that names no program takes the findings away, and brings nothing else in its place"() {
    const document = await opened();
    const good = configuration().get("server.path");
    const before = starts();
    await configuration().update("server.path", "/no/such/guardrail", vscode.ConfigurationTarget.Global);
    await until("no findings", () => ours(document.uri).length === 0);
    assert.equal(starts(), before);
    await configuration().update("server.path", good, vscode.ConfigurationTarget.Global);
    await until("findings again", () => ours(document.uri).length === 1);
  },
};

exports.run = async () => {
  const results = [];
  for (const [name, test] of Object.entries(TESTS)) {
    const start = Date.now();
    try {
      await test();
      results.push({ name, ms: Date.now() - start });
    } catch (problem) {
      results.push({ name, ms: Date.now() - start, trouble: problem.stack });
    }
  }
  writeFileSync(process.env.GUARDRAIL_HOST_RESULTS, JSON.stringify(results));
};
