"""Which files are steps of a migration history, and what names a step in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.frontends.change.meaning import meaning
from guardrail.frontends.change.weakening import evidence, place_of
from guardrail.model import ChangeKind, FileEdit, Source
from guardrail.settings import Settings

POLICY = "policy"


class Framework(Struct, frozen=True):
    """How a framework's migrations are recognised.

    The groups of `path` that are named `id…` name the step: a file may move as long as they stay.
    `text`, where there is one, must be found in the file, and its group `id` names the step.
    """

    name: str
    path: re.Pattern[str]
    text: re.Pattern[str] | None = None


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:.*/)?{pattern}\Z")


FRAMEWORKS: tuple[Framework, ...] = (
    Framework(
        "django",
        _path(r"(?P<id_app>[^/]+)/migrations/(?P<id>\d{4}_\w+)\.py"),
        re.compile(r"\bmigrations\b|\bMigration\b"),
    ),
    Framework(
        "alembic",
        _path(r"versions/(?:.*/)?[^/]+\.py"),
        re.compile(r"^revision\b[^=\n]*=\s*[\"'](?P<id>[^\"'\n]+)", re.MULTILINE),
    ),
    Framework("flyway", _path(r"(?P<id>V\d[\d._]*)__[^/]*\.sql")),
    Framework("prisma", _path(r"migrations/(?P<id>\d{4,}_[^/]+)/migration\.sql")),
    Framework("rails", _path(r"db/(?:\w+_)?migrate/(?P<id>\d{3,})_\w+\.rb")),
    Framework("ecto", _path(r"migrations/(?P<id>\d{14})_\w+\.exs")),
    Framework("laravel", _path(r"migrations/(?P<id>\d{4}_\d\d_\d\d_\d{6}_\w+)\.php")),
    Framework("golang-migrate", _path(r"(?P<id>\d+)_[^/]*(?P<id_way>\.up|\.down)\.sql")),
    Framework(
        "sql",
        _path(r"(?:migrations?|migrate|drizzle|sql)/(?:.*/)?(?P<id>\d{3,}[^/]*)\.sql"),
    ),
    Framework("node", _path(r"migrations/(?:.*/)?(?P<id>\d{8,}[^/]*)\.(?:js|ts|cjs|mjs)")),
)


class Step(Struct, frozen=True):
    """A step of a migration history: its framework, and what the framework knows it by."""

    framework: str
    id: str


def step_of(path: str, text: str | None, settings: Settings) -> Step | None:
    """The step that a file is, `None` for any other file. Test code is none, unless policy says."""
    named = settings.is_migration(path)
    if not named and settings.is_test(path):
        return None
    for framework in FRAMEWORKS:
        found = framework.path.match(path)
        if found is None:
            continue
        names = [value for key, value in found.groupdict().items() if key.startswith("id")]
        if framework.text is not None and text is not None:
            said = framework.text.search(text)
            if said is None:
                continue
            names += [value for value in said.groupdict().values() if value]
        return Step(framework.name, " ".join(names) or path)
    return Step(POLICY, path) if named else None


def may_be_migration(path: str, settings: Settings) -> bool:
    """Whether the path alone could be a migration's."""
    return step_of(path, None, settings) is not None


def migration_changes(
    edit: FileEdit, source: Source, settings: Settings
) -> Iterator[MigrationChange]:
    """What a change does to a migration that others may have applied already."""
    if edit.kind in (ChangeKind.ADDED, ChangeKind.MODE):
        return
    old = step_of(edit.old_path, edit.before, settings)
    if old is None:
        return
    if edit.kind is ChangeKind.DELETED:
        yield _change(MigrationChangeKind.DELETED, edit, source)
        return
    new = step_of(edit.path, edit.after, settings)
    if edit.kind is ChangeKind.RENAMED and new != old:
        kind = MigrationChangeKind.RENAMED if new else MigrationChangeKind.DELETED
        yield _change(kind, edit, source)
    elif edit.before is None or edit.after is None:
        if edit.before is not edit.after:
            yield _change(MigrationChangeKind.EDITED, edit, source)
    elif edit.before != edit.after and _means(edit.before, edit) != _means(edit.after, edit):
        yield _change(MigrationChangeKind.EDITED, edit, source)


def _means(text: str, edit: FileEdit) -> str:
    return meaning(text, edit.path.lower())


def _change(kind: MigrationChangeKind, edit: FileEdit, source: Source) -> MigrationChange:
    place = (0, 0)
    if kind is MigrationChangeKind.EDITED:
        place = place_of(edit.before, edit.after)
    after = "" if edit.after is None else _means(edit.after, edit)
    return MigrationChange(
        span=source.span(*place),
        kind=kind,
        path=edit.old_path,
        new_path=edit.path if kind is MigrationChangeKind.RENAMED else "",
        evidence=evidence(kind, after),
    )
