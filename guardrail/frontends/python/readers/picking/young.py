"""Whether a comparison with an age picks what is young: `created > now() - timedelta(days=30)`.

Who cleans up takes what is old. The sign turned round takes what was made last, and leaves the old.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_NOW = late(
    r"\b(?:now|utcnow|today|localtime)\(|\btime\.time\(\)|\btime\(\)\Z|\A(?:now|today|_now|now_(?:ts|ms))\Z"
    r"|\b(?:now|today)\.year\b"
)
_SPAN = late(
    r"timedelta\(|relativedelta\(|\*\s*(?:\d|86_?400|3_?600|60|24|DAY|HOUR|SECOND)|\A[\d_.]+\Z"
    r"|days|hours|minutes|seconds|weeks|max_?age|retention|ttl|keep|period|window|grace|(?:\b|_)age(?:\b|_)",
    re.IGNORECASE,
)
"""What is a time's length: a number, a name that says so."""
_UNTIL = late(
    r"expir|deadline|until|valid|\bdue|_due|(?:\b|_)ends?(?:\b|_)|ended|lease|not_after|_after\b|schedul|ttl|purge_|delete_",
    re.IGNORECASE,
)
"""A time up to which something is kept."""
_OF_A_SPAN = late(r"(?:\.(?:days|seconds|total_seconds\(\)))+\Z")
_DAY = late(r"[\"']\d{4}-\d\d|(?:datetime\.)?(?:datetime|date)\(\s*\d{4}\s*,")
"""A day that is written down."""
_WRITING = frozenset(("strftime", "isoformat", "timestamp", "date", "replace", "format"))
_PARTS, _DEEPEST, _FEW = 2, 6, 4
_DIVIDING = ("/", "//")
_SIGN = late(r"\s*(<=?|>=?)\s*")


def picks_the_young(reading: Reading, condition: Node, holds: bool) -> bool:
    """Whether a comparison that holds, or doesn't, picks what was made after a time not long ago.

    Only where it is known what is compared: a border that is now less a length of time with the
    time of a thing, or a thing's age, which is now less that time, with a length.
    """
    node = unwrapped(condition)
    if node.type != "comparison_operator":
        return False
    parts = reading.module.children(node)[0]
    if len(parts) != _PARTS:
        return False
    between = reading.module.plain[parts[0].end_byte : parts[1].start_byte]
    sign = _SIGN.fullmatch(between)
    if sign is None:
        return False
    left, right = (_kind(reading, one, 0) for one in parts)
    more = (sign[1][0] == ">") is holds
    if left in ("", "span") and right == "border":
        return more and left == ""
    if left == "border":
        return right == "" and not more
    if left == "age":
        return right != "age" and not more
    return right == "age" and more


def border_in_time(reading: Reading, node: Node) -> bool:
    """Whether an expression is now less a length of time."""
    return _kind(reading, node, 0) == "border"


def is_age(reading: Reading, node: Node) -> bool:
    """Whether an expression is how old something is: now less a time that has been.

    `now - expires_at` says for how long it should have been gone.
    """
    flow = reading.builder.flow
    value = flow.value(node) if node.type == "identifier" else None
    less = unwrapped(value or node)
    since = less.child_by_field_name("right") if less.type == "binary_operator" else None
    if since is None or _kind(reading, less, 0) != "age":
        return False
    told = flow.value(since) if since.type == "identifier" else None
    code = f"{reading.module.code(since)} {reading.module.code(told) if told is not None else ''}"
    return _UNTIL.search(code) is None


def has_border(reading: Reading, condition: Node) -> bool:
    """Whether a comparison is one with now less a length of time: `name < border`."""
    node = unwrapped(condition)
    parts = reading.module.children(node)[0]
    if node.type != "comparison_operator" or len(parts) != _PARTS:
        return False
    between = reading.module.plain[parts[0].end_byte : parts[1].start_byte]
    ordered = _SIGN.fullmatch(between) is not None
    return ordered and sum(border_in_time(reading, one) for one in parts) == 1


def _kind(reading: Reading, node: Node, depth: int) -> str:
    """What an expression is: a "border" in time, an "age", a "span" of time, "" for another."""
    node = unwrapped(node)
    code = reading.module.code(node)
    inner = _OF_A_SPAN.search(code)
    if inner is not None and depth < _DEEPEST:
        owner: Node | None = node
        while owner is not None and _OF_A_SPAN.search(reading.module.code(owner)):
            function = owner.child_by_field_name("function") if owner.type == "call" else owner
            owner = function.child_by_field_name("object") if function is not None else None
        return _kind(reading, owner, depth + 1) if owner is not None else ""
    if _DAY.match(code) is not None:
        return "border"
    if node.type == "call" and depth < _DEEPEST and (inner_one := _written_of(reading, node)):
        return _kind(reading, inner_one, depth + 1)
    if node.type == "binary_operator":
        left, right, sign = (node.child_by_field_name(x) for x in ("left", "right", "operator"))
        if left is None or right is None or sign is None:
            return ""
        if reading.module.code(sign) in _DIVIDING:
            return _kind(reading, left, depth + 1)
        if reading.module.code(sign) == "-" and _is_now(reading, left):
            return "border" if _is_span(reading, right, depth) else "age"
        return "span" if _SPAN.search(code) else ""
    if node.type in ("identifier", "attribute") and depth < _DEEPEST:
        value = reading.builder.flow.value(node)
        if value is not None and value.id != node.id:
            return _kind(reading, value, depth + 1)
        if value is None and node.type == "identifier":
            given = _given(reading, node)
            kinds = {_kind(reading, one, depth + 1) for one in given}
            if kinds == {"border"}:
                return "border"
    if node.type == "string" and depth < _DEEPEST and (written := _first_written(reading, node)):
        # `f"{months // 12}{months % 12 + 1:02d}"`: what stands first decides what comes first.
        return _kind(reading, written, depth + 1)
    return "span" if _SPAN.search(code) else ""


def _given(reading: Reading, node: Node) -> list[Node]:
    """What the calls of a function give a parameter of it."""
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return []
    return passed_to(reading, node)[:_FEW]


def _first_written(reading: Reading, node: Node) -> Node | None:
    """The first of the values that a text is put together of."""
    parts = (one for one in reading.module.children(node)[0] if one.type == "interpolation")
    first = next(parts, None)
    return first.child_by_field_name("expression") if first is not None else None


def _written_of(reading: Reading, node: Node) -> Node | None:
    """The time that a call writes out in another way, or that a function of the module gives back.

    `border.strftime("%Y%m")`, `int(border.timestamp())`, `cutoff(today)`.
    """
    call = reading.call(node)
    owner = call.function.child_by_field_name("object")
    if call.last in _WRITING and owner is not None:
        return owner
    if call.name in ("int", "str", "float") and call.positional:
        return call.positional[0]
    own = own_function(reading, call)
    results = results_of(reading.module, own) if own is not None else []
    return results[0] if len(results) == 1 else None


def _is_now(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node) if node.type == "identifier" else None
    return _NOW.search(reading.module.code(unwrapped(value or node))) is not None


def _is_span(reading: Reading, node: Node, depth: int) -> bool:
    value = reading.builder.flow.value(node) if node.type == "identifier" else None
    code = f"{reading.module.code(node)} {reading.module.code(value) if value is not None else ''}"
    return depth <= _DEEPEST and _SPAN.search(code.strip()) is not None
