"""The whole workspace, judged once: bounded, with progress that a person can stop."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.work import LATER

if TYPE_CHECKING:
    from guardrail_lsp.server.scanning import Scanning
    from guardrail_lsp.server.server import Server

BATCH = 16
"""How many files are judged at a time."""

MOST_FILES = 20_000
"""How many files of a workspace are judged; more are told, not judged."""


class Wide:
    """Judges the workspace, one round at a time."""

    def __init__(self, server: Server, scanning: Scanning) -> None:
        """For the folders of `server`; files are judged by `scanning`."""
        self._server = server
        self._scanning = scanning
        self._task: asyncio.Task[int] | None = None

    def start(self) -> asyncio.Task[int]:
        """Judge the whole workspace, in a task of its own; one that is under way ends."""
        if self._task is not None:
            self._task.cancel()
            self._server.work.drop(LATER)
        self._task = asyncio.get_running_loop().create_task(self._workspace())
        return self._task

    async def _workspace(self) -> int:
        """Judge every file of the workspace, bounded; how many were. A person may stop it."""
        token = await self._begin()
        try:
            return await self._judge(await self._all_files(), token)
        finally:
            if token is not None:
                self._server.work_done_progress.end(token, types.WorkDoneProgressEnd())

    async def _judge(self, files: Sequence[str], token: str | None) -> int:
        server, done = self._server, 0
        progress = server.work_done_progress
        while done < len(files) and not (token and progress.tokens[token].cancelled()):
            batch = [server.board.entry(file) for file in files[done : done + BATCH]]
            for entry in batch:
                entry.wide = True
            judged = self._scanning.later(batch, LATER)
            if judged:
                await asyncio.wait(judged)
            done += len(batch)
            if token is not None:
                report = types.WorkDoneProgressReport(
                    message=f"{done} of {len(files)}", percentage=100 * done // len(files)
                )
                progress.report(token, report)
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
        try:
            await server.work_done_progress.create_async(token)
        except JsonRpcException:
            return None
        begin = types.WorkDoneProgressBegin(
            "Guardrail: checking the workspace", cancellable=True, percentage=0
        )
        server.work_done_progress.begin(token, begin)
        return token
