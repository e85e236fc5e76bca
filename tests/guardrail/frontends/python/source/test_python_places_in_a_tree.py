"""Nodes around places are the same however far apart the places lie, and found in bounded time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Node

from guardrail.frontends.python.source.seek import trails
from guardrail.frontends.python.source.tree import parse

LINES = "".join(
    f"def f{n}(sql):\n    if sql:\n        cur.execute(sql, [{n}, (a, b)])\n" for n in range(40)
)
ROOT = parse(LINES).root_node
PLACES = [(at, at + 3) for at in range(len(LINES)) if LINES.startswith(("cur", "sql"), at)]


def _shown(trail: list[Node]) -> list[tuple[str, int, int]]:
    return [(node.type, node.start_byte, node.end_byte) for node in trail]


@given(st.sets(st.sampled_from(PLACES), max_size=12))
def test_places_looked_for_together_give_what_each_gives_alone(some: set[tuple[int, int]]) -> None:
    places = sorted(some)
    together = [_shown(trail) for trail in trails(ROOT, places)]
    alone = [_shown(trail) for place in places for trail in trails(ROOT, [place])]
    assert together == alone
    assert all(together)


def test_few_places_of_a_long_text_are_found_at_once() -> None:
    text = "x = 1\n" * 40_000
    root = parse(text).root_node
    places = [(0, 1), (120_000, 120_001), (239_994, 239_995)]
    began = time.process_time()
    for _ in range(30):
        assert all(len(trail) > 2 for trail in trails(root, places))
    assert time.process_time() - began < 2.0


def test_very_many_places_are_found_in_one_walk() -> None:
    text = "x = 1\n" * 40_000
    root = parse(text).root_node
    for apart in (6, 6 * 17, 6 * 40):
        began = time.process_time()
        places = ((at, at + 1) for at in range(0, len(text), apart))
        assert all(len(trail) > 2 for trail in trails(root, places))
        assert time.process_time() - began < 6.0
