"""Text from a request that becomes part of a command line which a shell takes apart."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.asked_here import is_asked
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.model_tools import handed_by_tool
from guardrail.frontends.python.readers.code.outside import By, Outside, written_outside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import only_hole, plain
from guardrail.knowledge.python.outside import CHECKED
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

BY_TRIGGER = "a command line with what a run is triggered with in it"
_TRIGGERED = late(r"\{\{\s*((?:dag_run\.conf|ti\.dag_run\.conf)\b[^{}]{0,200})\}\}")
_FILTERED = late(r"\|\s*\w*(?:quote|int|float|tojson|replace|sqlsafe)\b")
WHAT = "a command line with text from a request in it"
BY_MESSAGE = "a command line with text from a message in it"
SQL = "SQL that is text from a request"
FETCHED = "SQL fetched over the network"
COMMAND = "a command line fetched over the network"
_RUN_AS = {SQL: FETCHED, WHAT: COMMAND}
LOOKED_AT = late(
    r"fullmatch|\.match\(|isalnum\(|isidentifier\(|isdigit\(|allow(?:ed|list)|whitelist"
    r"|\bnot in\b|\bvalidate\w*\(|ip_address\(|UUID\(",
    re.IGNORECASE,
)
_SERVED = late(
    r"(?:^|\.)(?:requests|httpx|aiohttp|urllib3?|niquests)\.|(?:^|\.)url(?:open|retrieve)\(\)"
)
"""What anybody's server gives, where a bucket is mostly the program's own."""
_SOCKET = late(r"(?:^|\.)recv(?:from)?\(\)")
"""What comes in by a connection to another machine."""
_OF_OWN_MACHINE = late(r"AF_UNIX|\bmultiprocessing\b|127\.0\.0\.1|localhost")


def filled_in_by_trigger(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    """The run of a template that is filled in with what a run of a workflow is triggered with.

    What is quoted by a filter, or handed over in the environment, is not taken apart.
    """
    for rope in reading.builder.variants(node):
        found = _TRIGGERED.search(plain(rope))
        if found is not None and _FILTERED.search(found[0]) is None:
            stated = reading.stated(call.node, Confidence.MEDIUM)
            return CodeRun(**stated, what=what, origin=found[1].strip())
    return None


def command_from_request(reading: Reading, call: Call, node: Node, what: str = WHAT) -> Item | None:
    """The run of a command line that somebody outside writes a part of, `None` for others."""
    told = handed_by_tool(reading, call, node, "a command line") if what == WHAT else None
    if told is not None or not is_asked(reading):
        return told
    found = written_outside(reading, node)
    whole = what == SQL or only_hole(reading.builder.text(node))
    if what in _RUN_AS and found.by is By.NETWORK and whole:
        return _fetched(reading, call, found, _RUN_AS[what])
    # A parameter may be called so whoever gives it: the call that takes a message is none.
    message = found.by is By.MESSAGE and found.node.type == "call" and what == WHAT
    message = message or (found.by is By.NETWORK and what == WHAT and _by_socket(reading, found))
    if not (message or found.by is By.REQUEST) or looked_at(reading, found, LOOKED_AT):
        return None
    what = BY_MESSAGE if message else what
    stated = reading.stated(call.node, Confidence.MEDIUM)
    return CodeRun(**stated, what=what, origin=reading.module.short(found.node, 40))


def _fetched(reading: Reading, call: Call, found: Outside, what: str) -> Item | None:
    """The run of what another machine serves and nobody compares with a checksum."""
    typed = reading.matching.typed(found.node)
    served = _SERVED.search(typed) is not None or _by_socket(reading, found)
    if not served or looked_at(reading, found, CHECKED):
        return None
    if not found.through and CHECKED.search(reading.module.plain):
        return None
    stated = reading.stated(call.node, Confidence.MEDIUM)
    origin = reading.module.short(found.node, 40)
    return CodeRun(**stated, what=f"{what}, by {call.last}()", origin=origin)


def _by_socket(reading: Reading, found: Outside) -> bool:
    """Whether it came in by a connection to another machine: `connection.recv(1024)`."""
    facts, key = reading.module.facts, "connected to others"
    if key not in facts:
        plain = reading.module.plain
        facts[key] = "socket" in plain and _OF_OWN_MACHINE.search(reading.module.text) is None
    return bool(facts[key]) and _SOCKET.search(reading.matching.typed(found.node)) is not None
