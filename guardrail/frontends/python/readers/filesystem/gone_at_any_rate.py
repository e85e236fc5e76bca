"""Files that go also where bringing them elsewhere has failed: in a `finally`, for one.

`try: ftp.retrbinary(f"RETR {name}", part.write)`, `finally: ftp.delete(name)`. What a program has
made itself is tidied up in just that way, so a file of its own machine counts only where a loop has
listed it.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.store_cases import case_of
from guardrail.frontends.python.readers.filesystem.brought_elsewhere import REFUSED, gone_because
from guardrail.frontends.python.readers.filesystem.file_loops import looped_over
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.kinds import GoesAtAnyRate
from guardrail.patterns import late
from guardrail.stream import Item

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
_SHORT = 200


def gone_at_any_rate(reading: Reading, call: Call, row: GoesAtAnyRate) -> list[Item] | None:
    """The file that goes whatever has become of it, `None` where nothing was to become of it."""
    owner = call.function.child_by_field_name("object")
    node = owner if row.file.keyword == "self" else call.argument(row.file)
    if node is None or case_of(reading, call, row) is None:
        return None
    because = gone_because(reading, call, row, _names(reading, node))
    listed = not row.listed or because == REFUSED or (because and _is_listed(reading, node))
    if not because or not listed:
        return None
    stated = reading.stated(call.node)
    path = path_of(reading, node)
    return [FileChange(**stated, verb=Verb.DELETE, path=path, because=because)]


def _names(reading: Reading, node: Node) -> list[str]:
    """What an expression names a file by: `f"/out/{name}"` by `name`, `"a.edi"` by its text."""
    code = reading.module.code(node)[:_SHORT]
    if node.type == "identifier":
        return [code]
    text = _TEXT.search(code)
    named = [one for one in _NAME.findall(_TEXT.sub("", code)) if one not in _NO_NAMES]
    return [text[1]] if text is not None and (node.type == "string" or not named) else named


def _is_listed(reading: Reading, node: Node) -> bool:
    """Whether a loop goes through the files of a folder, this one among them."""
    over = looped_over(reading, node, 0)
    if over is None:
        return False
    value = reading.builder.flow.value(over) or over
    code = reading.module.code(value)[:_SHORT]
    return _LISTS.search(code) is not None and _PASSING.search(code) is None
