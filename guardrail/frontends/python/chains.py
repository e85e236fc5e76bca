"""Method chains of object mappers, followed through the variables that hold parts of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of, chain
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.scopes import BindingKind
from guardrail.frontends.python.ways import Choice
from guardrail.knowledge.python.rows import words

_MOST = 8
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Link:
    """One attribute of a chain, called or not; `[]` is a subscript."""

    name: str
    node: Node
    call: Call | None = None


@dataclass(slots=True)
class Chain:
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
        held = reading.remembered[key] = _chains(reading, node, depth)
    return [*held]


def _chains(reading: Reading, node: Node, depth: int) -> list[Chain]:
    base, links = _own(reading, node)
    if base.type == "conditional_expression" and depth < _DEEPEST:
        ways = reading.module.children(base)[0]
        either = [one for way in (ways[0], ways[-1]) for one in chains(reading, way, depth + 1)]
        return [one.then(links, (), one.looped) for one in either][:_MOST]
    if base.type != "identifier" or depth >= _DEEPEST:
        return [Chain(base, links)]
    found: list[Chain] = []
    clause = reading.builder.flow.comprehension_clause(base)
    if clause is not None:
        iterated = clause.child_by_field_name("right")
        inner = chains(reading, iterated, depth + 1) if iterated is not None else []
        return [one.then(links, (), not links) for one in inner]
    for way in reading.builder.flow.reaching_ways(base):
        binding, value = way.value, way.value.value
        if value is None or binding.index is not None:
            continue
        if binding.kind is BindingKind.ASSIGNED and value.type in _FOLLOWED:
            for one in chains(reading, value, depth + 1):
                found.append(one.then(links, way.choices, one.looped))
        elif binding.kind is BindingKind.LOOPED:
            for one in chains(reading, value, depth + 1):
                found.append(one.then(links, way.choices, not links))
    return found[:_MOST] or [Chain(base, links)]


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
