"""What was found before is found again only while everything it depends on is the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import fields

from guardrail.cache import Cache
from guardrail.engine import linking
from guardrail.engine.check import Request, check
from guardrail.engine.judging import MANY, SEVERAL
from guardrail.engine.past import Past
from guardrail.engine.watching import watched
from guardrail.engine.workers import can_fork
from guardrail.model import Level
from guardrail.policy.policy import load
from guardrail.project import uses
from guardrail.report import Report
from guardrail.settings import Database
from guardrail.snapshot.work_tree import WorkTree

LAST = f"migrations/{SEVERAL + 1:04}_last.sql"
POLICY = '[[database]]\ndialect = "postgres"\nversion = 15\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Migrations that make tables, the last of which drops a column; so many are remembered."""
    root = tmp_path / "project"
    (root / "migrations").mkdir(parents=True)
    (root / "guardrail.toml").write_text(POLICY)
    for number in range(1, SEVERAL + 1):
        table = f"CREATE TABLE t{number} (id bigint PRIMARY KEY, a varchar(50));\n"
        (root / f"migrations/{number:04}_t{number}.sql").write_text(table)
    (root / LAST).write_text("ALTER TABLE t1 ALTER COLUMN a TYPE varchar(90);\n")
    return root


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Callable[..., Report]:
    """Judges the whole project, with what earlier runs kept unless it is to be judged afresh."""

    def judged(*, afresh: bool = False, jobs: int = 1, only: str = "") -> Report:
        snapshot = WorkTree(project)
        cache = Cache(None if afresh else str(tmp_path / "cache"))
        paths = [only] if only else list(snapshot.paths())
        report = check(
            Request(snapshot, load(snapshot), paths, cache=cache, jobs=jobs, complete=not only)
        )
        cache.close()
        return report

    return judged


def rules_of(report: Report, path: str) -> list[str]:
    """The rules that speak of one file, the convention about timeouts left out."""
    found = [f.rule for f in report.findings if f.span.path == path]
    return [rule for rule in found if rule != "missing-lock-timeout"]


def message_of(report: Report, path: str, rule: str) -> str:
    """What a rule says of a file."""
    return next(f.message for f in report.findings if (f.span.path, f.rule) == (path, rule))


def tamper(folder: Path, old: str, new: str) -> int:
    """Change a word in what is kept of outcomes; in how many."""
    store = sqlite3.connect(folder / "facts.sqlite")
    asked = "UPDATE facts SET value = replace(value, ?, ?) WHERE value LIKE '%\t%' || ? || '%'"
    changed = store.execute(asked, (old, new, old)).rowcount
    store.commit()
    store.close()
    return changed


def test_whatever_is_asked_about_the_rest_of_the_project_is_noted() -> None:
    asked: set[str] = set()
    past = watched(Past(), asked)
    past.base()
    past.uses("t", "", ())
    past.detect(Database(), "a.sql")
    past.relabelled(())
    past.beside()
    assert asked == {field.name for field in fields(Past)} - {"rows"}


def test_what_is_remembered_is_what_was_found(project, run, tmp_path) -> None:
    (project / LAST).write_text("DELETE FROM t1;\n-- guardrail: allow[x]\nTRUNCATE t2;\n")
    first = run()
    assert rules_of(first, LAST) == ["unscoped-delete", "invalid-allow", "truncated-table"]
    again = run()
    assert (again.findings, again.gaps, again.migrations) == (
        first.findings,
        first.gaps,
        first.migrations,
    )
    assert run(afresh=True).findings == first.findings
    assert tamper(tmp_path / "cache", "every row of t1", "EVERY ROW of t1") == 1
    assert message_of(run(), LAST, "unscoped-delete").startswith("EVERY ROW of t1")


def test_another_policy_is_applied_to_what_is_remembered(project, run, tmp_path) -> None:
    (project / LAST).write_text("DELETE FROM t1;\n")
    run()
    tamper(tmp_path / "cache", "every row of t1", "EVERY ROW of t1")
    (project / "guardrail.toml").write_text(f'[levels]\nunscoped-delete = "info"\n\n{POLICY}')
    (finding,) = [f for f in run().findings if f.rule == "unscoped-delete"]
    assert (finding.message[:9], finding.level) == ("EVERY ROW", Level.INFO)


