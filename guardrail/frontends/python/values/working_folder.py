"""The folder in which a program works at a place: `os.chdir(path)`, `with connection.cd(path):`.

Sources: Python's `os.chdir` and `contextlib.chdir`, Fabric's and Invoke's `Context.cd`, Fabric 1's
`cd` and `lcd`, plumbum's `local.cwd`, pytest's `monkeypatch.chdir`.
"""

from __future__ import annotations

import posixpath

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import Place, place_of
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_SAYING = late(r"\b(?:chdir|l?cd|cwd|pushd)\(")
_LEAVING = late(r"(?:os\.)?chdir\(")
_ENTERING = frozenset(("chdir", "cd", "lcd", "cwd", "pushd"))
_MOST = 200
_KNOWN = ("/", "~")
_WHOLE = ("/", "~", "$", HOLE_WORD)


def working_folder(reading: Reading, node: Node) -> str:
    """The folder that the code before a place has gone to, "" where that isn't known."""
    module = reading.module
    if "changes folder" not in module.facts:
        module.facts["changes folder"] = _SAYING.search(module.plain) is not None
    if not module.facts["changes folder"]:
        return ""
    place = place_of(module, node.start_byte)
    start = place.definitions[-1].start_byte if place.definitions else 0
    found = ""
    for block in (one for one in reversed(place.blocks) if one.node.start_byte >= start):
        if block.owner.type == "with_statement":
            found = posixpath.join(_entered(reading, block.owner), found)
    found = _trimmed(found)
    if not found.startswith(_KNOWN):
        found = _trimmed(posixpath.join(_left_for(reading, place, node, start), found))
    return found if found.startswith(_KNOWN) else ""


def _trimmed(path: str) -> str:
    """A folder without slashes at its end, but for the root itself."""
    return path.rstrip("/") or path[:1]


def placed(reading: Reading, node: Node, path: str) -> str:
    """A path as it is meant at a place: a relative one below the folder that was gone to."""
    if not path or path.startswith(_WHOLE) or path[1:2] == ":":
        return path
    folder = working_folder(reading, node)
    return posixpath.normpath(posixpath.join(folder, path)) if folder else path


def _entered(reading: Reading, statement: Node) -> str:
    """What a `with` statement says that it goes to: `with c.cd("/srv/app"):`."""
    clauses = [one for one in statement.named_children if one.type == "with_clause"]
    for item in (one for clause in clauses for one in clause.named_children):
        value = item.child_by_field_name("value")
        if value is not None and value.type == "call":
            call = reading.call(value)
            if call.last in _ENTERING:
                return _path(reading, call)
    return ""


def _left_for(reading: Reading, place: Place, node: Node, start: int) -> str:
    """Where the last `os.chdir` leads that stands before a place, in a block around it."""
    around = [one.node for one in reversed(place.blocks) if one.node.start_byte >= start]
    body = place.definitions[-1].child_by_field_name("body") if place.definitions else None
    for block in (*around, body or reading.module.root):
        for statement in reversed(_before(reading, block, node)):
            inner = statement.named_children[0] if statement.named_children else None
            if statement.type != "expression_statement" or inner is None or inner.type != "call":
                continue
            if _LEAVING.match(reading.module.plain, inner.start_byte, inner.end_byte):
                return _path(reading, call_of(reading.module, inner, "chdir"))
    return ""


def _before(reading: Reading, block: Node, node: Node) -> list[Node]:
    statements = reading.module.children(block)[0]
    return [one for one in statements if one.end_byte <= node.start_byte][-_MOST:]


def _path(reading: Reading, call: Call) -> str:
    from guardrail.frontends.python.readers.filesystem.paths_named import path_of

    return path_of(reading, call.positional[0]) if call.positional else ""
