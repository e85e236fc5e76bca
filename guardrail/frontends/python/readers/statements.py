"""SQLAlchemy's statements and queries: `delete(T).where(…)`, `session.query(T).delete()`."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.chains import Chain, Link, chains
from guardrail.frontends.python.choices import picked
from guardrail.frontends.python.readers.filters import expression_scope
from guardrail.frontends.python.readers.reach import on_all_ways, strongest
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped
from guardrail.frontends.python.ways import Choice
from guardrail.knowledge.python.rows import words
from guardrail.stream import Item

_VERBS = {"delete": Verb.DELETE, "update": Verb.UPDATE, "insert": Verb.INSERT}
_FILTERS = frozenset(("where", "filter", "filter_by", "with_parent", "having", "join"))
_FINDS = ("find", "find_by")
"""How Ming and its like ask for rows, with a filter as MongoDB's or by keywords."""
_PACKAGES = ("sqlalchemy", "sqlmodel")
_TABLES = frozenset(("Table", "table"))
_ENDS = words(
    "one first one_or_none scalar scalars scalar_one get get_or_404 first_or_404 all count copy"
    " fetchall fetchone mappings exists subquery paginate"
)
_LISTED = frozenset(("sorted_tables",))
_TEXT_OF = frozenset(("get_sql", "sql"))
"""What gives the text of a statement that another library builds."""
_EACH = "each table of "
_LONGEST = 200
_LEFT_OUT = re.compile(
    r"\bif\s+[\w.]+\s*(?:(?:==|\bin\b)[^\n]*:\s*continue|(?:!=|\bnot\s+in\b)[^\n]*:)"
)
_IF = re.compile(r"\b(?:if|match|case|break|return)\b")
_CONSTRUCTS = words(
    "select insert update delete merge values union union_all intersect except_ exists cte where"
    " with_only_columns query subquery func literal Sequence next_value"
    " CreateTable CreateIndex CreateSchema CreateSequence CreateView AddConstraint"
    " DropTable DropIndex DropSchema DropSequence DropView DropConstraint"
)


class _Rows(Struct, frozen=True):
    verb: Verb
    target: str
    scope: Scope
    reason: str
    sets: tuple[str, ...] = ()
    bounded: bool = False
    choices: tuple[Choice, ...] = ()


def executed_statement(reading: Reading, call: Call, node: Node) -> list[Item] | None:
    """The rows that an executed core statement changes, `None` where it is none."""
    found = [
        replace(
            rows,
            scope=_of_which(reading, call, rows),
            choices=one.choices,
        )
        for one in chains(reading, node)
        if (rows := _statement(reading, one)) is not None
    ]
    return _changes(reading, call, found)


def _of_which(reading: Reading, call: Call, rows: _Rows) -> Scope:
    """The scope of a statement about one table after the other: a loop may pick some of them.

    One that leaves single tables out by their names still reaches nearly all there are.
    """
    if not rows.target.startswith(_EACH):
        return rows.scope
    scope = picked(reading.module, call.node, rows.scope)
    if scope is rows.scope:
        return scope
    blocks = place_of(reading.module, call.node.start_byte).blocks
    loops = [block.node for block in blocks if block.owner.type == "for_statement"]
    start = loops[-1].start_byte if loops else call.node.start_byte
    left_out = sum(1 for _ in _LEFT_OUT.finditer(reading.module.plain, start, call.node.start_byte))
    asked = sum(1 for _ in _IF.finditer(reading.module.plain, start, call.node.start_byte))
    return rows.scope if left_out == asked else scope


def _changes(reading: Reading, call: Call, found: list[_Rows]) -> list[Item] | None:
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
        )
    ]


def _statement(reading: Reading, chain: Chain) -> _Rows | None:
    """`delete(T).where(…)`, `T.__table__.delete()`, `users.update().values(…)`."""
    if any(link.name in _TEXT_OF for link in chain.links):
        return None
    base = chain.base
    if base.type == "call":
        name = reading.names.dotted(base)[:-2]
        made = call_of(reading.module, base, name)
        verb = _VERBS.get(made.last)
        if verb is not None and _of_sqlalchemy(reading, name) and made.positional:
            target = target_of(reading, made.positional[0])
            rows = _followed(reading, verb, target, chain.links)
            return rows if verb is Verb.INSERT else _also_asked(reading, made, rows, 1)
    for index, link in enumerate(chain.links):
        verb = _VERBS.get(link.name)
        if verb is not None and link.call is not None:
            # `sa.delete(T)`, where `sa` is the package.
            if link.call.positional and (
                _of_sqlalchemy(reading, reading.names.dotted(link.node))
                or _names_model(reading, link.call.positional[0])
            ):
                target = target_of(reading, link.call.positional[0])
                return _followed(reading, verb, target, chain.links[index + 1 :])
            table = _table(reading, chain, index)
            return None if table is None else _of_table(reading, chain, index, verb, table)
    return None


