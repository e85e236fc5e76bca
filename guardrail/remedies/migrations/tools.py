"""The tools that run migrations written in SQL, and how each leaves its transaction.

Sources: the documentation of goose ("-- +goose NO TRANSACTION"), dbmate ("transaction:false"),
sql-migrate ("notransaction"), Flyway ("executeInTransaction", script configuration files), Diesel
("run_in_transaction" of metadata.toml), sqlx ("-- no-transaction"), Liquibase
("runInTransaction"). golang-migrate and Prisma hand a file to the server as one message, in which
several statements are one transaction, and a single one is none. node-pg-migrate, Drizzle and
Supabase run every file of SQL in a transaction or a pipeline that can't be left.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from guardrail.patterns import late
from guardrail.remedies.place import Place


class Outside(StrEnum):
    """What takes a migration out of the transaction.

    `free`: it isn't in one, or nothing is known of one; `line`: a line at the top of the file;
    `option`: a word on the line that opens the section; `file`: a file beside it; `alone`: being
    the only statement; `never`: nothing.
    """

    FREE = "free"
    LINE = "line"
    OPTION = "option"
    FILE = "file"
    ALONE = "alone"
    NEVER = "never"


class Naming(StrEnum):
    """How the files of a migration are called.

    `number`: `0007_name.sql`; `flyway`: `V7__name.sql`; `pair`: `7_name.up.sql` beside
    `7_name.down.sql`; `folder`: `7_name/migration.sql` or `7_name/up.sql`; `section`: the next
    section of the same file; `listed`: a list elsewhere names them, which can't be written here.
    """

    NUMBER = "number"
    FLYWAY = "flyway"
    PAIR = "pair"
    FOLDER = "folder"
    SECTION = "section"
    LISTED = "listed"


class Tool(Struct, frozen=True):
    """A tool. `up` and `down` open the sections of a file where one holds both.

    `word` is what `outside` says, `downs` whether there are ways back at all.
    """

    name: str
    outside: Outside
    naming: Naming = Naming.NUMBER
    word: str = ""
    up: str = ""
    down: str = ""
    downs: bool = True


PLAIN = Tool("sql", Outside.FREE, downs=False)
GOOSE = Tool(
    "goose", Outside.LINE, word="-- +goose NO TRANSACTION", up="-- +goose Up", down="-- +goose Down"
)
DBMATE = Tool(
    "dbmate",
    Outside.OPTION,
    word="transaction:false",
    up="-- migrate:up",
    down="-- migrate:down",
)
SQL_MIGRATE = Tool(
    "sql-migrate",
    Outside.OPTION,
    word="notransaction",
    up="-- +migrate Up",
    down="-- +migrate Down",
)
NODE_PG = Tool("node-pg-migrate", Outside.NEVER, up="-- Up Migration", down="-- Down Migration")
LIQUIBASE = Tool(
    "liquibase", Outside.OPTION, Naming.SECTION, word="runInTransaction:false", up="--changeset"
)
FLYWAY = Tool("flyway", Outside.FILE, Naming.FLYWAY, word="executeInTransaction=false", downs=False)
PRISMA = Tool("prisma", Outside.ALONE, Naming.FOLDER, downs=False)
DIESEL = Tool("diesel", Outside.FILE, Naming.FOLDER, word="run_in_transaction = false")
GOLANG = Tool("golang-migrate", Outside.ALONE, Naming.PAIR)
SQLX_PAIR = Tool("sqlx", Outside.LINE, Naming.PAIR, word="-- no-transaction")
SQLX = Tool("sqlx", Outside.LINE, word="-- no-transaction", downs=False)
SUPABASE = Tool("supabase", Outside.NEVER, downs=False)
DRIZZLE = Tool("drizzle", Outside.NEVER, Naming.LISTED, downs=False)
SQITCH = Tool("sqitch", Outside.FREE, Naming.LISTED)

_MARKS: tuple[tuple[re.Pattern[str], Tool], ...] = tuple(
    (re.compile(pattern, re.I | re.M), tool)
    for pattern, tool in (
        (r"^[ \t]*--[ \t]*\+goose[ \t]+up\b", GOOSE),
        (r"^[ \t]*--[ \t]*migrate:up\b", DBMATE),
        (r"^[ \t]*--[ \t]*\+migrate[ \t]+up\b", SQL_MIGRATE),
        (r"^[ \t]*--[ \t]*up[ \t]+migration\b", NODE_PG),
        (r"^[ \t]*--[ \t]*changeset[ \t]+\S+:\S+", LIQUIBASE),
    )
)
_FLYWAY = late(r"V\d[\d._]*__.*\.sql\Z")
_PAIR = late(r"\d+_.*\.(?:up|down)\.sql\Z", re.I)


def tool_of(place: Place) -> Tool:
    """The tool that runs the file of SQL at a place, `PLAIN` where none is recognised."""
    for pattern, tool in _MARKS:
        if pattern.search(place.text):
            return tool
    folder, name = posixpath.split(place.path)
    if _FLYWAY.match(name):
        return FLYWAY
    for matches, tool in _BY_PATH:
        if matches(place, folder, name):
            return tool
    return PLAIN


def _uses_sqlx(place: Place, folder: str) -> bool:
    cargo = nearest(place, folder, "Cargo.toml")
    return cargo is not None and "sqlx" in cargo


def nearest(place: Place, folder: str, name: str) -> str | None:
    """The text of the file of that name in the folder or the nearest one around it."""
    while True:
        text = place.other(posixpath.join(folder, name))
        if text is not None or not folder:
            return text
        folder = posixpath.dirname(folder)


_BY_PATH: tuple[tuple[Callable[[Place, str, str], bool], Tool], ...] = (
    (lambda place, folder, name: name == "migration.sql", PRISMA),
    (lambda place, folder, name: name in ("up.sql", "down.sql"), DIESEL),
    (
        lambda place, folder, name: bool(_PAIR.match(name)) and _uses_sqlx(place, folder),
        SQLX_PAIR,
    ),
    (lambda place, folder, name: bool(_PAIR.match(name)), GOLANG),
    (lambda place, folder, name: folder.endswith("supabase/migrations"), SUPABASE),
    (lambda place, folder, name: place.other(f"{folder}/meta/_journal.json") is not None, DRIZZLE),
    (
        lambda place, folder, name: (
            posixpath.basename(folder) == "deploy"
            and nearest(place, folder, "sqitch.plan") is not None
        ),
        SQITCH,
    ),
    (lambda place, folder, name: _uses_sqlx(place, folder), SQLX),
)
