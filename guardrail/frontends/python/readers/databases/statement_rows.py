"""The rows that a statement or query of SQLAlchemy is about: its table, filters and values."""

from __future__ import annotations

import re

from msgspec import Struct
from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.ways import Choice
from guardrail.frontends.python.readers.narrowing.expressions import expression_scope
from guardrail.frontends.python.readers.narrowing.reach import on_all_ways, strongest
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.chains import Link
from guardrail.patterns import late
from guardrail.stream import Item

_FILTERS = frozenset(("where", "filter", "filter_by", "with_parent", "having", "join"))
_DEEPEST_NAME = 4
_FINDS = ("find", "find_by")
"""How Ming and its like ask for rows, with a filter as MongoDB's or by keywords."""
TABLES = frozenset(("Table", "table"))
"""What names a table that no class stands for: `Table("users", metadata)`."""
_TABLES_HELD = late(r"\.tables\[")
"""Where a MetaData holds its tables by their names."""
_MADE_TO_GO = late(r"(?:\b|_)(?:te?mp|temporary|scratch)(?:\b|_)", re.IGNORECASE)


class Rows(Struct, frozen=True):
    """The rows that a chain of calls is about: whose they are, which, what they are set to."""

    verb: Verb
    target: str
    scope: Scope
    reason: str
    sets: tuple[str, ...] = ()
    bounded: bool = False
    reads: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


def changes_of(reading: Reading, call: Call, found: list[Rows]) -> list[Item] | None:
    """The change that a call makes, of what it may be about; `None` where that is nothing."""
    if not found:
        return None
    # Where rows are put in on some ways, no row is changed on these.
    found = [one for one in found if one.verb is not Verb.INSERT] or found
    first = found[0]
    scope, reason = on_all_ways(reading, [(one.scope, one.reason, one.choices) for one in found])
    return [
        DataChange(
            **reading.stated(call.node),
            verb=first.verb,
            target=first.target,
            scope=scope,
            reason=reason,
            sets=first.sets,
            bounded=first.bounded,
            copies_from=first.reads,
        )
    ]


def target_of(reading: Reading, node: Node) -> str:
    """The table or model that a statement is about, as it is written."""
    node = _named_as(reading, unwrapped(node))
    if node.type == "attribute":
        name = reading.module.name(node)
        return name.removesuffix(".__table__").removesuffix(".c").rsplit(".", 1)[-1]
    value = reading.builder.flow.value(node) if node.type == "identifier" else node
    if value is not None and value.type == "call":
        made = reading.call(value)
        if made.last in TABLES and made.positional:
            return reading.known(made.positional[0])
    name = reading.module.name(node) if node.type == "identifier" else ""
    if value is not None and value.type == "subscript":
        key = _TABLES_HELD.search(reading.module.name(value)) and value.child_by_field_name(
            "subscript"
        )
        return reading.known(key) if key else ""
    if value is not None and value.type == "call":
        # What another function makes is known by nothing but what the program calls it.
        return name if _MADE_TO_GO.search(name) else ""
    return _class_around(reading, node) or name if name == "cls" else name


def _named_as(reading: Reading, node: Node) -> Node:
    """What a name stands for that another one is: `model` for `wipe(session, Invoice)`."""
    for _ in range(_DEEPEST_NAME):
        bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
        value = bound[0].value if len(bound) == 1 else None
        plain = value is not None and bound[0].kind is BindingKind.ASSIGNED
        if value is None or not plain or bound[0].index is not None:
            break
        if value.type not in ("identifier", "attribute"):
            break
        node = value
    return node


def _class_around(reading: Reading, node: Node) -> str:
    """The name of the class that a method stands in: what it knows as `cls`."""
    around = node.parent
    while around is not None and around.type != "class_definition":
        around = around.parent
    name = around.child_by_field_name("name") if around is not None else None
    return reading.module.code(name) if name is not None else ""


def followed(reading: Reading, verb: Verb, target: str, links: list[Link]) -> Rows:
    """The rows of a target that the methods leave which follow: `.where(…)`, `.limit(…)`."""
    told, bounded = [(Scope.NONE, "")], False
    sets: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    for link in links:
        if link.name in _FILTERS and link.call is not None:
            joins = link.name == "join"
            told.append((Scope.FILTERED, "") if joins else expression_scope(reading, link.call))
        elif link.name in _FINDS and link.call is not None and _asks(reading, link.call):
            told.append((Scope.FILTERED, ""))
        elif link.name == "values" and link.call is not None:
            sets = tuple(link.call.keywords) or assigned(reading, link.call)
            reads = _read_by(reading, link.call, target)
        elif link.name in ("limit", "[]"):
            bounded = True
    scope, reason = strongest(told)
    if scope is Scope.FILTERED and not reason and verb is not Verb.INSERT:
        from guardrail.frontends.python.readers.databases.joins_forgotten import asks_others_alone

        if other := asks_others_alone(reading, target, links):
            scope, reason = Scope.TAUTOLOGY, f"a condition on {other} alone asks nothing of the row"
    return Rows(verb, target, scope, reason, sets, bounded, reads)


def _read_by(reading: Reading, call: Call, target: str) -> tuple[str, ...]:
    """The columns that the new values are made of: `values(mail=users.c.email)`."""
    given = [*call.keywords.values(), *call.positional]
    said = " ".join(reading.module.code(value)[:_LONGEST] for value in given)
    named = [found for pair in _COLUMN.findall(said) for found in pair if found]
    return tuple(f"{target}.{name}" for name in dict.fromkeys(named))


_LONGEST = 2_000
_COLUMN = late(r"""\.c\.(\w+)|\bcolumn\(["'](\w+)["']""")
"""A column of a table as SQLAlchemy has it: `users.c.email`, `column("email")`."""


def assigned(reading: Reading, call: Call) -> tuple[str, ...]:
    """The columns that a dictionary of values sets: `update({"name": ""})`."""
    node = call.positional[0] if call.positional else call.keywords.get("values")
    value = reading.builder.flow.value(node) if node is not None else None
    if value is None or value.type != "dictionary":
        return ()
    keys = (pair.child_by_field_name("key") for pair in reading.module.children(value)[0])
    names = [reading.known(key) or reading.module.name(key) for key in keys if key is not None]
    return tuple(name.rsplit(".", 1)[-1] for name in names)


def _asks(reading: Reading, call: Call) -> bool:
    """Whether a call is given something to find rows by: no `find()`, no `find({})`."""
    given = [*call.positional, *call.keywords.values(), *call.double_stars]
    return any(reading.module.code(one).replace(" ", "") != "{}" for one in given)
