"""Method chains of object mappers, followed through the variables that hold parts of them."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, arguments_of, call_of, chain
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.naming.ways import Choice, picked_by, unscoped_when
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import attribute_bindings, results_of
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_MOST = 8
_LONGEST = 2_000
_DEEPEST = 12


class Link(Struct, frozen=True):
    """One attribute of a chain, called or not; `[]` is a subscript."""

    name: str
    node: Node
    call: Call | None = None


class Chain(Struct):
    """A chain from its base outward. `looped`: the chain's end is one element of what it gives.

    `choices` are the branches on the way on which the expression is this chain.
    """

    base: Node
    links: list[Link] = field(default_factory=list)
    looped: bool = False
    choices: tuple[Choice, ...] = ()

    def then(self, links: list[Link], choices: tuple[Choice, ...], looped: bool) -> Chain:
        """The chain with further links at its end, and further choices on the way."""
        return Chain(self.base, [*self.links, *links], looped, (*self.choices, *choices))


def chains(reading: Reading, node: Node, depth: int = 0) -> list[Chain]:
    """The chains that an expression may stand for, worked out once for each."""
    key = ("chains", node.id)
    held: list[Chain] | None = reading.remembered.get(key)
    if held is None:
        # What stands for itself, through a function that calls itself, stands for nothing known.
        reading.remembered[key] = []
        held = reading.remembered[key] = _chains(reading, node, depth)
    return [*held]


def _chains(reading: Reading, node: Node, depth: int) -> list[Chain]:
    base, links = _own(reading, node)
    if depth >= _DEEPEST:
        return [Chain(base, links)]
    if base.type == "conditional_expression":
        return [
            one.then(links, (choice,), one.looped)
            for way, choice in picked_by(reading.module, base)
            for one in chains(reading, way, depth + 1)
        ][:_MOST]
    if base.type == "call":
        given = _given_by(reading, base)
        found = [one for value in given for one in chains(reading, value, depth + 1)]
        found = _as_called(reading, found, base)
        return [one.then(links, (), one.looped) for one in found][:_MOST] or [Chain(base, links)]
    if base.type != "identifier":
        return [Chain(base, links)]
    managed = bool(links) and links[0].name.endswith("objects")
    if links and not managed and reading.module.name(base) in ("self", "cls"):
        values = _held_by(reading, base, links[0])
        found = [one for value in values for one in chains(reading, value, depth + 1)]
        if links[0].call is not None:
            found = _as_called(reading, found, links[0].call.node)
        return [one.then(links[1:], (), one.looped) for one in found][:_MOST] or [
            Chain(base, links)
        ]
    return _named(reading, base, links, depth)


def _as_called(reading: Reading, found: list[Chain], call: Node) -> list[Chain]:
    """The chains that a function gives, without those that what it is given here leaves out.

    `rows(days)` behind `if days < 30: raise …` is no way on which there are no days.
    """
    if len(found) < 2:
        return found
    from guardrail.frontends.python.readers.narrowing.fillings import own_function
    from guardrail.frontends.python.readers.narrowing.given_reasons import holds_for

    function = call.child_by_field_name("function")
    own = own_function(reading, function) if function is not None else None
    if own is None:
        return found
    kept = [
        one
        for one in found
        if not any(
            (when := unscoped_when(reading.module, (choice,))).endswith(_ABSENT)
            and holds_for(reading, call, own, when) is False
            for choice in one.choices
        )
    ]
    return kept or found


def _named(reading: Reading, base: Node, links: list[Link], depth: int) -> list[Chain]:
    """The chains that begin with a name: those that it was given, with the links behind it."""
    # A row that is taken apart (`row[0]`) is still the row.
    one_of_many = all(link.name == "[]" for link in links)
    clause = reading.builder.flow.comprehension_clause(base)
    if clause is not None:
        iterated = clause.child_by_field_name("right")
        inner = chains(reading, iterated, depth + 1) if iterated is not None else []
        return [one.then(links, (), one_of_many) for one in inner]
    found: list[Chain] = []
    for way in reading.builder.flow.reaching_ways(base):
        binding, value = way.value, way.value.value
        if value is None:
            continue
        if binding.kind is BindingKind.LOOPED:
            for one in chains(reading, _iterated(reading, value, binding.index), depth + 1):
                found.append(one.then(links, way.choices, one_of_many))
        elif binding.kind is BindingKind.ASSIGNED and value.type in _FOLLOWED:
            if binding.index is not None:
                continue
            for one in chains(reading, value, depth + 1):
                found.append(one.then(links, way.choices, one.looped))
    return found[:_MOST] or [Chain(base, links)]


def _iterated(reading: Reading, node: Node, index: int | None) -> Node:
    """What a loop runs over, inside `enumerate(…)` where the variable is the second."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    if index == 1 and function is not None and reading.module.name(function) == "enumerate":
        return next(iter(arguments_of(reading.module, node)), node)
    return node


