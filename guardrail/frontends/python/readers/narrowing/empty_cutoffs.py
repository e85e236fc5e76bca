"""Rows that go once they are old enough, where no row is too young: the age is 0 by default.

`DELETE … WHERE sent_at < ?` with `now - timedelta(days=days)` deletes every row there is where
`days` is what an environment, an option or a parameter leaves at 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import DataChange, ResourceChange, Scope, Verb
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.scopes import Scope as Names
from guardrail.frontends.python.readers.narrowing.empty_ages import is_nought
from guardrail.frontends.python.readers.narrowing.made_before_now import is_time_of_day
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import attribute_bindings
from guardrail.patterns import late
from guardrail.stream import Embedded

_TIMED = "timed"
_AGES = late(r"timedelta|relativedelta|\binterval\b|\bdays\b|time\(\)", re.IGNORECASE)
_NOW = late(r"now\(|today\(|time\(\)|\bnow\b|\btoday\b|moment", re.IGNORECASE)
_OLDER = late(r"<|__lte?\b|\$lte?\b|\bbefore\b|\bolder\b")
_DELETES = late(
    r"\s*DELETE\s+FROM\s+(?P<table>[\w.\"`\[\]]+)\b(?P<rest>.*\bWHERE\b.*<.*)",
    re.IGNORECASE | re.DOTALL,
)
_PURGES = late(
    r"\s*PURGE\s+(?:BINARY|MASTER)\s+LOGS\s+BEFORE\s+(?:%s|\?|:\w+|%\(\w+\)s|gr_hole_\d+)\s*;?"
    r"\s*\Z",
    re.IGNORECASE,
)
"""MySQL's logs of changes, which go up to a time that is bound to the statement."""
_DAYS = late(r".*delta\((?:\w+=)?([\w.]+|\w+\[[\w\"']+\])\)\Z")
_NAME = late(r"[^\W\d]\w*")
_LONGEST = 4_000
_MOST_NAMES = 40
_LONGEST_NAME = 60


def cut_at_now(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, where the age that it asks for is 0 by default."""
    if not any(map(_may_be_cut, items)):
        return items
    others = [one for one in items if not _purges(one)]
    purged = len(others) < len(items)
    if purged and any(is_time_of_day(reading, one) for one in _bound(reading, call)):
        return [*others, _all_logs(reading, call)]
    if not _is_timed(reading):
        return items
    border = next(_borders(reading, call.node, older=purged), None)
    if border is None:
        return items
    if purged:
        return [*others, _all_logs(reading, call)]
    said = _DAYS.sub(r"\g<1>", reading.module.short(border, _LONGEST_NAME))
    reason = f"unscoped when {said} is 0, as it is where nobody says more"
    return [*items, *(one for item in items for one in _cut(reading, call, item, reason))]


def _bound(reading: Reading, call: Call) -> Sequence[Node]:
    """What a call binds to the places of its statement."""
    given = call.positional[1:2]
    return reading.builder.flow.elements(given[0]) or given if given else ()


def _all_logs(reading: Reading, call: Call) -> Said:
    """The deletion of the logs up to now: all that were."""
    stated = reading.stated(call.node)
    return ResourceChange(**stated, verb=Verb.DELETE, provider="mysql", kind="binary logs")


def _purges(item: Said) -> bool:
    sql = isinstance(item, Embedded) and item.source.language == "sql"
    return sql and isinstance(item, Embedded) and _PURGES.match(item.source.text) is not None


def _may_be_cut(item: Said) -> bool:
    if isinstance(item, Embedded):
        deletes = item.source.language == "sql" and _DELETES.match(item.source.text) is not None
        return deletes or _purges(item)
    if not isinstance(item, DataChange) or item.verb is not Verb.DELETE:
        return False
    return item.scope is Scope.FILTERED and not item.bounded


def _cut(reading: Reading, call: Call, item: Said, reason: str) -> Iterator[DataChange]:
    """The deletion of all rows that a condition on their age comes to."""
    if isinstance(item, DataChange) and _may_be_cut(item):
        target, dialect, where = item.target, item.dialect, item.environment
    elif isinstance(item, Embedded) and (found := _DELETES.match(item.source.text)) is not None:
        around = item.source.surroundings
        target, dialect, where = found["table"], around.dialect, around.environment
    else:
        return
    yield DataChange(
        **reading.stated(call.node),
        verb=Verb.DELETE,
        target=target,
        scope=Scope.UNKNOWN,
        reason=reason,
        dialect=dialect,
        environment=where,
    )


def _is_timed(reading: Reading) -> bool:
    """Whether a module speaks of ages at all: asked for each call, and looked for once."""
    facts = reading.module.facts
    if _TIMED not in facts:
        facts[_TIMED] = _AGES.search(reading.module.text) is not None
    return bool(facts[_TIMED])


def _borders(reading: Reading, whole: Node, older: bool) -> Iterator[Node]:
    """The ages that are 0 by default, of those that an expression asks for.

    `older`: it is known that what is older than that goes.
    """
    module = reading.module
    scope = reading.scopes.at(whole.start_byte)[0]
    waiting, seen = [whole], set[tuple[str, bool]]()
    borders: list[Node] = []
    while waiting and len(seen) < _MOST_NAMES:
        node = waiting.pop()
        code = module.code(node)[:_LONGEST]
        older = older or _OLDER.search(code) is not None
        borders += _ages_in(reading, node)
        for match in _NAME.finditer(code):
            name, called = match[0], code[match.end() : match.end() + 1] == "("
            if (name, called) not in seen:
                seen.add((name, called))
                put = (*scope.bindings.get(name, ()), *scope.fillings.get(name, ()))
                waiting += [one.value for one in put if one.value is not None]
                waiting += _body_of(reading, scope, name, code[: match.end() + 1])
    if older:
        yield from (one for one in borders if is_nought(reading, one))


def _body_of(reading: Reading, scope: Names, name: str, upto: str) -> Iterator[Node]:
    """What a function of the module does, or a method of the class around, that is called."""
    if not upto.endswith(f"{name}("):
        return
    owner: Names | None = scope if upto.endswith(f"self.{name}(") else None
    while owner is not None and not owner.is_class:
        owner = owner.parent
    if owner is not None:
        bound = attribute_bindings(reading, owner, name)
        function = next((one.value for one in bound if one.kind is BindingKind.DEFINED), None)
    else:
        function = reading.scopes.function(name)
    body = function.child_by_field_name("body") if function is not None else None
    if body is not None:
        yield body


def _ages_in(reading: Reading, node: Node) -> Iterator[Node]:
    """What is taken from now in an expression."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type == "binary_operator":
            left, right, sign = (
                one.child_by_field_name(part) for part in ("left", "right", "operator")
            )
            less = sign is not None and reading.module.code(sign) == "-"
            since = reading.module.code(left)[:_LONGEST] if left is not None else ""
            if less and right is not None and right.type != "integer" and _NOW.search(since):
                yield right
        if one.type not in ("function_definition", "class_definition"):
            waiting += one.named_children
