"""SQL that is only known at run time: told in a migration, once a call, and nowhere else."""

from __future__ import annotations

from textwrap import indent

import pytest
from reading_python import shown

from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Unanalysed

TOLD = "unanalysed: SQL that is only known at run time"


def upgrade(body: str) -> list[str]:
    """What an upgrade with this body yields, up to its end."""
    lines = shown(revision(body), "migrations/versions/2_x.py")
    return lines[1 : lines.index("]")] if lines[0] == "[migration upgrade up" else []


def revision(body: str) -> str:
    return (
        "from alembic import op\nimport sqlalchemy as sa\nrevision = '2'\ndown_revision = '1'\n"
        f"def upgrade():\n{indent(body, '    ')}\ndef downgrade():\n    op.create_table('x')\n"
    )


UNKNOWN = [
    "op.execute(name)",
    "op.execute(sa.text(name))",
    "op.execute(names[0])",
    "op.execute(settings.SQL)",
    "op.execute(make_sql('a'))",
    "op.execute(first + second)",
    "op.execute(f'{verb} {table}')",
    "conn = op.get_bind()\nconn.execute(query)",
    "op.get_bind().exec_driver_sql(query)",
    "cursor.execute(sql, [1])",
    "cursor.executemany(sql, rows)",
    "session.execute(text(sql))",
    "for sql in statements():\n    op.execute(sql)",
]


@pytest.mark.parametrize("code", UNKNOWN)
def test_in_a_migration_it_is_told_once(code: str) -> None:
    assert upgrade(code) == [TOLD]


@pytest.mark.parametrize("code", UNKNOWN)
def test_in_ordinary_code_it_is_silent(code: str) -> None:
    assert shown(code) == []
    assert shown(f"def run(name, sql, query):\n{indent(code, '    ')}") == []


@pytest.mark.parametrize(
    "code",
    [
        "conn.execute(sa.select(users))",
        "conn.execute(select([users.c.id]).where(users.c.a == 1))",
        "query = users.select()\nconn.execute(query)",
        "conn.execute(users.select().limit(1))",
        "conn.execute(sa.func.now())",
        "op.execute(CreateSequence(sequence))",
        "op.execute(sa.Sequence('a').next_value())",
        "session.scalars(sa.select(User))",
        "tool.execute(task)",
        "op.execute('')",
    ],
)
def test_what_is_no_text_is_not_told(code: str) -> None:
    assert upgrade(code) == []


def test_a_text_that_only_alembic_says_is_sql() -> None:
    assert upgrade("op.execute('CHECKPOINT')") == ["sql: CHECKPOINT"]


def test_what_is_known_of_a_text_is_read_and_the_rest_told() -> None:
    code = "if x:\n    sql = 'DELETE FROM a'\nelse:\n    sql = given\nop.execute(sql)"
    assert upgrade(code) == ["sql: DELETE FROM a", TOLD]


def test_what_stands_inside_such_a_call_is_still_read() -> None:
    assert upgrade("op.execute(load(shutil.rmtree('a')))") == [
        TOLD,
        "FileChange verb=delete path=a recursive",
    ]


def test_functions_that_a_migration_runs_are_part_of_it() -> None:
    said = shown(
        """
        from django.db import migrations

        def clean(apps, schema_editor):
            schema_editor.execute(sql)
            helper()

        def helper():
            with connection.cursor() as cursor:
                cursor.execute(sql)

        def other():
            cursor.execute(sql)

        class Migration(migrations.Migration):
            operations = [
                migrations.RunPython(clean, lambda apps, editor: cursor.execute(sql)),
            ]
        """,
        "shop/migrations/0002_a.py",
    )
    assert said == [
        "[migration Migration up",
        TOLD,
        TOLD,
        "]",
        "[migration Migration.reverse down",
        TOLD,
        "]",
    ]


def test_names_are_not_searched_for_dangerous_words() -> None:
    source = Source("migrations/versions/2_x.py", "python", revision("op.execute(DELETE_SQL)"))
    (gap,) = [fact for fact in extract(source, Settings()) if isinstance(fact, Unanalysed)]
    assert gap.words == ()
    assert source.text[gap.span.start : gap.span.end] == "DELETE_SQL"
