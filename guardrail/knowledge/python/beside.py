"""Which of the texts that rows need beside them stand in a module, found in one pass."""

from __future__ import annotations

from functools import lru_cache

from guardrail.automaton import Automaton


@lru_cache(maxsize=1)
def _automaton() -> tuple[Automaton, tuple[str, ...]]:
    from guardrail.knowledge.python import all_rows

    needed = tuple(sorted({one for row in all_rows() for one in row.beside}))
    return Automaton(needed, dense=True, overlapping=True), needed


def standing_in(text: str) -> frozenset[str]:
    """The texts of all rows' `beside` that a text holds."""
    automaton, needed = _automaton()
    return frozenset(needed[number] for number in automaton.numbers(text))
