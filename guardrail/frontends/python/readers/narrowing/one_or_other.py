"""Conditions joined by "or" that leave nothing out between them, where "and" was meant.

`(Mail.state != "sent") | (Mail.state != "failed")`, `~Q(state="sent") | ~Q(state="failed")`,
`or_(*(Mail.state != one for one in KEPT))`, `if name != "a" or name != "b"`, MongoDB's
`{"$or": [{"state": {"$ne": "sent"}}, {"state": {"$ne": "failed"}}]}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.covers import (
    Cover,
    Value,
    cover,
    joined,
    leaves_nothing_out,
    mirrored,
    one_of,
    opposite,
    value_of,
)
from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.narrowing.collected import COMPREHENSIONS
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_ORS = ("or_", "Or")
_NOTS = ("not_", "Not")
_MOST = 64
_LONGEST = 200
_LITERALS = frozenset(("string", "concatenated_string", "integer", "float"))
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_LISTED = {"in_": False, "is_in": False, "not_in": True, "notin_": True, "not_in_": True}
_LOOKUPS = {"": "=", "exact": "=", "ne": "!=", "not": "!="}
_LOOKUPS |= {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}

_OPERATORS = {"$eq": "=", "$ne": "!=", "$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">="}
_MANY = late(r".*__|.*(?<![us])s\Z")
"""How a field is called that holds several values, of which one may be "a" and another "b"."""

_WHOLE_ENUM = late(
    r"(?:list|tuple|set)\((?P<list>[A-Z]\w*)\)|(?P<values>[A-Z]\w*)\.values"
    r"|\[(?P<one>\w+)(?:\.value)? for (?P=one) in (?P<each>[A-Z]\w*)\]"
)
"""Every member of an enumeration, as lists of them are written."""

Reached = tuple[str, Cover]
"""What is asked about, and which of its values are reached."""


def reaches_all(reading: Reading, node: Node) -> str:
    """What it is that every value of is reached by one condition or the other, "" for none."""
    covers: dict[str, Cover] = {}
    for subject, found in _alternatives(reading, node):
        covers[subject] = joined(covers[subject], found) if subject in covers else found
        if leaves_nothing_out(covers[subject]):
            return subject
    return ""


def lists_all(reading: Reading, listed: Node) -> bool:
    """Whether a list holds every value that there is: `[True, False]`, `list(State)` of an Enum."""
    members = _members(reading, listed)
    if members is not None:
        return leaves_nothing_out(one_of(members))
    whole = _WHOLE_ENUM.fullmatch(reading.module.code(listed))
    named = whole and (whole["list"] or whole["each"] or whole["values"])
    if not named:
        return False
    made = rf"\bclass\s+{re.escape(named)}\(\s*[^()\n]*\b(?:\w*Enum|\w*Choices)\b"
    return re.search(made, reading.module.plain) is not None


def _alternatives(reading: Reading, node: Node) -> Iterator[Reached]:
    """The conditions of which one is enough, those that a loop makes twice over."""
    waiting, seen = [(_body(node), False)], 0
    while waiting and seen < _MOST:
        one, again = waiting.pop()
        seen += 1
        one = unwrapped(one)
        parts = _parts(reading, one)
        if one.type in COMPREHENSIONS:
            body = one.child_by_field_name("body")
            parts = [body, body] if body is not None else []
            again = True
        if parts:
            waiting += [(part, again) for part in parts]
        elif (found := _asked(reading, one, again)) is not None:
            yield found


def _body(node: Node) -> Node:
    """What a lambda gives back, else the expression itself."""
    body = node.child_by_field_name("body") if node.type == "lambda" else None
    return body if body is not None else node


def _parts(reading: Reading, node: Node) -> list[Node]:
    """What is joined by "or" in an expression, nothing where it isn't so."""
    module = reading.module
    if node.type in ("boolean_operator", "binary_operator"):
        sign = node.child_by_field_name("operator")
        if sign is None or module.code(sign) not in ("or", "|"):
            return []
        return [one for side in ("left", "right") if (one := node.child_by_field_name(side))]
    if node.type == "call" and reading.names.dotted(node)[:-2].rsplit(".", 1)[-1] in _ORS:
        call = call_of(module, node, "")
        return [*call.positional, *(unwrapped(one) for one in call.stars)]
    if node.type == "dictionary":
        pairs = reading.builder.flow.pairs(node)
        if len(pairs) == 1 and pairs[0][0] == "$or":
            listed = pairs[0][1]
            elements = reading.builder.flow.elements(listed)
            return [listed] if listed.type in COMPREHENSIONS else elements or []
    return []


