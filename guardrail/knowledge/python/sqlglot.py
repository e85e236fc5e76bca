"""sqlglot: statements that are built without a condition.

Source: the documentation of sqlglot 30.30, "Build and Modify SQL", `sqlglot.expressions.delete` and
`update`. A statement is told where its text is taken: until then conditions may be added.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_DELETE, _UPDATE = "sqlglot delete", "sqlglot update"
_BESIDE = ("sqlglot",)
_BUILT = "the class is also that of statements with a condition: it is no kind"
_START = "from sqlglot import exp\n"


def _made(function: str, kind: str, where: int, *more: str) -> Makes:
    """What a function of the package builds, and its argument that is a condition."""
    return Makes(
        names=(f"sqlglot.exp.{function}", f"sqlglot.expressions.{function}", *more),
        kind=kind,
        named=FIRST,
        filter=Argument(where, "where"),
        proxy="a function",
    )


KINDS: tuple[Kind, ...] = (
    _made("delete", _DELETE, 1, "sqlglot.delete"),
    _made("update", _UPDATE, 2),
    Gives(kind=_DELETE, member="where()", gives=_DELETE, narrows=True),
    Gives(kind=_UPDATE, member="where()", gives=_UPDATE, narrows=True),
    Gives(kind=_DELETE, member="limit()", gives=_DELETE, one=True),
    Gives(kind=_DELETE, member="returning() copy()", gives=_DELETE),
    Gives(kind=_UPDATE, member="set_() from_() copy()", gives=_UPDATE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".sql",),
        on=(_DELETE,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved=_BUILT,
        example=_START + "text = exp.delete('users').sql()",
        twin=_START + "text = exp.delete('users').where('id = 7').sql()",
    ),
    ChangesData(
        names=(".sql",),
        on=(_UPDATE,),
        verb=Verb.UPDATE,
        store="",
        beside=_BESIDE,
        unproved=_BUILT,
        example=_START + "text = exp.update('users', {'active': False}).sql()",
        twin=_START + "text = exp.update('users', {'active': False}, where='id = 7').sql()",
    ),
)
