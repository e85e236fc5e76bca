"""What a run of effects makes of tables."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import Aspect, Effect, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.engine.extract import extract
from guardrail.model import Source, Span
from guardrail.schema.base import Base, Beginning
from guardrail.schema.timeline import Timeline
from guardrail.settings import Database, Settings
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, IndexShape, TableShape

HERE = Span("a.sql", 0, 0)
POSTGRES = Settings((Database(dialect="postgres"),))


def effects(sql: str) -> list[Effect]:
    """The effects of a PostgreSQL text."""
    found = extract(Source("a.sql", "sql", sql), POSTGRES)
    return [fact for fact in found if isinstance(fact, Effect)]


def after(sql: str, table: str = "users", base: Base | None = None) -> TableShape:
    """A table after a text that begins with an empty database."""
    timeline = Timeline(effects(sql), base or Beginning())
    shape = timeline.table(table, timeline.length)
    assert shape is not None
    return shape


USERS = "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50) NOT NULL, age int);"


def columns(shape: TableShape) -> dict[str, str]:
    return {column.name: column.type for column in shape.columns}


class TestColumns:
    """Columns come, change and go."""

    def test_they_are_those_of_the_definition(self) -> None:
        shape = after(USERS)
        assert columns(shape) == {"id": "bigint", "email": "varchar(50)", "age": "int"}
        assert [column.nullable for column in shape.columns[:2]] == [False, False]
        assert shape.complete

    def test_they_are_added_dropped_and_renamed(self) -> None:
        shape = after(
            USERS
            + "ALTER TABLE users ADD COLUMN name text; ALTER TABLE users DROP COLUMN age;"
            + "ALTER TABLE users RENAME COLUMN email TO mail"
        )
        assert columns(shape) == {"id": "bigint", "mail": "varchar(50)", "name": "text"}

    def test_they_change_their_type_their_nullability_and_their_default(self) -> None:
        shape = after(
            USERS
            + "ALTER TABLE users ALTER email TYPE text, ALTER email DROP NOT NULL,"
            + "ALTER age SET DEFAULT 7; ALTER TABLE users ALTER age SET NOT NULL"
        )
        email, age = shape.column("email"), shape.column("AGE")
        assert email is not None and (email.type, email.nullable) == ("text", True)
        assert age is not None and (age.default_text, age.nullable) == ("7", False)

    def test_one_that_goes_takes_its_constraints_and_indexes_along(self) -> None:
        shape = after(
            USERS
            + "ALTER TABLE users ADD CONSTRAINT once UNIQUE (email);"
            + "CREATE INDEX by_age ON users (age); CREATE INDEX by_mail ON users (email);"
            + "ALTER TABLE users DROP COLUMN email"
        )
        assert [index.name for index in shape.indexes] == ["by_age"]
        assert [each.kind for each in shape.constraints] == [ConstraintKind.PRIMARY_KEY]


class TestConstraints:
    """Constraints are added, validated and dropped."""

    def test_a_check_is_not_valid_before_it_is_validated(self) -> None:
        added = USERS + "ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17) NOT VALID;"
        before = after(added).constraints[-1]
        then = after(added + "ALTER TABLE users VALIDATE CONSTRAINT grown").constraints[-1]
        assert (before.name, before.validated) == ("grown", False)
        assert (then.name, then.validated) == ("grown", True)

    def test_a_foreign_key_says_what_it_refers_to(self) -> None:
        made = "CREATE TABLE orders (id int, who bigint REFERENCES users (id) ON DELETE CASCADE)"
        (key,) = after(USERS + made, "orders").constraints
        assert (key.kind, key.references, key.referenced) == (
            ConstraintKind.FOREIGN_KEY,
            "users",
            ("id",),
        )
        assert key.on_delete == "cascade"

    def test_dropped_it_is_gone(self) -> None:
        shape = after(
            USERS
            + "ALTER TABLE users ADD CONSTRAINT c UNIQUE (age); ALTER TABLE users DROP CONSTRAINT c"
        )
        assert [each.name for each in shape.constraints if each.name == "c"] == []


class TestIndexes:
    """Indexes belong to a table, and need not say to which when they go."""

    def test_one_is_found_by_its_name_alone(self) -> None:
        shape = after(USERS + "CREATE INDEX a ON users (age); CREATE INDEX b ON users (id);")
        assert [index.name for index in shape.indexes] == ["a", "b"]
        shape = after(
            USERS
            + "CREATE INDEX a ON users (age); CREATE INDEX b ON users (id);"
            + "ALTER INDEX b RENAME TO c; DROP INDEX a"
        )
        assert [index.name for index in shape.indexes] == ["c"]

    def test_one_of_the_history_too(self) -> None:
        first = Timeline(effects(USERS + "CREATE INDEX a ON users (age)"), Beginning())
        assert after("DROP INDEX a", base=first.at(first.length)).indexes == ()


class TestTables:
    """Tables come, go, and change their names."""

    def test_a_table_keeps_what_it_has_under_a_new_name(self) -> None:
        timeline = Timeline(effects(USERS + "ALTER TABLE users RENAME TO people"), Beginning())
        assert timeline.table("users", 1) is not None
        assert timeline.table("users", 2) is None
        people = timeline.table("people", 2)
        assert people is not None and len(people.columns) == 3

    def test_dropping_a_schema_drops_its_tables(self) -> None:
        text = "CREATE TABLE s.a (id int); CREATE TABLE b (id int); DROP SCHEMA s CASCADE"
        timeline = Timeline(effects(text), Beginning())
        assert [table.name for table in timeline.tables(timeline.length)] == ["b"]

    def test_dropping_the_default_schema_drops_those_without_one(self) -> None:
        timeline = Timeline(effects(USERS + "DROP SCHEMA public CASCADE"), Beginning())
        assert list(timeline.tables(timeline.length)) == []

    def test_a_partition_has_its_parents_columns(self) -> None:
        shape = after(
            "CREATE TABLE days (id int, day date) PARTITION BY RANGE (day);"
            "CREATE TABLE may PARTITION OF days FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')",
            "may",
        )
        assert (columns(shape), shape.partition_of) == ({"id": "int", "day": "date"}, "days")

    def test_row_security_and_policies_are_seen(self) -> None:
        shape = after(
            USERS + "ALTER TABLE users ENABLE ROW LEVEL SECURITY;"
            "CREATE POLICY own ON users USING (id = 1);"
        )
        assert (shape.row_security, shape.policies) == (True, ("own",))

    def test_a_temporary_one_is_not_there_for_the_next_migration(self) -> None:
        timeline = Timeline(effects("CREATE TEMP TABLE t (id int)"), Beginning())
        assert timeline.table("t", 1) is not None
        assert Timeline((), timeline.at(1)).table("t", 0) is None


class TestWhatIsKnown:
    """Where not everything could be followed, it says so."""

    def test_from_nothing_on_all_is_known(self) -> None:
        timeline = Timeline(effects(USERS + "DROP TABLE users"), Beginning())
        assert timeline.known(timeline.length)
        assert timeline.guessing is None

    def test_a_table_that_nothing_made_ends_that(self) -> None:
        text = "CREATE TABLE a (id int); ALTER TABLE users ADD age int; DROP TABLE a"
        timeline = Timeline(effects(text), Beginning())
        assert timeline.known(0)
        assert not timeline.known(1)
        shape = timeline.table("users", 2)
        assert shape is not None and not shape.complete

    def test_a_view_may_be_altered_like_a_table(self) -> None:
        text = "CREATE MATERIALIZED VIEW v AS SELECT 1; CREATE INDEX i ON v (a)"
        timeline = Timeline(effects(text), Beginning())
        assert timeline.known(timeline.length)

    def test_a_name_of_the_run_time_ends_it_too(self) -> None:
        hole = SchemaChange(span=HERE, verb=Verb.DROP, kind=ObjectKind.TABLE, table="gr_hole_0")
        timeline = Timeline([hole], Beginning())
        assert not timeline.known(1)

    def test_alone_a_unit_knows_nothing_of_what_was_before(self) -> None:
        assert not Timeline(effects(USERS)).known(1)


NAMES = st.sampled_from(["a", "b", "s.a", "S.A", '"b"', "c"])
PARTS = st.sampled_from(["x", "y", "Z"])


def change(verb: Verb, kind: ObjectKind, table: str, name: str, **more: object) -> SchemaChange:
    return SchemaChange(span=HERE, verb=verb, kind=kind, table=table, name=name, **more)  # type: ignore[arg-type]


def shaped(name: str, part: str) -> TableShape:
    return TableShape(
        name,
        (ColumnShape(part, "int"), ColumnShape("id", "bigint")),
        (ConstraintShape(ConstraintKind.UNIQUE, "u", (part,)),),
        (IndexShape(f"i_{part}", (part,)),),
    )


TABLE, COLUMN, INDEX = ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.INDEX
CHANGES = st.lists(
    st.one_of(
        st.builds(lambda n, p: change(Verb.CREATE, TABLE, n, n, shape=shaped(n, p)), NAMES, PARTS),
        st.builds(lambda n, e: change(Verb.DROP, TABLE, n, n, if_exists=e), NAMES, st.booleans()),
        st.builds(lambda n, m: change(Verb.RENAME, TABLE, n, n, new_name=m), NAMES, NAMES),
        st.builds(lambda n, p: change(Verb.CREATE, COLUMN, n, p, new_type="text"), NAMES, PARTS),
        st.builds(lambda n, p: change(Verb.DROP, COLUMN, n, p), NAMES, PARTS),
        st.builds(
            lambda n, p, q: change(Verb.RENAME, COLUMN, n, p, new_name=q), NAMES, PARTS, PARTS
        ),
        st.builds(
            lambda n, p: change(
                Verb.ALTER, COLUMN, n, p, aspect=Aspect.NULLABILITY, nullable=False
            ),
            NAMES,
            PARTS,
        ),
        st.builds(lambda n, p: change(Verb.CREATE, INDEX, n, f"i_{p}", columns=(p,)), NAMES, PARTS),
        st.builds(lambda p: change(Verb.DROP, INDEX, "", f"i_{p}"), PARTS),
        st.builds(lambda n: change(Verb.CREATE, ObjectKind.VIEW, n, n), NAMES),
        st.builds(lambda: change(Verb.DROP, ObjectKind.SCHEMA, "", "s")),
        st.builds(
            lambda n: PrivilegeChange(
                span=HERE, verb=Verb.ENABLE, on=n, protection="row level security"
            ),
            NAMES,
        ),
    ),
    max_size=25,
)


def picture(timeline: Timeline, place: int) -> tuple[object, ...]:
    """All that a timeline tells at a place."""
    tables = sorted(timeline.tables(place), key=lambda table: table.name)
    return (tables, list(timeline.views(place)), timeline.known(place))


@given(CHANGES, st.integers(0, 25))
def test_a_prefix_and_what_is_folded_on_top_of_it_are_the_whole(
    changes: list[Effect], cut: int
) -> None:
    whole = Timeline(changes, Beginning())
    prefix = Timeline(changes[:cut], Beginning())
    rest = Timeline(changes[cut:], prefix.at(prefix.length))
    assert picture(rest, rest.length) == picture(whole, whole.length)


@given(CHANGES, st.lists(st.integers(0, 25), min_size=1, max_size=6))
def test_whatever_the_order_of_questions_the_answers_are_those_of_folding_to_the_place(
    changes: list[Effect], places: list[int]
) -> None:
    whole = Timeline(changes, Beginning())
    for place in (min(place, len(changes)) for place in places):
        told = Timeline(changes[:place], Beginning())  # what comes later may show that it guessed
        assert picture(whole, place)[:2] == picture(told, place)[:2]
        assert told.known(place) or not whole.known(place)


@given(CHANGES)
def test_folding_one_by_one_is_folding_at_once(changes: list[Effect]) -> None:
    one_by_one = Timeline((), Beginning())
    for effect in changes:
        one_by_one.extend([effect])
    at_once = Timeline(changes, Beginning())
    assert picture(one_by_one, len(changes)) == picture(at_once, len(changes))


def test_many_changes_of_one_table_cost_little_whatever_is_asked() -> None:
    made = [change(Verb.CREATE, TABLE, "t", "t", shape=TableShape("t"))]
    added = [change(Verb.CREATE, COLUMN, "t", f"c{n}", new_type="int") for n in range(5_000)]
    started = process_time()
    timeline = Timeline([*made, *added], Beginning())
    for place in [*range(0, 5_000, 2), *range(5_000, 0, -2)]:
        timeline.table("t", place)
    assert process_time() - started < 10
    last = timeline.table("t", timeline.length)
    assert last is not None and not last.complete
