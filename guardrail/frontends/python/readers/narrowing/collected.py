"""Conditions that a comprehension makes or `reduce` joins: none where there is nothing to join."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import arguments_of, call_of
from guardrail.frontends.python.readers.narrowing.dumped import dumped
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.refusals import never_empty
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.patterns import late

COMPREHENSIONS = frozenset(
    f"{kind}_comprehension" for kind in ("list", "set", "dictionary")
) | frozenset(("generator_expression",))
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_VIEWS = frozenset(("items", "values", "keys"))
_KEEPING = frozenset(("get", "getlist", "copy", "pop"))
_MAY_BE_NONE = late(r"None|Optional|Any\b|object\b")
_LONGEST = 50
_DEEPEST = 12
_UNKNOWN: Told = (Scope.UNKNOWN, "")


def made_for_each(reading: Reading, node: Node) -> Told:
    """What the conditions leave that a comprehension makes, one for each of what it runs over."""
    parts = reading.module.children(node)[0]
    clauses = [one for one in parts if one.type == "for_in_clause"]
    over = clauses[0].child_by_field_name("right") if len(clauses) == 1 else None
    if over is None:
        return _UNKNOWN
    chosen = any(one.type == "if_clause" for one in parts)
    over = _without_view(reading, unwrapped(over))
    held = reading.builder.flow.value(over) or over
    if held.type == "call" and (told := dumped(reading, held, chosen=chosen)) is not None:
        return told
    if held.type == "dictionary" and chosen:
        return _optional(reading, over, held)
    if over.type not in _NAMED:
        return _UNKNOWN
    written = reading.builder.flow.elements(over)
    if written is not None:
        return _UNKNOWN if chosen else ((Scope.FILTERED if written else Scope.NONE), "")
    name = reading.module.name(over)
    full = never_empty(reading.module, place_of(reading.module, node.start_byte).statement, name)
    if full and not chosen:
        return Scope.FILTERED, ""
    asked = REQUEST_TEXTS.match(reading.module.code(over)[:_LONGEST]) is not None
    if not asked and not _handed_in(reading, over):
        return _UNKNOWN
    what = reading.module.short(over, _LONGEST)
    when = f"nothing of {what} is kept" if full else f"{what} is empty"
    return Scope.UNKNOWN, f"unscoped when {when}"


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
    if value.type not in (*_NAMED, "call") or not _handed_in(reading, value):
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


def _handed_in(reading: Reading, node: Node) -> bool:
    """Whether whoever calls decides what an expression is: a parameter, an attribute, an option.

    What the function works out by itself is seldom empty where there is something to change.
    """
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "identifier":
            reaching = reading.builder.flow.reaching(node)
            if any(one.kind is BindingKind.PARAMETER for one in reaching):
                return True
            value = reaching[-1].value if reaching else None
            if value is None or value.id == node.id:
                return False
            node = value
            continue
        if node.type == "call":
            function = node.child_by_field_name("function")
            method = function.child_by_field_name("attribute") if function is not None else None
            if method is None or reading.module.name(method) not in _KEEPING:
                return False
        below = node.child_by_field_name("object") or node.child_by_field_name("function")
        inner = below or node.child_by_field_name("value")
        if inner is None:
            return False
        node = inner
    return False


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
