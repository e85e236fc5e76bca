"""Facts survive being written down and read again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrail import effects, stream
from guardrail.engine import facts
from guardrail.engine.extract import Fact
from guardrail.model import Environment, Span, Step

TEXT = st.text(max_size=6)
SPANS = st.builds(
    lambda start, length, parts, exact: Span("p", start, start + length, parts, exact),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from([(), ((1, 2), (5, 9))]),
    st.booleans(),
)
for kind, strategy in (
    (Span, SPANS),
    (str, TEXT),
    (Step, st.builds(Step, TEXT, SPANS)),
    (Environment, st.builds(Environment)),
):
    st.register_type_strategy(kind, strategy)

ANY_EFFECT = st.one_of([st.from_type(kind) for kind in effects.EFFECT_TYPES.values()])
OTHERS = (stream.Reference, stream.Enter, stream.Leave, stream.Unanalysed, stream.Comment)
ANY_FACT = st.one_of(ANY_EFFECT, *(st.from_type(kind) for kind in OTHERS))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200, deadline=None)
@given(st.lists(ANY_FACT, max_size=4), st.integers(1, 9))
def test_what_is_written_is_read_again(known: list[Fact], texts: int) -> None:
    assert facts.load(facts.dump(known, texts), "p") == (known, texts)


@given(ANY_EFFECT)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_identity_does_not_depend_on_where_the_effect_stands(effect: effects.Effect) -> None:
    from msgspec.structs import replace

    moved = replace(effect, span=Span("elsewhere", 7, 9), via=(), guards=("if x",), dialect="z")
    assert moved.identity == effect.identity


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", "{}", '{"texts":1,"facts":[["Nobody",{}]]}', '{"texts":1,"facts":[["Leave"]]}'],
)
def test_damaged_facts_are_refused(damaged: str) -> None:
    with pytest.raises(ValueError):
        facts.load(damaged, "p")