def test_another_database_in_the_policy_is_judged_anew(project, run) -> None:
    (project / LAST).write_text("ALTER TABLE t1 ADD COLUMN b int NOT NULL DEFAULT 1;\n")
    assert rules_of(run(), LAST) == []
    (project / "guardrail.toml").write_text(POLICY.replace("15", "10"))
    assert rules_of(run(), LAST) == ["rewriting-column"]


def test_an_earlier_migration_that_changes_counts(project, run) -> None:
    (project / LAST).write_text("ALTER TABLE t1 ALTER COLUMN a TYPE varchar(90);\n")
    assert rules_of(run(), LAST) == []
    first = project / "migrations/0001_t1.sql"
    first.write_text(first.read_text().replace("varchar(50)", "varchar(200)"))
    assert "narrowed-type" in rules_of(run(), LAST)


def test_code_that_begins_to_use_a_table_counts(project, run) -> None:
    (project / LAST).write_text("DROP TABLE t1;\n")
    assert "uses it" not in message_of(run(), LAST, "dropped-table")
    (project / "app.py").write_text('cursor.execute("SELECT a FROM t1")\n')
    assert "uses it in one place" in message_of(run(), LAST, "dropped-table")


def test_a_project_that_shows_its_database_later_counts(project, run) -> None:
    (project / "guardrail.toml").unlink()
    (project / LAST).write_text("CREATE INDEX i ON t1 (a);\n")
    before = next(f for f in run().findings if f.rule == "blocking-index")
    (project / "compose.yaml").write_text("services:\n  db:\n    image: postgres:16\n")
    after = next(f for f in run().findings if f.rule == "blocking-index")
    assert before.confidence < after.confidence


def test_sizes_of_tables_that_change_count(project, run) -> None:
    (project / LAST).write_text("CREATE INDEX i ON t1 (a);\n")
    (project / "guardrail.toml").write_text(f'{POLICY}stats = "rows.csv"\n')
    (project / "rows.csv").write_text("table,rows\nt1,10\n")
    small = next(f for f in run().findings if f.rule == "blocking-index")
    (project / "rows.csv").write_text("table,rows\nt1,500000000\n")
    large = next(f for f in run().findings if f.rule == "blocking-index")
    assert small.level < large.level


def test_a_file_that_another_one_runs_counts(project, run) -> None:
    (project / "clean.sh").write_text("psql -f scripts/clean.sql\n")
    (project / "scripts").mkdir()
    (project / "scripts/clean.sql").write_text("SELECT 1;\n")
    assert rules_of(run(), "scripts/clean.sql") == []
    (project / "scripts/clean.sql").write_text("DROP TABLE t3;\n")
    found = [f for f in run().findings if f.rule == "dropped-table"]
    assert any("clean.sh" in str(f.via) or f.related for f in found)


def test_damage_is_judged_anew(project, run, tmp_path) -> None:
    (project / LAST).write_text("DELETE FROM t1;\n")
    first = run()
    assert tamper(tmp_path / "cache", '"findings":', '"findings":[')
    assert run().findings == first.findings


@pytest.mark.skipif(not can_fork(), reason="this platform can't fork")
def test_several_processes_find_the_same(project, run) -> None:
    for number in range(SEVERAL + 2, MANY + 50):
        text = f"DELETE FROM t{number};\nALTER TABLE t1 ADD COLUMN c{number} int;\nNONSENSE;\n"
        (project / f"migrations/{number:04}_more.sql").write_text(text)
    (project / LAST).write_text("ALTER TABLE t1 ALTER COLUMN a TYPE varchar(20);\n")
    alone = run(afresh=True)
    assert "narrowed-type" in rules_of(alone, LAST)
    for afresh in (True, False, False):
        shared = run(afresh=afresh, jobs=2)
        assert shared.findings == alone.findings
        assert (shared.gaps, shared.migrations) == (alone.gaps, alone.migrations)


DJANGO = """from django.db import migrations, models
{more}

class Migration(migrations.Migration):
    dependencies = [{after}]
    operations = [{operations}]
"""


