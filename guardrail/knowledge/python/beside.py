"""Which of the texts that rows need beside them stand in a module, found in one pass."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    from guardrail.knowledge.python import all_rows

    needed = tuple(sorted({one for row in all_rows() for one in row.beside}))
    return AhoCorasick(needed, store_patterns=False, implementation=Implementation.DFA), needed


def standing_in(text: str) -> frozenset[str]:
    """The texts of all rows' `beside` that a text holds."""
    automaton, needed = _automaton()
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return frozenset({needed[index] for index, _, _ in found})
