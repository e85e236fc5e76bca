"""ODMantic: documents removed by an engine, without a query or one by one.

Source: the documentation of ODMantic 1.1, "Engine" (`AIOEngine.remove`, `SyncEngine.remove`,
`delete`, `find`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_ENGINE, _ROWS, _ROW = "odmantic engine", "odmantic documents", "odmantic document"
_START = "from odmantic import AIOEngine, Model\nengine = AIOEngine()\nasync def clean():\n    "

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "odmantic.AIOEngine",
            "odmantic.SyncEngine",
            "odmantic.engine.AIOEngine",
            "odmantic.engine.SyncEngine",
        ),
        kind=_ENGINE,
    ),
    Gives(kind=_ENGINE, member="session() transaction()", gives=_ENGINE),
    Gives(kind=_ENGINE, member="find()", gives=_ROWS, narrows=True, leading=1),
    Gives(kind=_ENGINE, member="find_one()", gives=_ROW, one=True),
    Gives(kind=_ENGINE, member="get_collection()", gives="mongo collection"),
    Gives(kind=_ROWS, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".remove",),
        on=(_ENGINE,),
        spared=(("just_one", ("True",)),),
        target=Argument(0, "model"),
        filter=Argument(1),
        every=("{}", "True"),
        verb=Verb.DELETE,
        store="mongodb",
        beside=("odmantic",),
        example=_START + "await engine.remove(User)",
        twin=_START + "await engine.remove(User, User.plan == 'old')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ENGINE,),
        each=True,
        verb=Verb.DELETE,
        store="mongodb",
        beside=("odmantic",),
        example=_START + "for user in await engine.find(User):\n        await engine.delete(user)",
        twin=_START
        + "for user in await engine.find(User, User.plan == 'old'):\n"
        + "        await engine.delete(user)",
    ),
)
