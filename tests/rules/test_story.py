"""What happens before and after an effect in its Unit decides what it means."""

from time import process_time

from guardrail_rules.compatibility.dropped_constraint import DroppedConstraint
from guardrail_rules.compatibility.dropped_view import DroppedView
from guardrail_rules.compatibility.renamed_table import RenamedTable
from guardrail_rules.compatibility.required_column_without_default import (
    RequiredColumnWithoutDefault,
)
from guardrail_rules.data_loss.dropped_column import DroppedColumn
from guardrail_rules.data_loss.dropped_table import DroppedTable
from guardrail_rules.data_loss.truncated_table import TruncatedTable
from guardrail_rules.locking.blocking_index_drop import BlockingIndexDrop
from guardrail_rules.unscoped_write.unbatched_backfill import UnbatchedBackfill
from guardrail_rules.unscoped_write.unscoped_delete import UnscopedDelete
from guardrail_rules.unscoped_write.unscoped_update import UnscopedUpdate

from guardrail.effects import DataChange, Effect, ObjectKind, SchemaChange, Scope, Verb
from guardrail.engine.circumstances import UnitContext
from guardrail.model import Level, Span
from guardrail.rule import Rule
from guardrail.settings import Settings
from guardrail.shapes import ConstraintKind
from guardrail.stream import UnitKind
from guardrail.unit import Unit

HERE = Span("a.sql", 0, 1)
TABLE, COLUMN, VIEW = ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.VIEW


def schema(verb: Verb, kind: ObjectKind, name: str, **more: object) -> SchemaChange:
    """A change of an object; a part of a table is written `table.part`."""
    table, _, part = name.rpartition(".") if kind not in (TABLE, VIEW) else (name, "", name)
    return SchemaChange(span=HERE, verb=verb, kind=kind, table=table, name=part, **more)  # type: ignore[arg-type]


def data(verb: Verb, target: str, **more: object) -> DataChange:
    """A change of rows."""
    return DataChange(span=HERE, verb=verb, target=target, **more)  # type: ignore[arg-type]


def told(rule: type[Rule], *effects: Effect) -> list[tuple[Level, str]]:
    """What the rule says of the effects of one Unit."""
    unit = Unit(UnitKind.FILE, "a.sql", "", HERE, effects=list(effects))
    context, judge = UnitContext(unit, Settings()), rule()
    kinds = rule.judges
    return [
        (found.level, found.message)
        for effect in unit.effects
        if isinstance(effect, kinds)
        for found in judge.judge(effect, context)
    ]


def levels(rule: type[Rule], *effects: Effect) -> list[Level]:
    """The levels of what the rule says."""
    return [level for level, _ in told(rule, *effects)]


DROP = schema(Verb.DROP, TABLE, "users")


class TestDroppedTable:
    """A table that goes, or only makes way."""

    def test_made_before_it_is_nobodys(self) -> None:
        assert levels(DroppedTable, schema(Verb.CREATE, TABLE, "users"), DROP) == []

    def test_rebuilt_with_its_rows_nothing_is_lost(self) -> None:
        copy = data(Verb.INSERT, "new_users", copies_from=("users",))
        back = schema(Verb.RENAME, TABLE, "new_users", new_name="users")
        assert levels(DroppedTable, copy, DROP, back) == []

    def test_copied_away_and_dropped_it_breaks_code_only(self) -> None:
        copy = data(Verb.INSERT, "people", copies_from=("public.users",))
        assert told(DroppedTable, copy, DROP) == [
            (Level.WARNING, "the table users is dropped, after its rows were copied to people")
        ]

    def test_a_copy_afterwards_comes_too_late(self) -> None:
        copy = data(Verb.INSERT, "people", copies_from=("users",))
        assert levels(DroppedTable, DROP, copy) == [Level.ERROR]

    def test_the_rows_of_another_table_save_nothing(self) -> None:
        copy = data(Verb.INSERT, "people", copies_from=("users_archive",))
        assert levels(DroppedTable, copy, DROP) == [Level.ERROR]

    def test_dropped_if_there_and_made_anew_is_how_dumps_begin(self) -> None:
        perhaps = schema(Verb.DROP, TABLE, "users", if_exists=True)
        again = schema(Verb.CREATE, TABLE, "users")
        assert levels(DroppedTable, perhaps, again) == [Level.WARNING]
        assert levels(DroppedTable, DROP, again) == [Level.ERROR]


