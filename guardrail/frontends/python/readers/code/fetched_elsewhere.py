"""Files that a function of the module fetches for another: `self._fetch(url, path)`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.helpers_given import helpers_given
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.outside import FETCHED_TO_FILE

_SAME = ("str", "fspath", "Path", "resolve")
_DEEPEST = 2


def fetched_for(reading: Reading, node: Node) -> Node | None:
    """The module's own function that is given a file or its path, and fetches what is in it.

    Only what is called before in the same function counts, or in one that hands the path on.
    """
    return _fetched_for(reading, _path(reading, node), 0)


def _path(reading: Reading, node: Node) -> Node:
    """The path inside `str(path)` and `os.fspath(path)`."""
    given = reading.call(node) if node.type == "call" else None
    same = given is not None and given.last in _SAME and len(given.positional) == 1
    return given.positional[0] if same and given is not None else node


def _fetched_for(reading: Reading, node: Node, depth: int) -> Node | None:
    around = function_around(reading.module, node)
    if around is None or node.type not in ("identifier", "attribute") or depth > _DEEPEST:
        return None
    code = reading.module.code(node)
    # The open file itself may be handed on: `download(url, tmp)`, `tarfile.open(tmp.name)`.
    for name in dict.fromkeys((code, code.removesuffix(".name"))):
        for one in helpers_given(reading, around, node.start_byte, name):
            if FETCHED_TO_FILE.search(body_of(reading.module, one)):
                return one
    handed = passed_to(reading, node) if node.type == "identifier" else []
    found = (_fetched_for(reading, _path(reading, one), depth + 1) for one in handed)
    return next((one for one in found if one is not None), None)
