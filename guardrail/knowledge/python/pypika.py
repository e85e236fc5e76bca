"""PyPika and pypika-tortoise: statements that are built without a condition, tables dropped.

Source: the documentation of PyPika 0.51, "Tutorial" ("Updating Data", "Deleting", "Drop"), and its
`QueryBuilder`. A statement is told where its text is taken: until then conditions may be added.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ITSELF,
    ChangesData,
    ChangesObject,
    Gives,
    Is,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import FIRST, Row

_CLASS, _TABLE, _SCHEMA = "pypika query class", "pypika table", "pypika schema"
_FROM, _DELETE, _UPDATE = "pypika statement", "pypika delete", "pypika update"
_BESIDE = ("pypika",)
_DIALECTS = (
    "ClickHouseQuery MSSQLQuery MySQLQuery OracleQuery PostgreSQLQuery RedshiftQuery SQLLiteQuery"
    " VerticaQuery"
)
_SAME = "set() from_() using() with_() returning() orderby() prewhere()"
_ONE_CLASS = "one class builds statements of every kind"
_START = "from pypika import Query, Table\nusers = Table('users')\n"

KINDS: tuple[Kind, ...] = (
    Is(
        names=(
            "pypika.Query",
            "pypika.queries.Query",
            "pypika_tortoise.Query",
            *(f"pypika.{name}" for name in _DIALECTS.split()),
            *(f"pypika.dialects.{name}" for name in _DIALECTS.split()),
        ),
        kind=_CLASS,
    ),
    Makes(
        names=("pypika.Table", "pypika.queries.Table", "pypika_tortoise.Table"),
        kind=_TABLE,
        named=FIRST,
    ),
    Makes(names=("pypika.Schema", "pypika.Database"), kind=_SCHEMA, named=FIRST),
    Gives(kind=_SCHEMA, member="*", gives=_TABLE, named=ITSELF),
    Gives(kind=_CLASS, member="from_()", gives=_FROM, named=FIRST),
    Gives(kind=_CLASS, member="update()", gives=_UPDATE, named=FIRST),
    Gives(kind=_CLASS, member="Table()", gives=_TABLE, named=FIRST),
    Gives(kind=_TABLE, member="update()", gives=_UPDATE),
    Gives(kind=_FROM, member="delete()", gives=_DELETE),
    Gives(kind=_FROM, member="where() join() inner_join()", gives=_FROM, narrows=True),
    Gives(kind=_DELETE, member="where()", gives=_DELETE, narrows=True),
    Gives(kind=_UPDATE, member="where() join() inner_join()", gives=_UPDATE, narrows=True),
    Gives(kind=_DELETE, member="limit()", gives=_DELETE, one=True),
    Gives(kind=_UPDATE, member="limit()", gives=_UPDATE, one=True),
    Gives(kind=_FROM, member=_SAME, gives=_FROM),
    Gives(kind=_DELETE, member=_SAME, gives=_DELETE),
    Gives(kind=_UPDATE, member=_SAME, gives=_UPDATE),
)


def _told(verb: Verb, kind: str, statement: str, condition: str) -> tuple[ChangesData, ...]:
    """A statement is told by its method that gives the text, and where `str` is asked for it."""
    return (
        ChangesData(
            names=(".get_sql",),
            on=(kind,),
            verb=verb,
            store="",
            beside=_BESIDE,
            unproved=_ONE_CLASS,
            example=f"{_START}sql = {statement}.get_sql()",
            twin=f"{_START}sql = {statement}{condition}.get_sql()",
        ),
        ChangesData(
            names=("builtins.str",),
            on=(kind,),
            by=FIRST,
            verb=verb,
            store="",
            beside=_BESIDE,
            unproved=_ONE_CLASS,
            example=f"{_START}cursor.execute(str({statement}))",
            twin=f"{_START}cursor.execute(str({statement}{condition}))",
        ),
    )


ROWS: tuple[Row, ...] = (
    *_told(Verb.DELETE, _DELETE, "Query.from_(users).delete()", ".where(users.id == 7)"),
    *_told(
        Verb.UPDATE,
        _UPDATE,
        "Query.update(users).set(users.active, False)",
        ".where(users.id == 7)",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_CLASS,),
        what=ObjectKind.TABLE,
        target=FIRST,
        store="",
        beside=_BESIDE,
        example=_START + "sql = Query.drop_table('users').get_sql()",
        twin=_START + "sql = Query.create_table('users').get_sql()",
    ),
)
