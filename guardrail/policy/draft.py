"""A first `guardrail.toml` for a project, from a survey of it, with a word on every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.policy.effective import BASELINE, EDITION
from guardrail.policy.survey import FoundDatabase, Survey

_OPENING = """\
# What Guardrail holds this project to. Everything here may be left out.
# The manual's page on configuration describes every key.

# Rules newer than this edition are told as info, until you raise it.
edition = {edition}

# The lowest level that fails a check: "error", "warning" or "info".
# fail-on = "error"

# To look around first: nothing blocks until the day given.
# mode = "report"
# report-until = 2027-01-31

# Files that are not judged.
# exclude = ["vendor/"]
"""

_CLOSING = """\
# Levels by rule or category: "off", "info", "warning", "error".
# [levels]
# locking = "error"

# Levels on some paths alone.
# [[override]]
# paths = ["scripts/one_off/"]
# levels = {{ unscoped-write = "warning" }}

# Where targets live, by their host, variable or file name.
# [environments]
# production = ["*.prod.example.com"]

# What this project already had when Guardrail came is listed in {baseline}:
# `guardrail baseline create` writes it, `guardrail baseline prune` takes out what is mended.
"""


def draft(survey: Survey) -> str:
    """The text of the file: what was found as settings, what wasn't as comments."""
    parts = [_OPENING.format(edition=EDITION), "\n".join(_migrations(survey)) + "\n"]
    main, *others = survey.databases or (None,)
    parts.append("\n".join(_database(main) if main else _UNKNOWN_DATABASE) + "\n")
    if others:
        parts.append("\n".join(_others([each for each in others if each])) + "\n")
    parts.append(_CLOSING.format(baseline=BASELINE))
    return "\n".join(parts)


_UNKNOWN_DATABASE = (
    "# No database was recognised. SQL is read as any of the usual dialects until you name one.",
    "# [[database]]",
    '# dialect = "postgres"',
    "# version = 16",
)


def _migrations(survey: Survey) -> Iterator[str]:
    folders = [folder for folder in survey.migrations if quotable(folder.path)]
    if not folders:
        yield "# Folders of migrations. None was recognised."
        yield '# migrations = ["db/migrations/"]'
        return
    yield "# Folders of migrations: what can't be read there fails a pull request."
    yield "migrations = ["
    for folder in folders:
        yield f"    {quoted(folder.path + '/')},  # {folder.tool}, {folder.count} found"
    yield "]"


def _database(found: FoundDatabase) -> Iterator[str]:
    yield f"# Seen in {plain(', '.join(found.evidence))}."
    yield "[[database]]"
    yield f"dialect = {quoted(found.dialect)}"
    if found.version:
        yield f"version = {found.version}"
    else:
        yield "# version = 16  # the server's major version: some rules depend on it"
    yield "# Tables that can't be locked for long:"
    yield '# hot = ["orders"]'
    yield "# Who sets lock_timeout: the database role, the migration tool, or each migration."
    yield '# timeouts = "role"'


def _others(databases: Sequence[FoundDatabase]) -> Iterator[str]:
    yield "# Also seen; if files are written for it, give it the paths:"
    for found in databases:
        yield f"# {found.dialect}: {plain(', '.join(found.evidence))}"
    yield "# [[database]]"
    yield f"# dialect = {quoted(databases[0].dialect)}"
    yield '# paths = ["reports/**"]'


def quotable(text: str) -> bool:
    """Whether a path can stand in a TOML string and means itself as a pattern."""
    return text.isprintable() and not set(text) & set("*?")


def quoted(text: str) -> str:
    """A printable text as a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def plain(text: str) -> str:
    """A foreign text that can stand in a comment."""
    return "".join(c if c.isprintable() else "?" for c in text)
