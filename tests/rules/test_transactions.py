"""What shares a transaction, and how long its locks are waited for."""

import pytest
from guardrail_rules.locking.blocking_index import BlockingIndex
from guardrail_rules.transaction.concurrently_in_transaction import ConcurrentlyInTransaction
from guardrail_rules.transaction.missing_lock_timeout import MissingLockTimeout
from guardrail_rules.transaction.unbalanced_transaction import UnbalancedTransaction
from guardrail_rules.transaction.useless_lock_timeout import UselessLockTimeout
from guardrail_rules.transaction.work_under_lock import WorkUnderLock
from guardrail_rules.transactions import Block, Blocks, Held

from guardrail.effects import DataChange, SchemaChange, SessionChange
from guardrail.engine.examples import judge_example
from guardrail.engine.extract import extract
from guardrail.engine.judge import judge
from guardrail.engine.rulebook import Rulebook
from guardrail.engine.units import read_units
from guardrail.example import alembic, sql
from guardrail.model import Confidence, Finding, Level, Source
from guardrail.rule import Rule, listing_of
from guardrail.settings import Database, Settings
from guardrail.unit import Unit

PLAIN = "migrations/0002_change.sql"
LATER = "ALTER TABLE users ADD COLUMN age int; CREATE INDEX CONCURRENTLY i ON users (age);"


def unit_of(text: str, path: str = PLAIN) -> Unit:
    """The Unit of a SQL file that does everything."""
    facts = extract(Source(path, "sql", text), Settings())
    units = read_units(path, facts, lambda path, language: None).units
    return max(units, key=lambda unit: len(unit.effects))


def blocks_of(text: str, held: Held = Held.NONE) -> list[Block]:
    """The transactions of a text that hold anything."""
    return [block for block in Blocks(unit_of(text), held).blocks if block.effects]


def told(rule: type[Rule], text: str, database: Database, path: str = PLAIN) -> list[Finding]:
    """What a rule finds under a policy that says this of the database."""
    settings = Settings(databases=(database,))
    book = Rulebook([listing_of(rule)])
    facts = list(extract(Source(path, "sql", text), settings))
    findings, failures = judge(
        read_units(path, facts, lambda path, language: None).units, book, settings
    )
    assert failures == []
    return findings


def levels(rule: type[Rule], text: str, **known: object) -> list[Level]:
    """The levels of what a rule finds on PostgreSQL."""
    database = Database(dialect="postgres", **known)  # type: ignore[arg-type]
    return [finding.level for finding in told(rule, text, database)]


class TestBlocks:
    """Transactions, as the text opens and ends them."""

    def test_each_statement_by_itself_outside(self) -> None:
        (block,) = blocks_of("DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1")
        assert block.held is Held.NONE
        assert not block.shared

    def test_from_begin_to_commit(self) -> None:
        first, second, third = blocks_of(
            "DELETE FROM a WHERE id = 1; BEGIN; DELETE FROM b WHERE id = 1; COMMIT; "
            "DELETE FROM c WHERE id = 1"
        )
        assert [block.held for block in (first, second, third)] == [
            Held.NONE,
            Held.TEXT,
            Held.NONE,
        ]
        assert second.closed
        assert isinstance(second.opened, SessionChange)
        assert [type(effect) for effect in second.effects] == [DataChange]

    def test_a_savepoint_ends_nothing(self) -> None:
        (block,) = blocks_of(
            "BEGIN; SAVEPOINT s; DELETE FROM a WHERE id = 1; ROLLBACK TO SAVEPOINT s; "
            "DELETE FROM b WHERE id = 1"
        )
        assert not block.closed

    def test_the_tools_ends_with_a_commit_of_the_text(self) -> None:
        first, second = blocks_of(
            "ALTER TABLE a ADD b int; COMMIT; ALTER TABLE a ADD c int", Held.TOOL
        )
        assert (first.shared, second.shared) == (True, False)

    def test_a_block_of_plpgsql_is_none(self) -> None:
        (block,) = blocks_of("DO $$ BEGIN ALTER TABLE a ADD b int; END $$")
        assert [type(effect) for effect in block.effects] == [SchemaChange]


@pytest.mark.parametrize(
    ("path", "transaction", "expected"),
    [
        ("db/migrations/000007_age.up.sql", "", [Level.WARNING]),
        ("db/migrations/000007_age.up.sql", "none", []),
        ("db/V7__age.sql", "", [Level.WARNING]),
        ("migrations/0007_age.sql", "", []),
        ("migrations/0007_age.sql", "tool", [Level.ERROR]),
        ("age.sql", "", []),
    ],
)
def test_who_opens_the_transaction(path: str, transaction: str, expected: list[Level]) -> None:
    database = Database(dialect="postgres", transaction=transaction)
    found = told(ConcurrentlyInTransaction, LATER, database, path)
    assert [finding.level for finding in found] == expected


