"""pyairtable: records of a table deleted, all of them or in a loop over all.

Source: the documentation of pyairtable 3.5, "Tables" (`Table.all`, `Table.iterate`,
`Table.delete`, `Table.batch_delete`) and "ORM" (`Model.all`, `Model.delete`, `batch_delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Extends, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_API, _BASE, _TABLE, _RECORDS, _RECORD = (
    "airtable api",
    "airtable base",
    "airtable table",
    "airtable records",
    "airtable record",
)
_MODEL, _ROWS_, _ROW = "airtable model", "airtable rows", "airtable row"
_BESIDE = ("pyairtable",)
_FILTERS = ("formula", "view", "max_records")
_START = "from pyairtable import Api\ntable = Api(key).table('app7', 'Leads')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("pyairtable.Api", "pyairtable.api.Api"), kind=_API),
    Makes(names=("pyairtable.Base", "pyairtable.api.base.Base"), kind=_BASE),
    Makes(
        names=("pyairtable.Table", "pyairtable.api.table.Table"),
        kind=_TABLE,
        named=Argument(2, "table_name"),
    ),
    Extends(names=("pyairtable.orm.Model",), kind=_MODEL, instances=_ROW),
    Gives(kind=_API, member="table()", gives=_TABLE, named=Argument(1, "table_name")),
    Gives(kind=_API, member="base()", gives=_BASE),
    Gives(kind=_BASE, member="table()", gives=_TABLE, named=Argument(0, "id_or_name")),
    Gives(kind=_TABLE, member="all() iterate()", gives=_RECORDS, filters=_FILTERS),
    Gives(kind=_RECORDS, member="for", gives=_RECORD),
    Gives(kind=_MODEL, member="all()", gives=_ROWS_, filters=_FILTERS),
    Gives(kind=_ROWS_, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete", ".batch_delete"),
        on=(_TABLE,),
        each=True,
        verb=Verb.DELETE,
        store="airtable",
        beside=_BESIDE,
        example=_START + "table.batch_delete([one['id'] for one in table.all()])",
        twin=_START + "table.batch_delete([one['id'] for one in table.all(formula='{Gone}')])",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="airtable",
        beside=_BESIDE,
        example="from pyairtable.orm import Model\nclass Lead(Model):\n    pass\n"
        "for lead in Lead.all():\n    lead.delete()",
        twin="from pyairtable.orm import Model\nclass Lead(Model):\n    pass\n"
        "for lead in Lead.all(formula='{Gone}'):\n    lead.delete()",
    ),
)