@pytest.fixture
def app(project: Path) -> Path:
    """The history of a Django app, whose last migration drops a column of a model's table."""
    folder = project / "shop/migrations"
    folder.mkdir(parents=True)
    names = [f"{number:04}_step" for number in range(1, SEVERAL + 1)]
    model = 'migrations.CreateModel("M{}", [("note", models.CharField(max_length={}))])'
    for number, name in enumerate(names):
        after = f'("shop", "{names[number - 1]}")' if number else ""
        text = DJANGO.format(more="", after=after, operations=model.format(number, 50))
        (folder / f"{name}.py").write_text(text)
    change = 'migrations.AlterField("M0", "note", models.CharField(max_length=90))'
    text = DJANGO.format(more="", after=f'("shop", "{names[-1]}")', operations=change)
    (folder / "9999_last.py").write_text(text)
    return folder


def test_so_are_those_of_python(app, run, tmp_path) -> None:
    last = app / "9999_last.py"
    last.write_text(last.read_text().replace("max_length=90", "max_length=9"))
    first = run()
    said = message_of(first, "shop/migrations/9999_last.py", "narrowed-type")
    assert run().findings == first.findings
    assert tamper(tmp_path / "cache", said[:12], said[:12].upper())
    again = message_of(run(), "shop/migrations/9999_last.py", "narrowed-type")
    assert again == said[:12].upper() + said[12:]


def test_an_earlier_one_of_python_that_changes_counts(app, run) -> None:
    assert "narrowed-type" not in rules_of(run(), "shop/migrations/9999_last.py")
    first = app / "0001_step.py"
    first.write_text(first.read_text().replace("max_length=50", "max_length=200"))
    assert "narrowed-type" in rules_of(run(), "shop/migrations/9999_last.py")


def test_so_does_what_an_earlier_one_imports(app, run) -> None:
    first = app / "0001_step.py"
    text = first.read_text().replace("\n\nclass", "from shop.steps import WIDER\n\nclass", 1)
    first.write_text(text.replace(")])]", ")]), migrations.RunSQL(WIDER)]"))
    (app.parent / "steps.py").write_text('WIDER = "SELECT 1"\n')
    assert "narrowed-type" not in rules_of(run(), "shop/migrations/9999_last.py")
    wider = "ALTER TABLE shop_m0 ALTER COLUMN note TYPE varchar(200)"
    (app.parent / "steps.py").write_text(f'WIDER = "{wider}"\n')
    assert "narrowed-type" in rules_of(run(), "shop/migrations/9999_last.py")


def test_what_is_kept_of_a_history_leaves_out_what_depends_on_other_files(app, run) -> None:
    first = app / "0001_step.py"
    text = first.read_text().replace("\n\nclass", "from shop.steps import WIDER\n\nclass", 1)
    first.write_text(text.replace(")])]", ")]), migrations.RunSQL(WIDER)]"))
    steps = app.parent / "steps.py"
    wider = "ALTER TABLE shop_m0 ALTER COLUMN note TYPE varchar({})"
    steps.write_text(f'WIDER = "{wider.format(60)}"\n')
    last = "shop/migrations/9999_last.py"
    assert "narrowed-type" not in rules_of(run(only=last), last)
    steps.write_text(f'WIDER = "{wider.format(200)}"\n')
    assert "narrowed-type" in rules_of(run(only=last), last)


def test_what_a_text_does_through_another_is_remembered_under_both(project, run) -> None:
    """So many texts are linked at once that what was linked is remembered, too."""
    folder = project / "app"
    folder.mkdir()
    for number in range(linking.MANY + 1):
        (folder / f"m{number}.py").write_text(f"VALUE = {number}\n")
    (folder / "db.py").write_text("def run(cur, sql):\n    cur.execute(sql)\n")
    (folder / "wipe.py").write_text('from app.db import run\n\nrun(cur, "DELETE FROM users")\n')
    assert rules_of(run(), "app/wipe.py") == rules_of(run(), "app/wipe.py") == ["unscoped-delete"]
    (folder / "db.py").write_text("def run(cur, sql):\n    print(sql)\n")
    assert rules_of(run(), "app/wipe.py") == []


def test_what_was_left_out_is_told_again(project, run, monkeypatch) -> None:
    (project / LAST).write_text("DROP TABLE t1;\n")
    for name in ("one", "two"):
        (project / f"{name}.py").write_text(f'NAME = "{name}"\n')
    monkeypatch.setattr(uses, "MOST_TEXT", 1)
    first = run()
    assert any("files are left" in note for note in first.notes)
    assert run().notes == first.notes
