"""Applied migrations: which files they are, and which changes of them matter."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.frontends.change import concerns, read
from guardrail.frontends.change.meaning import meaning
from guardrail.frontends.change.migrations import Step, step_of
from guardrail.model import ChangeKind, FileEdit, Source
from guardrail.settings import Settings

DJANGO = '''\
"""What this is."""
from django.db import migrations, models

# a note
class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddField("order", "note", models.TextField(null=True)),
    ]
'''
ALEMBIC = "revision = '1a2b'\ndown_revision: str | None = None\n\ndef upgrade():\n    pass\n"
DEFAULT = Settings()


def changes(
    path: str,
    before: str | None,
    after: str | None,
    new_path: str = "",
    settings: Settings = DEFAULT,
) -> list[MigrationChange]:
    if after is None:
        kind = ChangeKind.DELETED
    else:
        kind = ChangeKind.RENAMED if new_path else ChangeKind.EDITED
    edit = FileEdit(kind, new_path or path, path, before, after)
    source = Source(edit.path, "change", after or "", edit=edit)
    return [item for item in read(source, settings) if isinstance(item, MigrationChange)]


def kinds(path: str, before: str | None, after: str | None, new_path: str = "") -> list[str]:
    return [change.kind.value for change in changes(path, before, after, new_path)]


@pytest.mark.parametrize(
    ("path", "text", "step"),
    [
        ("shop/migrations/0002_note.py", DJANGO, Step("django", "shop 0002_note")),
        ("src/shop/migrations/0002_note.py", DJANGO, Step("django", "shop 0002_note")),
        ("alembic/versions/1a2b_note.py", ALEMBIC, Step("alembic", "1a2b")),
        ("db/versions/2026/11/note.py", 'revision: str = "9f"\n', Step("alembic", "9f")),
        ("sql/V1.2__note.sql", "", Step("flyway", "V1.2")),
        ("prisma/migrations/20260101_note/migration.sql", "", Step("prisma", "20260101_note")),
        ("db/migrate/20260101120000_note.rb", "", Step("rails", "20260101120000")),
        ("priv/repo/migrations/20260101120000_note.exs", "", Step("ecto", "20260101120000")),
        ("db/migrations/2026_01_01_120000_n.php", "", Step("laravel", "2026_01_01_120000_n")),
        ("any/000007_note.up.sql", "", Step("golang-migrate", "000007 .up")),
        ("any/000007_note.down.sql", "", Step("golang-migrate", "000007 .down")),
        ("db/migrations/20260101120000_note.sql", "", Step("sql", "20260101120000_note")),
        ("supabase/migrations/20260101120000_note.sql", "", Step("sql", "20260101120000_note")),
        ("drizzle/0003_note.sql", "", Step("sql", "0003_note")),
        ("migrations/20260101120000-note.js", "", Step("node", "20260101120000-note")),
    ],
)  # fmt: skip
def test_steps_of_every_framework_are_recognised(path: str, text: str, step: Step) -> None:
    assert step_of(path, text, Settings()) == step
    assert concerns(path, path, Settings())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shop/migrations/__init__.py", ""),
        ("shop/migrations/0002_note.py", "x = 1\n"),
        ("shop/versions/v1.py", "def upgrade(): pass\n"),
        ("sql/R__views.sql", ""),
        ("sql/report.sql", ""),
        ("shop/models.py", ""),
        ("tests/shop/migrations/0002_note.py", DJANGO),
    ],
)
def test_other_files_are_no_steps(path: str, text: str) -> None:
    assert step_of(path, text, Settings()) is None


def test_the_policy_can_name_more() -> None:
    settings = Settings(migrations=("changes/*.sql",))
    assert step_of("changes/next.sql", "", settings) == Step("policy", "changes/next.sql")
    assert [c.kind for c in changes("changes/next.sql", "a;", None, settings=settings)] == [
        MigrationChangeKind.DELETED
    ]


def test_a_new_migration_is_no_change_of_one() -> None:
    edit = FileEdit(
        ChangeKind.ADDED, "s/migrations/0002_x.py", "s/migrations/0002_x.py", None, DJANGO
    )
    assert list(read(Source(edit.path, "change", DJANGO, edit=edit), Settings())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# a note\n", ""),
        ("# a note\n", "\n\n\n"),
        ('"""What this is."""\n', ""),
        ('"order"', "'order'"),
        ("migrations, models", "(\n    migrations,\n    models,\n)"),
        ("null=True))", "null=True,),)"),
        ("models.TextField(null=True)", "(models.TextField(null=True))"),
        ("null=True", 'null=True, help_text="A note", verbose_name="note", blank=True'),
        ("    operations", "    safe = Safe.after_deploy()\n    operations"),
        ("    operations", '    replaces = [("shop", "0001_old")]\n    operations'),
        ('AddField("order", "note"', 'AddField(\n            "order",\n            "note"'),
    ],
)
def test_what_only_looks_different_is_no_edit(old: str, new: str) -> None:
    after = DJANGO.replace(old, new)
    ast.parse(after)
    assert after != DJANGO
    assert kinds("shop/migrations/0002_note.py", DJANGO, after) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("null=True", "null=False"),
        ('"note"', '"notes"'),
        ("AddField", "RemoveField"),
        ("[\n", "[]+[\n"),
    ],
)
def test_what_means_something_else_is(old: str, new: str) -> None:
    path = "shop/migrations/0002_note.py"
    (change,) = changes(path, DJANGO, DJANGO.replace(old, new))
    assert change.kind is MigrationChangeKind.EDITED
    assert change.span.path == path
    assert change.span.end > change.span.start


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("CREATE TABLE t (id int);", "create  table T\n(id int)  ;\n-- new\n", True),
        ("SELECT 1; /* a */", "SELECT 1;", True),
        ("SELECT 'a  b';", "SELECT 'a b';", False),
        ("SELECT 'A';", "SELECT 'a';", False),
        ("SELECT 1;", "SELECT 1; /*! DROP TABLE t */;", False),
        ("SELECT '--x';", "SELECT '--y';", False),
        ("-- +goose Up\nSELECT 1;", "-- +goose Down\nSELECT 1;", False),
        ("-- migrate:up\nSELECT 1;", "-- migrate:down\nSELECT 1;", False),
        ("DO $a$ x $a$;", "DO $a$ y $a$;", False),
        ("SELECT $$it's$$, 1;", "SELECT $$it's$$, 2;", False),
        ("SELECT 1;", "SELECT 1;;", True),
    ],
)
def test_sql_is_compared_by_what_it_says(before: str, after: str, same: bool) -> None:
    found = kinds("db/migrations/0001_x.sql", before, after)
    assert found == ([] if same else ["edited"])


def test_other_languages_are_compared_by_their_lines() -> None:
    path = "db/migrate/20260101120000_x.rb"
    assert kinds(path, "drop_table :a\n", "# note\n\n  drop_table   :a\n") == []
    assert kinds(path, "drop_table :a\n", "drop_table :b\n") == ["edited"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("shop/migrations/0002_note.py", "shop/migrations/0003_note.py", ["renamed"]),
        ("shop/migrations/0002_note.py", "src/shop/migrations/0002_note.py", []),
        ("shop/migrations/0002_note.py", "store/migrations/0002_note.py", ["renamed"]),
        ("shop/migrations/0002_note.py", "old/note.txt", ["deleted"]),
        ("shop/migrations/0002_note.py", "tests/migrations/0002_note.py", ["deleted"]),
    ],
)
def test_a_rename_matters_where_the_tool_sees_another_step(
    old: str, new: str, expected: list[str]
) -> None:
    assert kinds(old, DJANGO, DJANGO, new) == expected


def test_a_moved_migration_that_was_edited_on_the_way_is_an_edit() -> None:
    after = DJANGO.replace("note", "notes")
    found = kinds("shop/migrations/0002_x.py", DJANGO, after, "src/shop/migrations/0002_x.py")
    assert found == ["edited"]


def test_alembic_goes_by_the_revision_in_the_text() -> None:
    new = "alembic/versions/2026_1a2b_note.py"
    assert kinds("alembic/versions/1a2b.py", ALEMBIC, ALEMBIC, new) == []
    other = ALEMBIC.replace("1a2b", "3c4d")
    assert kinds("alembic/versions/1a2b.py", ALEMBIC, other, new) == ["renamed"]


def test_a_migration_that_can_no_longer_be_read_was_edited() -> None:
    assert kinds("db/migrations/0001_x.sql", "SELECT 1;", None) == ["deleted"]
    edit = FileEdit(
        ChangeKind.EDITED, "db/migrations/0001_x.sql", "db/migrations/0001_x.sql", "SELECT 1;", None
    )
    source = Source(edit.path, "change", "", edit=edit)
    assert [type(item) for item in read(source, Settings())] == [MigrationChange]


def test_the_fingerprint_binds_what_the_migration_says_now() -> None:
    path = "db/migrations/0001_x.sql"
    (one,) = changes(path, "SELECT 1;", "SELECT 2;")
    (same,) = changes(path, "SELECT 1;", "select  2; -- note\n")
    (other,) = changes(path, "SELECT 1;", "SELECT 3;")
    assert one.identity == same.identity
    assert one.identity != other.identity


@given(st.text(max_size=200), st.sampled_from(["a.py", "a.sql", "a.rb"]))
def test_any_text_has_a_meaning(text: str, path: str) -> None:
    assert meaning(text, path) == meaning(text, path)


@given(
    st.lists(
        st.sampled_from(["x = 1", "y(2)", "if a:\n    b", "'''s'''", "s = 'a' \"b\""]), min_size=1
    )
)
def test_comments_between_statements_never_matter(statements: list[str]) -> None:
    plain, noted = "\n".join(statements), "\n# note\n".join(statements)
    assert meaning(plain, "a.py") == meaning(noted + "  # end\n", "a.py")


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "-" * 100_000 + "1", "'" * 100_001, "/*" * 100_000, "$a$" * 50_001,
     "x" * 2_000_000, "--" * 100_000, "if a:\n" * 200, "\\\n" * 50_000,
     "'''\n" * 30_001, "{" * 99, "$" * 100_000],
)  # fmt: skip
@pytest.mark.parametrize("path", ["a.py", "a.sql", "a.rb"])
def test_hostile_text_costs_little(text: str, path: str) -> None:
    started = time.process_time()
    meaning(text, path)
    assert time.process_time() - started < 5