def _names_model(reading: Reading, node: Node) -> bool:
    """Whether an argument is a class: `db.delete(User)`, where `db` gives on SQLAlchemy's names."""
    name = reading.module.name(node).rsplit(".", 1)[-1]
    return node.type in ("identifier", "attribute") and name[:1].isupper()


def _of_table(reading: Reading, chain: Chain, index: int, verb: Verb, table: str) -> _Rows:
    """`users.delete()`; `users.delete(condition)` too, as SQLAlchemy had it before 2.0."""
    rows = _followed(reading, verb, table, chain.links[index + 1 :])
    call = chain.links[index].call
    return rows if verb is Verb.INSERT or call is None else _also_asked(reading, call, rows, 0)


def _also_asked(reading: Reading, call: Call, rows: _Rows, place: int) -> _Rows:
    """The rows that the condition leaves which a call is given at its place, if it is."""
    given = call.positional[place : place + 1]
    if not given or given[0].type in ("none", "dictionary"):
        return rows
    asked = Call(call.node, call.function, call.name, given, {}, [])
    scope, reason = strongest(((rows.scope, rows.reason), expression_scope(reading, asked)))
    return replace(rows, scope=scope, reason=reason)


def is_construct(reading: Reading, node: Node) -> bool:
    """Whether an expression is a statement that SQLAlchemy composes, rather than a text."""
    for chain in chains(reading, node):
        made = {link.name for link in chain.links}
        if chain.base.type == "call":
            made.add(reading.names.dotted(chain.base)[:-2].rsplit(".", 1)[-1])
        if not made.isdisjoint(_CONSTRUCTS):
            return True
    return False


def _of_sqlalchemy(reading: Reading, name: str) -> bool:
    if "." not in name:
        return name not in reading.scopes.top().bindings
    return name.startswith(_PACKAGES)


def _table(reading: Reading, chain: Chain, index: int) -> str | None:
    """The table whose method `delete`, `update` or `insert` is called, `None` where it is none."""
    before = chain.links[:index]
    if any(link.name == "__table__" for link in before):
        position = next(i for i, link in enumerate(before) if link.name == "__table__")
        owner = before[position - 1].node if position else chain.base
        return reading.module.name(owner).rsplit(".", 1)[-1]
    if chain.base.type == "call":
        name = reading.names.dotted(chain.base)[:-2]
        made = call_of(reading.module, chain.base, name)
        if made.last in _TABLES and made.positional:
            return reading.known(made.positional[0])
    if _every_table(reading, chain, before):
        return f"{_EACH}{reading.module.short(chain.base, 40)}"
    if before and before[-1].name in _TABLES and before[-1].call is not None:
        given = before[-1].call.positional
        return reading.known(given[0]) if given else None
    if len(before) <= 1 and chain.base.type == "identifier":
        # `users.delete()` handed to execute: what else could it be than a table.
        last = before[-1].node if before else chain.base
        return reading.module.name(last).rsplit(".", 1)[-1] if not _called(before) else None
    return None


def _every_table(reading: Reading, chain: Chain, before: list[Link]) -> bool:
    """Whether a chain is about one of all tables in turn: `reversed(metadata.sorted_tables)`."""
    if not before:
        written = reading.module.code(chain.base)[:_LONGEST].rstrip(")")
        return written.endswith(tuple(f".{name}" for name in _LISTED))
    names = [link.name for link in before]
    return names[-1] in _LISTED or (names[-2:] == ["tables", "values"] and len(names) > 1)


def _called(links: list[Link]) -> bool:
    return any(link.call is not None for link in links)


