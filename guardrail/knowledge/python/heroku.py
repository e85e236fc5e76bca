"""heroku3: applications and their add-ons, databases among them, deleted.

Source: the README and the source of heroku3 5.2 (`Heroku.apps`, `App.delete`, `Addon.delete`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Row

_HEROKU, _APP, _ADDON = "heroku", "heroku app", "heroku add-on"
_START = "import heroku3\nconn = heroku3.from_key(key)\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("heroku3.from_key",), kind=_HEROKU, proxy="functions"),
    Makes(names=("heroku3.api.Heroku",), kind=_HEROKU),
    Makes(names=("heroku3.models.app.App",), kind=_APP),
    Makes(names=("heroku3.models.addon.Addon",), kind=_ADDON),
    Gives(kind=_HEROKU, member="app() create_app()", gives=_APP, named=FIRST),
    Gives(kind=_HEROKU, member="apps()", gives="heroku apps"),
    Gives(kind="heroku apps", member="for []", gives=_APP),
    Gives(kind=_APP, member="addons()", gives="heroku add-ons"),
    Gives(kind="heroku add-ons", member="for []", gives=_ADDON),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete", ".destroy"),
        on=(_APP,),
        what="application with its add-ons",
        store="heroku",
        beside=("heroku3",),
        example=_START + "conn.app('shop').delete()",
        twin=_START + "conn.app('shop').restart()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_ADDON,),
        what="add-on with its data",
        store="heroku",
        beside=("heroku3",),
        example=_START + "for addon in conn.app('shop').addons():\n    addon.delete()",
        twin=_START + "for addon in conn.app('shop').addons():\n    addon.upgrade('premium-0')",
    ),
    ChangesObject(
        names=(".remove_addon",),
        on=(_APP,),
        what="add-on with its data",
        store="heroku",
        target=FIRST,
        beside=("heroku3",),
        example=_START + "conn.app('shop').remove_addon('postgresql-cubed-1')",
        twin=_START + "conn.app('shop').install_addon(plan_name='heroku-postgresql')",
    ),
)
