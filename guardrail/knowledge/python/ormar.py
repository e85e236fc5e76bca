"""ormar: rows of query sets deleted and overwritten.

Source: the documentation of ormar 0.25, "Queries" (Delete, Update). Without a filter `delete` and
`update` refuse to run unless `each` is given.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Extends, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_MODEL, _QUERY, _ROW = "ormar model", "ormar query", "ormar row"
_BESIDE = ("ormar", "each")
_EACH = (("each", ("True", r"~~\Anot\b", r"~~==\s*0\Z")),)
"""Every row is meant, or is where nothing else is given: `each=not conditions`."""
_START = "import ormar\nclass User(ormar.Model):\n    pass\nasync def clean():\n    "

KINDS: tuple[Kind, ...] = (
    Extends(names=("ormar.Model",), kind=_MODEL, instances=_ROW),
    Makes(names=("ormar.QuerySet",), kind=_QUERY),
    Gives(kind=_MODEL, member="objects", gives=_QUERY),
    Gives(kind=_QUERY, member="filter() exclude()", gives=_QUERY, narrows=True),
    Gives(
        kind=_QUERY,
        member="order_by() select_related() prefetch_related() fields()",
        gives=_QUERY,
    ),
    Gives(kind=_QUERY, member="limit() paginate()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="all() iterate()", gives="ormar rows"),
    Gives(kind=_QUERY, member="get() first() get_or_none()", gives=_ROW, one=True),
    Gives(kind="ormar rows", member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_QUERY,),
        when=_EACH,
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "await User.objects.delete(each=True)",
        twin=_START + "await User.objects.filter(id=7).delete()",
    ),
    ChangesData(
        names=(".update",),
        on=(_QUERY,),
        when=_EACH,
        verb=Verb.UPDATE,
        store="",
        beside=_BESIDE,
        example=_START + "await User.objects.update(each=True, active=False)",
        twin=_START + "await User.objects.filter(plan='old').update(active=False)",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved="a model has no instances without a database",
        example=_START + "for user in await User.objects.all():\n        await user.delete()",
        twin=_START + "user = await User.objects.get(id=7)\n    await user.delete()",
    ),
)
