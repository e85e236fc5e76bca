"""Modules that a class or an object keeps under a name of its own: `serializer = pickle`."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.reading import reading_of
from guardrail.model import Source
from guardrail.settings import Settings

CLASS = """\
import json
import pickle
import redis

class Codec:
    {kept}

    def load(self, raw):
        return {called}
"""


def name_of_call(kept: str, called: str) -> str:
    """The full name of what the method calls."""
    text = CLASS.format(kept=kept, called=called)
    reading = reading_of(Source("a.py", "python", text), Settings())
    start = text.index(called)
    node = reading.module.root.descendant_for_byte_range(start, start + len(called) - 1)
    while node is not None and node.type != "call":
        node = node.parent
    assert node is not None
    return reading.names.dotted(node)[:-2]


@pytest.mark.parametrize(
    ("kept", "called", "name"),
    [
        ("serializer = pickle", "self.serializer.loads(raw)", "pickle.loads"),
        ("serializer: object = pickle", "self.serializer.loads(raw)", "pickle.loads"),
        ("def __init__(self):\n        self.of = pickle", "self.of.loads(raw)", "pickle.loads"),
        ("serializer = pickle", "cls.serializer.loads(raw)", "pickle.loads"),
        ("serializer = pickle", "other.serializer.loads(raw)", "other.serializer.loads"),
        ("serializer = make()", "self.serializer.loads(raw)", "self.serializer.loads"),
        ("a = pickle\n    a = json", "self.a.loads(raw)", "self.a.loads"),
        ("a = pickle\n    a = raw", "self.a.loads(raw)", "self.a.loads"),
    ],
)
def test_what_is_kept_is_called_what_it_is(kept: str, called: str, name: str) -> None:
    assert name_of_call(kept, called) == name
