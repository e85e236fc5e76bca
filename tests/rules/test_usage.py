"""What the running code still uses decides how loudly a drop or a rename is told."""

from collections.abc import Mapping, Sequence

from guardrail_rules.compatibility.renamed_column import RenamedColumn
from guardrail_rules.data_loss.dropped_column import DroppedColumn
from guardrail_rules.data_loss.dropped_table import DroppedTable

from guardrail.effects import Effect, ObjectKind, SchemaChange, StateChange, Verb
from guardrail.engine.circumstances import UnitContext
from guardrail.engine.past import Past
from guardrail.model import Direction, Level, Related, Span
from guardrail.rule import Rule
from guardrail.schema.base import Beginning
from guardrail.schema.timeline import Timeline
from guardrail.settings import Settings
from guardrail.shapes import ColumnShape, TableShape
from guardrail.stream import UnitKind
from guardrail.unit import Unit

HERE = Span("shop/migrations/0007_drop.py", 0, 1)
VIEWS = Span("shop/views.py", 0, 1)
USERS = SchemaChange(
    span=HERE,
    verb=Verb.CREATE,
    kind=ObjectKind.TABLE,
    table="users",
    name="users",
    model="shop.user",
    shape=TableShape("users", (ColumnShape("email", "text", field="email"),), model="shop.user"),
)
ORDERS = SchemaChange(
    span=HERE, verb=Verb.CREATE, kind=ObjectKind.TABLE, table="orders", name="orders"
)
GOES = SchemaChange(span=HERE, verb=Verb.DROP, kind=ObjectKind.COLUMN, table="users", name="email")
TABLE_GOES = SchemaChange(
    span=HERE, verb=Verb.DROP, kind=ObjectKind.TABLE, table="users", name="users"
)
LET_GO = StateChange(
    span=HERE,
    verb=Verb.DROP,
    kind=ObjectKind.COLUMN,
    table="users",
    name="email",
    model="shop.user",
    field="email",
)

Uses = Mapping[tuple[str, str], int]


def found(
    rule: type[Rule],
    change: SchemaChange,
    uses: Uses,
    *,
    history: Sequence[Effect] = (USERS, ORDERS),
    first: Sequence[Effect] = (),
    direction: Direction = Direction.UP,
    word: str = "uses it",
    where: Span = VIEWS,
) -> list[tuple[Level, str, int]]:
    """Level, message and number of related places of what a rule says of a change."""
    unit = Unit(
        UnitKind.MIGRATION, HERE.path, "", HERE, direction=direction, effects=[*first, change]
    )

    def places(table: str, column: str, models: Sequence[str]) -> Sequence[Related]:
        return [Related(word, where)] * uses.get((table, column), 0)

    before = Timeline(history, Beginning())
    past = Past(base=lambda: before.at(before.length), uses=places)
    context = UnitContext(unit, Settings(), past)
    return [(each.level, each.message, len(each.related)) for each in rule().judge(change, context)]


class TestDroppedColumn:
    """A column that goes."""

    def test_what_the_migration_says_of_it_is_no_use(self) -> None:
        ((_, message, places),) = found(DroppedColumn, GOES, {("users", "email"): 7}, where=HERE)
        assert places == 0
        assert "uses it" not in message

    def test_the_places_that_use_it_are_named(self) -> None:
        ((level, message, places),) = found(DroppedColumn, GOES, {("users", "email"): 7})
        assert (level, places) == (Level.ERROR, 7)
        assert message.endswith("the code on the base uses it in 7 places")

    def test_where_the_code_is_known_and_does_not_use_it_it_blocks_nobody(self) -> None:
        ((level, message, _),) = found(DroppedColumn, GOES, {("users", ""): 2})
        assert level is Level.WARNING
        assert message.endswith("the code on the base doesn't use it")

    def test_where_nothing_is_known_of_the_code_it_is_as_loud_as_ever(self) -> None:
        assert [level for level, _, _ in found(DroppedColumn, GOES, {})] == [Level.ERROR]

    def test_let_go_of_by_an_earlier_migration_it_is_the_right_second_step(self) -> None:
        earlier = (USERS, ORDERS, LET_GO)
        assert found(DroppedColumn, GOES, {("users", ""): 2}, history=earlier) == []
        assert found(DroppedColumn, GOES, {("users", "email"): 1}, history=earlier) != []

    def test_let_go_of_in_the_same_migration_it_is_not(self) -> None:
        assert found(DroppedColumn, GOES, {}, first=(LET_GO,)) != []

    def test_words_that_may_mean_something_else_are_told_as_such(self) -> None:
        uses = {("users", "email"): 2}
        ((level, message, places),) = found(DroppedColumn, GOES, uses, word="may name it")
        assert (level, places) == (Level.WARNING, 2)
        assert message.endswith("the code on the base may use it in 2 places")

    def test_going_back_is_not_told(self) -> None:
        assert found(DroppedColumn, GOES, {("users", "email"): 7}, direction=Direction.DOWN) == []


def test_a_table_that_the_code_does_not_name_while_it_names_others() -> None:
    ((level, _, _),) = found(DroppedTable, TABLE_GOES, {("orders", ""): 2})
    assert level is Level.WARNING
    ((level, message, places),) = found(DroppedTable, TABLE_GOES, {("users", ""): 1})
    assert (level, places) == (Level.ERROR, 1)
    assert message.endswith("uses it in one place")


def test_a_rename_names_the_places_too() -> None:
    rename = SchemaChange(
        span=HERE,
        verb=Verb.RENAME,
        kind=ObjectKind.COLUMN,
        table="users",
        name="email",
        new_name="mail",
    )
    ((level, _, places),) = found(RenamedColumn, rename, {("users", "email"): 3})
    assert (level, places) == (Level.WARNING, 3)
    assert [one[0] for one in found(RenamedColumn, rename, {("users", ""): 3})] == [Level.INFO]
