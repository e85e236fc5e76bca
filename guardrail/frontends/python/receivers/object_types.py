"""The objects that types, names and classes of a module stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import classes_above
from guardrail.frontends.python.receivers.models import extended, models_of
from guardrail.frontends.python.receivers.things import Thing
from guardrail.knowledge.python.kinds import facts
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.objects import Objects

_DEEPEST = 24
_NAME = late(r"[A-Za-z_][\w.]*")
_SEVERAL = words("list List dict Dict set Set tuple Tuple Sequence Mapping Callable Type type")


class Types:
    """Tells the objects of one module by their types; `objects` tells what functions give."""

    def __init__(self, reading: Reading, objects: Objects) -> None:
        self._reading = reading
        self._module = reading.module
        self._objects = objects
        self._facts = facts()
        self._aliases: dict[str, tuple[Thing, ...]] = {}

    def annotated(self, node: Node, depth: int = 0) -> tuple[Thing, ...]:
        """The objects that a type says something is."""
        key = ("annotated", node.id)
        held: tuple[Thing, ...] | None = self._reading.remembered.get(key)
        if held is None:
            held = self._reading.remembered[key] = self._typed(self._module.code(node), depth)
        return held

    def _typed(self, code: str, depth: int) -> tuple[Thing, ...]:
        names = _NAME.findall(code[:400])
        if "[" in code and names and names[0].rsplit(".", 1)[-1] in _SEVERAL:
            return ()
        for name in names:
            head, dot, tail = name.partition(".")
            full = self._reading.names.imports.get(head, head) + dot + tail
            made = self._facts.makes.get(full)
            if made is not None:
                return tuple(Thing(one.kind) for one in made)
            scope = self._reading.scopes.of_class(name)
            if scope is not None:
                return self.instance(scope)
            found = self._by_alias(name, depth)
            if found:
                return found
            function = self._reading.scopes.function(name)
            if function is not None and "Depends" in names and depth < _DEEPEST:
                return self._objects.results(function, depth)
        return ()

    def _by_alias(self, name: str, depth: int) -> tuple[Thing, ...]:
        """What a name of the module is as a type; a type that names itself is nothing known."""
        held = self._aliases.get(name)
        if held is None:
            self._aliases[name] = ()
            alias = self._alias(name) if depth < _DEEPEST else ""
            held = self._aliases[name] = self._typed(alias, depth + 1) if alias else ()
        return held

    def _alias(self, name: str) -> str:
        """The type that the module gives a name: `DB = Annotated[…]`."""
        bound = self._reading.scopes.top().bindings.get(name, ())
        value = bound[0].value if len(bound) == 1 else None
        typed = value is not None and value.type in ("subscript", "binary_operator", "attribute")
        return self._module.code(value) if value is not None and typed else ""

    def ready(self, node: Node) -> tuple[Thing, ...]:
        """An object that a library has ready, by its name."""
        known = self._facts.ready.get(self._reading.names.dotted(node))
        return (Thing(known.kind),) if known is not None else ()

    def class_(self, node: Node) -> tuple[Thing, ...]:
        """The module's own class as an object: of a kind where it inherits from one."""
        scope = self._reading.scopes.scope_of(node)
        return tuple(
            Thing(known.kind, (self._class_name(scope),), of=scope, sure=sure)
            for known, sure in extended(self._reading, scope)
        ) or (Thing("class", of=scope),)

    def instance(self, scope: Scope) -> tuple[Thing, ...]:
        """An object of the module's own class."""
        for above in classes_above(self._reading, scope):
            if (made := self._facts.makes.get(above)) is not None:
                return tuple(Thing(one.kind, of=scope) for one in made)
        return tuple(
            Thing(known.instances, (self._class_name(scope),), Reach.KEYED, of=scope, sure=sure)
            for known, sure in extended(self._reading, scope)
            if known.instances
        ) or (Thing("object", of=scope),)

    def _class_name(self, scope: Scope) -> str:
        return self._module.defined(scope.node)

    def elsewhere(self, node: Node) -> tuple[Thing, ...]:
        """A class of another module of the project, which may be a model of any mapper in use."""
        name = self._module.name(node)
        return tuple(
            Thing(known.kind, (name,), sure=False)
            for known in models_of(self._reading, self._reading.names.imports.get(name, name))
        )

    def itself(self, node: Node) -> tuple[Thing, ...]:
        """`self`: an object of the class around; `cls`: that class."""
        name = self._module.name(node)
        if name not in ("self", "cls"):
            return ()
        scope: Scope | None = self._reading.scopes.at(node.start_byte)[0]
        while scope is not None and not scope.is_class:
            scope = scope.parent
        if scope is None:
            return ()
        return self.instance(scope) if name == "self" else self.class_(scope.node)
