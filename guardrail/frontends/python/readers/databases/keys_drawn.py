"""Conditions that ask for the keys of the very rows: `Event.id.in_(select(Event.id).limit(500))`.

Such a condition leaves out nothing, or what a limit cuts off; the next turn of a loop takes that.
Only where nothing but keys is fetched: rows that were looked at may have been chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.reach import WHEN, Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.chains import Chain, Link, chains
from guardrail.knowledge.python.rows import words

_KEYS = frozenset(("pk", "id", "uuid"))
_FETCHING = words(
    "all scalars fetchall execution_options yield_per partitions distinct subquery scalar_subquery"
    " using iterator values values_list"
)
_CUTTING = frozenset(("limit", "[]"))
_EXECUTING = words("scalars execute exec")
_DEEPEST = 4

Links = Sequence[Link] | None
"""What is called on a query of all keys, `None` where it is a query of anything else."""


def in_keys_of_all(reading: Reading, column: Node, given: Node) -> Told | None:
    """What `Event.id.in_(…)` leaves where it is given the ids of all events; `None` otherwise."""
    asked = reading.module.code(column)
    if asked.rpartition(".")[2] not in _KEYS or _thinned(reading, given):
        return None
    found = [_selected(reading, one, asked, 0) for one in chains(reading, given)]
    return _told(found, f"{asked}.in_({reading.module.short(given, 40)})")


def among_keys_of_all(reading: Reading, call: Call, name: str, given: Node) -> Told | None:
    """What Django's `Order.objects.filter(pk__in=…)` leaves where it is given all orders' keys."""
    owner = call.function.child_by_field_name("object")
    own = {_rows_of(reading, one) for one in chains(reading, owner)} if owner is not None else set()
    if len(own) != 1 or "" in own or _thinned(reading, given):
        return None
    # `pk__in=Order.objects.all()[:500]` asks for the keys; rows under a name were looked at.
    inline = given.type != "identifier"
    found = [_picked(reading, one, own, inline) for one in chains(reading, given)]
    return _told(found, f"{call.last}({name}={reading.module.short(given, 40)})")


def _thinned(reading: Reading, given: Node) -> bool:
    """Whether keys are taken out of a set somewhere: `stale.discard(order.pk)`."""
    if given.type != "identifier":
        return False
    name = re.escape(reading.module.name(given))
    return re.search(rf"\b{name}(?:\.{_TAKING_OUT}\(|\s*-=)", reading.module.plain) is not None


_TAKING_OUT = r"(?:discard|remove|pop|difference_update|intersection_update)"


def _told(found: Sequence[Links], shown: str) -> Told | None:
    names = [link.name for links in found for link in links or ()]
    if not found or None in found:
        return None
    if not set(names) <= _FETCHING | _CUTTING:
        # `if days: orders = orders.filter(…)`, before the keys are asked for.
        names_of = ({link.name for link in one or ()} for one in found)
        whole = any(one <= _FETCHING | _CUTTING for one in names_of)
        return (Scope.UNKNOWN, f"{WHEN}nothing narrows what {shown} asks") if whole else None
    if _CUTTING.isdisjoint(names):
        return Scope.TAUTOLOGY, f"{shown} leaves every row"
    return Scope.TAUTOLOGY, f"{shown} asks nothing else"


def _selected(reading: Reading, chain: Chain, column: str, depth: int) -> Links:
    """What is called on `select(Event.id)` or `session.query(Event.id)`."""
    base = chain.base
    if base.type == "call":
        made = reading.call(base)
        return chain.links if made.last == "select" and _only(reading, made, column) else None
    for index, link in enumerate(chain.links):
        call, more = link.call, chain.links[index + 1 :]
        if call is None or not call.positional:
            continue
        if link.name == "query":
            return more if _only(reading, call, column) else None
        if link.name in _EXECUTING and depth < _DEEPEST:
            inner = [
                _selected(reading, one, column, depth + 1)
                for one in chains(reading, call.positional[0])
            ]
            only = inner[0] if len(inner) == 1 else None
            return None if only is None else [*only, *more]
    return None


def _only(reading: Reading, call: Call, column: str) -> bool:
    """Whether a query is made for one column and nothing else."""
    return len(call.positional) == 1 and reading.module.code(call.positional[0]) == column


def _picked(reading: Reading, chain: Chain, own: set[str], inline: bool) -> Links:
    """What is called on a model's manager that gives nothing but keys."""
    if _rows_of(reading, chain) not in own:
        return None
    keys = [one.call for one in chain.links if one.name in ("values", "values_list") and one.call]
    fields = {reading.known(one) for call in keys for one in call.positional}
    picks = (len(fields) == 1 and fields <= _KEYS) or (inline and not keys)
    return chain.links[1:] if picks else None


def _rows_of(reading: Reading, chain: Chain) -> str:
    """The model and its manager that a chain begins with: "Order.objects"."""
    first = chain.links[0].name if chain.links else ""
    plain = chain.base.type == "identifier" and first.endswith("objects")
    return f"{reading.module.name(chain.base)}.{first}" if plain else ""
