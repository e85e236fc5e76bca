"""Comparisons as the queries of libraries write them: a field, a sign and what it is compared with.

Sources: Django's field lookups (`seen_at__lt`), MongoDB's comparison operators (`$gt`), the range
query of Elasticsearch and `Range`, `DatetimeRange` of qdrant-client 1 (`gte`), the conditions of
boto3 (`Attr("at").lt`), the filters of weaviate-client 4 (`greater_than`), of supabase 2
(`.lt("at", …)`) and of Google's Firestore and Datastore clients (`where("at", "<", …)`).
"""

from __future__ import annotations

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.reading import Reading

_SIGNS = {
    **dict.fromkeys(("gt", "gte", "greater_than", "greater_or_equal", "after"), ">"),
    **dict.fromkeys(("lt", "lte", "less_than", "less_or_equal", "before"), "<"),
}
_NAMING = frozenset(("Attr", "Key", "by_property", "Field", "col", "F", "FieldFilter"))
"""Calls that name the field whose method compares it."""
_FIELD_AND_VALUE, _WITH_SIGN = 2, 3
_DEEPEST = 4


class Compared(Struct):
    """A field, the sign, and what it is compared with; `whole` where nothing else is in it."""

    column: str
    sign: str
    value: Node
    whole: bool = True


def compared_here(reading: Reading, node: Node) -> Compared | None:
    """The comparison that an expression is, or that an argument or an entry stands for."""
    if node.type == "comparison_operator":
        return _by_operator(reading, node)
    if node.type == "keyword_argument":
        return _by_keyword(reading, node)
    if node.type == "pair":
        return _by_entry(reading, node)
    return _by_call(reading, node) if node.type == "call" else None


def _by_operator(reading: Reading, node: Node) -> Compared | None:
    if len(node.named_children) != _FIELD_AND_VALUE:
        return None
    left, right = node.named_children
    sign = reading.module.code(node)[left.end_byte - node.start_byte :].strip()[:1]
    if sign not in ("<", ">") or left.type != "attribute":
        return None
    return Compared(reading.module.name(left), sign, right)


def _by_keyword(reading: Reading, node: Node) -> Compared | None:
    """`seen_at__lt=border`, or `gte=border` of what the call around names."""
    name, value = (node.child_by_field_name(one) for one in ("name", "value"))
    column, _, lookup = (reading.module.name(name) if name is not None else "").rpartition("__")
    sign = _SIGNS.get(lookup.lstrip("_"))
    if sign is None or value is None:
        return None
    return Compared(column or _named_around(reading, node), sign, value)


def _by_entry(reading: Reading, node: Node) -> Compared | None:
    """`{"seen_at": {"$gte": border}}`, `{"range": {"seen_at": {"gte": border}}}`."""
    key, value = (node.child_by_field_name(one) for one in ("key", "value"))
    told = reading.known(key) if key is not None else ""
    column, _, lookup = told.rpartition("__")
    sign = _SIGNS.get(lookup.removeprefix("$"))
    if sign is None or value is None or value.type == "dictionary":
        return None
    return Compared(column or _named_around(reading, node), sign, value)


def _by_call(reading: Reading, node: Node) -> Compared | None:
    """`where("at", "<", border)`, `.lt("at", border)`, `Attr("at").lt(border)`."""
    call = reading.call(node)
    given = call.positional
    if len(given) >= _WITH_SIGN and (sign := reading.known(given[1])[:1]) in ("<", ">"):
        return Compared(reading.known(given[0]), sign, given[2])
    told = _SIGNS.get(call.last.removesuffix("_"))
    owner = call.function.child_by_field_name("object")
    if told is None or owner is None or not given:
        return None
    if len(given) == _FIELD_AND_VALUE:
        # The rest of the chain may compare other fields.
        return Compared(reading.known(given[0]), told, given[1], whole=False)
    made = reading.call(owner) if owner.type == "call" else None
    if len(given) != 1 or made is None or made.last not in _NAMING or not made.positional:
        return None
    return Compared(reading.known(made.positional[0]), told, given[0])


def _named_around(reading: Reading, node: Node) -> str:
    """The field that is named around a comparison: by a key above it, or as `key="seen_at"`."""
    above = node.parent
    for _ in range(_DEEPEST):
        if above is None:
            return ""
        if above.type == "pair":
            key = above.child_by_field_name("key")
            return reading.known(key) if key is not None else ""
        if above.type == "call":
            named = reading.call(above).keywords.get("key")
            if named is not None:
                return reading.known(named)
        above = above.parent
    return ""
