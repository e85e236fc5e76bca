"""Whether two expressions stand for one file: by its path, its name, the loop that takes it.

`RAW / path.name` is a file of the folder that `for path in RAW.glob("*.csv")` takes files from.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_LISTING = frozenset(("glob", "rglob", "iterdir", "listdir", "scandir", "iglob"))
_SAME = frozenset(("str", "Path", "fspath", "resolve", "absolute", "expanduser", "as_posix"))
_ORDERED = frozenset(("sorted", "list", "reversed", "tuple", "set", "tqdm", "enumerate"))
_EITHER = frozenset(("boolean_operator", "conditional_expression"))
_FEW = 4
_PATTERN = late(r"/[^/]*\*[^/]*\Z")
_DEEPEST = 8
_IN = "in "


def identities(reading: Reading, node: Node, depth: int = 0) -> frozenset[str]:
    """By what a file is known, each a text that no other file has; none where nothing is."""
    return frozenset(_known(reading, unwrapped(node), depth)) if depth <= _DEEPEST else frozenset()


def _known(reading: Reading, node: Node, depth: int) -> Iterator[str]:
    path = path_of(reading, node)
    if path and HOLE_WORD not in path and "${" not in path:
        yield f"path {path}"
    if node.type == "identifier":
        yield from _named(reading, node, depth)
    elif node.type == "attribute":
        yield f"code {reading.module.code(node)}"
        for one in reading.builder.flow.attributes(node)[:_FEW]:
            if one.value is not None and one.index is None:
                yield from identities(reading, one.value, depth + 1)
    elif node.type in _EITHER:
        # `args.out or args.path`
        for way in reading.module.children(node)[0]:
            yield from identities(reading, way, depth + 1)
    elif node.type == "call":
        yield from _called(reading, node, depth)
    elif node.type == "binary_operator":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = node.child_by_field_name("operator")
        if left is not None and right is not None and sign and reading.module.code(sign) == "/":
            yield from _below(reading, left, right, depth)


def _named(reading: Reading, node: Node, depth: int) -> Iterator[str]:
    clause = reading.builder.flow.comprehension_clause(node)
    over = clause.child_by_field_name("right") if clause is not None else None
    if over is not None:
        yield from _of_listing(reading, over, depth)
        return
    for one in reading.builder.flow.reaching(node):
        yield from _bound(reading, node, one, depth)


def _bound(reading: Reading, node: Node, binding: Binding, depth: int) -> Iterator[str]:
    name = reading.module.name(node)
    if binding.kind is BindingKind.PARAMETER:
        around = function_around(reading.module, node)
        yield f"parameter {name} {around.start_byte if around is not None else 0}"
        for given in passed_to(reading, node):
            yield from identities(reading, given, depth + 1)
    elif binding.value is None or binding.index is not None:
        yield f"bound {name} {binding.after}"
    elif binding.kind is BindingKind.LOOPED:
        yield f"turn {binding.value.start_byte}"
        yield from _of_listing(reading, binding.value, depth)
    else:
        yield f"made {binding.value.start_byte}"
        yield from identities(reading, binding.value, depth + 1)


def _called(reading: Reading, node: Node, depth: int) -> Iterator[str]:
    call = reading.call(node)
    given = arguments_of(reading.module, node)
    owner = call.function.child_by_field_name("object")
    if call.last in _SAME and (inner := owner if not given else given[0]) is not None:
        yield from identities(reading, inner, depth + 1)
    elif len(given) == 1 and call.last == "joinpath" and owner is not None:
        yield from _below(reading, owner, given[0], depth)
    elif len(given) == 2 and call.name.endswith("path.join"):
        yield from _below(reading, given[0], given[1], depth)


def _below(reading: Reading, folder: Node, name: Node, depth: int) -> Iterator[str]:
    """A file in a folder: by what it is called there, or as one of those that are there."""
    code = reading.module.code(name)
    for one in identities(reading, folder, depth + 1):
        yield f"{one} / {code}"
        if _is_name_of_another(reading, name):
            yield f"{_IN}{one}"


def _is_name_of_another(reading: Reading, node: Node) -> bool:
    """Whether a name is that of a file which is there already: `path.name`, a loop's variable."""
    node = unwrapped(node)
    if node.type == "call":
        return reading.module.code(node.named_children[0]).endswith("basename")
    if node.type == "attribute":
        named = node.child_by_field_name("attribute")
        return named is not None and reading.module.name(named) == "name"
    if node.type != "identifier" or reading.known(node):
        return False
    bound = reading.builder.flow.reaching(node)
    made = [one for one in bound if one.kind is BindingKind.ASSIGNED]
    return bool(bound) and all(
        one.value is not None and _is_name_of_another(reading, one.value) for one in made
    )


def _of_listing(reading: Reading, over: Node, depth: int) -> Iterator[str]:
    """The files of a folder that a loop takes: `sorted(RAW.glob("*.csv"))`."""
    over = unwrapped(over)
    over = reading.builder.flow.value(over) or over
    if over.type != "call":
        return
    call = reading.call(over)
    given = arguments_of(reading.module, over)
    if call.last in _ORDERED and given and depth <= _DEEPEST:
        yield from _of_listing(reading, given[0], depth + 1)
        return
    owner = call.function.child_by_field_name("object")
    of_module = owner is not None and reading.module.code(owner) in ("os", "glob")
    folder = (given[0] if given else None) if of_module or owner is None else owner
    if call.last in _LISTING and folder is not None:
        # `glob.glob("/data/incoming/*.csv")` takes the files of the folder in its pattern.
        found = identities(reading, folder, depth + 1)
        yield from (f"{_IN}{_PATTERN.sub('', one)}" for one in found)
