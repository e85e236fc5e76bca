"""Examples can have a history: what earlier migrations made is known to the Context."""

from collections.abc import Iterator

import pytest

from guardrail.context import Context
from guardrail.effects import SchemaChange
from guardrail.engine.examples import judge_example
from guardrail.example import Example, alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

USERS = "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50) NOT NULL)"


class Told(Rule):
    """What the Context tells.

    ## Why it matters
    It doesn't.

    ## Do this instead
    Nothing.
    """

    name = "told"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    bad = ()
    good = ()

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """Everything that is known of the table."""
        table = context.table("users", change)
        columns = {c.name: c.type for c in table.columns} if table else None
        known = context.history_known(change)
        yield self.finding(change, f"{columns} {known} {context.rows('public.users', change)}")


def told(example: Example) -> list[str]:
    return [finding.message for finding in judge_example(Told, example)]


@pytest.mark.parametrize(
    "example",
    [
        sql("ALTER TABLE users DROP COLUMN email", history=USERS, rows={"users": 7}),
        django(
            'migrations.RunSQL("ALTER TABLE users DROP email")', history=USERS, rows={"users": 7}
        ),
        alembic('op.drop_column("users", "email")', history=USERS, rows={"users": 7}),
    ],
    ids=lambda example: example.path,
)
def test_a_migration_finds_what_those_before_it_made(example: Example) -> None:
    first, *_ = told(example)
    assert first == "{'id': 'bigint', 'email': 'varchar(50)'} True 7"


def test_without_one_nothing_is_known() -> None:
    assert told(sql("ALTER TABLE users DROP COLUMN email")) == ["None False None"]


def test_its_own_changes_come_on_top() -> None:
    _, second = told(
        sql("ALTER TABLE users ADD age int; ALTER TABLE users DROP email", history=USERS)
    )
    assert second.startswith("{'id': 'bigint', 'email': 'varchar(50)', 'age': 'int'} True")
