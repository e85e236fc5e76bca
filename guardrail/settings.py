"""What frontends and rules need of the policy, as plain data."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache

from msgspec import Struct, to_builtins

from guardrail.patterns import late

SPOKEN_BY = {"mariadb": "mysql", "tidb": "mysql", "cockroachdb": "postgres"}
"""Servers that speak another's SQL, but lock and change tables in their own way."""


class Database(Struct, frozen=True):
    """A `[[database]]` of the policy, or what was found out about one.

    `dialect` is the SQL that the server speaks, `server` its own name where that is another's SQL
    ("cockroachdb"). `version` is its major version, 0 where it isn't known. `transaction` says who
    opens one around a migration ("tool", "none", ""). `timeouts` says who sets them ("role",
    "tool", "migration", ""). `hot` are tables that can't be locked for long. `stats` is the path of
    a file that says how large tables are: it decides how findings are judged, not how texts are
    read. `looked_for` says that files of the project which may name a database name none.
    """

    name: str = "default"
    paths: tuple[str, ...] = ("**",)
    dialect: str = ""
    version: int = 0
    transaction: str = ""
    timeouts: str = ""
    hot: tuple[str, ...] = ()
    environment: str = ""
    stats: str = ""
    server: str = ""
    looked_for: bool = False


class Settings(Struct, frozen=True):
    """Facts of the project that decide how texts are read. No verdicts."""

    databases: tuple[Database, ...] = ()
    migrations: tuple[str, ...] = ()
    environments: tuple[tuple[str, str], ...] = ()
    tests: tuple[str, ...] = (
        "**/tests/**",
        "**/test/**",
        "**/testing/**",
        "**/*_tests/**",
        "**/*_test/**",
        "**/test_*.*",
        "**/*_test.py",
        "**/*_test.go",
        "**/*_test.rs",
        "**/*.test.[jt]s*",
        "**/*.spec.[jt]s*",
        "**/src/test/**",
        "**/testdata/**",
        "**/tests.py",
        "**/*_tests.py",
        "**/conftest.py",
        "**/test.py",
        "**/testing.py",
        "**/pytest/**",
        "**/pytest_*/**",
        "**/test_*/**",
        "**/*integration_test*",
        "**/e2e/**",
        "**/testutil.py",
        "**/testutils.py",
        "**/testutils/**",
    )

    def database(self, path: str) -> Database:
        """The database whose paths match, the last one winning; one that knows nothing else."""
        for database in reversed(self.databases):
            if any(glob_matches(pattern, path) for pattern in database.paths):
                return database
        return Database()

    def is_test(self, path: str) -> bool:
        """Whether the path is test code."""
        return _is_one_of(self.tests, path)

    def is_migration(self, path: str) -> bool:
        """Whether the policy names the path as part of a migration history."""
        return any(glob_matches(pattern, path) for pattern in self.migrations)

    def digest(self) -> str:
        """A name for what decides how texts are read: if that is equal, the digests are."""
        facts = to_builtins(self)
        for database in facts["databases"]:
            del database["stats"]
        plain = json.dumps(facts, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


MOST_DIGESTS = 1_000
"""So many Settings have their digests remembered: a project has a few."""


class Digests:
    """The digests of Settings, each worked out once: they are asked for file by file."""

    def __init__(self) -> None:
        """None yet."""
        self._known: dict[int, tuple[Settings, str]] = {}

    def of(self, settings: Settings) -> str:
        """The digest of the Settings."""
        known = self._known.get(id(settings))
        if known is None:
            if len(self._known) >= MOST_DIGESTS:
                self._known.clear()
            known = self._known[id(settings)] = (settings, settings.digest())
        return known[1]


_STARS = late(r"(\*\*/|\*\*|\*)")
_CROSSING = {"**/": "(?:[^/]*/)*?", "**": "(?s:.)*?"}


@lru_cache(maxsize=20_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(glob_expression(pattern))


@lru_cache(maxsize=1_000)
def _is_one_of(patterns: tuple[str, ...], path: str) -> bool:
    """The same for several patterns; asked again and again about the text that is read."""
    return any(glob_matches(pattern, path) for pattern in patterns)


def glob_expression(pattern: str) -> str:
    """The regular expression of a path pattern: `**` crosses folders, `*` doesn't.

    A pattern without a slash matches a name in any folder; a trailing slash means everything
    below. What a star finds first is kept (atomic groups): the earliest place is always as good as
    a later one, and no pattern takes long on any path.
    """
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    first, *rest = _STARS.split(pattern.lstrip("/"))
    texts = [_literal(text) for text in rest[1::2]]
    ends = [*("" for _ in texts[1:]), r"\Z"]
    out = [_literal(first) if texts else _literal(first) + r"\Z"]
    crossing = ""
    for star, text, end in zip(rest[::2], texts, ends, strict=False):
        if star == "*":
            out.append(f"(?>[^/]*?{text}{end})")
        else:
            out.append(f"{crossing}(?>{_CROSSING[star]}{text}{end}")
            crossing = ")"
    return "".join(out) + crossing


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\?", "[^/]")


def glob_matches(pattern: str, path: str) -> bool:
    """Whether a `/`-separated path matches a pattern (see `glob_expression`)."""
    return _compiled(pattern).match(path) is not None
