"""Which tables are new, and which types columns have, at each place of a Unit."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import Aspect, DataChange, ObjectKind, SchemaChange, Verb
from guardrail.model import Confidence, Span
from guardrail.names import plain, same
from guardrail.schema.timeline import Timeline

HERE = Span("a.sql", 0, 0)


def table(verb: Verb, name: str, new_name: str = "", **more: bool) -> SchemaChange:
    return SchemaChange(
        span=HERE,
        verb=verb,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        new_name=new_name,
        **more,
    )


def column(name: str, new_type: str, aspect: Aspect = Aspect.NONE) -> SchemaChange:
    verb = Verb.ALTER if aspect else Verb.CREATE
    owner, _, own = name.partition(".")
    return SchemaChange(
        span=HERE,
        verb=verb,
        kind=ObjectKind.COLUMN,
        table=owner,
        name=own,
        new_type=new_type,
        aspect=aspect,
    )


def test_a_table_is_new_after_it_was_made_not_before() -> None:
    timeline = Timeline([table(Verb.CREATE, "notes")])
    assert not timeline.is_new("notes", 0)
    assert timeline.is_new("notes", 1)
    assert not timeline.is_new("users", 1)


def test_quotes_case_and_a_schema_left_out_make_no_difference() -> None:
    timeline = Timeline([table(Verb.CREATE, 'public."Notes"')])
    assert timeline.is_new("notes", 1)
    assert timeline.is_new("PUBLIC.notes", 1)
    assert not timeline.is_new("other.notes", 1)


def test_if_not_exists_may_have_been_there_unless_it_is_temporary() -> None:
    maybe = Timeline([table(Verb.CREATE, "notes", if_exists=True)])
    temporary = Timeline([table(Verb.CREATE, "notes", if_exists=True, temporary=True)])
    assert not maybe.is_new("notes", 1)
    assert temporary.is_new("notes", 1)


def test_a_dropped_table_is_new_no_longer() -> None:
    timeline = Timeline([table(Verb.CREATE, "notes"), table(Verb.DROP, "public.notes")])
    assert timeline.is_new("notes", 1)
    assert not timeline.is_new("notes", 2)


def test_a_new_table_stays_new_under_its_new_name() -> None:
    timeline = Timeline([table(Verb.CREATE, "new_users"), table(Verb.RENAME, "new_users", "users")])
    assert timeline.is_new("users", 2)
    assert not timeline.is_new("new_users", 2)


def test_moved_to_a_schema_it_is_new_there_alone() -> None:
    timeline = Timeline([table(Verb.CREATE, "a"), table(Verb.RENAME, "a", "s.a")])
    assert timeline.is_new("s.a", 2)
    assert not timeline.is_new("t.a", 2)


def test_renaming_an_old_table_makes_nothing_new() -> None:
    timeline = Timeline([table(Verb.RENAME, "users", "people")])
    assert not timeline.is_new("people", 1)


def test_a_column_has_the_type_it_was_last_given() -> None:
    timeline = Timeline(
        [column("users.name", "varchar(20)"), column("users.name", "text", Aspect.TYPE)]
    )
    assert timeline.column_type("users", "name", 0) == ""
    assert timeline.column_type("users", "name", 1) == "varchar(20)"
    assert timeline.column_type("public.users", "NAME", 2) == "text"
    assert timeline.column_type("orders", "name", 2) == ""


NAMES = st.sampled_from(["a", "b", "s.a", "S.A", "t.a", '"b"'])
EVENTS = st.lists(
    st.one_of(
        st.builds(lambda name, old: table(Verb.CREATE, name, if_exists=old), NAMES, st.booleans()),
        st.builds(lambda name: table(Verb.DROP, name), NAMES),
        st.builds(lambda old, new: table(Verb.RENAME, old, new), NAMES, NAMES),
    ),
    max_size=12,
)


@given(EVENTS, NAMES)
def test_it_tells_what_going_through_the_effects_one_by_one_tells(
    events: list[SchemaChange], asked: str
) -> None:
    there: dict[str, bool] = {}

    def fitting(name: str) -> str:
        wanted = plain(name)
        return (
            wanted if wanted in there else next((n for n in reversed(there) if same(n, name)), "")
        )

    for event in events:
        name = plain(event.table)
        found = fitting(name)
        if event.verb is Verb.CREATE and not (event.if_exists and found):
            there.pop(name, None)
            there[name] = not event.if_exists
        elif event.verb is Verb.DROP and found:
            del there[found]
        elif event.verb is Verb.RENAME:
            new_name = plain(event.new_name)
            new = there.pop(found, False)
            there.pop(new_name, None)
            there[new_name] = new
    assert Timeline(events).is_new(asked, len(events)) == there.get(fitting(asked), False)


def test_its_cost_grows_with_the_text_not_with_its_square() -> None:
    def seconds(some: int) -> float:
        events = [table(Verb.CREATE, "t"), table(Verb.DROP, "t"), column("t.c", "int")] * some
        rows = [DataChange(span=HERE, verb=Verb.DELETE, target="t")] * some
        started = process_time()
        timeline = Timeline([*events, *rows])
        places = range(3 * some, 4 * some)
        assert not any(timeline.is_new("t", place) for place in places)
        assert all(timeline.column_type("t", "c", place) for place in places)
        return process_time() - started

    # The best of three: a machine that does other things at the same time slows single runs.
    few, many = (min(seconds(some) for _ in range(3)) for some in (4_000, 20_000))
    assert many < 18 * max(few, 0.02)


def test_rows_that_code_moved_are_told_apart_from_a_copy_of_all() -> None:
    made = [table(Verb.CREATE, "t"), column("t.old", "text"), column("t.other", "text")]
    told = {}
    for sure in (Confidence.LOW, Confidence.HIGH):
        move = DataChange(
            span=HERE, verb=Verb.INSERT, target="u", copies_from=("t.old",), confidence=sure
        )
        shape = Timeline([*made, move]).table("t", 4)
        assert shape is not None
        told[sure] = {one.name: one.options[-1] for one in shape.columns}
    assert told[Confidence.LOW] == {"old": "moved to u", "other": "added later"}
    assert told[Confidence.HIGH] == {"old": "copied to u", "other": "added later"}
