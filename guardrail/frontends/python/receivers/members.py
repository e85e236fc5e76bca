"""The module's own classes and functions: their attributes, their bases, what they give."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.source.whole_words import whole
from guardrail.patterns import late

_MOST = 16
_ASSIGNED = late(rf"{whole('self', 'cls')}\.(\w+)\s*[=:,)]")
_GIVERS = ("return_statement", "yield")
_GIVING = late(whole("return", "yield"))


def attribute_bindings(reading: Reading, scope: Scope, name: str) -> list[Binding]:
    """The bindings of an attribute: in the class itself, by `self` in its methods, in its bases."""
    key = (f"attribute {name}", scope.node.id)
    held: list[Binding] | None = reading.remembered.get(key)
    if held is None:
        held = []
        for one in line_of(reading, scope):
            held = [*_of_class(reading, one, name), *_by_self(reading, one, name)]
            if held:
                break
        reading.remembered[key] = held
    return held


def _of_class(reading: Reading, scope: Scope, name: str) -> list[Binding]:
    """What a class itself binds a name to; a property is what it gives."""
    bound = scope.bindings.get(name, ())
    found: list[Binding] = []
    for one in bound:
        function = one.value if one.kind is BindingKind.DEFINED else None
        if function is not None and is_property(reading.module, function):
            given = results_of(reading.module, function)
            found += [Binding(BindingKind.ASSIGNED, each, each.end_byte) for each in given]
    return found or list(bound)


def classes_above(reading: Reading, scope: Scope) -> list[str]:
    """The full names of the classes that a class inherits from, its own module's bases' too."""
    return [name for one in line_of(reading, scope) for name in _bases(reading, one)]


def comes_of(reading: Reading, scope: Scope, owner: Node) -> bool:
    """Whether a class is the one at a node, or inherits from it."""
    return any(one.node.id == owner.id for one in line_of(reading, scope))


def line_of(reading: Reading, scope: Scope) -> list[Scope]:
    """A class and the classes of the module that it inherits from, nearest first."""
    found = [scope]
    for one in found:
        for name in _bases(reading, one):
            above = reading.scopes.of_class(name)
            if above is not None and len(found) < _MOST and all(above is not o for o in found):
                found.append(above)
    return found


def bases_of_class(reading: Reading, name: str) -> frozenset[str]:
    """What a class of the module is made from, also through others of the module."""
    scope = reading.scopes.of_class(name)
    lines = line_of(reading, scope) if scope is not None else ()
    return frozenset(base for one in lines for base in _bases(reading, one))


def _bases(reading: Reading, scope: Scope) -> list[str]:
    key = ("bases", scope.node.id)
    held: list[str] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = []
        superclasses = scope.node.child_by_field_name("superclasses")
        for node in reading.module.children(superclasses)[0] if superclasses is not None else ():
            if node.type == "subscript":
                node = node.child_by_field_name("value") or node
            held.append(reading.names.dotted(node))
            if node.type == "attribute":
                held.append(reading.matching.typed(node))
            made = reading.builder.flow.value(node) if node.type == "identifier" else None
            if made is not None and made.type in ("call", "attribute"):
                held.append(reading.names.dotted(made))
    return held


def _by_self(reading: Reading, scope: Scope, name: str) -> list[Binding]:
    """What the methods of a class bind as an attribute of `self` or of the class."""
    found: dict[int, list[Binding]] = {}
    for offset in _assigned(reading, scope).get(name, ())[:_MOST]:
        inside = reading.scopes.at(offset)[0]
        owner = reading.module.plain[offset : offset + 4]
        found[inside.node.id] = inside.bindings.get(f"{owner.rstrip('.')}.{name}", [])
    return [binding for bindings in found.values() for binding in bindings]


def _assigned(reading: Reading, scope: Scope) -> dict[str, list[int]]:
    """Where in a class attributes of `self` are assigned, by their names."""
    node = scope.node
    key = f"assigned {node.id}"
    held: dict[str, list[int]] | None = reading.module.facts.get(key)
    if held is None:
        held = reading.module.facts[key] = {}
        for match in _ASSIGNED.finditer(reading.module.plain, node.start_byte, node.end_byte):
            held.setdefault(match[1], []).append(match.start())
    return held


def is_fixture(module: Module, function: Node) -> bool:
    """Whether a function is a fixture of pytest, whose result tests are handed by its name."""
    return "fixture" in _decorators(module, function)


def is_property(module: Module, function: Node) -> bool:
    """Whether a method is called by the mention of its name alone."""
    return "property" in _decorators(module, function)


def _decorators(module: Module, function: Node) -> str:
    around = function.parent
    if around is None or around.type != "decorated_definition":
        return ""
    return module.plain[around.start_byte : function.start_byte]


def is_yielded(result: Node) -> bool:
    """Whether a function yields what it gives, not returns it."""
    return result.parent is not None and result.parent.type == "yield"


def results_of(module: Module, function: Node) -> list[Node]:
    """The expressions that a function returns or yields."""
    held: list[Node] | None = module.notes.get(-function.id)
    if held is None:
        held = module.notes[-function.id] = []
        body = function.child_by_field_name("body")
        if body is None:
            return held
        places = [m.span() for m in _GIVING.finditer(module.plain, body.start_byte, body.end_byte)]
        for trail in module.around(places[:_MOST]):
            givers = [one for one in trail[:2] if one.type in _GIVERS and one.named_children]
            if not givers:
                continue
            node = givers[-1]
            around = place_of(module, node.start_byte).definitions
            if around and around[-1].id == function.id:
                held += module.children(node)[0][:1]
    return held
