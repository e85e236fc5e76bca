"""SQLAlchemy's queries: `session.query(T).filter(…).delete()`, a loop of `session.delete(o)`."""

from __future__ import annotations

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.statement_rows import (
    Rows,
    assigned,
    changes_of,
    followed,
    target_of,
)
from guardrail.frontends.python.readers.picking.in_turn import left_in_turn
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.chains import Chain, Link, chains
from guardrail.knowledge.python.rows import words
from guardrail.stream import Item

_ENDS = words(
    "one first one_or_none scalar scalars scalar_one get get_or_404 first_or_404 all count copy"
    " fetchall fetchone mappings exists subquery paginate"
)


def changes_query(reading: Reading, call: Call, verb: Verb) -> list[Item] | None:
    """`session.query(T).filter(…).delete()`, `T.query.delete()`, a loop of `session.delete(o)`."""
    owner = call.function.child_by_field_name("object")
    if owner is None:
        return None
    if verb is Verb.DELETE and len(call.positional) == 1 and not call.keywords:
        if reading.matching.receiver(call) == "session":
            return _deleted_in_loop(reading, call)
        return None
    if verb is Verb.DELETE and len(call.positional) > 1:
        # `Query.delete` takes no rows: a class of the project's own that is called so.
        return None
    if len(call.positional) > 1 and _as_dictionary(reading, call.positional[1]):
        # `Query.update` takes values alone: Ming's takes a filter before them, like MongoDB's.
        return None
    sets = assigned(reading, call) if verb is Verb.UPDATE else ()
    found = [
        replace(rows, sets=sets, choices=one.choices)
        for one in chains(reading, owner)
        if (rows := _query(reading, one, verb)) is not None
    ]
    return changes_of(reading, call, found)


def _as_dictionary(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node)
    return value is not None and value.type == "dictionary"


def _deleted_in_loop(reading: Reading, call: Call) -> list[Item] | None:
    found = [
        replace(rows, scope=left_in_turn(reading, call, rows.scope))
        for one in chains(reading, call.positional[0])
        if one.looped and (rows := _query(reading, one, Verb.DELETE)) is not None
    ]
    return changes_of(reading, call, found)


def _query(reading: Reading, chain: Chain, verb: Verb) -> Rows | None:
    for index, link in enumerate(chain.links):
        more = chain.links[index + 1 :]
        if link.name == "query" and not chain.looped and any(_ends_query(one) for one in more):
            return None
        if link.name == "query" and link.call is not None and link.call.positional:
            target = target_of(reading, link.call.positional[0])
            return followed(reading, verb, target, more)
        if link.name == "query" and link.call is None:
            owner = chain.links[index - 1].node if index else chain.base
            name = reading.module.name(owner).rsplit(".", 1)[-1]
            if name[:1].isupper() and name.isidentifier():
                return followed(reading, verb, name, more)
        if link.name in ("scalars", "execute", "exec") and link.call is not None:
            # Not run over, it is a result or one object, whose methods are its own.
            return _selected(reading, link.call, verb) if chain.looped else None
    return None


def _ends_query(link: Link) -> bool:
    """Whether a link leads from a query to something else: its rows, one row, an attribute."""
    return link.name in _ENDS if link.call is not None else link.name != "[]"


def _selected(reading: Reading, call: Call, verb: Verb) -> Rows | None:
    """`session.scalars(select(T))` as what a loop runs over."""
    for chain in chains(reading, call.positional[0]) if call.positional else ():
        if chain.base.type == "call":
            made = reading.call(chain.base)
            if made.last == "select" and made.positional:
                target = target_of(reading, made.positional[0])
                return followed(reading, verb, target, chain.links)
    return None
