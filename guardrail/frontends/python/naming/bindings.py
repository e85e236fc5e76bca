"""What the statements of a program bind names to: how, from which expression, on which branch."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.naming.field_defaults import default_of
from guardrail.frontends.python.source.structure import DEFINITIONS, Path, blocks_of, definition
from guardrail.frontends.python.source.tree import Module


class BindingKind(StrEnum):
    """How a name comes by its value: texts, which are looked up faster than other members."""

    ASSIGNED = "assigned"
    AUGMENTED = "augmented"
    LOOPED = "looped"
    NESTED = "nested"
    OPENED = "opened"
    PARAMETER = "parameter"
    DEFINED = "defined"
    APPENDED = "appended"
    EXTENDED = "extended"
    FILLED = "filled"
    COLLECTED = "collected"
    CLEARED = "cleared"
    DECLARED = "declared"
    OTHER = "other"


class Binding(Struct, frozen=True):
    """One binding of a name. `value` is the expression it comes from, `index` which element.

    What is `COLLECTED` are the arguments in a call's list of them, from the one at `index` on, or
    its keywords.

    What is `NESTED` is the element at `index` of that at `outer` of what a loop takes in turn:
    `for number, (name, port) in enumerate(doors)`.

    What is `CLEARED` holds nothing any more, or not what stood under the key that `value` is.

    It counts for places from `after` on, if the branches of `path` are taken. `annotation` is the
    type that is written beside it.
    """

    kind: BindingKind
    value: Node | None
    after: int
    path: Path = ()
    index: int | None = None
    annotation: Node | None = None
    outer: int = 0

    def __hash__(self) -> int:
        """Of what tells nearly all of them apart: they are put in sets very often."""
        return hash((self.after, self.index))


def bindings_of(module: Module, node: Node) -> Iterator[tuple[str, Binding]]:
    """The bindings that the statements of a module, class or function make, in order."""
    block: Node | None = node
    if node.type in DEFINITIONS:
        block = node.child_by_field_name("body")
        parameters = node.child_by_field_name("parameters")
        if parameters is not None and block is not None:
            yield from _parameters(module, parameters, block.start_byte)
    # Explicit stack of blocks still to read: programs nest deeper than Python recurses.
    waiting: list[tuple[Node, Path, int]] = [] if block is None else [(block, (), 0)]
    while waiting:
        block, path, index = waiting.pop()
        statements = module.children(block)[0]
        while index < len(statements):
            statement = statements[index]
            index += 1
            yield from _bound_by(module, statement, path)
            inner = blocks_of(module, statement)
            if inner:
                waiting.append((block, path, index))
                for entered in reversed(inner):
                    step = () if entered.step is None else (entered.step,)
                    waiting.append((entered.node, (*path, *step), 0))
                break


def _parameters(module: Module, parameters: Node, after: int) -> Iterator[tuple[str, Binding]]:
    for child in module.children(parameters)[0]:
        name: Node | None = child
        while name is not None and name.type != "identifier":
            name = name.child_by_field_name("name") or next(iter(module.children(name)[0]), None)
        if name is not None:
            default, annotation = map(child.child_by_field_name, ("value", "type"))
            bound = Binding(BindingKind.PARAMETER, default, after, annotation=annotation)
            yield module.name(name), bound


def _bound_by(module: Module, statement: Node, path: Path) -> Iterator[tuple[str, Binding]]:
    kind = statement.type
    if kind == "expression_statement":
        for child in statement.named_children:
            if child.type in _BINDING:
                yield from _assignment(module, child, path)
    elif kind in ("function_definition", "class_definition", "decorated_definition"):
        inner = definition(statement)
        name = inner.child_by_field_name("name")
        if name is not None:
            yield module.name(name), Binding(BindingKind.DEFINED, inner, inner.end_byte, path)
    elif kind == "for_statement":
        left, right = statement.child_by_field_name("left"), statement.child_by_field_name("right")
        body = statement.child_by_field_name("body")
        after = body.start_byte if body is not None else statement.end_byte
        yield from _targets(module, left, Binding(BindingKind.LOOPED, right, after, path))
    elif kind == "with_statement":
        yield from _opened(module, statement, path)
    elif kind == "delete_statement":
        yield from _deleted(module, statement, path)


def _assignment(module: Module, node: Node, path: Path) -> Iterator[tuple[str, Binding]]:
    after = node.end_byte
    # `a = b = c` nests to the right; each target gets the last value.
    targets: list[Node | None] = []
    value: Node | None = node
    while value is not None and value.type == "assignment":
        targets.append(value.child_by_field_name("left"))
        value = value.child_by_field_name("right")
    if targets:
        kind = BindingKind.DECLARED if value is None else BindingKind.ASSIGNED
        annotation = node.child_by_field_name("type")
        if annotation is not None and value is not None:
            value = default_of(module, value)
        bound = Binding(kind, value, after, path, annotation=annotation)
        for target in targets:
            yield from _targets(module, target, bound)
    if node.type == "call":
        yield from _grown(module, node, path)
    if node.type == "augmented_assignment":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        kind = _AUGMENTING.get(module.code(operator) if operator else "", BindingKind.OTHER)
        yield from _targets(module, left, Binding(kind, right, after, path))


def _grown(module: Module, call: Node, path: Path) -> Iterator[tuple[str, Binding]]:
    """`items.append(…)`, `query.update(…)`: lists and dictionaries that are built up."""
    function = call.child_by_field_name("function")
    if function is None or not module.plain.endswith(
        _METHODS, function.start_byte, function.end_byte
    ):
        return
    arguments = call.child_by_field_name("arguments")
    if arguments is None or function.type != "attribute":
        return
    owner, method = (function.child_by_field_name(part) for part in ("object", "attribute"))
    if owner is None or method is None or owner.type != "identifier":
        return
    name = module.code(method)
    if name in _EMPTYING:
        yield from _emptied(module, owner, name, module.children(arguments)[0], call.end_byte, path)
        return
    kind = _GROWING.get(name)
    if name in _WRITING and not _keeps_texts(module):
        return
    alone = arguments.type == "generator_expression"
    given = [arguments] if alone else module.children(arguments)[0] if kind is not None else []
    if kind is BindingKind.FILLED:
        named = [one for one in given if one.type == "keyword_argument"]
        for one in named or given[:1]:
            yield module.name(owner), Binding(kind, one, call.end_byte, path)
    elif kind is not None and len(given) == 1:
        yield module.name(owner), Binding(kind, given[0], call.end_byte, path)


def _emptied(  # noqa: PLR0917
    module: Module, owner: Node, method: str, given: list[Node], after: int, path: Path
) -> Iterator[tuple[str, Binding]]:
    """`query.clear()`, `query.pop("state", None)`: what is taken out of lists and dictionaries."""
    if method == "clear" and not given:
        yield module.name(owner), Binding(BindingKind.CLEARED, None, after, path)
    elif method == "pop" and given and given[0].type == "string":
        yield module.name(owner), Binding(BindingKind.CLEARED, given[0], after, path)


def _deleted(module: Module, statement: Node, path: Path) -> Iterator[tuple[str, Binding]]:
    """`del query["state"]`."""
    for one in module.children(statement)[0]:
        owner, key = (one.child_by_field_name(part) for part in ("value", "subscript"))
        if owner is None or owner.type != "identifier" or key is None or key.type != "string":
            continue
        yield module.name(owner), Binding(BindingKind.CLEARED, key, statement.end_byte, path)


def _keeps_texts(module: Module) -> bool:
    """Whether a module writes texts into memory anywhere: `out = StringIO()`."""
    if "keeps texts" not in module.facts:
        module.facts["keeps texts"] = "StringIO(" in module.plain
    return bool(module.facts["keeps texts"])


_WRITING = frozenset(("write", "writelines"))
_GROWING = {
    "append": BindingKind.APPENDED,
    "extend": BindingKind.EXTENDED,
    "write": BindingKind.APPENDED,
    "writelines": BindingKind.EXTENDED,
    "update": BindingKind.FILLED,
    "setdefault": BindingKind.FILLED,
    "add": BindingKind.FILLED,
}
_EMPTYING = ("clear", "pop")
_METHODS = (*_GROWING, *_EMPTYING)
_BINDING = frozenset(("assignment", "augmented_assignment", "call"))
_AUGMENTING = {
    "+=": BindingKind.AUGMENTED,
    "|=": BindingKind.FILLED,
    "&=": BindingKind.FILLED,
}


def _targets(module: Module, target: Node | None, bound: Binding) -> Iterator[tuple[str, Binding]]:
    if target is None:
        return
    if target.type == "identifier":
        yield module.name(target), bound
    elif target.type in ("pattern_list", "tuple_pattern", "list_pattern", "expression_list"):
        for index, child in enumerate(module.children(target)[0]):
            if child.type in ("identifier", "attribute"):
                yield module.name(child), replace(bound, index=index)
            elif child.type in ("tuple_pattern", "list_pattern"):
                yield from _nested(module, child, bound, index)
    elif target.type == "attribute":
        # `self.sql = …` is kept under its dotted name.
        yield module.name(target), bound
    elif target.type == "subscript" and bound.value is not None:
        holder = target.child_by_field_name("value")
        if holder is not None and holder.type in ("identifier", "attribute"):
            yield module.name(holder), replace(bound, kind=BindingKind.FILLED)


def _nested(
    module: Module, pattern: Node, bound: Binding, outer: int
) -> Iterator[tuple[str, Binding]]:
    """The names of a pattern within that of a loop."""
    if bound.kind is not BindingKind.LOOPED:
        return
    for index, child in enumerate(module.children(pattern)[0]):
        if child.type == "identifier":
            yield (
                module.name(child),
                replace(bound, kind=BindingKind.NESTED, index=index, outer=outer),
            )


def _opened(module: Module, statement: Node, path: Path) -> Iterator[tuple[str, Binding]]:
    for clause in module.children(statement)[0]:
        if clause.type != "with_clause":
            continue
        for item in module.children(clause)[0]:
            pattern = item.child_by_field_name("value")
            if pattern is None or pattern.type != "as_pattern":
                continue
            alias = pattern.child_by_field_name("alias")
            value = module.children(pattern)[0][0]
            name = module.children(alias)[0][0] if alias is not None else None
            opened = Binding(BindingKind.OPENED, value, item.end_byte, path)
            yield from _targets(module, name, opened)
