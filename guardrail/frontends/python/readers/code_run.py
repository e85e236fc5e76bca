"""Code from elsewhere that is run: only where it is clear that it comes over the network."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.readers.model_tools import run_for_model
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import known
from guardrail.knowledge.python.rows import RunsCode
from guardrail.model import Confidence
from guardrail.stream import Item

_REMOTE = re.compile(
    r"(?:^|\.)(?:requests|httpx|aiohttp|urllib3)\.(?:\w+\(\)\.)?(?:get|post|request|stream)\(\)"
    r"|urlopen\(\)|urllib\d?\.|recv\(\)"
)
_DECODED = re.compile(r"(?:^|\.)(?:b64decode|decompress|a85decode|unhexlify)\(\)")
_MOST = 8


def runs_code(reading: Reading, call: Call, row: RunsCode) -> list[Item] | None:
    """Python written out is read as Python; what was fetched or unpacked can't be read."""
    node = call.argument(row.code)
    if node is None:
        return None
    by_model = run_for_model(reading, call, node, "Python")
    if by_model is not None and row.what == "Python source":
        return [by_model]
    rope = reading.builder.text(node)
    if row.what == "Python source" and known(rope) is not None:
        return [reading.embedded("python", rope, call)]
    for pattern, origin in ((_REMOTE, "fetched over the network"), (_DECODED, "decoded")):
        if _comes_from(reading, node, pattern, 0):
            return [
                CodeRun(
                    **reading.stated(call.node, Confidence.MEDIUM),
                    what=f"{row.what} {origin}, by {call.last}()",
                    origin=reading.module.short(node),
                )
            ]
    return None


def _comes_from(reading: Reading, node: Node, pattern: re.Pattern[str], depth: int) -> bool:
    value = reading.builder.flow.value(node)
    if value is None or depth > _MOST:
        return False
    if pattern.search(reading.matching.typed(value)):
        return True
    if value.type == "call":
        arguments = value.child_by_field_name("arguments")
        given = reading.module.children(arguments)[0] if arguments is not None else []
        return any(_comes_from(reading, one, pattern, depth + 1) for one in given[:_MOST])
    return False
