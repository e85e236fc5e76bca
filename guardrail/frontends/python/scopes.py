"""What names are bound to, scope by scope, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from tree_sitter import Node

from guardrail.frontends.python.structure import (
    DEFINITIONS,
    Path,
    blocks_of,
    definition,
    place_of,
)
from guardrail.frontends.python.tree import Module

_GLOBAL = re.compile(r"^[ \t]*global[ \t]+([\w, \t]+)", re.MULTILINE)
_MOST_GLOBAL = 16
_MOST_PUT = 64
_WALRUS = re.compile(r":=")


class BindingKind(Enum):
    """How a name comes by its value."""

    ASSIGNED = "assigned"
    AUGMENTED = "augmented"
    LOOPED = "looped"
    OPENED = "opened"
    PARAMETER = "parameter"
    DEFINED = "defined"
    APPENDED = "appended"
    EXTENDED = "extended"
    FILLED = "filled"
    DECLARED = "declared"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Binding:
    """One binding of a name. `value` is the expression it comes from, `index` which element.

    It counts for places from `after` on, if the branches of `path` are taken. `annotation` is the
    type that is written beside it.
    """

    kind: BindingKind
    value: Node | None
    after: int
    path: Path = ()
    index: int | None = None
    annotation: Node | None = None


@dataclass(slots=True, eq=False)
class Scope:
    """A module, class or function, with the bindings made in its own statements.

    `fillings` are what is put into the values of names: `query["a"] = 1`, `query.update(…)`.
    """

    node: Node
    parent: Scope | None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    fillings: dict[str, list[Binding]] = field(default_factory=dict)

    @property
    def is_class(self) -> bool:
        """Whether names of it are seen by attribute only."""
        return self.node.type == "class_definition"


class Scopes:
    """The scopes of a module, each read when first asked for."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self._held: dict[int, Scope] = {}
        self._functions: dict[str, Node | None] = {}
        self._global: dict[str, list[Binding]] | None = None
        self._taken: dict[int, list[tuple[str, Binding]]] | None = None

    def at(self, offset: int) -> tuple[Scope, Path]:
        """The innermost scope of a place, and the branches taken in it."""
        place = place_of(self.module, offset)
        scope = self._scope(self.module.root, None)
        for node in place.definitions:
            scope = self._scope(node, scope)
        return scope, place.path

    def of_class(self, name: str) -> Scope | None:
        """The scope of a class of that name at the module's top."""
        top = self._scope(self.module.root, None)
        for binding in top.bindings.get(name, ()):
            value = binding.value
            if value is not None and value.type == "class_definition":
                return self._scope(value, top)
        return None

    def bound_globally(self, name: str) -> list[Binding]:
        """What functions bind to a name of the module that they call `global`."""
        if self._global is None:
            self._global = {}
            for match in _GLOBAL.finditer(self.module.plain):
                scope = self.at(match.start(1))[0]
                for one in match[1].replace(",", " ").split():
                    self._global.setdefault(one, []).extend(scope.bindings.get(one, ()))
        return self._global.get(name, [])[:_MOST_GLOBAL]

    def put_into(self, scope: Scope, name: str, offset: int) -> list[Binding]:
        """What was put into the value of a name before a place: the latest of it."""
        put = scope.fillings.get(name)
        if not put:
            return []
        local = scope is self.at(offset)[0]
        before = bisect_right(put, offset, key=lambda one: one.after) if local else len(put)
        return put[max(before - _MOST_PUT, 0) : before]

    def scope_of(self, node: Node) -> Scope:
        """The scope that a class or a function is."""
        body = node.child_by_field_name("body")
        return self.at(body.start_byte if body is not None else node.start_byte)[0]

    def function(self, name: str) -> Node | None:
        """The only function of that name at the module's top."""
        if name not in self._functions:
            self._functions[name] = self._only_function(name)
        return self._functions[name]

    def _only_function(self, name: str) -> Node | None:
        found = [
            binding.value
            for binding in self.top().bindings.get(name, ())
            if binding.kind is BindingKind.DEFINED
        ]
        node = found[0] if len(found) == 1 else None
        return node if node is not None and node.type == "function_definition" else None

    def top(self) -> Scope:
        """The module's own scope."""
        return self._scope(self.module.root, None)

    def _scope(self, node: Node, parent: Scope | None) -> Scope:
        scope = self._held.get(node.id)
        if scope is None:
            scope = Scope(node, parent)
            self._held[node.id] = scope
            for name, binding in _bindings(self.module, node):
                filled = binding.kind is BindingKind.FILLED
                kept = scope.fillings if filled else scope.bindings
                kept.setdefault(name, []).append(binding)
            for name, binding in self._taken_on_the_way().get(node.id, ()):
                held = scope.bindings.setdefault(name, [])
                insort(held, binding, key=lambda one: one.after)
        return scope

    def _taken_on_the_way(self) -> dict[int, list[tuple[str, Binding]]]:
        """What `name := value` binds, by the scope in which it does."""
        if self._taken is None:
            self._taken = {}
            places = [match.span() for match in _WALRUS.finditer(self.module.plain)]
            for (start, _), trail in zip(places, self.module.around(places), strict=True):
                for node in trail[:2]:
                    if node.type == "named_expression":
                        self._take(node, start)
        return self._taken

    def _take(self, node: Node, offset: int) -> None:
        name, value = (node.child_by_field_name(part) for part in ("name", "value"))
        if name is None or value is None or self._taken is None:
            return
        place = place_of(self.module, offset)
        holder = place.definitions[-1] if place.definitions else self.module.root
        bound = Binding(BindingKind.ASSIGNED, value, node.end_byte, place.path)
        self._taken.setdefault(holder.id, []).append((self.module.name(name), bound))


def _bindings(module: Module, node: Node) -> Iterator[tuple[str, Binding]]:
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
    function, arguments = (call.child_by_field_name(part) for part in ("function", "arguments"))
    if function is None or arguments is None or function.type != "attribute":
        return
    owner, method = (function.child_by_field_name(part) for part in ("object", "attribute"))
    if owner is None or method is None or owner.type != "identifier":
        return
    kind = _GROWING.get(module.code(method))
    given = module.children(arguments)[0] if kind is not None else []
    if kind is not None and (len(given) == 1 or (given and kind is BindingKind.FILLED)):
        yield module.name(owner), Binding(kind, given[0], call.end_byte, path)


_GROWING = {
    "append": BindingKind.APPENDED,
    "extend": BindingKind.EXTENDED,
    "update": BindingKind.FILLED,
    "setdefault": BindingKind.FILLED,
    "add": BindingKind.FILLED,
}
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
            if child.type == "identifier":
                yield module.name(child), replace(bound, index=index)
    elif target.type == "attribute":
        # `self.sql = …` is kept under its dotted name.
        yield module.name(target), bound
    elif target.type == "subscript" and bound.value is not None:
        holder = target.child_by_field_name("value")
        if holder is not None and holder.type in ("identifier", "attribute"):
            yield module.name(holder), replace(bound, kind=BindingKind.FILLED)


def _opened(module: Module, statement: Node, path: Path) -> Iterator[tuple[str, Binding]]:
    body = statement.child_by_field_name("body")
    after = body.start_byte if body is not None else statement.end_byte
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
            yield from _targets(module, name, Binding(BindingKind.OPENED, value, after, path))