def _asked(reading: Reading, node: Node, again: bool) -> Reached | None:
    """What one condition asks about, and which values it reaches."""
    inner = reading.module.children(node)[0]
    if node.type in ("not_operator", "unary_operator") and inner:
        return _denied(_asked(reading, unwrapped(inner[-1]), again))
    if node.type == "comparison_operator" and len(inner) == 2:
        return _compared(reading, node, inner[0], inner[1], again)
    if node.type == "call":
        return _called(reading, node, again)
    return _document(reading, node, again) if node.type == "dictionary" else None


def _document(reading: Reading, node: Node, again: bool) -> Reached | None:
    """MongoDB's `{"state": {"$ne": "sent"}}`."""
    pairs = reading.builder.flow.pairs(node)
    field, asked = pairs[0] if len(pairs) == 1 else ("", node)
    inner = reading.builder.flow.pairs(asked) if field and asked.type == "dictionary" else ()
    if len(inner) != 1:
        return None
    ((name, value),) = inner
    if name in ("$in", "$nin"):
        members = _members(reading, value)
        return _kept(field, one_of(members) if members is not None else None, name == "$nin")
    if name not in _OPERATORS:
        return None
    return _kept(field, cover(_OPERATORS[name], _value(reading, value, again)), False)


def _denied(found: Reached | None) -> Reached | None:
    other = opposite(found[1]) if found is not None else None
    return (found[0], other) if found is not None and other is not None else None


def _compared(reading: Reading, node: Node, left: Node, right: Node, again: bool) -> Reached | None:
    code = reading.module.code(node)
    sign = code[left.end_byte - node.start_byte : right.start_byte - node.start_byte]
    sign = " ".join(sign.split())
    if sign in ("in", "not in"):
        return _listed(reading, left, right, sign == "not in")
    if left.type in _LITERALS:
        left, right, sign = right, left, mirrored(sign)
    if left.type not in (*_NAMED, "call") or sign not in ("==", "!=", "<", "<=", ">", ">="):
        return None
    return _reached(reading, left, cover(sign, _value(reading, right, again)))


def _called(reading: Reading, node: Node, again: bool) -> Reached | None:
    """`Q(state="sent")`, `not_(…)`, `Mail.state.not_in([…])`."""
    call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
    if call.last in _NOTS and len(call.positional) == 1:
        return _denied(_asked(reading, unwrapped(call.positional[0]), again))
    if call.stars or call.double_stars:
        return None
    if call.last == "Q" and len(call.keywords) == 1 and not call.positional:
        ((name, value),) = call.keywords.items()
        field, _, lookup = name.rpartition("__")
        if lookup in ("in", "not_in") and field:
            members = _members(reading, value)
            found = one_of(members) if members is not None else None
            return _kept(field, found, lookup == "not_in")
        known = lookup in _LOOKUPS and bool(field)
        sign = _LOOKUPS[lookup] if known else "="
        found = cover(sign, _value(reading, value, again))
        return _kept(field if known else name, found, False)
    owner = call.function.child_by_field_name("object")
    if call.last in _LISTED and owner is not None and len(call.positional) == 1:
        return _listed(reading, owner, call.positional[0], _LISTED[call.last])
    return None


def _listed(reading: Reading, subject: Node, listed: Node, absent: bool) -> Reached | None:
    if not absent and lists_all(reading, listed):
        return _reached(reading, subject, Cover(without=frozenset()))
    members = _members(reading, listed)
    if members is None:
        return None
    return _reached(reading, subject, one_of(members) if not absent else opposite(one_of(members)))


def _kept(field: str, found: Cover | None, absent: bool) -> Reached | None:
    kept = opposite(found) if absent and found is not None else found
    return (field, kept) if kept is not None and not _MANY.match(field) else None


def _members(reading: Reading, listed: Node) -> list[Value] | None:
    """The values in a list that is written out, `None` where it isn't or holds nothing."""
    elements = reading.builder.flow.elements(listed)
    if not elements or len(elements) > _MOST:
        return None
    return [_value(reading, one, False) for one in elements]


def _reached(reading: Reading, subject: Node, found: Cover | None) -> Reached | None:
    code = reading.module.code(subject)
    return (" ".join(code.split()), found) if found is not None and len(code) < _LONGEST else None


def _value(reading: Reading, node: Node, again: bool) -> Value:
    """A value that is compared with: what a loop gives is another one each time."""
    node = unwrapped(node)
    code = reading.module.code(node)
    if node.type in ("true", "false"):
        return value_of(node.type == "true", None)
    if node.type in ("integer", "float"):
        digits = code.replace("_", "")
        plain = len(digits) < 16 and digits.replace(".", "", 1).isdigit()
        return value_of(float(digits), None) if plain else value_of(None, code)
    text = reading.known(node) if node.type in (*_LITERALS, "identifier") else ""
    if text or code in ("''", '""'):
        return value_of(text, None)
    return value_of(None, object() if again else code)
