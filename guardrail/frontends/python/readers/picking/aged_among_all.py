"""Indexes that go once they are old, whatever they hold: `indices.get(index="*")`.

An index of a search engine that is old is as often the one with the orders as one of a log.
Source: Elasticsearch 8, "API conventions" ("*" and `_all` are every index).
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.picking.queries import AGE
from guardrail.frontends.python.readers.picking.telling_defaults import text_by_default
from guardrail.frontends.python.readers.picking.trail import passed_on_the_way
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.records import held_values

_STORES = ("elasticsearch", "opensearch")
_LISTING = frozenset(("get", "get_alias", "get_settings", "indices", "stats", "resolve_index"))
_EVERY = frozenset(("*", "_all", "*,-.*"))


def aged_among_all(reading: Reading, call: Call, store: str, taken: Node | None) -> bool:
    """Whether nothing but their age picks the indexes that go among all that there are."""
    if store not in _STORES or taken is None or picked_out(reading, call, taken) != AGE:
        return False
    listed = [one for one in passed_on_the_way(reading, call.node, taken) if one.type == "call"]
    return any(_lists_all(reading, reading.call(one)) for one in listed)


def _lists_all(reading: Reading, call: Call) -> bool:
    asked = call.keywords.get("index") or next(iter(call.positional), None)
    if call.last not in _LISTING or asked is None:
        return False
    told = reading.known(asked) or text_by_default(reading, asked)
    if not told and asked.type == "attribute":
        owner, named = (asked.child_by_field_name(part) for part in ("object", "attribute"))
        held = (
            held_values(reading.builder.flow, owner, reading.module.name(named))
            if owner is not None and named is not None
            else []
        )
        texts = {reading.known(one) for one in held}
        told = texts.pop() if len(texts) == 1 else ""
    return told in _EVERY