def target_of(reading: Reading, node: Node) -> str:
    """The table or model that a statement is about, as it is written."""
    node = unwrapped(node)
    if node.type == "attribute":
        name = reading.module.name(node)
        return name.removesuffix(".__table__").removesuffix(".c").rsplit(".", 1)[-1]
    value = reading.builder.flow.value(node) if node.type == "identifier" else node
    if value is not None and value.type == "call":
        made = call_of(reading.module, value, reading.names.dotted(value)[:-2])
        if made.last in _TABLES and made.positional:
            return reading.known(made.positional[0])
    if value is not None and value.type in ("subscript", "call"):
        return ""
    return reading.module.name(node) if node.type == "identifier" else ""


def _followed(reading: Reading, verb: Verb, target: str, links: list[Link]) -> _Rows:
    told, bounded = [(Scope.NONE, "")], False
    sets: tuple[str, ...] = ()
    for link in links:
        if link.name in _FILTERS and link.call is not None:
            joins = link.name == "join"
            told.append((Scope.FILTERED, "") if joins else expression_scope(reading, link.call))
        elif link.name in _FINDS and link.call is not None and _asks(reading, link.call):
            told.append((Scope.FILTERED, ""))
        elif link.name == "values" and link.call is not None:
            sets = tuple(link.call.keywords) or _assigned(reading, link.call)
        elif link.name in ("limit", "[]"):
            bounded = True
    scope, reason = strongest(told)
    return _Rows(verb, target, scope, reason, sets, bounded)


def _asks(reading: Reading, call: Call) -> bool:
    """Whether a call is given something to find rows by: no `find()`, no `find({})`."""
    given = [*call.positional, *call.keywords.values(), *call.double_stars]
    return any(reading.module.code(one).replace(" ", "") != "{}" for one in given)


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
    sets = _assigned(reading, call) if verb is Verb.UPDATE else ()
    found = [
        replace(rows, sets=sets, choices=one.choices)
        for one in chains(reading, owner)
        if (rows := _query(reading, one, verb)) is not None
    ]
    return _changes(reading, call, found)


def _as_dictionary(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node)
    return value is not None and value.type == "dictionary"


def _assigned(reading: Reading, call: Call) -> tuple[str, ...]:
    node = call.positional[0] if call.positional else call.keywords.get("values")
    value = reading.builder.flow.value(node) if node is not None else None
    if value is None or value.type != "dictionary":
        return ()
    keys = (pair.child_by_field_name("key") for pair in reading.module.children(value)[0])
    names = [reading.known(key) or reading.module.name(key) for key in keys if key is not None]
    return tuple(name.rsplit(".", 1)[-1] for name in names)


def _deleted_in_loop(reading: Reading, call: Call) -> list[Item] | None:
    found = [
        replace(rows, scope=picked(reading.module, call.node, rows.scope))
        for one in chains(reading, call.positional[0])
        if one.looped and (rows := _query(reading, one, Verb.DELETE)) is not None
    ]
    return _changes(reading, call, found)


def _query(reading: Reading, chain: Chain, verb: Verb) -> _Rows | None:
    for index, link in enumerate(chain.links):
        more = chain.links[index + 1 :]
        if link.name == "query" and not chain.looped and any(_ends_query(one) for one in more):
            return None
        if link.name == "query" and link.call is not None and link.call.positional:
            target = target_of(reading, link.call.positional[0])
            return _followed(reading, verb, target, more)
        if link.name == "query" and link.call is None:
            owner = chain.links[index - 1].node if index else chain.base
            name = reading.module.name(owner).rsplit(".", 1)[-1]
            if name[:1].isupper():
                return _followed(reading, verb, name, more)
        if link.name in ("scalars", "execute", "exec") and link.call is not None:
            return _selected(reading, link.call, verb)
    return None


def _ends_query(link: Link) -> bool:
    """Whether a link leads from a query to something else: its rows, one row, an attribute."""
    return link.name in _ENDS if link.call is not None else link.name != "[]"


def _selected(reading: Reading, call: Call, verb: Verb) -> _Rows | None:
    """`session.scalars(select(T))` as what a loop runs over."""
    for chain in chains(reading, call.positional[0]) if call.positional else ():
        if chain.base.type == "call":
            made = call_of(reading.module, chain.base, reading.names.dotted(chain.base)[:-2])
            if made.last == "select" and made.positional:
                target = target_of(reading, made.positional[0])
                return _followed(reading, verb, target, chain.links)
    return None
