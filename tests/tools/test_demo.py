"""The demo keeps its word: real pre-commit refuses an agent's commit and passes its mended twin."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from tools.demo import real_project, refused_commit
from tools.demo.stage import Stage
from tools.picture import without_fonts
from tools.sdists import Offline


def recorded() -> tuple[Stage, io.StringIO]:
    said = io.StringIO()
    return Stage(Console(file=said, width=200, highlight=False)), said


@pytest.mark.slow
def test_the_agents_commit_is_refused_and_the_mended_one_passes() -> None:
    stage, said = recorded()
    assert refused_commit.show(stage), said.getvalue()
    refusal, _, passing = said.getvalue().partition("made right")
    assert "exit 1" in refusal
    assert "error" in refusal
    assert "tulip" not in said.getvalue()
    assert "exit 0" in passing


def test_without_a_network_the_first_act_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(_: object) -> Path:
        raise Offline("no route")

    monkeypatch.setattr(real_project, "fetch", unreachable)
    stage, said = recorded()
    assert real_project.show(stage)
    assert "can't be reached (no route)" in said.getvalue()


def test_the_picture_asks_for_no_font_from_elsewhere() -> None:
    console = Console(record=True, file=io.StringIO())
    console.print("refused")
    drawn = without_fonts(console.export_svg(title="x"))
    assert "url(" not in drawn.replace("url(#", "")
    assert "refused" in drawn


def test_a_command_is_shown_with_its_output_status_and_time(tmp_path: Path) -> None:
    stage, said = recorded()
    done = stage.run("sh", ["sh", "-c", "echo out; echo err >&2; exit 3"], directory=tmp_path)
    assert done.returncode == 3
    first, *middle, last = said.getvalue().splitlines()
    assert first == "$ sh"
    assert middle == ["out", "err"]
    assert last.startswith("exit 3, ")


def test_a_refusal_must_name_every_file_with_its_rule() -> None:
    said = (
        "scripts/tidy.py:9:18  error unscoped-delete\nsql/roles.sql:4:1  warning written-password\n"
    )
    assert "scripts/tidy.py" not in refused_commit.missing(said)
    assert "sql/roles.sql" in refused_commit.missing(said)
