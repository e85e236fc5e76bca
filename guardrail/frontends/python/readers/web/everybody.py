"""Mail to everybody: sent in a loop over every row of a table of people, or to all of them at once.

`for user in User.objects.all(): send_mail(…, [user.email])`, and a loop over what a function gives
that runs `SELECT email FROM customers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.readers.picking.chosen import leaves_out
from guardrail.frontends.python.readers.programs.scripts import path_opened
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.beginnings import Root
from guardrail.frontends.python.values.roots import roots
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

EVERYBODY = "mail to every "
"""How it is told in what is sent, with whose table: "mail to every row of customers"."""
_PEOPLE = late(
    r"customer|patron|user|subscri|member|account|contact|client|people|person|employee|recipient|patient"
    r"|student|parent|tenant|guest|lead|donor|applicant|profile|mailing|newsletter|candidate|alumni"
    r"|attendee|participant|volunteer|supporter|resident|shopper|buyer|registrant|pupil|staff"
    r"|passenger|travell?er|visitor|citizen|voter|renter|seller|driver|rider|crew|athlete|borrower"
    r"|reader|listener|player|cyclist|householder|landlord|merchant|teacher|nurse|doctor",
    re.IGNORECASE,
)
_SIGNS = late(
    r"\bselect\b|\.objects\b|\.query\b|\b(?:all|every)_\w+\(|DictReader|csv\.reader|read_csv",
    re.IGNORECASE,
)
_OF_FILE = frozenset(("DictReader", "reader", "read_csv"))
"""Calls that give every row of a file: "exports/customers.csv"."""
_FEW = late(r"preview|review|test|sample|consent|opt_?in|admin|team|due|overdue", re.IGNORECASE)
_CONDITIONS = late(r"^\s*(?:el)?if\s+(.{1,200}?):\s*$", re.MULTILINE)
_ROWS_PICKED = late(
    r"\w\[\s*~?\w+(?:\[|\.)|\.(?:query|head|sample|isin|drop|dropna|filter|nlargest)\(|\.i?loc\["
)
"""How rows of a frame are picked: `people[people["agreed"]]`."""
_NAMED_ALL = late(
    r"(?:(?:get|list|fetch|load|read|find|select|query|iter)_)?(?:all|every)_"
    r"(?P<whom>[a-z]+(?:_(?:e?mails?|addresses))?)"
)
"""What a function elsewhere is called that gives everybody: `all_patrons(conn)`."""
_SELECT = late(
    r"\s*select\s(?!\s*(?:count|sum|avg|min|max|exists)\s*\()[^;]{1,400}?\sfrom\s+[\"`\[]?(?P<table>[\w.]+)[\"`\]]?(?P<rest>[^;]*)",
    re.IGNORECASE | re.DOTALL,
)
_NARROWS = late(
    r"\blimit\s|\bwhere\s+(?!\w+\s+(?:is\s+not\s+null|<>\s*''|!=\s*'')\s*(?:order\b|\Z))"
    r"|\bjoin\b|\bhaving\b",
    re.IGNORECASE,
)
_MANAGED = late(
    r"^(?P<model>[\w.]+)(?:\(\))?\.objects(?:\.(?:all|iterator|values|values_list|only|order_by|distinct"
    r"|select_related|prefetch_related)\([^()]*\))*$"
)
_QUERIED = late(
    r"(?:\bselect\(\s*(?P<selected>[A-Z]\w*)|\.query\(\s*(?P<queried>[A-Z]\w*)"
    r"|^(?P<of>[A-Z]\w*)\.query)\b"
)
_REACHABLE = late(
    r"\.(?:exclude\(\s*\w+(?:__exact)?\s*=\s*(?:\"\"|''|None)|exclude\(\s*\w+__isnull\s*=\s*True"
    r"|filter\(\s*is_active\s*=\s*True"
    r"|filter\(\s*\w+__isnull\s*=\s*False|filter\(\s*\w+__gt\s*=\s*(?:\"\"|'')"
    r"|(?:where|filter)\(\s*[\w.]+(?:\.is_?not\(\s*None\s*\)|\s*!=\s*(?:\"\"|''|None)))\s*,?\s*\)"
)
"""What leaves out those alone who can't be written to, or have left: they have no address."""
_HAS_ADDRESS = late(
    r"(?:not\s+)?(?:[\w.]*(?:e?mail|phone)\w*|[\w.]+(?:\.get\(|\[)[\"']\w*(?:e?mail|phone)\w*[\"'][\])])"
    r"(?:\.strip\(\))?"
    r"(?:\s+is\s+(?:not\s+)?None|\s*[!=]=\s*(?:\"\"|''|None))?",
    re.IGNORECASE,
)
"""A condition that asks no more than whether somebody has an address: `if not one.email`."""
_LESS = late(r"\.(?:where|filter|filter_by|limit|join|get|first|slice)\(")
_TO = frozenset(
    ("recipient_list", "recipients", "to", "to_addrs", "to_emails", "bcc", "cc", "datatuple")
)
_PLACES = {"send_mail": 3, "sendmail": 1, "send_mass_mail": 0, "send_messages": 0}
"""Where calls are given to whom they write."""
_RUNNING = frozenset(("execute", "fetchall", "fetch", "query", "read_sql", "all", "scalars"))
_COMPREHENSIONS = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_FETCHED = frozenset(("fetchall", "fetchmany"))
_LONGEST = 400


