"""Migrations that a program takes back by itself, down to an empty database.

Source: the documentation of Alembic 1.20, "Commands", and of Flask-Migrate 4.1, "API Reference":
"base" is the state before the first migration. With `sql` the statements are only printed.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind
from guardrail.knowledge.python.kinds import ChangesObject
from guardrail.knowledge.python.rows import Argument, Row, RunsProgram

_EVERY_TABLE = "all tables of the database"
_PRINTED = (("sql", ("True",)),)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=("alembic.command.downgrade",),
        when=((Argument(1, "revision"), ("base",)),),
        spared=_PRINTED,
        what=ObjectKind.TABLE,
        target=_EVERY_TABLE,
        store="",
        beside=("alembic",),
        example='from alembic import command\ncommand.downgrade(config, "base")',
        twin='from alembic import command\ncommand.downgrade(config, "-1")',
    ),
    ChangesObject(
        names=("flask_migrate.downgrade",),
        when=((Argument(1, "revision"), ("base",)),),
        spared=_PRINTED,
        what=ObjectKind.TABLE,
        target=_EVERY_TABLE,
        store="",
        beside=("flask_migrate",),
        example='from flask_migrate import downgrade\ndowngrade(revision="base")',
        twin='from flask_migrate import downgrade\ndowngrade(revision="-1")',
    ),
    RunsProgram(
        names=("alembic.config.main",),
        arguments=Argument(0, "argv"),
        program="alembic",
        example='alembic.config.main(argv=["downgrade", "base"])',
    ),
)
