"""Recognises files of migration frameworks, and the sections of those that have markers."""

from __future__ import annotations

import posixpath
import re

from msgspec import Struct

from guardrail.model import Direction
from guardrail.patterns import late
from guardrail.settings import Settings

_FOLDERS = frozenset({"migrations", "migrate", "versions", "migration", "db-migrations"})
_FLYWAY = late(r"(?P<kind>[VUB])\d[\d._]*__|R__")
_DOWN = late(r"(?:^|[._-])(?:down|rollback|undo|revert)\.(?:\w+\.)?sql$", re.IGNORECASE)
_UP = late(r"(?:^|[._-])up\.(?:\w+\.)?sql$", re.IGNORECASE)
_FIRST = late(r"V?0*1(?:__|[_.-])", re.IGNORECASE)
MARKER = late(
    r"^[ \t]*(?:--|\#|/\*)[ \t]*(?:"
    r"(?P<dbmate>migrate:(?:up|down))|\+(?P<goose>goose[ \t]+(?:up|down))"
    r"|\+(?P<sqlmigrate>migrate[ \t]+(?:up|down))|(?:---[ \t]*)?!(?P<play>ups|downs)"
    r"|(?P<pg>(?:up|down)[ \t]+migration)|(?P<liquibase>changeset[ \t]+\S+:\S+)"
    r"|//(?P<mybatis>@undo)"
    r")(?P<rest>[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_FRAMEWORKS = {
    "dbmate": "dbmate",
    "goose": "goose",
    "sqlmigrate": "sql-migrate",
    "play": "play",
    "pg": "node-pg-migrate",
    "liquibase": "liquibase",
    "mybatis": "mybatis",
}
_WRAPPED = ("dbmate", "goose", "sql-migrate")
_BARE = late(
    r"transaction:[ \t]*false|notransaction|no[ \t]transaction|runInTransaction:false",
    re.IGNORECASE,
)
_GOOSE_BARE = late(r"--[ \t]*\+goose[ \t]+no[ \t]transaction", re.IGNORECASE)

_SQLX_BARE = late(r"--[ \t]*no-transaction\b", re.IGNORECASE)
"""sqlx looks for it at the very start of the file."""

_POP_BARE = late(r"\.autocommit\.(?:up|down)\.sql\Z", re.IGNORECASE)
"""Pop (gobuffalo) takes it out of a file's name."""


class Section(Struct, frozen=True):
    """What an Enter says of the part of a migration that begins here."""

    name: str
    direction: Direction
    framework: str
    atomic: bool | None
    initial: bool


def by_path(path: str, settings: Settings, text: str = "") -> Section | None:
    """The migration that a file is by its path, `None` where it is none.

    The head of its `text` may say that it runs outside a transaction.
    """
    folder, name = posixpath.split(path)
    flyway = _FLYWAY.match(name)
    direction = Direction.UP
    framework = ""
    if flyway is not None:
        framework = "flyway"
        direction = Direction.DOWN if flyway.group("kind") == "U" else Direction.UP
    elif _UP.search(name) or _DOWN.search(name):
        own = name.lower() in ("up.sql", "down.sql")
        framework = "diesel" if own else "golang-migrate"
        direction = Direction.DOWN if _DOWN.search(name) else Direction.UP
    elif name.lower() == "migration.sql":
        framework = "prisma"
    elif not (_FOLDERS & set(folder.lower().split("/")) or settings.is_migration(path)):
        return None
    stem = name[: -len(".sql")] if name.lower().endswith(".sql") else name
    if framework in ("diesel", "prisma"):
        stem = posixpath.basename(folder)
    initial = _FIRST.match(stem) is not None
    atomic = _transaction(path, settings)
    if _POP_BARE.search(name):
        framework, atomic = "pop", False
    elif framework in ("", "golang-migrate") and _SQLX_BARE.match(text):
        framework, atomic = "sqlx", False
    return Section(stem, direction, framework or "sql", atomic, initial)


def by_marker(comment: str, text: str, path: str, settings: Settings) -> Section | None:
    """The section that a comment opens, `None` where it is no marker."""
    found = MARKER.match(comment)
    if found is None:
        return None
    key = next(name for name in _FRAMEWORKS if found.group(name))
    framework = _FRAMEWORKS[key]
    words = found.group(key).lower()
    down = "down" in words or "undo" in words
    atomic = _transaction(path, settings)
    if framework in _WRAPPED:
        bare = _BARE.search(found.group("rest")) or (key == "goose" and _GOOSE_BARE.search(text))
        atomic = not bare
    elif framework == "liquibase" and _BARE.search(found.group("rest")):
        atomic = False
    known = by_path(path, settings)
    name = known.name if known is not None else posixpath.basename(path).removesuffix(".sql")
    initial = known.initial if known is not None else False
    return Section(name, Direction.DOWN if down else Direction.UP, framework, atomic, initial)


def _transaction(path: str, settings: Settings) -> bool | None:
    """Whether the policy says that the tool opens a transaction around each migration."""
    return {"tool": True, "none": False}.get(settings.database(path).transaction)