def test_what_was_emptied_a_moment_ago_has_no_values_left() -> None:
    gone = data(Verb.DELETE, "users")
    some = data(Verb.DELETE, "users", scope=Scope.FILTERED)
    drop = schema(Verb.DROP, COLUMN, "users.email")
    add = schema(Verb.CREATE, COLUMN, "users.mail", new_type="text", nullable=False)
    assert levels(DroppedColumn, gone, drop) == [Level.WARNING]
    assert levels(DroppedColumn, some, drop) == [Level.ERROR]
    assert levels(RequiredColumnWithoutDefault, gone, add) == [Level.INFO]
    assert levels(RequiredColumnWithoutDefault, some, add) == [Level.WARNING]


class TestDroppedColumn:
    """A column that goes, with or without its values."""

    drop = schema(Verb.DROP, COLUMN, "users.email")

    def test_with_no_copy_its_values_are_lost(self) -> None:
        assert levels(DroppedColumn, self.drop) == [Level.ERROR]

    def test_with_a_copy_of_just_that_column_they_are_not(self) -> None:
        copy = data(Verb.UPDATE, "users", copies_from=("users.email",))
        other = data(Verb.UPDATE, "users", copies_from=("users.name",))
        assert levels(DroppedColumn, copy, self.drop) == [Level.WARNING]
        assert levels(DroppedColumn, other, self.drop) == [Level.ERROR]

    def test_with_a_copy_in_another_table_they_live_on(self) -> None:
        copy = data(Verb.INSERT, "contacts", copies_from=("users.id", "users.email"))
        other = data(Verb.INSERT, "contacts", copies_from=("users.id",))
        assert levels(DroppedColumn, copy, self.drop) == [Level.INFO]
        assert levels(DroppedColumn, other, self.drop) == [Level.ERROR]

    def test_added_a_moment_ago_it_has_none(self) -> None:
        assert levels(DroppedColumn, schema(Verb.CREATE, COLUMN, "users.email"), self.drop) == []
        assert levels(DroppedColumn, schema(Verb.CREATE, COLUMN, "notes.email"), self.drop) == [
            Level.ERROR
        ]


def test_a_table_that_is_emptied_and_filled_from_others_is_a_warning() -> None:
    fill = data(Verb.INSERT, "totals", copies_from=("visits",))
    assert levels(TruncatedTable, data(Verb.TRUNCATE, "totals"), fill) == [Level.WARNING]
    assert levels(UnscopedDelete, data(Verb.DELETE, "totals"), fill) == [Level.WARNING]


def test_a_table_that_is_filled_from_nothing_was_emptied() -> None:
    fill = data(Verb.INSERT, "users")
    itself = data(Verb.INSERT, "users", copies_from=("users",))
    assert levels(TruncatedTable, data(Verb.TRUNCATE, "users"), fill) == [Level.ERROR]
    assert levels(UnscopedDelete, data(Verb.DELETE, "users"), itself) == [Level.ERROR]


def test_filling_a_column_that_was_just_added_overwrites_nothing() -> None:
    added = schema(Verb.CREATE, COLUMN, "users.rank")
    filled = data(Verb.UPDATE, "users", sets=("rank",))
    assert levels(UnscopedUpdate, added, filled) == []
    assert levels(UnbatchedBackfill, added, filled) == [Level.WARNING]
    assert levels(UnscopedUpdate, added, data(Verb.UPDATE, "users", sets=("rank", "name"))) == [
        Level.ERROR
    ]


def test_a_renamed_table_with_a_successor_breaks_nobody() -> None:
    rename = schema(Verb.RENAME, TABLE, "users", new_name="people")
    assert levels(RenamedTable, rename) == [Level.WARNING]
    assert levels(RenamedTable, rename, schema(Verb.CREATE, VIEW, "users")) == []
    swap = schema(Verb.RENAME, TABLE, "users_new", new_name="users")
    assert levels(RenamedTable, rename, schema(Verb.CREATE, TABLE, "users_new")) == [Level.WARNING]
    assert levels(RenamedTable, schema(Verb.CREATE, TABLE, "users_new"), rename, swap) == []


