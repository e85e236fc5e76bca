"""SQLAlchemy's tables and metadata: `drop_all`, `Table.drop`, `DropTable`, `DropSchema`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.functions.callers import calls_of_function, class_around
from guardrail.frontends.python.guarding.choices import chosen_by
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.readers.databases.picked_tables import in_turn
from guardrail.frontends.python.readers.databases.schema import Given, schema_change
from guardrail.frontends.python.readers.databases.statement_rows import target_of
from guardrail.frontends.python.readers.picking.chosen import leaves_out
from guardrail.frontends.python.readers.picking.conditions import picked_by_conditions
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.picking.queries import LABEL, NAME
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import Place, function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.chains import chains
from guardrail.frontends.python.values.iteration import yielded
from guardrail.knowledge.python.picking import PASSING, words_of
from guardrail.knowledge.python.rows import ChangesSchema, words
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.project.environment import classify
from guardrail.stream import Item


def sqlalchemy_schema(reading: Reading, call: Call, row: ChangesSchema) -> list[Item] | None:
    """What a call on a table, on metadata or of a DDL element drops."""
    if _is_of_another(call, row):
        return None
    given = Given(reading, call, row)
    change = schema_change(given, "")
    if row.shape == "metadata":
        return list(_metadata(given, change)) if _of_tables(given) else None
    if row.shape == "table object":
        return _table_object(reading, call, change)
    if row.shape == "database url":
        url = given.text("url")
        return [replace(change, name=url.rsplit("/", 1)[-1].partition("?")[0])]
    node = given.node(row.name)
    if node is None:
        return None
    name = reading.known(node) or target_of(reading, node)
    return [replace(change, table=name if row.kind is ObjectKind.TABLE else "", name=name)]


def _is_of_another(call: Call, row: ChangesSchema) -> bool:
    """Whether a class is some other module's, of the same name: `impala.ddl.DropTable`."""
    ours = row.names[0].startswith("sqlalchemy.")
    return ours and "." in call.name and not call.name.startswith(("sqlalchemy.", "alembic."))


_EVERY = late(r"\.(?:sorted_tables|tables\.values\(\))\)*\Z|\A(?:None|\[\]|\(\))\Z")
# What people call the object that knows all tables: `metadata`, `db`, `Base`, `engine.meta`.
_KNOWS_TABLES = late(r"meta|db|base|model|schema|sql|table|orm|\Am\Z", re.IGNORECASE)


_LISTING = late(r"\.(?:sorted_tables|tables\.(?:values|items)\(\))\)*\Z")
_REFLECTED = late(r"(?P<of>[\w.]+)\.reflect\(")
_TABLES = ("sqlalchemy.Table()", "sqlalchemy.schema.Table()", "Table()")
_FEW = 8


def _of_tables(given: Given) -> bool:
    """Whether `drop_all` is SQLAlchemy's: it is given an engine, or its object is called so."""
    owner = given.call.function.child_by_field_name("object")
    if owner is None or given.call.positional or given.call.keywords or given.call.more:
        return True
    return _KNOWS_TABLES.search(given.reading.module.code(owner).rpartition(".")[2]) is not None


def _metadata(given: Given, change: SchemaChange) -> list[SchemaChange]:
    tables = given.node("tables")
    elements = given.reading.builder.flow.elements(tables) if tables is not None else None
    if elements and tables is not None:
        names = [target_of(given.reading, one) for one in elements]
        if not PASSING.isdisjoint(words_of(given.reading.module.code(tables))):
            # `tables=STAGING_TABLES`: what is in them isn't meant to stay.
            change = replace(change, guards=(*change.guards, picked_by(LABEL)))
        return [replace(change, kind=ObjectKind.TABLE, table=name, name=name) for name in names]
    if tables is not None and not _EVERY.search(given.reading.module.code(tables)):
        sure = Confidence.LOW if leaves_out(given.reading, tables) else Confidence.MEDIUM
        return [replace(change, kind=ObjectKind.TABLE, confidence=sure)]
    owner = given.call.function.child_by_field_name("object")
    name = given.reading.module.short(owner, 40) if owner is not None else ""
    by = _reflected(given.reading, given.call, name)
    guards = (*change.guards, picked_by(by)) if by else change.guards
    bind = next(filter(None, map(given.call.keywords.get, ("bind_key", "bind"))), None)
    alias = given.reading.known(bind) if bind is not None else ""
    where = classify(words=(alias,)) if alias else change.environment
    change = replace(change, cascade=True, guards=guards, environment=where)
    return [replace(change, name=f"all tables of {alias or name}")]


