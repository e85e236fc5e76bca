"""GINO: statements of a model run by its executor, all tables dropped.

Source: the documentation of GINO 1.0, "CRUD" and "Engine and Connection", and its `crud.py`:
`Model.delete` and `Model.update` are statements of SQLAlchemy without a condition, and run at
`.gino.status()` and its like.
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
)
from guardrail.knowledge.python.rows import Row

_GINO, _SCHEMA, _MODEL = "gino", "gino schema", "gino model"
_DELETE, _UPDATE = "gino delete", "gino update"
_DELETING, _UPDATING = "gino delete executor", "gino update executor"
_BESIDE = (".gino",)
_RUN = (".status", ".all", ".first", ".one", ".one_or_none", ".scalar")
_START = (
    "from gino import Gino\ndb = Gino()\nclass User(db.Model):\n    pass\nasync def clean():\n    "
)
_ON_INSTANCES = "statements are made by descriptors"

KINDS: tuple[Kind, ...] = (
    Makes(names=("gino.Gino", "gino.api.Gino"), kind=_GINO),
    Makes(
        names=(
            "gino.ext.starlette.Gino",
            "gino.ext.aiohttp.Gino",
            "gino.ext.sanic.Gino",
            "gino.ext.quart.Gino",
            "gino.ext.tornado.Gino",
        ),
        kind=_GINO,
        unproved="each comes in a package of its own",
    ),
    Extends(names=("gino.declarative.Model", ".Model"), kind=_MODEL),
    Gives(kind=_GINO, member="gino", gives=_SCHEMA),
    Gives(kind=_MODEL, member="delete", gives=_DELETE),
    Gives(kind=_MODEL, member="update", gives=_UPDATE),
    Gives(kind=_DELETE, member="where()", gives=_DELETE, narrows=True),
    Gives(kind=_DELETE, member="returning() execution_options()", gives=_DELETE),
    Gives(kind=_DELETE, member="gino", gives=_DELETING),
    Gives(kind=_UPDATE, member="where()", gives=_UPDATE, narrows=True),
    Gives(kind=_UPDATE, member="values() returning() execution_options()", gives=_UPDATE),
    Gives(kind=_UPDATE, member="gino", gives=_UPDATING),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=_RUN,
        on=(_DELETING,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved=_ON_INSTANCES,
        example=_START + "await User.delete.gino.status()",
        twin=_START + "await User.delete.where(User.plan == 'old').gino.status()",
    ),
    ChangesData(
        names=_RUN,
        on=(_UPDATING,),
        verb=Verb.UPDATE,
        store="",
        beside=_BESIDE,
        unproved=_ON_INSTANCES,
        example=_START + "await User.update.values(plan='new').gino.status()",
        twin=_START + "await User.update.values(plan='new').where(User.id == 7).gino.status()",
    ),
    ChangesObject(
        names=(".drop_all",),
        on=(_SCHEMA,),
        what=ObjectKind.SCHEMA,
        target="all tables of GINO",
        store="",
        beside=_BESIDE,
        unproved="the object is made by the engine's strategy",
        example=_START + "await db.gino.drop_all()",
        twin=_START + "await db.gino.create_all()",
    ),
)