def _given_by(reading: Reading, call: Node) -> list[Node]:
    """What the call of a plain function gives: its argument again, or what the function returns."""
    function = call.child_by_field_name("function")
    if function is None or function.type != "identifier":
        return []
    name = reading.module.name(function)
    if name in _SAME:
        return arguments_of(reading.module, call)[:1]
    own = reading.scopes.function(name)
    return results_of(reading.module, own)[:_MOST] if own is not None else []


def _held_by(reading: Reading, base: Node, link: Link) -> list[Node]:
    """What an attribute or a method of the class around gives, where it is a query by its looks."""
    scope: Scope | None = reading.scopes.at(base.start_byte)[0]
    while scope is not None and not scope.is_class:
        scope = scope.parent
    found: list[Node] = []
    named: list[Node] = []
    bound = attribute_bindings(reading, scope, link.name) if scope is not None else []
    if not bound and link.name == "get_queryset" and link.call is not None and scope is not None:
        # Django's generic views give what their class names.
        bound, link = attribute_bindings(reading, scope, "queryset"), replace(link, call=None)
    for binding in bound:
        value = binding.value
        if value is None or binding.index is not None:
            continue
        if binding.kind is BindingKind.DEFINED:
            called = value.type == "function_definition"
            results = results_of(reading.module, value) if called else []
            if called and _QUERY.search(reading.module.code(value)[:_LONGEST]):
                named += [one for one in results if one.type == "identifier"]
            found += results
        elif link.call is None and binding.kind is BindingKind.ASSIGNED:
            found.append(value)
    return [
        one for one in found if one in named or _QUERY.search(reading.module.code(one)[:_LONGEST])
    ][:_MOST]


_ABSENT = ("is false", "is None")
_SAME = words("list tuple set frozenset sorted reversed iter tqdm")
_QUERY = late(r"objects\b|_manager\b|query|select\(|delete\(|update\(|filter\(|\ball\(|scalars\(")
_FOLLOWED = words(
    "call attribute identifier subscript await parenthesized_expression conditional_expression"
)


def _own(reading: Reading, node: Node) -> tuple[Node, list[Link]]:
    """The base of an expression and its links, without following names."""
    module = reading.module
    links: list[Link] = []
    called: Node | None = None
    base = node
    for one in chain(module, node):
        base = one
        if one.type == "call":
            called = one
        elif one.type == "attribute":
            attribute = one.child_by_field_name("attribute")
            name = module.name(attribute) if attribute is not None else "?"
            call = call_of(module, called, name) if called is not None else None
            links.append(Link(name, one, call))
            called = None
        elif one.type == "subscript":
            links.append(Link("[]", one))
            called = None
    if called is not None and base.type == "identifier":
        # A plain function's call is the base itself: `delete(User)`.
        base = called
    links.reverse()
    return base, links
