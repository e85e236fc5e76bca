"""What changed in the workspace, whether or not it is open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.wide import BATCH, Wide
from guardrail_lsp.server.work import NOW, SOON

if TYPE_CHECKING:
    from guardrail_lsp.server.server import Server

SETTLE = 0.1
"""Seconds in which reports of the same change come doubled."""

MOVE = 0.5
"""Seconds after which a repository that is being changed is looked at."""


class Scanning:
    """Follows the files of the workspace as they change on disk."""

    def __init__(self, server: Server) -> None:
        """For the folders and settings of `server`."""
        self._server = server
        self._seen: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._move: asyncio.TimerHandle | None = None
        self.wide = Wide(server, self)
        self.deleted: set[str] = set()
        self.done = False

    def start(self) -> asyncio.Future[object]:
        """Find what changed, and judge it; all of the workspace where that is asked for."""
        return self._server.work.put(NOW, "scan", self._scan)

    def moved(self) -> None:
        """The repository's branches changed: compare all anew in a moment."""
        if self._move is not None:
            self._move.cancel()
        loop = asyncio.get_running_loop()
        self._move = loop.call_later(MOVE, self._put, "moved")

    def again(self) -> asyncio.Future[object]:
        """Look where the base is now, compare all anew and judge it."""
        return self._put("anew")

    def _put(self, how: str) -> asyncio.Future[object]:
        return self._server.work.put(NOW, f"scan {how}", partial(self._scan, how))

    async def _scan(self, how: str = "") -> None:
        server = self._server
        await self._changes(how)
        if how:
            server.checking.all_open()
        if server.options.scope == "workspace":
            self.wide.start()

    async def _changes(self, how: str) -> None:
        """The changed files of the workspace, and what is found in them."""
        server = self._server
        folders = server.folders()
        if not folders:
            return
        try:
            answer = await server.analyst.ask({"ask": "scan", "folders": folders, how: True})
        except Died as problem:
            server.trouble(f"what changed could not be found out: {problem}")
            return
        if "trouble" in answer:
            server.trouble(str(answer["trouble"]))
            return
        self.done = True
        changed = set(answer["changed"])
        self.deleted = set(answer["deleted"])
        for entry in list(server.board.entries.values()):
            if entry.changed and entry.file not in changed:
                entry.changed = False
                server.publisher.publish(entry)
        for file in sorted(changed):
            server.board.entry(file).changed = True
        if server.options.scope != "open":
            self.later([server.board.entry(file) for file in sorted(changed)], SOON)

    def later(self, entries: Sequence[Entry], when: int) -> list[asyncio.Future[object]]:
        """Judge files, some at a time, so that what somebody looks at gets in between."""
        closed = [entry for entry in entries if not entry.open]
        batches = [closed[at : at + BATCH] for at in range(0, len(closed), BATCH)]
        files = self._server.checking.files
        return [
            self._server.work.put(when, _key("files", batch), partial(files, batch))
            for batch in batches
        ]

    def seen(self, files: Sequence[str]) -> None:
        """Files changed on disk; reports of the same file are taken together."""
        self._seen.update(files)
        if self._timer is None and self._seen:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(SETTLE, self._look)

    def _look(self) -> None:
        self._timer = None
        files, self._seen = sorted(self._seen), set()
        entries = [self._server.board.entry(file) for file in files]
        for entry in entries:
            entry.turn += not entry.open
        self._server.work.put(NOW, _key("look", entries), partial(self._looked, files))

    async def _looked(self, files: list[str]) -> None:
        server = self._server
        try:
            answer = await server.analyst.ask({"ask": "look", "files": files})
        except Died as problem:
            server.trouble(f"what changed could not be found out: {problem}")
            return
        for file in answer.get("gone", []):
            self._gone(server.board.entry(file))
        for kind in ("changed", "same"):
            for file in answer.get(kind, []):
                entry = server.board.entry(file)
                entry.changed = kind == "changed"
                self.deleted.discard(file)
                server.publisher.publish(entry)
                server.board.forget(entry)
        if server.options.scope != "open":
            wanted = answer.get("changed", [])
            every = server.options.scope == "workspace"
            same = [server.board.entry(file) for file in answer.get("same", [])]
            again = [entry for entry in same if every or entry.wide]
            self.later([*map(server.board.entry, wanted), *again], SOON)
        server.checking.all_open()

    def _gone(self, entry: Entry) -> None:
        entry.changed = entry.wide = False
        self.deleted.add(entry.file)
        if not entry.open:
            entry.result, entry.broken = None, None
            entry.about.clear()
            self._server.publisher.publish(entry)


def _key(what: str, entries: Sequence[Entry]) -> str:
    """The same for the same work alone."""
    return "\0".join([what, *(entry.file for entry in entries)])
