"""What a Unit made is told without replaying it where nothing in it makes a table."""

from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.engine.circumstances import UnitContext
from guardrail.model import Span
from guardrail.schema.timeline import Timeline
from guardrail.settings import Settings
from guardrail.stream import UnitKind
from guardrail.unit import Unit

HERE = Span("a.sql", 0, 1)
NAMES = st.sampled_from(["a", "s.a", "b", "public.b"])

CHANGES = st.lists(
    st.builds(
        lambda verb, kind, table, new, temporary, maybe: SchemaChange(
            span=HERE,
            verb=verb,
            kind=kind,
            table=table,
            name=table,
            new_name=new,
            temporary=temporary,
            if_exists=maybe,
        ),
        st.sampled_from([Verb.CREATE, Verb.DROP, Verb.RENAME, Verb.ALTER]),
        st.sampled_from([ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.COLUMN]),
        NAMES,
        NAMES,
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)


@given(CHANGES, NAMES)
def test_the_answer_is_that_of_the_whole_replay(changes: list[SchemaChange], name: str) -> None:
    unit = Unit(UnitKind.FILE, "a.sql", "", HERE, effects=list(changes))
    context, timeline = UnitContext(unit, Settings()), Timeline(changes)
    for place, effect in enumerate(changes):
        assert context.created_here(name, effect) == timeline.is_new(name, place)
