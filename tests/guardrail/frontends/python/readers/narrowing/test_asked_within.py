"""Expressions that ask for a value before they use it: there it can't be empty."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.readers.narrowing.emptiness import asked_within
from guardrail.frontends.python.source.tree import Module
from guardrail.model import Source


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("use(name)", False),
        ("(name or 'tmp')", True),
        ("use('tmp' or name)", False),
        ("(other and use(name))", False),
        ("(name and use(name))", True),
        ("(name and other and use(name))", True),
        ("(use(name) if name else None)", True),
        ("(use(name) if other else None)", False),
        ("(None if name else use(name))", False),
    ],
)
def test_what_the_expression_asks_for(code: str, asked: bool) -> None:
    # Asked of the last place where the name stands, the condition behind it left out.
    until = code.rindex(" if name else None") if " if name else None" in code else len(code)
    start = code.rindex("name", 0, until)
    module = Module(Source("a.py", "python", code))
    node = module.root.descendant_for_byte_range(start, start + len("name") - 1)
    assert node is not None
    assert asked_within(module, node) is asked
