r"""Words are found where `\b` finds them, only faster."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from guardrail.frontends.python.source.whole_words import call_places, whole

_PIECES = ("run", "rerun", "run_all", "a", "_", "(", " ", "\n", ".", "1", "é", "'")
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)
_NAMES = st.sets(st.sampled_from(("run", "rerun", "run_all", "a", "all")), min_size=1)


@given(_TEXTS, _NAMES)
def test_a_whole_word_stands_where_a_pattern_with_borders_finds_it(
    text: str, names: set[str]
) -> None:
    ours = re.compile(whole(*sorted(names)))
    plain = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b")
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in plain.finditer(text)]


@given(_TEXTS, _NAMES, st.sampled_from((0, 10, 3_000)))
def test_called_names_stand_where_a_pattern_finds_them(
    text: str, names: set[str], others: int
) -> None:
    plain = re.compile(rf"\b({'|'.join(sorted(names))})\s*\(")
    searched = names | {f"other_{number}" for number in range(others)}
    assert [*call_places(text, searched)] == [m.span(1) for m in plain.finditer(text)]


def test_very_many_names_are_looked_for_in_one_pass() -> None:
    names = [f"name_{number}" for number in range(20_000)]
    text = "\n".join(f"{name}(x)" for name in names)
    began = time.process_time()
    assert len([*call_places(text, names)]) == len(names)
    assert time.process_time() - began < 2.0


def test_no_names_are_called_nowhere() -> None:
    assert not [*call_places("run()", ())]
