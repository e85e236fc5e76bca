"""Files deleted in a `finally`: they go also where bringing them elsewhere has failed.

`try: ftp.retrbinary(f"RETR {name}", part.write)`, `finally: ftp.delete(name)`. What a program has
made itself is tidied up in just that way, so a file of its own machine counts only where a loop has
listed it.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.store_cases import case_of
from guardrail.frontends.python.readers.filesystem.file_loops import looped_over
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.kinds import GoesAtAnyRate
from guardrail.patterns import late
from guardrail.stream import Item

BECAUSE = "it goes also where bringing it elsewhere has failed"
_LISTS = late(r"\b(?:r?glob|iglob|iterdir|listdir|scandir|walk)\s*\(")
_PASSING = late(
    r"(?i)/tmp/|\btmp|temp(?!late)|cache|scratch|\.(?:part|tmp|bak)\b|staging|work_?dir"
)
"""How it is said of files that they are made to be thrown away."""
_NAME = late(r"[A-Za-z_]\w*")
_TEXT = late(r"[\"']([^\"'{}\n]{3,})[\"']")
_NO_NAMES = frozenset(
    ("self", "cls", "str", "os", "path", "join", "Path", "f", "name", "posixpath")
)
_LONGEST = 4_000
_SHORT = 200


def gone_at_any_rate(reading: Reading, call: Call, row: GoesAtAnyRate) -> list[Item] | None:
    """The file that a `finally` deletes, `None` where nothing else was to become of it before."""
    owner = call.function.child_by_field_name("object")
    node = owner if row.file.keyword == "self" else call.argument(row.file)
    body = _tried(reading, call.node)
    if node is None or body is None or case_of(reading, call, row) is None:
        return None
    if row.listed and not _is_listed(reading, node):
        return None
    code = reading.module.code(node)[:_SHORT]
    named = [one for one in _NAME.findall(code) if one not in _NO_NAMES]
    if node.type == "identifier":
        named = [code]
    elif text := _TEXT.search(code):
        named = [text[1]]
    told = reading.module.code(body)[:_LONGEST]
    if not any(_takes(row.taking, one, told) for one in named):
        return None
    stated = reading.stated(call.node)
    path = path_of(reading, node)
    return [FileChange(**stated, verb=Verb.DELETE, path=path, because=BECAUSE)]


def _takes(taking: str, name: str, code: str) -> bool:
    """Whether code brings something of a name elsewhere."""
    word = rf"(?<![\w.]){re.escape(name)}\b" if name.isidentifier() else re.escape(name)
    return re.search(rf"(?:{taking})[^\n]{{0,200}}?{word}", code) is not None


def _tried(reading: Reading, node: Node) -> Node | None:
    """The body of the `try` whose `finally` a place always comes to, `None` for any other place."""
    place = place_of(reading.module, node.start_byte)
    start = place.definitions[-1].start_byte if place.definitions else 0
    for block in reversed(place.blocks):
        if block.owner.start_byte < start or block.owner.type in ("if_statement", "elif_clause"):
            return None
        if block.owner.type == "finally_clause":
            around = block.owner.parent
            return around.child_by_field_name("body") if around is not None else None
        if block.step is not None and block.owner.type != "try_statement":
            return None
    return None


def _is_listed(reading: Reading, node: Node) -> bool:
    """Whether a loop goes through the files of a folder, this one among them."""
    over = looped_over(reading, node, 0)
    if over is None:
        return False
    value = reading.builder.flow.value(over) or over
    code = reading.module.code(value)[:_SHORT]
    return _LISTS.search(code) is not None and _PASSING.search(code) is None
