"""A store of facts that can be made again: safe under parallel runs, bounded, private.

One SQLite file in the user's cache folder, which must belong to the user and be closed to others;
where it isn't, or the file is damaged, everything is simply worked out again. It holds facts, what
rules found and compiled policy; never source text, what policy decided or anything that could run.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterable, Mapping

LARGEST = 96_000_000
_AT_ONCE = 500
_SCHEMA = "CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT NOT NULL)"


def default_folder() -> str:
    """Where the cache lives: `GUARDRAIL_CACHE`, else the platform's folder for caches."""
    chosen = os.environ.get("GUARDRAIL_CACHE")
    if chosen:
        return chosen
    if sys.platform == "darwin":
        base = "~/Library/Caches"
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "~/AppData/Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return os.path.join(os.path.expanduser(base), "guardrail")  # noqa: PTH111, PTH118 (start-up)


def _private(folder: str) -> bool:
    """Make the folder, and say whether it is ours alone."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 (start-up)
        seen = os.lstat(folder)
    except OSError:
        return False
    if not stat.S_ISDIR(seen.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return seen.st_uid == os.geteuid() and not seen.st_mode & 0o077


class Cache:
    """Values by key. Never raises: what can't be read isn't there, what can't be kept is lost."""

    def __init__(self, folder: str | None) -> None:
        """A cache in `folder`; one of `None` keeps nothing."""
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._path = ""
        if folder is None or not _private(folder):
            return
        self._path = os.path.join(folder, "facts.sqlite")  # noqa: PTH118
        self._connect()

    def _connect(self) -> None:
        try:
            self._connection = self._open(self._path)
        except sqlite3.Error:
            self._connection = None

    def reopen(self) -> None:
        """Open the store again in a forked process, where its parent's connection is of no use.

        https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_across_a_fork_: it must
        be neither used nor closed there.
        """
        if self._connection is not None:
            self._inherited = self._connection
            self._connect()

    @staticmethod
    def _open(path: str) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=2.0, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_SCHEMA)
        except sqlite3.DatabaseError:
            connection.close()
            os.unlink(path)  # noqa: PTH108 (start-up)
            connection = sqlite3.connect(path, timeout=2.0, isolation_level=None)
            connection.execute(_SCHEMA)
        return connection

    @property
    def lasting(self) -> bool:
        """Whether what is put in outlives the process."""
        return self._connection is not None

    def get_many(self, keys: Iterable[str]) -> dict[str, str]:
        """The values that are there."""
        found: dict[str, str] = {}
        if self._connection is None:
            return found
        wanted = list(keys)
        try:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM facts WHERE key IN ({marks})"
                found.update(self._connection.execute(query, some))
        except sqlite3.Error:
            return {}
        return found

    def put_many(self, values: Mapping[str, str]) -> None:
        """Keep the values; the oldest go where the store grows too large."""
        if self._connection is None or not values:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "INSERT OR REPLACE INTO facts VALUES (?, ?)", list(values.items())
            )
            self._connection.execute("COMMIT")
            self._bound()
        except sqlite3.Error:
            return

    def get(self, key: str) -> str | None:
        """The value of one key, `None` where it isn't there."""
        return self.get_many([key]).get(key)

    def put(self, key: str, value: str) -> None:
        """Keep one value."""
        self.put_many({key: value})

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _bound(self) -> None:
        assert self._connection is not None
        pages = self._connection.execute("PRAGMA page_count").fetchone()[0]
        size = self._connection.execute("PRAGMA page_size").fetchone()[0]
        if pages * size <= LARGEST:
            return
        self._connection.execute(
            "DELETE FROM facts WHERE rowid <= (SELECT (max(rowid) + min(rowid)) / 2 FROM facts)"
        )
        self._connection.execute("VACUUM")
