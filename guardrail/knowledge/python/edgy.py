"""Edgy: rows of query sets deleted and overwritten.

Source: the documentation of Edgy 0.37, "Queries" and "Models", and its `QuerySet`: `delete` and
`update` reach all rows that the filters before them leave. A registry's `drop_all` is known like
SQLAlchemy's.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Extends, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_MODEL, _QUERY, _ROW = "edgy model", "edgy query", "edgy row"
_BESIDE = ("edgy",)
_START = "import edgy\nclass User(edgy.Model):\n    pass\nasync def clean():\n    "
_NARROWS = "filter() exclude() or_() and_() not_() local_or() lookup()"
_SAME = (
    "all() order_by() reverse() distinct() only() defer() select_related() prefetch_related()"
    " select_for_update() batch_size() group_by() extra_select() exclude_secrets()"
)

KINDS: tuple[Kind, ...] = (
    Extends(names=("edgy.Model", "edgy.ReflectModel"), kind=_MODEL, instances=_ROW),
    Makes(names=("edgy.QuerySet",), kind=_QUERY),
    Gives(kind=_MODEL, member="query query_related", gives=_QUERY),
    Gives(kind=_QUERY, member=_NARROWS, gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member=_SAME, gives=_QUERY),
    Gives(kind=_QUERY, member="limit() offset()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="get() get_or_none() first() last()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete", ".raw_delete"),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "await User.query.delete()",
        twin=_START + "await User.query.filter(active=False).delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "for user in await User.query.all():\n        await user.delete()",
        twin=_START + "user = await User.query.get(id=7)\n    await user.delete()",
    ),
    ChangesData(
        names=(".update",),
        on=(_QUERY,),
        verb=Verb.UPDATE,
        store="",
        beside=_BESIDE,
        example=_START + "await User.query.update(active=False)",
        twin=_START + "await User.query.filter(plan='old').update(active=False)",
    ),
)
