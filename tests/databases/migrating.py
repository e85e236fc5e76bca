"""Runs folders of SQL migrations on a real server, in each tool's own transactions.

The tools themselves aren't run: what each does around a file is what its documentation says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pg8000.dbapi

from guardrail.remedies.sql.scan import statements_of

_UP = re.compile(r"-- (?:\+goose Up|migrate:up|\+migrate Up)([^\n]*)\n", re.I)
_DOWN = re.compile(r"^-- (?:\+goose Down|migrate:down|\+migrate Down)", re.I | re.M)
_BARE = re.compile(r"NO TRANSACTION|transaction:false|notransaction|-- no-transaction", re.I)
WRAPPING = ("goose", "dbmate", "sql-migrate", "flyway", "diesel", "sqlx")
WHOLE = ("golang-migrate", "prisma")


def migrate(connection: pg8000.dbapi.Connection, tool: str, files: Mapping[str, str]) -> None:
    """Run every migration of a folder, in order."""
    connection.autocommit = True
    for path in sorted(files, key=_order):
        if path.endswith((".down.sql", "/down.sql", ".toml", ".conf")):
            continue
        text = files[path]
        opened = _UP.search(text)
        closed = _DOWN.search(text)
        up = text[opened.end() if opened else 0 : closed.start() if closed else len(text)]
        if tool in WHOLE:
            connection.cursor().execute(up)
        elif tool in WRAPPING and not _outside(tool, path, text, files):
            _each(connection, f"BEGIN;\n{up}\n;COMMIT")
        else:
            _each(connection, up)


def _order(path: str) -> list[int]:
    """By the version in the file's or the folder's name."""
    return [int(digits) for digits in re.findall(r"\d+", path.split("/", 1)[1])]


def _outside(tool: str, path: str, text: str, files: Mapping[str, str]) -> bool:
    if tool == "flyway":
        return "executeInTransaction=false" in files.get(f"{path}.conf", "")
    if tool == "diesel":
        beside = path.rpartition("/")[0] + "/metadata.toml"
        return "run_in_transaction = false" in files.get(beside, "")
    return _BARE.search(text) is not None


def _each(connection: pg8000.dbapi.Connection, text: str) -> None:
    cursor = connection.cursor()
    for statement in statements_of(text):
        cursor.execute(text[statement.start : statement.end])
