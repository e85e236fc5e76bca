"""What names are bound to, scope by scope, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind, bindings_of
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.naming.taken_branches import NEVER_NONE, Value, Values, as_taken
from guardrail.frontends.python.source.structure import Path, place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_TASK = "@task"
_GLOBAL = late(r"^[ \t]*global[ \t]+([\w, \t]+)", re.MULTILINE)
_MOST_GLOBAL = 16
_MOST_PUT = 64
_PARAMETER = BindingKind.PARAMETER
_WORD = late(r"\w+")
_WALRUS = late(r":=")
_WRITTEN_OUT = NEVER_NONE | frozenset(("true", "false", "none", "integer"))


class Scope(Struct, eq=False):
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
        self._places: dict[int, tuple[Scope, Path]] = {}
        self._functions: dict[str, Node | None] = {}
        self._classes: dict[str, Scope | None] = {}
        self._global: dict[str, list[Binding]] | None = None
        self._taken: dict[int, list[tuple[str, Binding]]] | None = None
        self._derived: dict[str, list[Node]] | None = None
        self._bound: dict[int, list[tuple[str, Binding]]] = {}
        self._given: Mapping[int, Mapping[str, Binding]] = {}
        self._values: dict[int, Values] = {}
        self._base: Scopes | None = None
        self.surely_given: Callable[[Node], bool] = lambda _: False

    def with_given(self, given: Mapping[int, Mapping[str, Binding]]) -> Scopes:
        """The same scopes where parameters of functions are bound to what these are given.

        Functions go by the ids of their nodes.
        """
        other = Scopes(self.module)
        other._base, other._given = self, given
        other._functions, other._global = self._functions, self._global
        other._taken, other._bound = self._taken, self._bound
        return other

    def at(self, offset: int) -> tuple[Scope, Path]:
        """The innermost scope of a place, and the branches taken in it."""
        held = self._places.get(offset)
        if held is None:
            place = place_of(self.module, offset)
            scope = self._scope(self.module.root, None)
            for node in place.definitions:
                scope = self._scope(node, scope)
            path: Path | None = place.path
            if path and scope.node.id in self._values:
                path = as_taken(self.module, path, self._values[scope.node.id])
            held = self._places[offset] = (scope, place.path if path is None else path)
        return held

    def of_class(self, name: str) -> Scope | None:
        """The scope of a class of that name at the module's top."""
        if name not in self._classes:
            self._classes[name] = self._class_named(name)
        return self._classes[name]

    def _class_named(self, name: str) -> Scope | None:
        top = self._scope(self.module.root, None)
        for binding in top.bindings.get(name, ()):
            value = binding.value
            if value is not None and value.type == "class_definition":
                return self._scope(value, top)
        return None

    def derived_from(self, name: str) -> list[Node]:
        """The classes at the module's top in whose bases a name stands."""
        if self._base is not None:
            return self._base.derived_from(name)
        if self._derived is None:
            self._derived = {}
            for bound in self.top().bindings.values():
                node = bound[-1].value if bound[-1].kind is BindingKind.DEFINED else None
                bases = node.child_by_field_name("superclasses") if node is not None else None
                if node is None or bases is None:
                    continue
                for word in dict.fromkeys(_WORD.findall(self.module.code(bases))):
                    self._derived.setdefault(word, []).append(node)
        return self._derived.get(name, [])

    def of_object(self, name: str) -> Scope | None:
        """The class that an object at the module's top is made of: `settings = Settings()`."""
        bound = self.top().bindings.get(name, [])
        made = bound[0].value if len(bound) == 1 else None
        if made is None or made.type != "call" or bound[0].kind is not BindingKind.ASSIGNED:
            return None
        called = made.child_by_field_name("function")
        plain = called is not None and called.type == "identifier"
        return self.of_class(self.module.name(called)) if called is not None and plain else None

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
        """The only function of that name at the module's top, or a task inside of a function."""
        if name not in self._functions:
            self._functions[name] = self._only_function(name)
        return self._functions[name]

    def _only_function(self, name: str) -> Node | None:
        bound = [*self.top().bindings.get(name, ())]
        found = [binding.value for binding in bound if binding.kind is BindingKind.DEFINED]
        node = found[0] if len(found) == 1 else None
        if node is not None and bound[-1].kind is BindingKind.ASSIGNED and not bound[-1].path:
            # `clean = app.task(clean)` is it still, `clean = lambda: None` isn't.
            value = self.module.code(bound[-1].value) if bound[-1].value is not None else ""
            node = node if name in value else None
        if not found and self._has_tasks:
            node = _task(self.module, name)
        return node if node is not None and node.type == "function_definition" else None

    @cached_property
    def _has_tasks(self) -> bool:
        return _TASK in self.module.plain

    def top(self) -> Scope:
        """The module's own scope."""
        return self._scope(self.module.root, None)

    def _scope(self, node: Node, parent: Scope | None) -> Scope:
        scope = self._held.get(node.id)
        if scope is None:
            if self._base is not None and not self._is_given(node, parent):
                return self._base._scope(node, parent)
            scope = Scope(node, parent)
            self._held[node.id] = scope
            for name, binding in self._own_bindings(node):
                filled = binding.kind is BindingKind.FILLED
                kept = scope.fillings if filled else scope.bindings
                kept.setdefault(name, []).append(binding)
            for name, binding in self._given.get(node.id, {}).items():
                held = scope.bindings.get(name, ())
                own = [b for b in held if b.kind is not _PARAMETER and b.after != binding.after]
                insort(own, binding, key=lambda one: one.after)
                scope.bindings[name] = own
            if node.id in self._given:
                self._take_branches(scope)
            for name, binding in self._taken_on_the_way().get(node.id, ()):
                held = scope.bindings.setdefault(name, [])
                insort(held, binding, key=lambda one: one.after)
        return scope

    def _take_branches(self, scope: Scope) -> None:
        """Leave out what branches bind that aren't taken with what the function is given."""
        given = self._given[scope.node.id]
        values = {
            name: value
            for name, one in given.items()
            if len(scope.bindings[name]) == 1 and name not in scope.fillings
            if (value := self._written(one)) is not None
        }
        self._values[scope.node.id] = values
        # Many bindings stand in the same branches.
        taken: dict[Path, Path | None] = {}
        for kept in (scope.bindings, scope.fillings) if values else ():
            for name, bound in kept.items():
                left = []
                for one in bound:
                    if one.path not in taken:
                        taken[one.path] = as_taken(self.module, one.path, values)
                    path = taken[one.path]
                    if path is not None:
                        left.append(one if path == one.path else replace(one, path=path))
                kept[name] = left

    def _written(self, binding: Binding) -> Value | None:
        """What a parameter is given, as far as it is known: a value, that there is one."""
        value = self._plainly(binding)
        plain = isinstance(value, bool) or (value is not None and value.type in _WRITTEN_OUT)
        if plain or binding.kind is not BindingKind.ASSIGNED or binding.value is None:
            return value
        return True if self.surely_given(binding.value) else value

    def _plainly(self, binding: Binding) -> Value | None:
        """The value that a parameter is given, where it is written out or has a name for it."""
        node = binding.value
        if binding.kind is BindingKind.COLLECTED and node is not None and binding.index is None:
            given = [one.type for one in self.module.children(node)[0]]
            return None if "dictionary_splat" in given else "keyword_argument" in given
        if binding.kind is not BindingKind.ASSIGNED or node is None or node.type != "identifier":
            return node if binding.kind is BindingKind.ASSIGNED else None
        bound = self.at(node.start_byte)[0].bindings.get(self.module.name(node), [])
        plain = len(bound) == 1 and bound[0].kind is BindingKind.ASSIGNED and not bound[0].path
        filled = self.module.name(node) in self.at(node.start_byte)[0].fillings
        return bound[0].value if plain and not filled and bound[0].index is None else None

    def values_at(self, offset: int) -> Values:
        """What the function around a place is given, as far as that is written out."""
        return self.values_in(self.at(offset)[0].node)

    def values_in(self, function: Node) -> Values:
        """What a function is given, as far as that is written out, or is known to be something."""
        if function.id in self._given or self._base is None:
            return self._values.get(function.id, {})
        return self._base.values_in(function)

    def is_reached(self, offset: int) -> bool:
        """Whether a place stands in no branch that isn't taken with what is given."""
        values = self.values_at(offset)
        path = place_of(self.module, offset).path
        return not values or as_taken(self.module, path, values) is not None

    def _is_given(self, node: Node, parent: Scope | None) -> bool:
        """Whether parameters are bound otherwise in a scope, or in one around it."""
        return node.id in self._given or (parent is not None and parent.node.id in self._held)

    def _own_bindings(self, node: Node) -> list[tuple[str, Binding]]:
        held = self._bound.get(node.id)
        if held is None:
            held = self._bound[node.id] = [*bindings_of(self.module, node)]
        return held

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


def _task(module: Module, name: str) -> Node | None:
    """A task that is defined inside the function which makes a DAG of it: `@task` in `@dag`."""
    node = function_named(module, name)
    above = node.parent if node is not None else None
    if above is None or above.type != "decorated_definition":
        return None
    decorators = [one for one in above.named_children if one.type == "decorator"]
    return node if any(module.code(one).startswith(_TASK) for one in decorators) else None