def everybody(reading: Reading, call: Call) -> Iterator[str]:
    """Whom a call writes to that sends mail, where that is everybody in a table."""
    if not _is_asked(reading) or _picks(reading, picking_conditions(reading.module, call.node)):
        return
    candidates = [*_candidates(reading, call)]
    if any(
        leaves_out(reading, node) and _picks(reading, _conditions_of(reading, node))
        for node in candidates
    ):
        return
    for node in candidates:
        for root in roots(reading, node):
            table = _all_of(reading, root)
            if table and _PEOPLE.search(table):
                yield f"{EVERYBODY}row of {table}"
                return


def _picks(reading: Reading, conditions: Iterable[Node | None]) -> bool:
    """Whether one of the conditions asks for more than an address to write to."""
    return any(
        one is None or _HAS_ADDRESS.fullmatch(reading.module.code(one)[:_LONGEST]) is None
        for one in conditions
    )


def _conditions_of(reading: Reading, node: Node) -> list[Node | None]:
    """The conditions of a comprehension that a list was made by, `None` for another list."""
    node = unwrapped(node)
    node = reading.builder.flow.value(node) or node
    parts = reading.module.children(node)[0]
    found = [one for one in parts if one.type == "if_clause"]
    return [reading.module.children(one)[0][0] for one in found] or [None]


def _is_asked(reading: Reading) -> bool:
    facts = reading.module.facts
    if "lists people" not in facts:
        facts["lists people"] = _SIGNS.search(reading.module.text) is not None
    return bool(facts["lists people"])


def _candidates(reading: Reading, call: Call) -> Iterator[Node]:
    """What the loops around a call run over, and to whom it says that it writes."""
    for block in place_of(reading.module, call.node.start_byte).blocks:
        over = block.owner.child_by_field_name("right")
        if block.owner.type == "for_statement" and over is not None:
            yield over
    place = _PLACES.get(call.last, -1)
    yield from call.positional[place : place + 1] if place >= 0 else ()
    owner = call.function.child_by_field_name("object")
    value = reading.builder.flow.value(owner) if owner is not None else None
    made = (
        call_of(reading.module, value, "") if value is not None and value.type == "call" else None
    )
    for held in (call, made):
        yield from (one for name, one in held.keywords.items() if name in _TO) if held else ()


def _all_of(reading: Reading, root: Root) -> str:
    """The table every row of which an expression lists, "" for any other."""
    node = root.node
    if node.type != "call":
        return ""
    code = _REACHABLE.sub("", reading.module.code(node)[:_LONGEST])
    managed = _MANAGED.match(code)
    if managed is not None:
        return managed["model"].rpartition(".")[2]
    call = reading.call(node)
    named = _NAMED_ALL.fullmatch(call.last)
    if named is not None and not call.keywords and own_function(reading, call) is None:
        return named["whom"]
    if call.last in _OF_FILE and call.positional:
        return _file_of(reading, root, call)
    if call.last not in _RUNNING:
        return ""
    queried = _QUERIED.search(code)
    if queried is not None and not _LESS.search(code):
        return queried["selected"] or queried["queried"] or queried["of"]
    asked = next(iter(call.positional), None)
    if asked is None and call.last in _FETCHED:
        asked = _executed_before(reading, call)
    found = _SELECT.match(reading.known(asked))
    if found is None or _NARROWS.search(found["rest"]):
        return ""
    return str(found["table"])


def _executed_before(reading: Reading, call: Call) -> Node | None:
    """The statement of a cursor whose rows are fetched: `cur.execute(SQL)`, `cur.fetchall()`."""
    owner = call.function.child_by_field_name("object")
    around = function_around(reading.module, call.node)
    if owner is None or around is None:
        return None
    code = re.escape(reading.module.code(owner))
    places = re.finditer(rf"(?<![\w.]){code}\.execute(?=\s*\()", reading.module.plain)
    spans = [
        (match.end() - 1, match.end())
        for match in places
        if around.start_byte <= match.start() < call.node.start_byte
    ]
    for trail in reading.module.around(spans[-1:]):
        made = next((one for one in trail[:4] if one.type == "call"), None)
        given = call_of(reading.module, made, "").positional if made is not None else []
        return next(iter(given), None)
    return None


def _file_of(reading: Reading, root: Root, call: Call) -> str:
    """What a file is called every row of which is listed, "" where some are left out."""
    path = path_opened(reading, call.positional[0]) or call.positional[0]
    around = function_around(reading.module, root.node)
    body = body_of(reading.module, around) if around is not None else ""
    asked = [*_CONDITIONS.findall(body), *_asked_around(reading, root.node)]
    if any(_HAS_ADDRESS.fullmatch(one) is None for one in asked) or _FEW.search(body):
        return ""
    if call.last == "read_csv" and _ROWS_PICKED.search(body):
        return ""
    handed = passed_to(reading, path) if path.type == "identifier" else []
    names = [path_of(reading, one).rpartition("/")[2] for one in (path, *handed)]
    known = next((one for one in names if one and HOLE_WORD not in one), "")
    return known or reading.module.code(path)[:_LONGEST]


def _asked_around(reading: Reading, node: Node) -> Iterator[str]:
    """The conditions of the comprehensions around an expression."""
    above = node.parent
    while above is not None and not above.type.endswith(("_statement", "block")):
        for one in reading.module.children(above)[0] if above.type in _COMPREHENSIONS else ():
            if one.type == "if_clause":
                yield reading.module.code(reading.module.children(one)[0][0])
        above = above.parent
