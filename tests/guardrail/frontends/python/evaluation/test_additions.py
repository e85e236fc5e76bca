"""What is only added under a condition may be missing; what is added on each way never is."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.evaluation.evaluator import Evaluator
from guardrail.frontends.python.evaluation.values import Entries, Known, Parts
from guardrail.frontends.python.reading import reading_of
from guardrail.model import Source
from guardrail.settings import Settings

BOTH = """\
found = ['x']
    if a:
        found.append('y')
    else:
        found.append('z')"""
INSIDE = """\
def run(a):
    found = ['x']
    if a:
        found.append('y')
        use(found)
"""


def sizes(body: str) -> list[int]:
    """How much is in each value of the name `found` where it is used."""
    text = f"def run(a, b):\n    {body}\n    use(found)\n"
    reading = reading_of(Source("a.py", "python", text), Settings())
    start = text.rindex("found")
    node = reading.module.root.descendant_for_byte_range(start, start + 1)
    assert node is not None
    return sorted(map(_size, Evaluator(reading).values(node)))


def _size(value: object) -> int:
    if isinstance(value, Parts):
        return len(value.parts)
    if isinstance(value, Entries):
        return len(value.entries)
    assert isinstance(value, Known)
    return value.node.named_child_count


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("found = ['x']", [1]),
        ("found = ['x']\n    found.append('y')", [2]),
        ("found = ['x']\n    if a:\n        found.append('y')", [1, 2]),
        ("found = {'x': 1}\n    if a:\n        found['y'] = 2", [1, 2]),
        ("found = ['x']\n    found.append('y')\n    if a:\n        found.append('z')", [2, 3]),
        (BOTH, [3]),
        ("found = ['x']\n    for one in b:\n        found.append(one)", [2]),
    ],
)
def test_what_is_added_under_a_condition_may_be_missing(body: str, told: list[int]) -> None:
    assert sizes(body) == told


def test_where_the_condition_holds_anyway_nothing_is_missing() -> None:
    text = (
        "def run(a):\n    found = ['x']\n    if a:\n        found.append('y')\n        use(found)\n"
    )
    reading = reading_of(Source("a.py", "python", text), Settings())
    start = text.rindex("found")
    node = reading.module.root.descendant_for_byte_range(start, start + 1)
    assert node is not None
    assert [*map(_size, Evaluator(reading).values(node))] == [2]
