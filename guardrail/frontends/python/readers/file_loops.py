"""Files deleted one by one in a loop over a folder: as much as deleting what is below it.

`for path in Path(root).rglob("*"): path.unlink()`, `for root, dirs, files in os.walk(top): …`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.calls import call_of
from guardrail.frontends.python.choices import picked
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped

_DEEPEST = 6
_LISTING = frozenset(("os.walk", "os.listdir", "os.scandir", "os.fwalk"))
_GLOBBING = frozenset(("glob.glob", "glob.iglob"))
_OF_PATHS = frozenset(("rglob", "glob", "iterdir", "walk"))
_EVERYTHING = re.compile(r"(?:\*\*/)?\*(?:\.\*)?|\*\*")
_KEEPING = frozenset(("sorted", "reversed", "list", "tuple", "set", "iter"))
_OF_A_KIND = re.compile(
    r"(?:not\s+)?[\w.]+\.(?:is_file|is_dir|is_symlink|exists)\(\)"
    r"|(?:not\s+)?os\.path\.(?:isfile|isdir|islink|exists|lexists)\([^()]*\)"
)
_CONDITION = re.compile(r"\b(?:if|elif)\b([^\n:]*):")


def folder_emptied(reading: Reading, call: Node, path: Node) -> Node | None:
    """The folder that a loop goes through whose every file a call deletes, `None` for no such."""
    over = _looped_over(reading, path, 0)
    if over is None or not _reaches_all(reading, call):
        return None
    return _folder_of(reading, over)


def _reaches_all(reading: Reading, call: Node) -> bool:
    """Whether no condition picks among the files, but for what kind of file they are."""
    if picked(reading.module, call, Scope.NONE) is Scope.NONE:
        return True
    around: Node | None = call
    while around is not None and around.type != "for_statement":
        around = around.parent
    if around is None:
        return False
    before = reading.module.plain[around.start_byte : call.start_byte]
    conditions = [match[1].strip() for match in _CONDITION.finditer(before)]
    return bool(conditions) and all(_OF_A_KIND.fullmatch(one) for one in conditions)


def _looped_over(reading: Reading, node: Node, depth: int) -> Node | None:
    """What the loop runs over whose variable a path is, or is put together of."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return None
    if node.type == "identifier":
        reaching = reading.builder.flow.reaching(node)
        return _bound_in(reading, reaching[-1], depth) if len(reaching) == 1 else None
    if node.type == "attribute":
        owner = node.child_by_field_name("object")
        return _looped_over(reading, owner, depth + 1) if owner is not None else None
    if node.type == "binary_operator":
        right = node.child_by_field_name("right")
        return _looped_over(reading, right, depth + 1) if right is not None else None
    if node.type == "call":
        call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
        if call.last in ("join", "Path", "str", "fspath", "joinpath") and call.positional:
            return _looped_over(reading, call.positional[-1], depth + 1)
    return None


def _bound_in(reading: Reading, binding: Binding, depth: int) -> Node | None:
    if binding.value is None:
        return None
    if binding.kind is BindingKind.LOOPED:
        inner = unwrapped(binding.value)
        # `for name in files:` inside of `for root, dirs, files in os.walk(top):`
        deeper = _looped_over(reading, inner, depth + 1) if inner.type == "identifier" else None
        return deeper or inner
    plain = binding.kind is BindingKind.ASSIGNED and binding.index is None
    return _looped_over(reading, binding.value, depth + 1) if plain else None


def _folder_of(reading: Reading, over: Node) -> Node | None:
    """The folder of which an expression lists everything."""
    for _ in range(_DEEPEST):
        value = reading.builder.flow.value(over) or over
        if value.type in ("list_comprehension", "generator_expression", "set_comprehension"):
            return None
        if value.type != "call":
            return None
        call = call_of(reading.module, value, reading.names.dotted(value)[:-2])
        if call.last in _KEEPING and call.positional and "." not in call.name:
            over = call.positional[0]
            continue
        if call.name in _LISTING:
            return call.positional[0] if call.positional else None
        if call.name in _GLOBBING:
            return call.positional[0] if call.positional else None
        owner = call.function.child_by_field_name("object")
        if call.last in _OF_PATHS and owner is not None:
            pattern = reading.known(call.positional[0]) if call.positional else "*"
            return owner if _EVERYTHING.fullmatch(pattern) else None
        return None
    return None
