"""A survey of a project: its databases, migrations and frameworks, from what lies in it.

Reads and matches; nothing of the project is imported or run. What isn't seen isn't guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from guardrail.policy.survey.databases import Seen, looks_telling, signs_in
from guardrail.policy.survey.migrations import Folder, folders_of
from guardrail.policy.survey.signs import FRAMEWORKS
from guardrail.policy.survey.texts import Texts
from guardrail.snapshot import Snapshot

__all__ = ["FoundDatabase", "Survey", "databases_of", "main_database", "survey", "telling"]

MOST = 400
"""How many files that may name a database are read."""


class FoundDatabase(Struct, frozen=True):
    """A kind of database that the project uses: its dialect, version (0: unknown) and evidence."""

    dialect: str
    version: int
    evidence: tuple[str, ...]


class Survey(Struct, frozen=True):
    """What a project looks like. `databases` are ordered by how much speaks for them."""

    databases: tuple[FoundDatabase, ...] = ()
    migrations: tuple[Folder, ...] = ()
    frameworks: tuple[str, ...] = ()


def survey(snapshot: Snapshot, paths: Iterable[str] | None = None) -> Survey:
    """Look at a project: at all of it, or at some of its paths."""
    every = sorted(snapshot.paths() if paths is None else paths)
    texts = Texts(snapshot)
    folders = folders_of(every, texts)
    seen = list(_seen(every, folders, texts))
    tools = [folder.tool for folder in folders if folder.tool in FRAMEWORKS.values()]
    named = [sign.framework for sign in seen if sign.framework]
    return Survey(_databases(seen), tuple(folders), tuple(sorted({*named, *tools})))


def databases_of(snapshot: Snapshot, paths: Iterable[str]) -> tuple[FoundDatabase, ...]:
    """The databases that manifests, services and settings among the paths speak of."""
    texts = Texts(snapshot)
    seen = [sign for path in telling(paths) for sign in signs_in(path, texts.start(path))]
    return _databases(seen)


def telling(paths: Iterable[str]) -> list[str]:
    """The paths of files whose names say that they may name a database, no more than are read."""
    return [path for path in sorted(paths) if looks_telling(path)][:MOST]


def main_database(databases: Sequence[FoundDatabase]) -> FoundDatabase | None:
    """The one database that a project's code is written for, `None` where several may be meant.

    SQLite beside another one is what tests and first steps use.
    """
    servers = [each for each in databases if each.dialect != "sqlite"] or list(databases)
    return servers[0] if len(servers) == 1 else None


def _seen(paths: list[str], folders: list[Folder], texts: Texts) -> Iterator[Seen]:
    telling = [path for path in paths if looks_telling(path)]
    in_folders = [folder.sample for folder in folders if folder.sample.endswith(".sql")]
    for path in [*telling[:MOST], *in_folders]:
        yield from signs_in(path, texts.start(path))


def _databases(seen: Iterable[Seen]) -> tuple[FoundDatabase, ...]:
    weights: dict[str, int] = {}
    evidence: dict[str, dict[str, None]] = {}
    versions: dict[str, int] = {}
    for sign in seen:
        if not sign.dialect:
            continue
        weights[sign.dialect] = weights.get(sign.dialect, 0) + sign.weight
        evidence.setdefault(sign.dialect, {})[sign.evidence] = None
        known = versions.get(sign.dialect, 0)
        if sign.version and (not known or sign.version < known):
            versions[sign.dialect] = sign.version
    ordered = sorted(weights, key=lambda dialect: (-weights[dialect], dialect))
    return tuple(
        FoundDatabase(dialect, versions.get(dialect, 0), tuple(evidence[dialect])[:4])
        for dialect in ordered
    )