def _reflected(reading: Reading, call: Call, name: str) -> str:
    """By what the tables were picked that metadata was told of: `reflect(only=is_scratch)`.

    A variable of the function around is another one than what other functions call so.
    """
    module = reading.module
    told: list[str] = []
    if ".reflect(" not in module.text:
        return ""
    for found in islice(_REFLECTED.finditer(module.plain), _FEW):
        node = module.root.descendant_for_byte_range(found.end() - 1, found.end())
        while node is not None and node.type != "call":
            node = node.parent
        if node is None:
            return ""
        if function_around(module, node) not in (None, function_around(module, call.node)):
            continue
        if found["of"] != name:
            return ""
        only = call_of(module, node, "").keywords.get("only")
        told.append(_only(reading, only) if only is not None else "")
    return told[0] if told and all(told) else ""


def _only(reading: Reading, only: Node) -> str:
    """By what tables are picked that are reflected: a condition, or names that are listed."""
    by = picked_by_conditions(reading, ((only, True),))
    if not by and only.type in ("lambda", "list", "tuple"):
        by = NAME
    return LABEL if by == NAME and _speaks_of_work(reading, only) else by


def _speaks_of_work(reading: Reading, condition: Node) -> bool:
    """Whether a condition on names asks for those of tables that aren't meant to stay: `stg_`."""
    waiting, told = [condition], ""
    for _ in range(_MOST_PARTS):
        if not waiting:
            break
        node = waiting.pop()
        told += "".join(f" {text}" for text in reading.texts(node)[:_FEW])
        waiting += reading.module.children(node)[0]
    return not _OF_WORK.isdisjoint(words_of(told))


_OF_WORK = PASSING | words("stg stage import")
_MOST_PARTS = 40


def _named(change: SchemaChange, name: str) -> SchemaChange:
    """The drop of a table that is taken out of metadata by its name, which may not be known."""
    return replace(change, verb=Verb.DROP, table=name, name=name)


def _table_object(reading: Reading, call: Call, change: SchemaChange) -> list[Item] | None:
    """`….drop()` of something that is plainly a table."""
    owner = call.function.child_by_field_name("object")
    if owner is None:
        return None
    name = ""
    for chain in chains(reading, owner):
        if [link.name for link in chain.links[-2:]] == ["tables", "[]"]:
            key = chain.links[-1].node.child_by_field_name("subscript")
            return [_named(change, reading.known(key))]
        if any(link.name == "__table__" for link in chain.links):
            index = next(i for i, link in enumerate(chain.links) if link.name == "__table__")
            node = chain.links[index - 1].node if index else chain.base
            name = reading.module.name(node).rsplit(".", 1)[-1]
        elif chain.base.type == "call" or chain.links:
            value = reading.builder.flow.value(owner)
            whole = value if value is not None and value.type == "call" else owner
            if reading.names.dotted(whole) in _TABLES:
                name = target_of(reading, value or owner)
                made = value or owner
                if not name and _one_of_many(reading, call, made):
                    return _unnamed(reading, call, made, change)
    if not name:
        return _each(reading, call, owner, change)
    return [_named(change, name)]


