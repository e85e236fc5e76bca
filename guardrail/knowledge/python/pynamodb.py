"""PynamoDB: tables deleted, items deleted in a loop over all of a table.

Source: the documentation of PynamoDB 6.1, "API" (`Model.delete_table`, `Model.scan`, `Model.query`,
`Model.delete`, `Model.batch_write`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Extends, Gives, Kind
from guardrail.knowledge.python.rows import Argument, Row

_MODEL, _ITEMS, _ITEM, _BATCH = (
    "pynamodb model",
    "pynamodb items",
    "pynamodb item",
    "pynamodb batch",
)
_BESIDE = ("pynamodb",)
_START = "from pynamodb.models import Model\nclass User(Model):\n    pass\n"

KINDS: tuple[Kind, ...] = (
    Extends(names=("pynamodb.models.Model",), kind=_MODEL, instances=_ITEM),
    Gives(kind=_MODEL, member="scan()", gives=_ITEMS, filters=(Argument(0, "filter_condition"),)),
    Gives(kind=_MODEL, member="query()", gives=_ITEMS, one=True),
    Gives(kind=_MODEL, member="get()", gives=_ITEM, one=True),
    Gives(kind=_MODEL, member="batch_write()", gives=_BATCH),
    Gives(kind=_ITEMS, member="for", gives=_ITEM),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_table",),
        on=(_MODEL,),
        what=ObjectKind.TABLE,
        store="dynamodb",
        beside=_BESIDE,
        example=_START + "User.delete_table(wait=True)",
        twin=_START + "User.describe_table()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ITEM,),
        verb=Verb.DELETE,
        store="dynamodb",
        beside=_BESIDE,
        example=_START + "for user in User.scan():\n    user.delete()",
        twin=_START + "for user in User.scan(User.plan == 'old'):\n    user.delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_BATCH,),
        each=True,
        verb=Verb.DELETE,
        store="dynamodb",
        beside=_BESIDE,
        unproved="the class of the object isn't public",
        example=_START + "with User.batch_write() as batch:\n"
        "    for user in User.scan():\n        batch.delete(user)",
        twin=_START + "with User.batch_write() as batch:\n"
        "    for user in User.scan(User.plan == 'old'):\n        batch.delete(user)",
    ),
)
