"""Text from a request that becomes part of a command line which a shell takes apart."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.readers.outside import By, looked_at, written_outside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.whole_words import whole
from guardrail.model import Confidence
from guardrail.stream import Item

WHAT = "a command line with text from a request in it"
SQL = "SQL that is text from a request"
_LOOKED_AT = re.compile(
    r"fullmatch|\.match\(|isalnum\(|isidentifier\(|isdigit\(|allow(?:ed|list)|whitelist"
    r"|\bnot in\b|\bvalidate\w*\(|ip_address\(|UUID\(",
    re.IGNORECASE,
)
_ASKED = re.compile(whole("request", "route", "get", "post", "put", "patch", "event", "websocket"))


def command_from_request(reading: Reading, call: Call, node: Node, what: str = WHAT) -> Item | None:
    """The run of a command line that somebody outside writes a part of, `None` for others."""
    key = ("asked from outside", 0)
    if key not in reading.remembered:
        reading.remembered[key] = _ASKED.search(reading.module.plain) is not None
    if not reading.remembered[key]:
        return None
    found = written_outside(reading, node)
    if found.by is not By.REQUEST or looked_at(reading, found, _LOOKED_AT):
        return None
    stated = reading.stated(call.node, Confidence.MEDIUM)
    return CodeRun(**stated, what=what, origin=reading.module.short(found.node, 40))