def _one_of_many(reading: Reading, call: Call, taken: Node) -> bool:
    """Whether a loop takes one table after the other, here or where the function is called."""
    place = place_of(reading.module, call.node.start_byte)
    if _loops(place):
        return True
    if not in_turn(reading, call, taken.start_byte, taken.end_byte):
        return False
    around = place.definitions[-1]
    calls = calls_of_function(reading, around, class_around(around))[:_FEW]
    return any(_loops(place_of(reading.module, one.node.start_byte)) for one in calls)


def _loops(place: Place) -> bool:
    return any(block.owner.type == "for_statement" for block in place.blocks)


def _gives_tables(reading: Reading, listed: Node) -> bool:
    """Whether something gives tables that are made of names: `[Table(one, meta) for one in …]`."""
    parts = yielded(reading.builder.flow, listed) or ()
    return bool(parts) and all(
        reading.names.dotted(one) in _TABLES and not target_of(reading, one) for one in parts
    )


def _unnamed(reading: Reading, call: Call, taken: Node, change: SchemaChange) -> list[Item]:
    """The drop of tables of any name, one after the other: all of them, or those picked."""
    node: Node | None = taken
    if taken.type == "call":
        node = next(iter(call_of(reading.module, taken, "").positional), None)
    by = picked_out(reading, call, node)
    guards = (*change.guards, picked_by(by)) if by else change.guards
    return [replace(_named(change, ""), guards=guards)]


def _listings(reading: Reading, node: Node, depth: int) -> Iterator[list[tuple[Node, bool]] | None]:
    """What the tables of some metadata were picked by that a loop takes; `None` for other things.

    Also `reversed(…)` of them, what a function of the module gives, and a comprehension of them.
    """
    module = reading.module
    node = unwrapped(node)
    if _LISTING.search(module.code(node)[-_LONGEST:]):
        yield []
        return
    if node.type in ("list_comprehension", "generator_expression"):
        parts = module.children(node)[0]
        clause = next((one for one in parts if one.type == "for_in_clause"), None)
        over = clause.child_by_field_name("right") if clause is not None else None
        left = clause.child_by_field_name("left") if clause is not None else None
        body = node.child_by_field_name("body")
        same = left and body and module.code(left) == module.code(body)
        asked = [(module.children(one)[0][0], True) for one in parts if one.type == "if_clause"]
        for inner in _listings(reading, over, depth + 1) if over is not None and same else ():
            yield None if inner is None else [*inner, *asked]
        return
    call = reading.call(node) if node.type == "call" and depth < _FEW else None
    if call is not None and call.name in _ORDERING and len(call.positional) == 1:
        yield from _listings(reading, call.positional[0], depth + 1)
        return
    own = function_named(module, call.last) if call is not None else None
    results = results_of(module, own) if own is not None else []
    for one in results or ():
        yield from _listings(reading, one, depth + 1)
    if not results:
        yield None


_ORDERING = words("reversed sorted list tuple iter")
_LONGEST = 400


def _each(reading: Reading, call: Call, owner: Node, change: SchemaChange) -> list[Item] | None:
    """`for table in metadata.sorted_tables: table.drop(engine)`, all of them or those picked."""
    if owner.type != "identifier" or "sqlalchemy" not in reading.module.text:
        return None
    looped = [
        one.value
        for one in reading.builder.flow.reaching(owner)
        if one.kind is BindingKind.LOOPED and one.value is not None
    ]
    if looped and all(_gives_tables(reading, one) for one in looped):
        return _unnamed(reading, call, owner, change)
    listed = [one for each in looped for one in _listings(reading, each, 0)]
    if not looped or not listed or not all(one is not None for one in listed):
        return None
    filters = [condition for one in listed for condition in one or ()]
    by = picked_out(reading, call, owner) or picked_by_conditions(reading, filters)
    if by == NAME:
        filters += chosen_by(reading.module, call.node)
        by = LABEL if any(_speaks_of_work(reading, one) for one, _ in filters) else by
    guards = (*change.guards, picked_by(by)) if by else change.guards
    return [replace(_named(change, "every table of the metadata"), guards=guards)]
