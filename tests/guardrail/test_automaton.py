"""Words are found in a text of ASCII as in any other, at places counted in code points."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.automaton import Automaton

WORDS = ("run", "rerun", "run_all", "all", "é", ".env")
TEXTS = st.lists(st.sampled_from((*WORDS, "_", " ", "\n", "x", "l", "🙂")), max_size=20).map(
    "".join
)


@given(TEXTS, st.booleans())
def test_a_letter_of_another_alphabet_in_front_moves_what_is_found_by_one(
    text: str, dense: bool
) -> None:
    automaton = Automaton(WORDS, dense=dense)
    moved = [(which, start - 1, end - 1) for which, start, end in automaton.find(f"ж{text}")]
    assert automaton.find(text) == moved


@given(TEXTS)
def test_what_is_found_are_the_words_in_order(text: str) -> None:
    found = Automaton(WORDS).find(text)
    assert all(text[start:end] == WORDS[which] for which, start, end in found)
    assert all(end <= start for (_, _, end), (_, start, _) in pairwise(found))


@pytest.mark.parametrize("around", ["{}", "é{}", "{}é"])
def test_the_longest_of_the_leftmost_words_counts(around: str) -> None:
    text = around.format("run_all")
    found = [text[start:end] for _, start, end in Automaton(WORDS).find(text)]
    assert "run_all" in found and "run" not in found


@given(TEXTS, st.booleans())
def test_an_overlapping_one_finds_words_within_others(text: str, dense: bool) -> None:
    automaton = Automaton(WORDS, dense=dense, overlapping=True)
    every = {
        (which, at, at + len(word))
        for which, word in enumerate(WORDS)
        for at in range(len(text))
        if text.startswith(word, at)
    }
    assert set(automaton.find(text)) == every
    assert automaton.numbers(text) == {which for which, _, _ in every}
    assert automaton.finds(text) == bool(every)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_one_that_has_searched_much_finds_the_same(texts: list[str]) -> None:
    young, old = Automaton(WORDS, dense=True), Automaton(WORDS, dense=True)
    old.find("x" * 200_000)
    assert [young.find(one) for one in texts] == [old.find(one) for one in texts]
