"""Rows that go by an age whose sign is turned round: the newest are deleted, the oldest stay.

`def purge_old(): db.execute("DELETE FROM visits WHERE seen_at > %s", (now - timedelta(days=90),))`
Only what is named for cleaning up is judged: who takes back what was made last says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.effects.queries import NEWEST_GO
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.deleted_rows import deletion
from guardrail.frontends.python.readers.narrowing.made_before_now import is_time_of_day
from guardrail.frontends.python.readers.picking.compared_in_code import compared_here
from guardrail.frontends.python.readers.picking.young import border_in_time
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.kinds import ChangesData
from guardrail.patterns import late
from guardrail.stream import Embedded, Item

_CLEANS = late(
    r"(?<![a-z])(?:purg\w*|prun\w*|clean\w*|expir\w*|retention|stale|old(?:er|est)?|outdated|house_?keep\w*"
    r"|archiv\w*|sweep\w*|evict\w*|gc|ttl|rotat\w*|inactive|abandoned|aged)(?![a-z])",
    re.IGNORECASE,
)
_TAKES_BACK = late(
    r"recent|latest|newest|undo|roll_?back|revert|rerun|re_?load|re_?fresh|re_?comput|re_?build|back_?fill"
    r"|future|upcoming|cancel|fail|partial|incomplete|broken|current|test|e2e|smoke|demo|seed|fixture|today|duplicate|replay|since",
    re.IGNORECASE,
)
_ENDS = late(
    r"(?:\w+_)?(?:expir\w*|valid_(?:until|to|till)|not_after|ends?_(?:at|on))", re.IGNORECASE
)
"""Columns whose times are still to come for what is in use."""
_BORDER = late(r"cut_?off|threshold|border|oldest_(?:to_)?kept?|keep_from|boundary", re.IGNORECASE)
_PARTITION = late(
    r"\A\s*ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?P<table>\S+)[^;]*\bDROP\s+PARTITION\b",
    re.IGNORECASE,
)
_DELETES = late(r"\s*DELETE\s+FROM\s+(?P<table>[\w.\"`\[\]]+)", re.IGNORECASE)
_COMPARED = late(
    r"(?P<column>[\w.\"`]+)\s*(?P<sign>[<>])=?\s*"
    r"(?P<value>%s|\?|\$\d+|:\w+|%\(\w+\)s"
    r"|(?:now\(\)|current_timestamp(?:\(\))?|current_date(?:\(\))?|localtimestamp|sysdate|systimestamp"
    r"|getdate\(\)|getutcdate\(\)|utc_timestamp\(\)|curdate\(\))(?P<less>\s*-\s*\S)?"
    r"|(?P<ago>date_sub\(|timestamp_sub\(|datetime_sub\(|dateadd\(\s*\w+\s*,\s*-|date(?:time)?\(\s*'now'"
    r"\s*,\s*'-))",
    re.IGNORECASE,
)
_AGO = late(r"now\s*-\s*\d")
"""A border as Elasticsearch writes it: `now-90d/d`."""
_PLACES = late(r"%s|\?|\$(\d+)|(?<!:):([A-Za-z_]\w*)|%\((\w+)\)s")
_LONGEST, _MOST = 4_000, 60
_CODE, _FEW = 60, 8

Compared = tuple[str, str, bool, str]
"""A column, the sign, whether the border is now less a time (or now itself), and the code."""


def newest_gone(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, with what is deleted that was made last where the old is meant."""
    texts = [one for one in items if isinstance(one, Embedded) and _deleted(one) is not None]
    rows = [one for one in items if _some_rows(one)]
    parts = [one for one in items if isinstance(one, Embedded) and _partition(one) is not None]
    if parts and (border := _passed_over(reading, call)):
        return [*items, *(_of_text(reading, call, one, border) for one in parts)]
    if not (texts or rows) or not _cleans_up(reading, call):
        return items
    found: list[Said] = []
    for item in items:
        if isinstance(item, DataChange) and item in rows:
            reason = _turned(_in_code(reading, call))
            item = replace(item, scope=Scope.FILTERED, reason=reason) if reason else item
        found.append(item)
        if isinstance(item, Embedded) and item in texts:
            reason = _turned(_in_text(reading, call, item.source.text))
            found += [_of_text(reading, call, item, reason)] if reason else []
    return found


def _of_text(reading: Reading, call: Call, item: Embedded, reason: str) -> DataChange:
    """What a statement deletes by the sign."""
    named = _partition(item)
    return deletion(reading, call, item, reason, named["table"] if named is not None else "")


def _partition(item: Embedded) -> re.Match[str] | None:
    return _PARTITION.match(item.source.text) if item.source.language == "sql" else None


def _passed_over(reading: Reading, call: Call) -> str:
    """Why the newest parts of a table go: those before a border are passed over in their loop."""
    module = reading.module
    place = place_of(module, call.node.start_byte)
    asked = [*of_branches(module, place)]
    for statement in before(module, place, call.node.start_byte):
        asked += left_by(module, statement)
    around = [one.child_by_field_name("name") for one in place.definitions]
    if any(one is not None and _TAKES_BACK.search(module.name(one)) for one in around):
        return ""
    for one in asked:
        node = unwrapped(one.code)
        if node.type != "comparison_operator" or len(node.named_children) != 2:
            continue
        left, right = node.named_children
        sign = module.code(node)[left.end_byte - node.start_byte :].strip()[:1]
        bound = reading.builder.flow.reaching(left) if left.type == "identifier" else ()
        looped = any(each.kind is BindingKind.LOOPED for each in bound)
        border = _BORDER.search(module.code(right)) or border_in_time(reading, right)
        if looped and border and (sign == ">") is one.holds:
            said = module.short(node, _CODE)
            return f"{NEWEST_GO}{said if one.holds else f'not {said}'}"
    return ""


