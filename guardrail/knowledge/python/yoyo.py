"""Yoyo's migrations: the SQL of their steps, and all that were applied taken back at once.

Source: the documentation of yoyo-migrations 9.0, "Calling Yoyo from Python code" and "Migrations as
Python scripts": `to_rollback` gives every applied migration, newest first.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_BACKEND, _APPLIED = "yoyo backend", "yoyo applied migrations"
_START = (
    "from yoyo import get_backend, read_migrations\n"
    "backend = get_backend(url)\nmigrations = read_migrations('migrations')\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("yoyo.get_backend",), kind=_BACKEND),
    Gives(kind=_BACKEND, member="to_rollback()", gives=_APPLIED),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".rollback_migrations",),
        on=(_APPLIED,),
        by=Argument(0, "migrations"),
        what=ObjectKind.TABLE,
        target="all tables of the migrations",
        store="",
        beside=("yoyo",),
        unproved="what it is given says that it is all of them, not what it is called on",
        example=_START + "backend.rollback_migrations(backend.to_rollback(migrations))",
        twin=_START + "backend.rollback_migrations(backend.to_rollback(migrations)[:1])",
    ),
    RunsText(
        names=("yoyo.step",),
        language="sql",
        text=Argument(0, "apply"),
        certain=True,
        unproved="its signature takes anything",
        example="from yoyo import step\nstep('DELETE FROM users')",
    ),
)
