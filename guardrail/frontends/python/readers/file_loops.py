"""Files deleted one by one in a loop over a folder: as much as deleting what is below it.

`for path in Path(root).rglob("*"): path.unlink()`, `for root, dirs, files in os.walk(top): …`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.choices import picking_conditions
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import plain
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.files import PATH_CLASSES
from guardrail.knowledge.python.rows import ChangesFile

_DEEPEST = 6
_LISTING = frozenset(("os.walk", "os.listdir", "os.scandir", "os.fwalk"))
_GLOBBING = frozenset(("glob.glob", "glob.iglob"))
_OF_PATHS = frozenset(("rglob", "glob", "iterdir", "walk"))
_EVERYTHING = re.compile(r"(?:\*\*/)?\*(?:\.\*)?|\*\*")
_KEEPING = frozenset(("sorted", "reversed", "list", "tuple", "set", "iter"))
_KIND = (
    r"(?:not\s+)?(?:[\w.]+\.(?:is_file|is_dir|is_symlink|exists)\(\)"
    r"|os\.path\.(?:isfile|isdir|islink|exists|lexists)\([^()]*(?:\([^()]*\))?[^()]*\))"
)
_OF_A_KIND = re.compile(rf"{_KIND}(?:\s+(?:and|or)\s+{_KIND})*")


def folder_emptied(reading: Reading, call: Node, path: Node) -> Node | None:
    """The folder that a loop goes through whose every file a call deletes, `None` for no such."""
    over = _looped_over(reading, path, 0)
    if over is None or not _reaches_all(reading, call):
        return None
    return folder_of(reading, over)


def given_in_turn(reading: Reading, call: Call, row: ChangesFile) -> Node | None:
    """The paths that `map(os.remove, paths)` hands a function one after the other, if it does."""
    around = call.stars[0].parent if call.stars and not call.positional else None
    if around is None or around.type != "argument_list":
        return None
    owner = call.function.child_by_field_name("object")
    unbound = owner is not None and reading.names.dotted(owner) in PATH_CLASSES
    return call.stars[0] if row.path.keyword != "self" or unbound else None


def _reaches_all(reading: Reading, call: Node) -> bool:
    """Whether no condition picks among the files, but for what kind of file they are."""
    return all(
        condition is not None and _OF_A_KIND.fullmatch(reading.module.code(condition))
        for condition in picking_conditions(reading.module, call)
    )


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


def folder_of(reading: Reading, over: Node) -> Node | None:
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
            given = call.positional[0] if call.positional else None
            last = plain(reading.builder.text(given)).rpartition("/")[2] if given else ""
            return given if _EVERYTHING.fullmatch(last) else None
        owner = call.function.child_by_field_name("object")
        if call.last in _OF_PATHS and owner is not None:
            pattern = reading.known(call.positional[0]) if call.positional else "*"
            return owner if _EVERYTHING.fullmatch(pattern) else None
        return None
    return None
