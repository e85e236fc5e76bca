"""sqlite-utils: rows of a table deleted, tables dropped, written anew or emptied first.

Source: sqlite-utils 4, "sqlite_utils Python library" (`Table.delete_where`: without a condition
all rows are deleted; `Table.drop`, `insert_all(truncate=True)`, `create(replace=True)`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ITSELF,
    ChangesData,
    ChangesObject,
    Condition,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row

_DATABASE, _TABLE = "sqlite-utils database", "sqlite-utils table"
_BESIDE = ("sqlite_utils",)
_MEMORY: Condition = (Argument(-1, "memory"), ("True",))
_START = "import sqlite_utils\ndb = sqlite_utils.Database('/srv/shop.db')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("sqlite_utils.Database",), kind=_DATABASE, throwaway=(_MEMORY,)),
    Gives(kind=_DATABASE, member="[]", gives=_TABLE, named=ITSELF),
    Gives(kind=_DATABASE, member="table()", gives=_TABLE, named=Argument(0, "table_name")),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_where",),
        on=(_TABLE,),
        filter=Argument(0, "where"),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved="sqlite-utils isn't installed",
        example=_START + "db['users'].delete_where()",
        twin=_START + "db['users'].delete_where('plan = ?', ['old'])",
    ),
    ChangesObject(
        names=(".drop",),
        on=(_TABLE,),
        what=ObjectKind.TABLE,
        store="",
        beside=_BESIDE,
        unproved="sqlite-utils isn't installed",
        example=_START + "db['users'].drop()",
        twin=_START + "db['users'].count",
    ),
    *(
        ChangesData(
            names=(name,),
            on=(_TABLE,),
            when=((argument, ("True",)),),
            verb=Verb.OVERWRITE,
            store="",
            beside=_BESIDE,
            unproved="sqlite-utils isn't installed",
            example=_START + f"db['users']{name}({given}, {argument}=True)",
            twin=_START + f"db['users']{name}({given})",
        )
        for name, argument, given in (
            (".insert_all", "truncate", "rows"),
            (".upsert_all", "truncate", "rows"),
            (".create", "replace", "{'id': int}"),
        )
    ),
)
