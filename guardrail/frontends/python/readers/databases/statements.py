"""SQLAlchemy's statements: `delete(T).where(…)`, `users.update().values(…)`."""

from __future__ import annotations

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Scope, Verb
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.databases.statement_rows import (
    TABLES,
    Rows,
    changes_of,
    followed,
    target_of,
)
from guardrail.frontends.python.readers.narrowing.expressions import expression_scope
from guardrail.frontends.python.readers.narrowing.nearly_all import (
    picked_in_a_loop,
    takes_nearly_all,
)
from guardrail.frontends.python.readers.narrowing.reach import strongest
from guardrail.frontends.python.readers.picking.trail import met_on_the_way
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.values.chains import Chain, Link, chains
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late
from guardrail.stream import Item

_VERBS = {"delete": Verb.DELETE, "update": Verb.UPDATE, "insert": Verb.INSERT}
_PACKAGES = ("sqlalchemy", "sqlmodel")
_LISTED = frozenset(("sorted_tables",))
_TEXT_OF = frozenset(("get_sql", "sql"))
"""What gives the text of a statement that another library builds."""
_EACH = "each table of "
_LONGEST = 200
_LEFT_OUT = late(r"\bif\s+[\w.]+\s*(?:(?:==|\bin\b)[^\n]*:\s*continue|(?:!=|\bnot\s+in\b)[^\n]*:)")
_IF = late(r"\b(?:if|match|case|break|return)\b")
_CONSTRUCTS = words(
    "select insert update delete merge values union union_all intersect except_ exists cte where"
    " with_only_columns query subquery func literal Sequence next_value"
    " CreateTable CreateIndex CreateSchema CreateSequence CreateView AddConstraint"
    " DropTable DropIndex DropSchema DropSequence DropView DropConstraint"
)


def executed_statement(reading: Reading, call: Call, node: Node) -> list[Item] | None:
    """The rows that an executed core statement changes, `None` where it is none."""
    found = [
        replace(
            rows,
            scope=_of_which(reading, call, rows, node),
            choices=one.choices,
        )
        for one in chains(reading, node)
        if (rows := _statement(reading, one)) is not None
    ]
    return changes_of(reading, call, found)


def _of_which(reading: Reading, call: Call, rows: Rows, node: Node) -> Scope:
    """The scope of a statement about one table after the other: a loop may pick some of them.

    One that leaves single tables out by their names still reaches nearly all there are.
    """
    if not rows.target.startswith(_EACH):
        return rows.scope
    scope = picked_in_a_loop(reading, call.node, rows.scope)
    if scope is rows.scope:
        return Scope.UNKNOWN if _met_a_choice(reading, call, node) else scope
    blocks = place_of(reading.module, call.node.start_byte).blocks
    loops = [block.node for block in blocks if block.owner.type == "for_statement"]
    start = loops[-1].start_byte if loops else call.node.start_byte
    left_out = sum(1 for _ in _LEFT_OUT.finditer(reading.module.plain, start, call.node.start_byte))
    asked = sum(1 for _ in _IF.finditer(reading.module.plain, start, call.node.start_byte))
    return rows.scope if left_out == asked else scope


def _met_a_choice(reading: Reading, call: Call, node: Node) -> bool:
    """Whether a table was picked on its way to a statement: in the generator that gives it."""
    while node.type in ("call", "attribute", "subscript") and node.named_children:
        node = node.named_children[0]
    met = met_on_the_way(reading, call.node, node)
    return any(one is None or not takes_nearly_all(reading, one, holds=so) for one, so in met)


def _statement(reading: Reading, chain: Chain) -> Rows | None:
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
            rows = followed(reading, verb, target, chain.links)
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
                return followed(reading, verb, target, chain.links[index + 1 :])
            table = _table(reading, chain, index)
            return None if table is None else _of_table(reading, chain, index, verb, table)
    return None


def _names_model(reading: Reading, node: Node) -> bool:
    """Whether an argument is a class: `db.delete(User)`, where `db` gives on SQLAlchemy's names."""
    name = reading.module.name(node).rsplit(".", 1)[-1]
    return node.type in ("identifier", "attribute") and name[:1].isupper()


def _of_table(reading: Reading, chain: Chain, index: int, verb: Verb, table: str) -> Rows:
    """`users.delete()`; `users.delete(condition)` too, as SQLAlchemy had it before 2.0."""
    rows = followed(reading, verb, table, chain.links[index + 1 :])
    call = chain.links[index].call
    return rows if verb is Verb.INSERT or call is None else _also_asked(reading, call, rows, 0)


def _also_asked(reading: Reading, call: Call, rows: Rows, place: int) -> Rows:
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
        if made.last in TABLES and made.positional:
            return reading.known(made.positional[0])
    if _every_table(reading, chain, before):
        return f"{_EACH}{reading.module.short(chain.base, 40)}"
    if before and before[-1].name in TABLES and before[-1].call is not None:
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
