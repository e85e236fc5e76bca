"""What changed in the workspace, whether or not it is open."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.work import LATER, NOW, SOON

if TYPE_CHECKING:
    from guardrail_lsp.server.server import Server

BATCH = 16
MOST_FILES = 20_000
"""How many files of a workspace are judged; more are told, not judged."""

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
        self._wide: asyncio.Task[int] | None = None
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
            self.wide()

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
            self._later([server.board.entry(file) for file in sorted(changed)], SOON)

    def _later(self, entries: Sequence[Entry], when: int) -> list[asyncio.Future[object]]:
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
            if server.options.scope == "workspace":
                wanted = [*wanted, *answer.get("same", [])]
            self._later([server.board.entry(file) for file in wanted], SOON)
        server.checking.all_open()

    def _gone(self, entry: Entry) -> None:
        entry.changed = entry.wide = False
        self.deleted.add(entry.file)
        if not entry.open:
            entry.result, entry.broken = None, None
            entry.about.clear()
            self._server.publisher.publish(entry)

    def wide(self) -> asyncio.Task[int]:
        """Judge the whole workspace, in a task of its own; one that is under way ends."""
        if self._wide is not None:
            self._wide.cancel()
            self._server.work.drop(LATER)
        self._wide = asyncio.get_running_loop().create_task(self._workspace())
        return self._wide

    async def _workspace(self) -> int:
        """Judge every file of the workspace, bounded; how many were. A person may stop it."""
        server = self._server
        token = await self._begin()
        done, files = 0, await self._all_files()
        for start in range(0, len(files), BATCH):
            if token is not None and server.work_done_progress.tokens[token].cancelled():
                break
            batch = [server.board.entry(file) for file in files[start : start + BATCH]]
            for entry in batch:
                entry.wide = True
            await asyncio.wait(set(self._later(batch, LATER)) or {_nothing()})
            done += len(batch)
            if token is not None:
                report = types.WorkDoneProgressReport(
                    message=f"{done} of {len(files)}", percentage=100 * done // len(files)
                )
                server.work_done_progress.report(token, report)
        if token is not None:
            server.work_done_progress.end(token, types.WorkDoneProgressEnd())
        return done

    async def _all_files(self) -> list[str]:
        server = self._server
        found: list[str] = []
        for folder in server.folders():
            try:
                answer = await server.analyst.ask({"ask": "list", "folder": folder})
            except Died as problem:
                server.trouble(f"the files of {folder} could not be listed: {problem}")
                continue
            found += answer.get("files", [])
        if len(found) > MOST_FILES:
            server.trouble(f"the first {MOST_FILES:,} of {len(found):,} files are judged")
        return list(dict.fromkeys(found))[:MOST_FILES]

    async def _begin(self) -> str | None:
        """Show progress that can be stopped, where the client can."""
        server = self._server
        window = server.client_capabilities.window
        if not (window and window.work_done_progress):
            return None
        token = str(uuid.uuid4())
        await server.work_done_progress.create_async(token)
        begin = types.WorkDoneProgressBegin(
            "Guardrail: checking the workspace", cancellable=True, percentage=0
        )
        server.work_done_progress.begin(token, begin)
        return token


def _key(what: str, entries: Sequence[Entry]) -> str:
    """The same for the same work alone."""
    return "\0".join([what, *(entry.file for entry in entries)])


def _nothing() -> asyncio.Future[object]:
    done = asyncio.get_running_loop().create_future()
    done.set_result(None)
    return done
