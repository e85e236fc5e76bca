"""Django's migrations give the same verdict as the SQL that Django itself makes of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from installed import ONLY, pythons

HERE = Path(__file__).parent
PROJECT = HERE / "django_project"
MIGRATIONS = sorted(path.stem for path in (PROJECT / "shop/migrations").glob("0*.py"))
POLICY = '[[database]]\ndialect = "postgres"\nversion = 15\n'
SPELT_OUT = "dropped-default"
"""SQL drops the default that Django keeps in the code; in Python that is told more quietly."""

pytestmark = [pytest.mark.libraries, pytest.mark.xdist_group("django")]
sys.path.append(str(HERE.parent / "databases"))

Verdict = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    """What is found in the project's migrations, and in their SQL, by path."""
    import servers

    written, told = (tmp_path_factory.mktemp(name) for name in ("python", "sql"))
    shutil.copytree(PROJECT, written, dirs_exist_ok=True)
    (told / "migrations").mkdir()
    python = pythons().get("django")
    if ONLY and python is None:
        pytest.skip("in another environment")
    assert python is not None
    try:
        with servers.postgres(15) as server:
            subprocess.run(
                [python, HERE / "write_sql.py", written, told / "migrations", server.socket.parent],
                check=True,
                timeout=300,
            )
    except servers.Unavailable as why:
        pytest.skip(str(why))
    yield found_in(written), found_in(told)


def found_in(folder: Path) -> dict[str, Verdict]:
    """The warnings and errors of a project by file: the rule, and what it is about."""
    (folder / "guardrail.toml").write_text(POLICY)
    command = [sys.executable, "-m", "guardrail", "check", "--format", "json", "--no-cache", "."]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    found: dict[str, Verdict] = {}
    for one in json.loads(done.stdout)["findings"]:
        if one["level"] in ("warning", "error") and one["rule"] != SPELT_OUT:
            found.setdefault(Path(one["path"]).stem, set()).add(about(one))
    return found


def about(finding: dict[str, Any]) -> tuple[str, str, str]:
    """What a finding is about. Indexes and constraints have names of Django's making in SQL."""
    effect = finding["effect"] or {}
    kind = effect.get("kind", "")
    name = effect.get("name", "") if kind == "column" else kind
    table = effect.get("table") or effect.get("target") or ""
    if finding["rule"] == "blocking-index-drop":
        table = ""
    return finding["rule"], table, name


@pytest.mark.parametrize("migration", MIGRATIONS)
def test_a_migration_and_its_sql_are_judged_alike(
    verdicts: tuple[dict[str, Verdict], dict[str, Verdict]], migration: str
) -> None:
    written, told = (verdict.get(migration, set()) for verdict in verdicts)
    assert written == told


def test_there_is_something_to_find(verdicts: tuple[dict[str, Verdict], Any]) -> None:
    assert sum(map(len, verdicts[0].values())) > 30
