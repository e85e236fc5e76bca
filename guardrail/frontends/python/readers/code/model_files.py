"""Files that a program writes what a language model answered into, and then runs."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.model_answers import answered_by_model, asks_models
from guardrail.frontends.python.readers.code.model_tools import run_by
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.patterns import late
from guardrail.stream import Item

_WRITTEN = late(r"(?<![\w.])(\w+)\.write(?:_text|_bytes)?\(\s*([^\W\d]\w*)")
_OPENED = late(r"\b(?:open\(\s*(\w+)|(\w+)\.open\()[^\n]{0,80}\)\s+as\s+(\w+)\s*:")
_NAME = late(r"(?<![\w.])[^\W\d]\w*")
_FAR = 4_000
_MOST = 8


def file_by_model(reading: Reading, call: Call, words: Sequence[Node]) -> Item | None:
    """The run of a file that a model's answer was written to before, `None` for other programs."""
    if not asks_models(reading):
        return None
    module, around = reading.module, function_around(reading.module, call.node)
    start = max(around.start_byte if around else 0, call.node.start_byte - _FAR)
    named = {name for one in words[:_MOST] for name in _NAME.findall(module.code(one))}
    for opened in _OPENED.finditer(module.plain, start, call.node.start_byte):
        if (opened[1] or opened[2]) in named:
            named.add(opened[3])
    written = _WRITTEN.finditer(module.plain, start, call.node.start_byte)
    places = [match.span(2) for match in written if match[1] in named]
    for trail in module.around(places):
        if trail and trail[0].type == "identifier" and answered_by_model(reading, trail[0]):
            return run_by(reading, call, "a file", call.last)
    return None
