"""dataset: rows of a table deleted, tables and columns dropped, SQL run.

Source: the documentation of dataset 2.0, "API documentation" (`Table.delete`: without arguments
all rows are deleted; `Table.drop`, `Table.drop_column`, `Database.query`).
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
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_DATABASE, _TABLE = "dataset database", "dataset table"
_BESIDE = ("import dataset\n", "import dataset as", "import dataset,", "from dataset import")
"""Not `datasets`, which is another library."""
_MEMORY: Condition = (Argument(0, "url"), ("sqlite://", "sqlite:///:memory:"))
_START = "import dataset\ndb = dataset.connect('postgresql://db.acme.io/shop')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("dataset.Database",), kind=_DATABASE),
    Makes(names=("dataset.connect",), kind=_DATABASE, proxy="a function", throwaway=(_MEMORY,)),
    Makes(names=("dataset.Table",), kind=_TABLE),
    Gives(kind=_DATABASE, member="[]", gives=_TABLE, named=ITSELF),
    Gives(
        kind=_DATABASE,
        member="get_table() load_table() create_table()",
        gives=_TABLE,
        named=Argument(0, "table_name"),
    ),
    Gives(kind=_DATABASE, member="with", gives=_DATABASE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_TABLE,),
        picks=True,
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "db['users'].delete()",
        twin=_START + "db['users'].delete(plan='old')",
    ),
    ChangesObject(
        names=(".drop",),
        on=(_TABLE,),
        what=ObjectKind.TABLE,
        store="",
        beside=_BESIDE,
        example=_START + "db['users'].drop()",
        twin=_START + "db['users'].count()",
    ),
    ChangesObject(
        names=(".drop_column",),
        on=(_TABLE,),
        what=ObjectKind.COLUMN,
        target=Argument(0, "name"),
        store="",
        beside=_BESIDE,
        example=_START + "db['users'].drop_column('plan')",
        twin=_START + "db['users'].has_column('plan')",
    ),
    RunsText(
        names=(".query",),
        language="sql",
        text=Argument(0, "query"),
        receivers=(_DATABASE,),
        beside=_BESIDE,
        example=_START + "db.query('DELETE FROM users')",
    ),
)
