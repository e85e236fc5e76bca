"""Long work can be stopped, and what an analysis dies on costs that text alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DEADLY = """
import os, sys, guardrail.frontends as frontends

real = frontends.reader

def reader(language):
    read = real(language)
    def reading(source, settings):
        if "DIE HERE" in source.text:
            os.kill(os.getpid(), 11)
        if "HANG HERE" in source.text:
            while True:
                pass
        yield from read(source, settings)
    return reading

frontends.reader = reader
import guardrail.engine.extract
guardrail.engine.extract.reader = reader
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An analysis whose readers die of some texts and hang on others."""
    (tmp_path / "site").mkdir()
    start = "import sys\nif 'guardrail_lsp.analysis' in sys.orig_argv:\n    import deadly\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(start)
    (tmp_path / "site" / "deadly.py").write_text(DEADLY)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))


def test_a_text_that_kills_its_reader_is_told_and_others_go_on(
    deadly, session, tmp_path, code
) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    good = client.open(tmp_path / "good.sql", "TRUNCATE t;\n", "sql")
    client.found(good, "truncated-table")
    bad = client.open(tmp_path / "bad.sql", "-- DIE HERE\nDELETE FROM t;\n", "sql")
    (lost,) = client.found(bad, "unanalysed")
    assert "the parser died on it (signal 11)" in lost["message"]
    client.change(good, {"text": "DELETE FROM t;\n"})
    client.found(good, "unscoped-delete")
    for number in range(8):
        client.change(bad, {"text": f"-- DIE HERE\nDELETE FROM t{number};\n"})
    client.change(good, {"text": "DROP TABLE t;\n"})
    client.found(good, "dropped-table")
    assert client.log.count("the analysis process ended") == 1
    client.change(bad, {"text": "DELETE FROM t;\n"})
    client.found(bad, "unscoped-delete")


@pytest.mark.slow
def test_a_text_that_hangs_its_reader_is_given_up(deadly, session, tmp_path, code) -> None:
    client = session(tmp_path)
    client.start(code, debounce=0)
    bad = client.open(tmp_path / "bad.sql", "-- HANG HERE\nDELETE FROM t;\n", "sql")
    (lost,) = client.found(bad, "unanalysed", seconds=60)
    assert "it took longer than" in lost["message"]
    good = client.open(tmp_path / "good.sql", "TRUNCATE t;\n", "sql")
    client.found(good, "truncated-table")


def test_the_check_of_a_workspace_can_be_stopped(session, tmp_path, code) -> None:
    for number in range(400):
        (tmp_path / f"{number}.sql").write_text(f"DELETE FROM t{number};\n")
    client = session(tmp_path)
    client.start(code)
    run = {"command": "guardrail.server.checkWorkspace", "arguments": []}
    number = client.begin_request("workspace/executeCommand", run)

    def reports() -> list[dict]:
        told = [m["params"] for m in client.messages if m.get("method") == "$/progress"]
        return [p for p in told if p["value"]["kind"] == "report"]

    client.wait(reports)
    client.notify("window/workDoneProgress/cancel", {"token": reports()[0]["token"]})
    judged = client.answer(number)["result"]["files"]
    assert 0 < judged < 400
    ended = [m for m in client.messages if m.get("method") == "$/progress"][-1]
    assert ended["params"]["value"]["kind"] == "end"


def test_many_reports_of_one_file_are_one_look(session, project, code) -> None:
    project.commit()
    client = session(project.root)
    client.start(code)
    file = project.write("a.sql", "TRUNCATE t;\n")
    for _ in range(50):
        client.watched((file, 1), (file, 2))
    client.found(file.as_uri(), "truncated-table")
    assert len([p for p in client.pushes if p["uri"] == file.as_uri()]) == 1


def test_a_file_that_is_made_again_shows_the_new_text_alone(session, project, code) -> None:
    project.commit()
    client = session(project.root)
    client.start(code)
    file = project.root / "a.sql"
    for round_ in range(5):
        file.write_text("TRUNCATE t;\n")
        client.watched((file, 1))
        file.unlink()
        client.watched((file, 3))
        file.write_text(f"DELETE FROM t{round_};\n")
        client.watched((file, 1))
    client.wait(lambda: "every row of t4" in str(client.diagnostics.get(file.as_uri())))
    os.unlink(file)  # noqa: PTH108
    client.watched((file, 3))
    client.found(file.as_uri())