def test_sql_inside_an_autocommit_block_stands_outside_the_transaction() -> None:
    inside = alembic(
        """\
        with op.get_context().autocommit_block():
            op.execute("CREATE INDEX CONCURRENTLY i ON users (n)")
        """,
        dialect="postgres",
    )
    after = alembic(
        """\
        with op.get_context().autocommit_block():
            op.execute("CREATE INDEX CONCURRENTLY i ON users (n)")
        op.execute("CREATE INDEX CONCURRENTLY j ON users (m)")
        """,
        dialect="postgres",
    )
    assert judge_example(ConcurrentlyInTransaction, inside) == []
    assert len(judge_example(ConcurrentlyInTransaction, after)) == 1


class TestTimeouts:
    """Who sets them, and where it matters."""

    CHANGE = "ALTER TABLE users ADD COLUMN age int"

    @pytest.mark.parametrize("who", ["role", "tool"])
    def test_those_of_the_role_and_the_tool_are_enough(self, who: str) -> None:
        assert levels(MissingLockTimeout, self.CHANGE, timeouts=who) == []

    def test_a_policy_that_leaves_them_to_migrations_means_it(self) -> None:
        assert levels(MissingLockTimeout, self.CHANGE) == [Level.INFO]
        assert levels(MissingLockTimeout, self.CHANGE, timeouts="migration") == [Level.WARNING]

    def test_a_hot_table_is_told_louder_and_first(self) -> None:
        text = f"ALTER TABLE pets ADD n int; {self.CHANGE}"
        assert levels(MissingLockTimeout, text, hot=("users",)) == [Level.WARNING]
        (found,) = told(
            MissingLockTimeout, text, Database(dialect="postgres", hot=("public.users",))
        )
        assert "users" in found.message
        assert "hot" in found.message

    def test_once_for_a_migration(self) -> None:
        text = "; ".join(f"ALTER TABLE t{n} ADD a int" for n in range(9))
        assert len(levels(MissingLockTimeout, text)) == 1

    @pytest.mark.parametrize(
        ("timeout", "expected"),
        [
            ("5s", []),
            ("1min", []),
            ("2min", [Level.INFO]),
            ("1h", [Level.WARNING]),
            ("0", [Level.WARNING]),
        ],
    )
    def test_its_length(self, timeout: str, expected: list[Level]) -> None:
        text = f"SET lock_timeout = '{timeout}'; {self.CHANGE}"
        assert levels(UselessLockTimeout, text) == expected
        assert levels(MissingLockTimeout, text) == []

    def test_a_dump_that_switches_it_off_makes_only_new_tables(self) -> None:
        dump = "SET statement_timeout = 0; SET lock_timeout = 0; CREATE TABLE a (id int); "
        dump += "ALTER TABLE ONLY a ADD CONSTRAINT p PRIMARY KEY (id); CREATE INDEX i ON a (id)"
        for rule in (UselessLockTimeout, MissingLockTimeout, BlockingIndex):
            assert levels(rule, dump) == []


class TestSize:
    """How many rows a table holds decides how loudly a lock is told."""

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (0, []),
            (20, [Level.INFO]),
            (50_000, [Level.WARNING]),
            (9_000_000, [Level.ERROR]),
        ],
    )
    def test_of_the_table(self, rows: int, expected: list[Level]) -> None:
        example = sql("CREATE INDEX i ON users (age)", rows={"users": rows})
        assert [found.level for found in judge_example(BlockingIndex, example)] == expected


def test_long_work_is_only_likely_to_be_in_a_transaction_where_nothing_says_so() -> None:
    text = "ALTER TABLE users ADD COLUMN age int; UPDATE users SET age = 18"
    (likely,) = told(WorkUnderLock, text, Database(dialect="postgres"))
    (surely,) = told(WorkUnderLock, text, Database(dialect="postgres", transaction="tool"))
    assert (likely.level, likely.confidence) == (Level.INFO, Confidence.MEDIUM)
    assert (surely.level, surely.confidence) == (Level.WARNING, Confidence.HIGH)
    assert told(WorkUnderLock, text, Database(dialect="postgres", transaction="none")) == []


def test_a_file_that_golang_migrate_sends_whole_may_begin_and_commit() -> None:
    text = "BEGIN; ALTER TABLE users ADD a int; ALTER TABLE users ADD b int; COMMIT"
    database = Database(dialect="postgres")
    assert told(UnbalancedTransaction, text, database, "db/migrations/000007_a.up.sql") == []
    flyway = told(UnbalancedTransaction, text, database, "db/V7__a.sql")
    assert [found.level for found in flyway] == [Level.WARNING]
