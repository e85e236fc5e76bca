"""Which database a project means, where neither its policy nor the text itself says it."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property

from msgspec.structs import replace

from guardrail.cache import Cache
from guardrail.engine.reading_code import reading_code
from guardrail.engine.replay.listing import Files
from guardrail.engine.replay.replay import Replay
from guardrail.settings import Database
from guardrail.snapshot import Snapshot


class Detection:
    """Looks once, when first asked: at the file's own history, then at the project's manifests,
    services and settings. Those are read from `snapshot`, which is the base's where the change
    itself isn't to be believed.
    """

    def __init__(self, files: Files, snapshot: Snapshot, replay: Replay, cache: Cache) -> None:
        """Nothing is read before it is asked for."""
        self._files = files
        self._snapshot = snapshot
        self._replay = replay
        self._cache = cache

    def completed(self, database: Database, path: str) -> Database:
        """The database with the dialect and the version that the project shows."""
        dialect = database.dialect or self._replay.spoken(path)
        found, version = self._found
        dialect = dialect or found
        if dialect != found or database.version:
            version = database.version
        looked_for = not dialect and bool(self._telling)
        if (dialect, version, looked_for) == (database.dialect, database.version, False):
            return database
        return replace(database, dialect=dialect, version=version, looked_for=looked_for)

    def name_of(self, path: str) -> str:
        """A name for all that decides what is added for a file; "" where it has none."""
        whole = self._replay.whole_of(path)
        return f"{whole} {self._found[0]} {self._found[1]}" if whole else ""

    @cached_property
    def _found(self) -> tuple[str, int]:
        """The dialect that the project's files speak of, and the server's version."""
        paths = self._telling
        said = [(path, self._snapshot.identity(path)) for path in paths]
        key = _key("databases", json.dumps(said))
        kept = self._cache.get(key)
        if kept is not None:
            dialect, _, version = kept.partition(" ")
            if version.isdecimal():
                return dialect, int(version[:6])
        from guardrail.policy.survey import databases_of, main_database

        known = main_database(databases_of(self._snapshot, paths))
        found = (known.dialect, known.version) if known else ("", 0)
        self._cache.put(key, f"{found[0]} {found[1]}")
        return found

    @cached_property
    def _telling(self) -> list[str]:
        """The files whose names say that they may name a database."""
        key = _key("telling", self._files.listing)
        kept = self._cache.get(key)
        if kept is not None:
            try:
                return list(map(str, json.loads(kept)))
            except (ValueError, TypeError, RecursionError):
                pass
        from guardrail.policy.survey import telling

        found = telling(self._files.paths)
        self._cache.put(key, json.dumps(found))
        return found


def _key(*parts: str) -> str:
    said = "\n".join((*parts, reading_code()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
