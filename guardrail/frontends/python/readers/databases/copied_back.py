"""A database that is written over by its own copy: `snapshot.backup(live)`, the wrong way round.

`source.backup(target)` of `sqlite3` writes the whole of `source` over `target`. A snapshot that was
only just made is empty, and so is the database then. Who restores one says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tree_sitter import Node

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.functions.callers import (
    calls_of_function,
    class_around,
    given_to,
    parameters_of,
)
from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.readers.picking.absence import where_absent
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import FIRST, Argument, CopiesDatabase
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

_COPY = late(
    r"(?<![a-z])(?:back_?ups?|bak|snap(?:shot)?s?|cop(?:y|ies)|dumps?|archives?d?|exports?)(?![a-z])",
    re.IGNORECASE,
)
_PASSING = late(r":memory:|(?<![a-z])te?mp|mode=memory|(?<![a-z])test", re.IGNORECASE)
_MEANT = late(
    r"restore|restoring|restoration|recover|revert|roll_?back|import|load|seed|reset|fixture|undo"
    r"|promote|promoting|promotion|swap|replace|hydrat|bootstrap|clone",
    re.IGNORECASE,
)
_CONNECTING = ("sqlite3.connect", "aiosqlite.connect")
_HOLDING = ("closing", "aclosing", "enter_context", "enter_async_context")
_DATABASE = Argument(0, "database")
_NOW = late(r"\b(?:now|utcnow|today|time|strftime|time_ns|monotonic|uuid[147])\(")
_LONGEST = 200
_MOST_STEPS = 40
_DEEPEST = 4
_MOST = 8


def copies_database(reading: Reading, call: Call, row: CopiesDatabase) -> list[Item] | None:
    """What is lost where a copy is written over what it is a copy of, `None` for other copies."""
    source, target = call.function.child_by_field_name("object"), call.argument(row.onto)
    if source is None or target is None:
        return None
    if where_absent(reading, call.node):
        return None
    for at, copied, over, given in _ways(reading, call, source, target):
        files = _file(reading, copied, given), _file(reading, over, given)
        copy, live = (path_of(reading, one) if one is not None else "" for one in files)
        backwards = bool(copy and live) and _is_backwards(copy, live)
        if (backwards or _is_new(reading, *files)) and not _is_meant(reading, call.node, at):
            return [
                SchemaChange(
                    **reading.stated(call.node, Confidence.HIGH),
                    verb=Verb.CREATE,
                    kind=ObjectKind.DATABASE,
                    name=live,
                    replace=True,
                    dialect="sqlite",
                )
            ]
    return None


def _is_new(reading: Reading, copied: Node | None, over: Node | None) -> bool:
    """Whether what is copied is a file that is called after this very moment: it is empty yet."""
    if copied is None or over is None or _COPY.search(reading.module.code(over)):
        return False
    return _says_now(reading, copied) and not _says_now(reading, over)


def _says_now(reading: Reading, path: Node) -> bool:
    """Whether a path is made of the time at which it is made, in whatever steps."""
    waiting, seen = [path], set[int]()
    while waiting and len(seen) < _MOST_STEPS:
        node = unwrapped(waiting.pop(0))
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.type == "identifier":
            held = reading.builder.flow.value(node)
            waiting += [held] if held is not None and held.id != node.id else []
        elif node.type == "call" and _NOW.search(reading.module.code(node)[:_LONGEST]):
            return True
        else:
            waiting += reading.module.children(node)[0]
    return False


def _is_backwards(copy: str, live: str) -> bool:
    """Whether what is copied is a copy by its path, and what it is written over is none."""
    ends_there = _COPY.search(live) is not None or _PASSING.search(live) is not None
    return _COPY.search(copy) is not None and not ends_there


def _ways(
    reading: Reading, call: Call, source: Node, target: Node
) -> Iterator[tuple[Node, Node, Node, Mapping[str, Binding]]]:
    """Both connections as they stand there, or as each call of the function around gives them.

    With what that call gives the function's parameters, by which the paths may be given.
    """
    around = function_around(reading.module, call.node)
    names = [reading.module.name(one) for one in (source, target)]
    if around is None or not set(names) <= set(parameters_of(reading.module, around)):
        # Read in the light of a call, it is as that one's function says.
        callers = calls_of_function(reading, around, class_around(around)) if around else []
        at = callers[0].node if len(callers) == 1 else call.node
        yield at, source, target, {}
        for caller in callers[:_MOST]:
            if around is not None:
                yield caller.node, source, target, given_to(reading.module, around, caller)
        return
    for caller in calls_of_function(reading, around, class_around(around))[:_MOST]:
        given = given_to(reading.module, around, caller)
        values = [one.value for name in names if (one := given.get(name)) is not None]
        if len(values) == len(names) and values[0] is not None and values[1] is not None:
            yield caller.node, values[0], values[1], {}


def _file(reading: Reading, connection: Node, bound: Mapping[str, Binding]) -> Node | None:
    """The path of the file that a connection is to, `None` where that isn't known."""
    node: Node | None = unwrapped(connection)
    for _ in range(_DEEPEST):
        node = reading.builder.flow.value(node) if node is not None else None
        if node is None or node.type != "call":
            return None
        made = reading.call(node)
        given = made.argument(_DATABASE if made.name in _CONNECTING else FIRST)
        if made.name in _CONNECTING:
            if given is not None and given.type == "identifier":
                held = bound.get(reading.module.name(given))
                given = held.value if held is not None and held.value is not None else given
            return given
        if made.last not in _HOLDING:
            return None
        node = given
    return None


def _is_meant(reading: Reading, *nodes: Node) -> bool:
    """Whether the file, the class or the function around says that a copy is brought back."""
    around = [
        one for node in nodes for one in place_of(reading.module, node.start_byte).definitions
    ]
    names = [one.child_by_field_name("name") for one in around]
    said = [reading.module.name(one) for one in names if one is not None]
    return any(_MEANT.search(one) for one in (reading.source.span(0, 0).path, *said))
