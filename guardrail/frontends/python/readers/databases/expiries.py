"""What a store is told to let go by itself once it is old enough: `expireAfterSeconds=60`."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.selections import value_inside
from guardrail.frontends.python.readers.databases.store_cases import case_of, stated_of
from guardrail.frontends.python.readers.databases.targets import targets_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.values.amounts import Amount, amount
from guardrail.frontends.python.values.plain_data import found_under
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.knowledge.python.kinds import LetsExpire
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.stream import Item

_PASSING = late(
    r"session|token|cache|lock|te?mp|otp\b|nonce|code|attempt|rate|throttl|verif|presence|heartbeat"
    r"|dedup|idempot|health|captcha|invit|reset|scratch|staging|typing|online",
    re.IGNORECASE,
)
"""Names of what is there for a short while only."""
_LASTING = late(
    r"(?:^|[._-])(?:user|account|customer|client|subscriber|member|patient|student|employee|person"
    r"|people|profile|contact|driver|rider|courier|tenant|order|invoice|payment|refund"
    r"|subscription|contract|booking|reservation|transaction|ledger|product|article|enrolment"
    r"|enrollment|grade|diagnos[ei]s|prescription|policy|policies|claim)s?$",
    re.IGNORECASE,
)
"""Names of what people keep for good."""
_SETTINGS = ("Settings", "Config", "Meta")
"""Classes in a class of documents, as Beanie, ODMantic and Django's mappers have them."""
_NAMED = late(
    r"\n[ \t]+(?:name|collection(?:_name)?)\s*(?::\s*\w+\s*)?=\s*[\"'](?P<name>[\w.-]+)[\"']"
)
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def lets_expire(reading: Reading, call: Call, row: LetsExpire) -> list[Item] | None:
    """A time below what is usual, `None` where a call gives none, or a longer one."""
    argument = call.argument(row.time)
    if argument is None:
        return None
    seconds = _seconds(reading, argument, row)
    if seconds is None or not 0 <= seconds < max(row.least, row.lasting):
        return None
    case = case_of(reading, call, row)
    if case is None or (row.on and not case.things):
        return None
    names = targets_of(reading, call, row, case.things)
    names = names if any(names) else (_around(reading, call.node),)
    told = f"its {nouns_of(row.store).many} go by themselves once they are {_words(seconds)} old"
    return [
        SchemaChange(
            **stated_of(reading, call, case),
            verb=Verb.ALTER,
            kind=ObjectKind.TABLE,
            table=name,
            name=name,
            aspect=Aspect.OTHER,
            options=("expiration", told),
            dialect=row.store,
        )
        for name in names
        if _PASSING.search(name) is None
        if seconds < row.least or _LASTING.search(name) is not None
    ] or None


def _around(reading: Reading, index: Node) -> str:
    """The collection that an index is made for, which stands around it: "" where nothing says so.

    `shop.orders.create_indexes([IndexModel(…)])`, a class of documents with its `Settings`.
    """
    module, node = reading.module, index.parent
    while node is not None:
        if node.type == "call" and reading.call(node).last == "create_indexes":
            owner = reading.call(node).function.child_by_field_name("object")
            things = objects(reading).of(owner) if owner is not None else ()
            return next((".".join(one.parts) for one in things if one.parts), "")
        if node.type == "class_definition":
            named, body = (node.child_by_field_name(part) for part in ("name", "body"))
            told = _NAMED.search(module.text, body.start_byte, index.start_byte) if body else None
            name = module.name(named) if named is not None else ""
            if told is not None or name not in _SETTINGS:
                return told["name"] if told is not None else name
        node = node.parent
    return ""


def _seconds(reading: Reading, argument: Node, row: LetsExpire) -> float | None:
    found = _under(reading, argument, row.key) if row.key else amount(reading, argument)
    if found is None:
        return None
    return found.number if found.of_seconds else found.number * row.seconds


def _under(reading: Reading, argument: Node, key: str) -> Amount | None:
    """The amount under a key, or a key below a key, of a dictionary inside an argument."""
    first, _, below = key.partition("..")
    held = value_inside(reading, argument, first)
    if held is not None and below:
        held = value_inside(reading, held, below)
    if held is not None:
        return amount(reading, held)
    for one in found_under(plain_value(reading, argument), first):
        told = next(found_under(one, below), None) if below else one
        if isinstance(told, (int, float)) and not isinstance(told, bool):
            return Amount(float(told))
    return None


def _words(seconds: float) -> str:
    """A time in the largest unit of which it is a whole number: "90 minutes", "1 second"."""
    for size, unit in _UNITS:
        if seconds >= size and seconds % size == 0:
            count = int(seconds // size)
            return f"{count} {unit}" + ("s" if count > 1 else "")
    return f"{seconds:g} seconds"
