"""What a module's function gives for arguments that another module has: a text, or nothing."""

from __future__ import annotations

from functools import lru_cache

from tree_sitter import Node

from guardrail.definitions import Given
from guardrail.effects import Scope
from guardrail.frontends.python.readers.narrowing.filter_values import Filter
from guardrail.frontends.python.readers.narrowing.reach import UNSCOPED
from guardrail.frontends.python.readers.narrowing.written_arguments import made_text
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.offered import offering_of


@lru_cache(maxsize=256)
def nothing_when(text: str, call: str) -> str | None:
    """When a call of one of a module's functions gives a filter with nothing in it.

    It is "" for always, `None` for never.
    """
    reading = offering_of("", f"{text}\n{call}", Given())
    if reading is None:
        return None
    node = _last(reading)
    scope, reason = Filter(reading, (), ()).of(node) if node is not None else (Scope.FILTERED, "")
    reading.let_go()
    if scope in UNSCOPED:
        return ""
    return reason if scope is Scope.UNKNOWN and reason else None


@lru_cache(maxsize=256)
def text_given(text: str, call: str) -> str | None:
    """The text that a call of one of a module's functions gives, `None` where that isn't known."""
    reading = offering_of("", f"{text}\n{call}", Given())
    if reading is None:
        return None
    node = _last(reading)
    found = made_text(reading, node) if node is not None else ""
    reading.let_go()
    return found or None


def _last(reading: Reading) -> Node | None:
    """The call that stands behind a module's last statement."""
    last = reading.module.root.named_children[-1:]
    node = last[0].named_children[0] if last and last[0].named_children else None
    return node if node is not None and node.type == "call" else None
