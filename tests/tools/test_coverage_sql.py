"""The report of how much SQL is understood counts honestly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tools.coverage_sql.__main__ import main
from tools.coverage_sql.corpus import Text, texts
from tools.coverage_sql.measure import graded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP TABLE a; SELECT 1; BEGIN; COMMIT", {"structured": 4}),
        ("FROBNICATE the widgets", {"unanalysed": 1}),
        ("DROP TABLE", {"unanalysed": 1}),
        ("KILL 5", {"classified": 1}),
        ("DO $$ BEGIN DELETE FROM a; FROBNICATE DROP; END $$", {"structured": 2, "unanalysed": 1}),
        ("{% if a %} DROP TABLE a {% else %} DROP TABLE b {% endif %}", {"structured": 2}),
    ],
)
def test_each_statement_has_one_grade(text: str, expected: dict[str, int]) -> None:
    found = Counter(one.grade for one in graded(Text("x.sql", text, "postgres")))
    assert found == expected


def test_folders_and_their_dialects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.sql").write_text("DELETE FROM `a`;\nFROBNICATE")
    (tmp_path / "a.txt").write_text("no SQL")
    assert [one.path for one in texts([f"mysql={tmp_path}"])] == ["a.sql"]
    assert main([f"mysql={tmp_path}"]) == 0
    report = capsys.readouterr().out
    assert "1 texts, 2 statements" in report
    assert "mysql" in report
    assert "50.00%" in report
    assert "FROBNICATE" in report
