"""What frontends and rules need of the policy, as plain data."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Database:
    """A `[[database]]` of the policy, or what was found out about one.

    `version` is the server's major version, 0 where it isn't known. `transaction` says who opens
    one around a migration ("tool", "none", ""). `timeouts` says who sets them ("role", "tool",
    "migration", ""). `hot` are tables that can't be locked for long.
    """

    name: str = "default"
    paths: tuple[str, ...] = ("**",)
    dialect: str = ""
    version: int = 0
    transaction: str = ""
    timeouts: str = ""
    hot: tuple[str, ...] = ()
    environment: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Facts of the project that decide how texts are read. No verdicts."""

    databases: tuple[Database, ...] = ()
    migrations: tuple[str, ...] = ()
    environments: tuple[tuple[str, str], ...] = ()
    tests: tuple[str, ...] = field(
        default=("**/tests/**", "**/test_*.py", "**/*_test.py", "**/conftest.py", "**/testing/**")
    )

    def database(self, path: str) -> Database:
        """The database whose paths match, the last one winning; one that knows nothing else."""
        for database in reversed(self.databases):
            if any(glob_matches(pattern, path) for pattern in database.paths):
                return database
        return Database()

    def is_test(self, path: str) -> bool:
        """Whether the path is test code."""
        return any(glob_matches(pattern, path) for pattern in self.tests)

    def is_migration(self, path: str) -> bool:
        """Whether the policy names the path as part of a migration history."""
        return any(glob_matches(pattern, path) for pattern in self.migrations)

    def digest(self) -> str:
        """A name for these settings: equal settings have equal digests."""
        plain = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(glob_expression(pattern))


def glob_expression(pattern: str) -> str:
    """The regular expression of a path pattern: `**` crosses folders, `*` doesn't.

    A pattern without a slash matches a name in any folder; a trailing slash means everything
    below.
    """
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    pattern = pattern.lstrip("/")
    out = []
    i = 0
    while i < len(pattern):
        if pattern.startswith("**/", i):
            out.append("(?:.*/)?")
            i += 3
        elif pattern.startswith("**", i):
            out.append(".*")
            i += 2
        elif pattern[i] == "*":
            out.append("[^/]*")
            i += 1
        elif pattern[i] == "?":
            out.append("[^/]")
            i += 1
        else:
            out.append(re.escape(pattern[i]))
            i += 1
    return "".join(out) + r"\Z"


def glob_matches(pattern: str, path: str) -> bool:
    """Whether a `/`-separated path matches a pattern (see `glob_expression`)."""
    return _compiled(pattern).match(path) is not None
