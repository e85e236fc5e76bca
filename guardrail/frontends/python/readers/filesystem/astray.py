"""Folders that are deleted where the code around is about another one: the slip of a name.

The name of a temporary folder stands for something else by then, the folder above a task's own is
named, or the one in which every task has its own.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.readers.filesystem.paths_named import parts_of, path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope
from guardrail.spanmap import PieceKind

REBOUND = "its name stood for a temporary folder before"
_TEMPORARY = ("/tmp/", "/var/tmp/")
_PASSING = (*_TEMPORARY, "/tmp", "/var/tmp", "~/.cache/", "/var/cache/")
_WRAPPERS = frozenset(("str", "os.fspath", "pathlib.Path", "os.path.abspath", "os.path.realpath"))
_ABOVE = ("os.path.dirname", "posixpath.dirname")
_MOST = 40
_LONGEST = 80
_MOST_RESULTS = 4


def astray(reading: Reading, node: Node) -> str:
    """Why a folder that is deleted isn't the one that is meant, "" where nothing says so."""
    node = _bare(reading, node)
    if node.type == "identifier" and _was_temporary(reading, node):
        return REBOUND
    if lower := _made_below(reading, node):
        return f"{lower} and all that lies beside it are in it"
    if own := _own_below(reading, node):
        return f"{own} is but one folder in it"
    return ""


def _bare(reading: Reading, node: Node) -> Node:
    """A path without what only makes a text or a path of it."""
    for _ in range(_MOST):
        node = unwrapped(node)
        if node.type != "call":
            return node
        call = reading.call(node)
        if call.name not in _WRAPPERS or len(call.positional) != 1:
            return node
        node = call.positional[0]
    return node


def _was_temporary(reading: Reading, node: Node) -> bool:
    """Whether a name was given to a temporary folder, and on the same way to something else."""
    name = reading.module.name(node)
    scope, bound, _ = reading.builder.flow.bindings(node)
    if scope is None or len(bound) < 2 or "temp" not in reading.module.text:
        return False
    before = [one for one in bound if _holds(reading, one, _TEMPORARY)]
    return any(
        first.after < later.after and first.path == later.path[: len(first.path)]
        for later in reading.builder.flow.reaching(node)
        if _is_another(reading, later, name)
        for first in before
    )


def _holds(reading: Reading, binding: Binding, folders: tuple[str, ...]) -> bool:
    known = binding.kind in (BindingKind.ASSIGNED, BindingKind.OPENED) and binding.index is None
    value = binding.value if known else None
    return value is not None and path_of(reading, value).startswith(folders)


def _is_another(reading: Reading, binding: Binding, name: str) -> bool:
    """Whether a name is given to a path that has nothing to do with what it was before."""
    value = binding.value
    if binding.kind is not BindingKind.ASSIGNED or binding.index is not None or value is None:
        return False
    if value.type in ("none", "string", "conditional_expression", "boolean_operator"):
        return False
    code = reading.module.code(value)
    mentions = re.search(rf"(?<![\w.]){re.escape(name)}\b", code) is not None
    return not mentions and "temp" not in code and not _holds(reading, binding, _PASSING)


def _made_below(reading: Reading, node: Node) -> str:
    """The folder that a module makes by the run, where the one above it is meant; else ""."""
    module, inner = reading.module, None
    if node.type == "attribute":
        named = node.child_by_field_name("attribute")
        if named is not None and module.name(named) == "parent":
            inner = node.child_by_field_name("object")
    elif node.type == "call":
        call = reading.call(node)
        inner = call.positional[0] if call.name in _ABOVE and call.positional else None
    if inner is None or inner.type not in ("identifier", "attribute"):
        return ""
    code = module.code(inner)
    makes = (f"{code}.mkdir(", f"makedirs({code}", f"os.mkdir({code}")
    if len(code) > _LONGEST or not any(one in module.text for one in makes):
        return ""
    anew = any(one in _afterwards(reading, node) for one in makes)
    return "" if anew else code


def _afterwards(reading: Reading, node: Node) -> str:
    """What the function around says after an expression: what is cleared first is made anew."""
    scope, _ = reading.scopes.at(node.start_byte)
    return reading.module.text[node.end_byte : scope.node.end_byte]


def _own_below(reading: Reading, node: Node) -> str:
    """A folder of the function around, made by the run, that lies in the one it deletes whole."""
    module = reading.module
    if node.type not in ("identifier", "attribute"):
        return ""
    scope, _ = reading.scopes.at(node.start_byte)
    if scope.node.type != "function_definition":
        return ""
    whole = [_written(rope) for rope in parts_of(reading, node)]
    for name, bound in [*scope.bindings.items()][:_MOST]:
        value = bound[0].value
        plain_binding = bound[0].kind is BindingKind.ASSIGNED and bound[0].index is None
        if name == module.code(node) or value is None or not plain_binding:
            continue
        for path in _given_back(reading, value):
            parts = parts_of(reading, path)
            below = parts[len(whole) :]
            if [_written(rope) for rope in parts[: len(whole)]] == whole and any(
                part.kind is PieceKind.HOLE for rope in below for part in rope
            ):
                again = re.search(rf"\b{re.escape(name)}\b", _afterwards(reading, node))
                return "" if again or bound[0].after > node.start_byte else name
    return ""


def _written(rope: Rope) -> tuple[str, ...]:
    """The parts of a text, holes by their names."""
    return tuple(one.name if one.kind is PieceKind.HOLE else one.text for one in rope)


def _given_back(reading: Reading, value: Node) -> list[Node]:
    """What a name is given: of a call of the module's own function what that gives back."""
    if value.type != "call":
        return [value] if value.type == "binary_operator" else []
    call = reading.call(value)
    own = own_function(reading, call)
    return [value] if own is None else results_of(reading.module, own)[:_MOST_RESULTS]
