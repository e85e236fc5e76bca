"""Pony: entities deleted by generators and queries, tables dropped with what is in them.

Source: the documentation of Pony 0.7, "API Reference" (Database, Query object, Entity) and
"Working with entity instances". `drop_all_tables` and `drop_table` refuse tables with rows unless
`with_all_data` is given.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_DATABASE, _ENTITY, _QUERY, _ROW = "pony database", "pony entity", "pony query", "pony row"
_BESIDE = ("pony",)
_WITH_DATA = (("with_all_data", ("True",)),)
_START = (
    "from pony.orm import *\ndb = Database()\nclass Person(db.Entity):\n    age = Required(int)\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("pony.orm.Database", "pony.orm.core.Database"),
        kind=_DATABASE,
        throwaway=(
            (Argument(1, "filename"), (":memory:", ":sharedmemory:")),
            (Argument(0), (":memory:",)),
        ),
    ),
    Extends(
        names=("pony.orm.core.Entity", "pony.orm.Database().Entity", ".Entity"),
        kind=_ENTITY,
        instances=_ROW,
    ),
    Makes(names=("pony.orm.core.Query",), kind=_QUERY),
    Makes(names=("pony.orm.select", "pony.orm.core.select"), kind=_QUERY, rows=FIRST),
    Gives(kind=_ENTITY, member="select()", gives=_QUERY, narrows=True),
    Gives(kind=_ENTITY, member="get() get_for_update()", gives=_ROW, one=True),
    Gives(kind=_ENTITY, member="[]", gives=_ROW, one=True),
    Gives(kind=_ENTITY, member="for", gives=_ROW),
    Gives(kind=_QUERY, member="filter() where()", gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member="order_by() prefetch() for_update()", gives=_QUERY),
    Gives(kind=_QUERY, member="[]", gives=_QUERY),
    Gives(kind=_QUERY, member="limit() page()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="first() get()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=("pony.orm.delete", "pony.orm.core.delete"),
        on=(_ENTITY, _QUERY),
        by=FIRST,
        target=FIRST,
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved="its parameters are *args; the generator is the first of them",
        example=_START + "delete(p for p in Person)",
        twin=_START + "delete(p for p in Person if p.age > 100)",
    ),
    ChangesData(
        names=(".delete",),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "Person.select().delete(bulk=True)",
        twin=_START + "Person.select(lambda p: p.age > 100).delete(bulk=True)",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "for p in Person.select():\n    p.delete()",
        twin=_START + "Person[7].delete()",
    ),
    RunsQuery(
        names=(".execute",),
        on=(_DATABASE,),
        language="sql",
        text=Argument(0, "sql"),
        like="",
        store="",
        beside=_BESIDE,
        example=_START + "db.execute('DELETE FROM person')",
        twin=_START + "db.execute('SELECT 1 FROM person')",
    ),
    ChangesObject(
        names=(".drop_all_tables",),
        on=(_DATABASE,),
        what=ObjectKind.SCHEMA,
        when=_WITH_DATA,
        target="all tables of Pony's database",
        unmistakable=True,
        store="",
        example=_START + "db.drop_all_tables(with_all_data=True)",
        twin=_START + "db.create_tables()",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        when=_WITH_DATA,
        target=Argument(0, "table_name"),
        store="",
        beside=_BESIDE,
        example=_START + "db.drop_table('Person', with_all_data=True)",
        twin=_START + "db.drop_table('Person', if_exists=True)",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_ENTITY,),
        what=ObjectKind.TABLE,
        when=_WITH_DATA,
        store="",
        beside=_BESIDE,
        example=_START + "Person.drop_table(with_all_data=True)",
        twin=_START + "Person.drop_table()",
    ),
)