def _deleted(item: Embedded) -> re.Match[str] | None:
    return _DELETES.match(item.source.text) if item.source.language == "sql" else None


def _some_rows(item: Said) -> bool:
    if not isinstance(item, DataChange) or item.verb is not Verb.DELETE:
        return False
    return item.scope in (Scope.FILTERED, Scope.UNKNOWN) and not item.reason


def _cleans_up(reading: Reading, call: Call) -> bool:
    """Whether the function, the class or the file around is named for cleaning up."""
    around = place_of(reading.module, call.node.start_byte).definitions
    names = [one.child_by_field_name("name") for one in around]
    said = [reading.module.name(one) for one in names if one is not None]
    said.append(reading.source.span(0, 0).path.rpartition("/")[2])
    if any(_TAKES_BACK.search(one) for one in said):
        return False
    return any(_CLEANS.search(one) for one in said)


def _turned(compared: Iterator[Compared]) -> str:
    """Why the newest go: what is compared with a border in time, nothing where two are."""
    young: str = ""
    for column, sign, aged, code in compared:
        name = column.strip('"`').rpartition(".")[2]
        later = sign == ">"
        if not aged and not (_ENDS.fullmatch(name) and later):
            continue
        if aged and _ENDS.fullmatch(name) is not None:
            continue
        if not later:
            return ""
        young = young or code
    return f"{NEWEST_GO}{young}" if young else ""


def _in_text(reading: Reading, call: Call, text: str) -> Iterator[Compared]:
    """The comparisons with borders in time of a statement, and of what is bound to it."""
    text = text[:_LONGEST]
    places = list(_PLACES.finditer(text))
    for match in _COMPARED.finditer(text):
        code = " ".join(match[0].split())
        if match["less"] or match["ago"]:
            yield match["column"], match["sign"], True, f"{code}…"
        elif not _PLACES.fullmatch(match["value"]):
            yield match["column"], match["sign"], False, code
        else:
            number = sum(one.start() < match.start("value") for one in places)
            bound = _bound(reading, call, match["value"], number)
            if bound is not None and (kind := _border(reading, bound)) is not None:
                yield match["column"], match["sign"], kind, code


def _bound(reading: Reading, call: Call, place: str, number: int) -> Node | None:
    """What is bound to a place of a statement."""
    given = call.positional[1:] or [
        one for key, one in call.keywords.items() if key.startswith("para")
    ]
    if place.startswith("$"):
        number = int(place[1:]) - 1
        return given[number] if 0 <= number < len(given) else None
    if not given:
        return call.keywords.get(place.strip(":%()s"))
    name = place.removeprefix(":").removeprefix("%(").removesuffix(")s")
    pairs = dict(reading.builder.flow.pairs(given[0]))
    if name in pairs:
        return pairs[name]
    listed = reading.builder.flow.elements(given[0])
    values = listed if listed is not None else given
    return values[number] if number < len(values) else None


def _border(reading: Reading, node: Node) -> bool | None:
    """`True` for a border that is now less a time, `False` for now itself, `None` for others."""
    if border_in_time(reading, node) or _AGO.match(reading.known(node)):
        return True
    return False if is_time_of_day(reading, node) else None


def _in_code(reading: Reading, call: Call) -> Iterator[Compared]:
    """The comparisons with borders in time that a query is made with."""
    module = reading.module
    place = place_of(module, call.node.start_byte)
    waiting, seen = [call.node], set[int]()
    waiting += [one.code for one in of_branches(module, place) if one.holds]
    while waiting and len(seen) < _MOST * 4:
        node = waiting.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        compared = compared_here(reading, node)
        if compared is not None:
            kind = _border(reading, compared.value)
            if kind is not None:
                yield compared.column, compared.sign, kind, module.short(node, _CODE)
            if compared.whole:
                continue
        if node.type == "identifier":
            value = reading.builder.flow.value(unwrapped(node))
            waiting += [value] if value is not None else []
            for one in reading.builder.flow.reaching(node):
                if one.kind is BindingKind.LOOPED and one.value is not None:
                    waiting.append(one.value)
        elif node.type == "call" and (own := own_function(reading, reading.call(node))):
            waiting += results_of(module, own)[:_FEW]
        waiting += node.named_children


def young_of_store(reading: Reading, call: Call, row: ChangesData) -> list[Item]:
    """What a call deletes of a store by an age whose sign is turned round, where it tells no more.

    `listings.data.delete_many(where=Filter.by_property("expiresAt").greater_than(now))`.
    """
    from guardrail.frontends.python.readers.databases.store_cases import case_of, stated_of
    from guardrail.frontends.python.readers.databases.targets import targets_of

    if row.verb is not Verb.DELETE or reading.in_test or not _cleans_up(reading, call):
        return []
    reason = _turned(_in_code(reading, call))
    case = case_of(reading, call, row) if reason else None
    if case is None:
        return []
    names = targets_of(reading, call, row, case.things) or ("",)
    return [
        DataChange(
            **stated_of(reading, call, case),
            verb=row.verb,
            target=names[0],
            scope=Scope.FILTERED,
            reason=reason,
            recoverable=row.recoverable,
            dialect=row.store,
        )
    ]
