"""Names of a history's beginnings: the same for the same beginning, however they were come by."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from guardrail.engine.replay import prefixes
from guardrail.engine.replay.prefixes import HELD, STRIDE, names_before

STEPS = st.lists(st.sampled_from(["a", "b", "c", "\udcff"]), max_size=3 * STRIDE)


def afresh(history: str, steps: Sequence[str]) -> list[str]:
    """The names where nothing is held of the history."""
    prefixes._held.clear()
    return list(names_before(history, steps))


@given(st.lists(STEPS, min_size=1, max_size=4))
def test_names_told_again_are_those_told_afresh(versions: list[list[str]]) -> None:
    prefixes._held.clear()
    told = [list(names_before("sql", steps)) for steps in versions]
    assert told == [afresh("sql", steps) for steps in versions]


@given(STEPS, st.data())
def test_equal_beginnings_have_equal_names_and_no_others(
    steps: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, max(len(steps) - 1, 0)))
    other = [*steps[:place], "edited", *steps[place + 1 :]]
    one, two = names_before("sql", steps), names_before("sql", other)
    assert list(one[: place + 1]) == list(two[: place + 1])
    assert not set(one) & set(two[place + 1 :])
    assert len(set(one)) == len(steps) + 1


def test_what_holds_for_all_steps_is_in_every_name() -> None:
    assert not set(names_before("flyway", ["a", "b"])) & set(names_before("goose", ["a", "b"]))


def test_names_that_were_handed_out_stay_as_they_are() -> None:
    first = names_before("sql", ["a"] * (STRIDE + 5))
    before = list(first)
    names_before("sql", ["a"] * STRIDE + ["b"])
    assert list(first) == before


def test_a_few_histories_are_held() -> None:
    for number in range(3 * HELD):
        names_before(str(number), ["a"])
    assert len(prefixes._held) == HELD
