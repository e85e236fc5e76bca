"""Functions of the module that do nothing but give values: what they give, and for which arguments.

A value that stands under `if kind == "orders":`, or in a case of a `match`, isn't given where the
call says another word for `kind`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.source.structure import Block, place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_RETURN = late(r"\breturn\b")
_YIELD = late(r"\byield\b")
_ASKED = late(r"(\w+)\s*(==|!=|in)\s*([\[({]?[\"'][^=<>]*)\Z")
_WORD = late(r"[\"']([^\"']*)[\"']")
_MOST = 8
_HELD = -9
"""Under which of a module's notes stands what its functions give."""


def returned(scopes: Scopes, name: str) -> Node | None:
    """What the module's own function of a name gives, where it always gives the same expression."""
    function = scopes.function(name)
    found = given_back(scopes.module, function) if function is not None else ()
    body = function.child_by_field_name("body") if function is not None else None
    last = scopes.module.children(body)[0][-1:] if body is not None else []
    at_the_end = [one for one in found if last and one.start_byte >= last[0].start_byte]
    return at_the_end[0] if len(found) == len(at_the_end) == 1 else None


def given_back(module: Module, function: Node) -> Sequence[Node]:
    """The expressions that a function returns; none where it yields, or has too many of them."""
    kept: dict[int, Sequence[Node]] = module.notes.setdefault(_HELD, {})
    held = kept.get(function.id)
    if held is None:
        held = kept[function.id] = [*_returned(module, function)]
    return held


def _returned(module: Module, function: Node) -> Iterator[Node]:
    body = function.child_by_field_name("body")
    if body is None or _YIELD.search(module.plain, body.start_byte, body.end_byte):
        return
    places = [one.span() for one in _RETURN.finditer(module.plain, body.start_byte, body.end_byte)]
    for trail in module.around(places) if len(places) <= _MOST else ():
        statement = next((one for one in trail[:2] if one.type == "return_statement"), None)
        if statement is None:
            continue
        definitions = place_of(module, statement.start_byte).definitions
        if definitions and definitions[-1].id == function.id:
            yield from module.children(statement)[0][:1]


def given_where(module: Module, nodes: Sequence[Node], said: Mapping[str, str]) -> list[Node]:
    """Those of a function's values that it gives where its parameters are what is said."""
    return [node for node in nodes if not said or _comes_to(module, node, said)]


def _comes_to(module: Module, node: Node, said: Mapping[str, str]) -> bool:
    return all(
        _may_enter(module, block, said) for block in place_of(module, node.start_byte).blocks
    )


def _may_enter(module: Module, block: Block, said: Mapping[str, str]) -> bool:
    """Whether a branch may be taken, as far as what it asks for is known."""
    owner = block.owner
    if owner.type == "case_clause":
        cases = owner.parent
        statement = cases.parent if cases is not None else None
        subject = statement.child_by_field_name("subject") if statement is not None else None
        told = said.get(module.name(subject)) if subject is not None else None
        words = _WORD.findall(module.code(module.children(owner)[0][0]))
        return told is None or not words or told in words
    condition = owner.child_by_field_name("condition")
    asked = _ASKED.match(module.code(condition)) if condition is not None else None
    told = said.get(asked[1]) if asked is not None else None
    if asked is None or told is None:
        return True
    return (told in _WORD.findall(asked[3])) is (asked[2] != "!=")


def parameters_of(module: Module, function: Node) -> list[str]:
    """The names of a function's parameters, in order, up to `*` or `/`; no `self`."""
    parameters = function.child_by_field_name("parameters")
    found = []
    for child in module.children(parameters)[0] if parameters is not None else ():
        inner = child.child_by_field_name("name") or next(iter(module.children(child)[0]), child)
        if child.type not in _NAMED or inner.type != "identifier":
            break
        found.append(module.name(inner))
    return found[1:] if found[:1] in (["self"], ["cls"]) else found


_NAMED = frozenset(
    ("identifier", "typed_parameter", "default_parameter", "typed_default_parameter")
)
