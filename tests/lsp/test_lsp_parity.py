"""The editor and the command line say the same of the same text: every example of every rule."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from guardrail.engine.rulebook import rules_of
from guardrail.example import Example
from guardrail.policy.model import Dialect

LEVELS = {"error": 1, "warning": 2, "info": 3}
GAPS = {"error": 1, "warning": 2, "info": 4}
DIALECTS = get_args(Dialect)

Verdict = tuple[str, str, int, int, int, int, int]


def corpus() -> list[Example]:
    """Every example that is a text."""
    found = [
        example
        for rule in rules_of("guardrail_rules")
        for example in (*rule.bad, *rule.good)
        if example.language != "change"
    ]
    return list({(e.path, e.whole, e.dialect, e.version): e for e in found}.values())


def written(root: Path, examples: list[Example]) -> list[Path]:
    """The examples as files, and a policy that says what they say about their databases."""
    policy, files = [], []
    for number, example in enumerate(examples):
        path = f"e{number:04}/{example.path}"
        if example.language == "workflow":
            path = f".github/workflows/e{number:04}.yml"
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(example.whole.encode("utf-8", "surrogatepass"))
        files.append(file)
        if example.dialect in DIALECTS:
            policy.append(f'[[database]]\nname = "e{number}"\npaths = ["/{path}"]')
            policy.append(f'dialect = "{example.dialect}"')
            policy += [f"version = {example.version}"] if example.version else []
    (root / "guardrail.toml").write_text("\n".join(policy) + "\n")
    return files


def by_command_line(root: Path, *options: str) -> set[Verdict]:
    """What the command line says, gaps included, counted findings alone."""
    command = [sys.executable, "-m", "guardrail", "check", "--format", "json", *options]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    report = json.loads(done.stdout)
    found = [f for f in report["findings"] if not f.get("suppressed") and f.get("in_change", True)]
    verdicts = {
        (
            f["path"],
            f["rule"],
            LEVELS[f["level"]],
            *zero_based(f["start"]),
            *zero_based(f["end"]),
        )
        for f in found
    }
    gaps = {
        (g["path"], "unanalysed", GAPS[g["level"]], *zero_based(g["start"]), 0, 0)
        for g in report["unanalysed"]
    }
    return verdicts | gaps


def zero_based(place: dict[str, int]) -> tuple[int, int]:
    """A place as editors count."""
    return place["line"] - 1, place["column"] - 1


def shown(root: Path, diagnostics: dict[str, list[dict[str, Any]]]) -> set[Verdict]:
    """What the editor shows, as the same tuples."""
    verdicts: set[Verdict] = set()
    for uri, found in diagnostics.items():
        path = uri.removeprefix(f"{root.as_uri()}/")
        for one in found:
            low, high = one["range"]["start"], one["range"]["end"]
            if one["code"] == "unanalysed":
                place = (low["line"], low["character"])
                verdicts.add((path, "unanalysed", one["severity"], *place, 0, 0))
                continue
            where = (low["line"], low["character"], high["line"], high["character"])
            verdicts.add((path, one["code"], one["severity"], *where))
    return verdicts


def code_points(utf8: dict[str, Any]) -> dict[str, Any]:
    """An editor that counts as the command line does."""
    utf8["general"]["positionEncodings"] = ["utf-32"]
    return utf8


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_example_open_in_the_editor(session, tmp_path, utf8, part: int) -> None:
    files = written(tmp_path, corpus()[part::4])
    assert len(files) > 200
    client = session(tmp_path)
    client.start(code_points(utf8), scope="open")
    for file in files:
        client.open(file, language="plaintext")
    last = {"textDocument": {"uri": files[-1].as_uri()}}
    client.request("textDocument/codeLens", last, 120)
    client.wait(lambda: idle(client), 120)
    wanted = by_command_line(tmp_path)
    assert shown(tmp_path, client.diagnostics) == wanted
    assert len(wanted) > 100


def idle(client) -> bool:
    """Whether the server says that it has nothing to do."""
    told = [m["params"]["state"] for m in client.messages if m.get("method") == "guardrail/status"]
    return told[-1] == "idle"


def test_every_example_on_disk(session, tmp_path, utf8) -> None:
    examples = corpus()[::4]
    written(tmp_path, examples)
    client = session(tmp_path)
    client.start(code_points(utf8))
    run = {"command": "guardrail.server.checkWorkspace", "arguments": []}
    assert client.request("workspace/executeCommand", run, 120)["files"] > len(examples)
    wanted = by_command_line(tmp_path)
    assert shown(tmp_path, client.diagnostics) == wanted
    assert wanted


def test_every_example_of_a_change(session, project, utf8) -> None:
    examples = {
        example.path: example
        for rule in rules_of("guardrail_rules")
        for example in rule.bad
        if example.language == "change" and "guardrail.toml" not in example.path
    }
    for path, example in examples.items():
        if example.before is not None:
            project.stage(path, example.before)
    project.commit()
    for path, example in examples.items():
        file = project.root / path
        if example.text is None or example.new_path:
            file.unlink(missing_ok=True)
        if example.text is not None:
            project.write(example.new_path or path, example.text)
    client = session(project.root)
    client.start(code_points(utf8))
    changes = client.request("guardrail/agentChanges", {})
    assert changes["files"]
    client.wait(lambda: idle(client))
    wanted = {v for v in by_command_line(project.root, "--since", "HEAD") if v[1] != "unanalysed"}
    there = {v for v in wanted if (project.root / v[0]).exists()}
    told = {v for v in shown(project.root, client.diagnostics) if v[1] != "unanalysed"}
    assert told == there
    asked = {
        (f["uri"].removeprefix(f"{project.root.as_uri()}/"), x["rule"])
        for f in client.request("guardrail/agentChanges", {})["files"]
        for x in f["findings"]
    }
    assert {v[:2] for v in wanted} <= asked
