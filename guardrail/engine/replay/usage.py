"""Who uses a table or a column in the code that runs while a change is made: looked for once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from guardrail.cache import Cache
from guardrail.engine.reading_code import reading_code
from guardrail.model import Related, Span
from guardrail.names import plain
from guardrail.snapshot import Snapshot
from guardrail.snapshot.commit import Commit

if TYPE_CHECKING:
    from guardrail.project.uses import Code

UsesOf = Callable[[str, str, Sequence[str]], Sequence[Related]]
"""Gives the places that use a table, or a column of it, where models of the table are known."""

MOST = 200
"""How many tables and columns are looked for on behalf of one text."""


class Usage:
    """The places of a Snapshot's code that use tables and columns.

    They are kept for as long as the code stays the same. What one text is told doesn't depend on
    what others asked.
    """

    def __init__(self, running: Snapshot, paths: Callable[[], Sequence[str]], cache: Cache) -> None:
        """`paths` gives the paths of `running`. Nothing is read before it is asked for."""
        self._running = running
        self._paths = paths
        self._cache = cache
        self._known: dict[tuple[str, ...], Sequence[Related]] = {}
        self._left_out = 0

    def for_a_text(self) -> UsesOf:
        """Asks for the places that use a table or a column, the surest first; so many in all."""
        asked: set[tuple[str, ...]] = set()

        def places(table: str, column: str, models: Sequence[str]) -> Sequence[Related]:
            key = (plain(table), plain(column), *models)
            asked.add(key)
            if len(asked) > MOST:
                return ()
            if key not in self._known:
                self._known[key] = self._look(key, table, column, models)
            return self._known[key]

        return places

    @cached_property
    def name(self) -> str:
        """A name for all the code that is looked through."""
        if isinstance(self._running, Commit):
            return self._running.id
        known = hashlib.sha256()
        for path in self._paths():
            said = f"{path}\0{self._running.identity(path)}\n"
            known.update(said.encode("utf-8", "surrogateescape"))
        return known.hexdigest()

    @property
    def note(self) -> str:
        """What people must know of where uses were looked for, "" where nothing was left out.

        Asked where some were looked for, in this run or in one that was remembered.
        """
        kept = "" if self._left_out else self._cache.get(self._key("left out")) or ""
        left = int(kept) if kept.isdecimal() else self._left_out
        if not left:
            return ""
        return f"what uses the tables was looked for in a part of the code: {left:,} files are left"

    def _key(self, *said: str) -> str:
        """Under which name something about the code is kept."""
        named = json.dumps([*said, reading_code(), self.name])
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()

    def _look(
        self, names: tuple[str, ...], table: str, column: str, models: Sequence[str]
    ) -> Sequence[Related]:
        if not self._cache.lasting:
            return self._searched(table, column, models)
        key = self._key("uses", *names)
        kept = _loaded(self._cache.get(key))
        if kept is not None:
            return kept
        found = self._searched(table, column, models)
        spans = [[each.message, each.span.path, each.span.start, each.span.end] for each in found]
        self._cache.put(key, json.dumps(spans))
        if self._left_out:
            self._cache.put(self._key("left out"), str(self._left_out))
        return found

    def _searched(self, table: str, column: str, models: Sequence[str]) -> Sequence[Related]:
        found = self._code.places(table, column, models).shown
        self._left_out = self._code.left_out
        return found

    @cached_property
    def _code(self) -> Code:
        if isinstance(self._running, Commit):
            return _of_commit(self._running)
        from guardrail.project.uses import Code

        return Code(self._running, self._paths())


class _Held:
    """A commit that is compared by its id, so that one process reads its code once."""

    def __init__(self, commit: Commit) -> None:
        self.commit = commit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._own == other._own

    def __hash__(self) -> int:
        return hash(self._own)

    @property
    def _own(self) -> tuple[str, str]:
        return (str(self.commit.root), self.commit.id)


def _of_commit(commit: Commit) -> Code:
    return _code_of(_Held(commit))


@lru_cache(maxsize=1)
def _code_of(held: _Held) -> Code:
    from guardrail.project.uses import Code

    return Code(held.commit, held.commit.paths())


def _loaded(kept: str | None) -> list[Related] | None:
    """The places that were kept, `None` where nothing that can be read was."""
    try:
        return [
            Related(str(message), Span(str(path), int(start), int(end)))
            for message, path, start, end in json.loads(kept or "null")
        ]
    except (TypeError, ValueError, RecursionError):
        return None
