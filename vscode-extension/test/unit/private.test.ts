import assert from "node:assert/strict";
import { existsSync, mkdtempSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { create, installation } from "../../src/private/create.ts";
import { suits } from "../../src/private/interpreters.ts";
import { readLock } from "../../src/private/lock.ts";
import { quietEnvironment, run } from "../../src/program.ts";

const folder = mkdtempSync(join(tmpdir(), "guardrail-unit-"));

describe("the private environment", () => {
  it("is installed by hash, from wheels alone, by an isolated Python", () => {
    const words = installation("/x/server.lock", "");
    for (const word of ["-I", "--require-hashes", "--no-deps", "--only-binary"]) assert.ok(words.includes(word));
    assert.ok(!words.includes("--no-index"));
    assert.deepEqual(installation("/x", "/wheels").slice(-5), ["--no-index", "--find-links", "/wheels", "--requirement", "/x"]);
  });

  it("is made with a Python that the server runs on", () => {
    assert.deepEqual(["3.10.4", "3.11.0", "3.13.9", "3.14.0", "2.7.18", "nonsense"].map(suits), [false, true, true, false, false, false]);
  });

  it("knows its version from the lock, and that a development build has none", async () => {
    const file = join(folder, "server.lock");
    writeFileSync(file, "# x\nattrs==1.0 \\\n    --hash=sha256:00\nrepo-guardrail==0.1.0 --hash=sha256:11\n");
    assert.deepEqual(await readLock(file), { file, version: "0.1.0", packages: 2 });
    assert.equal(await readLock(join(folder, "none")), undefined);
  });

  it("leaves nothing behind where making it fails", { skip: process.platform === "win32" }, async () => {
    const python = join(folder, "python");
    writeFileSync(python, '#!/bin/sh\nmkdir -p "$4/bin"; echo "no ensurepip" >&2; exit 1\n');
    chmodSync(python, 0o755);
    const place = { folder: join(folder, "server-0.1.0"), python, command: join(folder, "server-0.1.0/bin/guardrail") };
    const steps: string[] = [];
    const plan = {
      place, interpreter: { command: python, version: "3.11.0" }, lock: "", version: "0.1.0", wheels: "",
      signal: new AbortController().signal, tell: (step: string) => steps.push(step), heard: () => undefined,
    };
    await assert.rejects(create(plan), /Making the environment failed: no ensurepip/);
    assert.deepEqual(steps, ["Making the environment"]);
    assert.ok(!existsSync(place.folder));
    assert.ok(!existsSync(`${place.folder}.neutral`));
  });
});

describe("a program", { skip: process.platform === "win32" }, () => {
  it("gets no module path and no package index from its surroundings", () => {
    const kept = quietEnvironment({ PATH: "/bin", PYTHONPATH: "/evil", PIP_INDEX_URL: "http://evil", UV_INDEX: "x", HOME: "/h" });
    assert.deepEqual(Object.keys(kept).sort(), ["HOME", "PATH", "PYTHONSAFEPATH", "PYTHONUNBUFFERED", "PYTHONUTF8"]);
  });

  it("is ended when it takes too long or is cancelled", async () => {
    const slow = await run("/bin/sh", ["-c", "sleep 5"], { folder, limit: 100 });
    assert.deepEqual([slow.status, slow.trouble], [null, "it took more than 0.1 s"]);
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 50);
    assert.equal((await run("/bin/sh", ["-c", "sleep 5"], { folder, limit: 9000, signal: stop.signal })).trouble, "it was cancelled");
  });
});
