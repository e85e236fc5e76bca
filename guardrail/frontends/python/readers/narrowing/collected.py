"""Conditions that a comprehension makes or `reduce` joins: none where there is nothing to join."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import arguments_of, call_of
from guardrail.frontends.python.readers.narrowing.dumped import dumped
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.given_some import given_some
from guardrail.frontends.python.readers.narrowing.handed_in import asked_of, is_handed_in
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.refusals import never_empty
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.options import has_required
from guardrail.frontends.python.values.surely_given import surely_given
from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.patterns import late

COMPREHENSIONS = frozenset(
    f"{kind}_comprehension" for kind in ("list", "set", "dictionary")
) | frozenset(("generator_expression",))
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_VIEWS = frozenset(("items", "values", "keys"))
_LISTS = frozenset(("list", "tuple"))
_EMPTY = frozenset(("None", '""', "''", "False", "[]", "{}", "()"))
_MAY_BE_NONE = late(r"None|Optional|Any\b|object\b")
_LONGEST = 50
_UNKNOWN: Told = (Scope.UNKNOWN, "")


def made_for_each(reading: Reading, node: Node, *, written: bool = True) -> Told:
    """What the conditions leave that a comprehension makes, one for each of what it runs over.

    With `written` also where that is a dictionary that is written out.
    """
    parts = reading.module.children(node)[0]
    clauses = [one for one in parts if one.type == "for_in_clause"]
    over = clauses[0].child_by_field_name("right") if len(clauses) == 1 else None
    if over is None:
        return _UNKNOWN
    asked = [one for one in parts if one.type == "if_clause"]
    chosen = bool(asked)
    over = _without_view(reading, unwrapped(over))
    held = reading.builder.flow.value(over) or over
    if what := asked_of(reading, asked, clauses[0]):
        return Scope.UNKNOWN, f"unscoped when nothing of {what} is given"
    if (record := _attributes_of(reading, over)) is not None:
        return _of_attributes(reading, record) if chosen else (Scope.FILTERED, "")
    if held.type in _LISTS and chosen:
        return _elements_given(reading, held)
    if held.type == "call" and (told := dumped(reading, held, chosen=chosen)) is not None:
        return told
    if held.type == "dictionary" and chosen:
        return _optional(reading, over, held) if written else _UNKNOWN
    if held.type == "dictionary" and (told := _all_entries(reading, over, held)) is not None:
        return told
    if over.type not in _NAMED:
        return _UNKNOWN
    elements = reading.builder.flow.elements(over)
    if elements is not None:
        return _UNKNOWN if chosen else ((Scope.FILTERED if elements else Scope.NONE), "")
    name = reading.module.name(over)
    full = never_empty(reading.module, place_of(reading.module, node.start_byte).statement, name)
    if not chosen and (full or surely_given(reading, over)):
        return Scope.FILTERED, ""
    if chosen and given_some(reading, over):
        return Scope.FILTERED, ""
    by_request = REQUEST_TEXTS.match(reading.module.code(over)[:_LONGEST]) is not None
    if not by_request and not is_handed_in(reading, over):
        return _UNKNOWN
    what = reading.module.short(over, _LONGEST)
    when = f"nothing of {what} is kept" if full else f"{what} is empty"
    return Scope.UNKNOWN, f"unscoped when {when}"


def _all_entries(reading: Reading, over: Node, written: Node) -> Told | None:
    """What one condition for each entry of a dictionary leaves, `None` where it is filled later."""
    entries = reading.module.children(written)[0]
    if any(one.type != "pair" for one in entries):
        return None
    name = reading.module.name(over) if over.type == "identifier" else ""
    if name and name in reading.scopes.at(over.start_byte)[0].fillings:
        return None
    return (Scope.FILTERED if entries else Scope.NONE), ""


def _attributes_of(reading: Reading, over: Node) -> Node | None:
    """The object whose attributes are gone through: `vars(args)`, `args.__dict__`."""
    if over.type == "attribute":
        named = over.child_by_field_name("attribute")
        inside = named is not None and reading.module.name(named) == "__dict__"
        return over.child_by_field_name("object") if inside else None
    if over.type != "call":
        return None
    call = reading.call(over)
    return call.positional[0] if call.name == "vars" and len(call.positional) == 1 else None


def _of_attributes(reading: Reading, record: Node) -> Told:
    """What the attributes of an object leave that hold something: none of a program's options."""
    if not is_handed_in(reading, record) or has_required(reading.module):
        return _UNKNOWN
    what = reading.module.short(record, _LONGEST)
    return Scope.UNKNOWN, f"unscoped when nothing of {what} is given"


def _elements_given(reading: Reading, written: Node) -> Told:
    """What the elements of a list leave of which those are kept that there are."""
    elements = reading.module.children(written)[0]
    if not elements or not all(one.type == "conditional_expression" for one in elements):
        return _UNKNOWN
    last = [unwrapped(reading.module.children(one)[0][-1]) for one in elements]
    if not all(one.type == "none" or reading.module.code(one) in _EMPTY for one in last):
        return _UNKNOWN
    return Scope.UNKNOWN, f"unscoped when none of the {len(elements)} conditions is given"


def _optional(reading: Reading, over: Node, written: Node) -> Told:
    """What the entries of a dictionary leave that are kept where there is something in them."""
    entries = reading.module.children(written)[0]
    values = [one.child_by_field_name("value") for one in entries]
    if not values or not all(one is not None and _may_be_empty(reading, one) for one in values):
        return _UNKNOWN
    named = over.type == "identifier"
    what = reading.module.name(over) if named else f"the {len(values)} conditions"
    return Scope.UNKNOWN, f"unscoped when nothing of {what} is given"


def _may_be_empty(reading: Reading, value: Node) -> bool:
    """Whether whoever calls may give nothing there: an option, a parameter that has a default."""
    value = unwrapped(value)
    if value.type not in (*_NAMED, "call") or not is_handed_in(reading, value):
        return False
    if value.type != "call" and refused_when_empty(reading, value):
        return False
    if value.type != "identifier":
        return True
    bound = reading.builder.flow.reaching(value)
    return not any(
        one.kind is BindingKind.PARAMETER
        and one.value is None
        and one.annotation is not None
        and _MAY_BE_NONE.search(reading.module.code(one.annotation)) is None
        for one in bound
    )


def _without_view(reading: Reading, node: Node) -> Node:
    """The dictionary whose items, values or keys are asked for, else the expression itself."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    method = function.child_by_field_name("attribute") if function is not None else None
    owner = function.child_by_field_name("object") if function is not None else None
    if method is None or owner is None or reading.module.name(method) not in _VIEWS:
        return node
    return owner


def reduced(
    reading: Reading,
    node: Node,
    name: str,
    judge: Callable[[Node], Told],
    of: Callable[[Node], Told],
) -> Told | None:
    """What `reduce(or_, conditions, Q())` leaves; `None` for other calls.

    `judge` tells it of a condition, `of` of a list of them. Without a first value an empty list
    raises an error.
    """
    if name.rsplit(".", 1)[-1] != "reduce":
        return None
    given = arguments_of(reading.module, node)
    call = call_of(reading.module, node, name)
    first = given[2] if len(given) > 2 else call.keywords.get("initial")
    if len(given) < 2 or first is None:
        return Scope.FILTERED, ""
    start = judge(first)
    return of(given[1]) if start[0] in (Scope.NONE, Scope.TAUTOLOGY) else start