def test_a_view_that_is_made_again_was_changed() -> None:
    drop = schema(Verb.DROP, VIEW, "active")
    assert levels(DroppedView, drop) == [Level.WARNING]
    assert levels(DroppedView, drop, schema(Verb.CREATE, VIEW, "active")) == []
    assert levels(DroppedView, schema(Verb.CREATE, VIEW, "active"), drop) == []


def test_a_constraint_with_a_successor_was_changed() -> None:
    unique = ConstraintKind.UNIQUE
    drop = schema(Verb.DROP, ObjectKind.CONSTRAINT, "users.one", constraint=unique)
    again = schema(Verb.CREATE, ObjectKind.CONSTRAINT, "users.two", constraint=unique)
    other = schema(
        Verb.CREATE, ObjectKind.CONSTRAINT, "users.two", constraint=ConstraintKind.FOREIGN_KEY
    )
    assert levels(DroppedConstraint, drop) == [Level.WARNING]
    assert levels(DroppedConstraint, drop, again) == []
    assert levels(DroppedConstraint, again, drop) == []
    assert levels(DroppedConstraint, drop, other) == [Level.WARNING]
    somewhere = schema(Verb.DROP, ObjectKind.CONSTRAINT, "one", constraint=unique)
    there = schema(Verb.CREATE, ObjectKind.CONSTRAINT, "two", constraint=unique)
    assert levels(DroppedConstraint, somewhere, there) == []
    assert levels(DroppedConstraint, somewhere, again) == [Level.WARNING]
    assert levels(DroppedConstraint, drop, schema(Verb.DROP, COLUMN, "users.email")) == []


def test_a_text_of_one_name_a_thousand_times_costs_no_more_than_its_length() -> None:
    drops = [schema(Verb.DROP, TABLE, "users", if_exists=True) for _ in range(5_000)]

    def once(some: int) -> float:
        started = process_time()
        assert len(told(DroppedTable, *drops[:some])) == some
        return process_time() - started

    def seconds(some: int) -> float:
        # What else the process holds may be collected meanwhile: the best of three counts.
        return min(once(some) for _ in range(3))

    assert seconds(5_000) < 12 * max(seconds(1_000), 0.02)


class TestPartsOfATableThatGoes:
    """What happens to a table's parts is beside the point where the table itself goes."""

    COLUMN_GOES = schema(Verb.DROP, COLUMN, "users.email")
    INDEX_GOES = schema(Verb.DROP, ObjectKind.INDEX, "users.by_email", dialect="postgres")

    def test_the_tables_own_finding_says_it_all(self) -> None:
        assert levels(DroppedColumn, self.COLUMN_GOES, DROP) == []
        assert levels(DroppedTable, self.COLUMN_GOES, DROP) == [Level.ERROR]
        assert levels(BlockingIndexDrop, self.INDEX_GOES, DROP) == []

    def test_another_table_is_another_matter(self) -> None:
        other = schema(Verb.DROP, TABLE, "orders")
        assert levels(DroppedColumn, self.COLUMN_GOES, other) == [Level.ERROR]
        assert levels(BlockingIndexDrop, self.INDEX_GOES, other) == [Level.WARNING]

    def test_a_table_that_is_rebuilt_without_the_column_loses_it(self) -> None:
        copy = data(Verb.INSERT, "new_users", copies_from=("users",))
        back = schema(Verb.RENAME, TABLE, "new_users", new_name="users")
        assert levels(DroppedColumn, self.COLUMN_GOES, copy, DROP, back) == [Level.ERROR]

    def test_a_table_whose_rows_are_kept_elsewhere_loses_it_too(self) -> None:
        copy = data(Verb.INSERT, "old_users", copies_from=("users",))
        assert levels(DroppedColumn, self.COLUMN_GOES, copy, DROP) == [Level.ERROR]
