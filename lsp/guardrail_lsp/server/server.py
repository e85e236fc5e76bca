"""The server: what its parts share, and what it tells the client about itself."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from guardrail import __version__
from guardrail.reporters.escaping import visible
from guardrail_lsp.frames import Plain
from guardrail_lsp.names import STATUS
from guardrail_lsp.server.analyst import Analyst
from guardrail_lsp.server.board import Board
from guardrail_lsp.server.checking import Checking
from guardrail_lsp.server.options import Options
from guardrail_lsp.server.protocol import Protocol
from guardrail_lsp.server.publishing import Publisher
from guardrail_lsp.server.scanning import Scanning
from guardrail_lsp.server.uris import file_of
from guardrail_lsp.server.work import Work

LOG = logging.getLogger("guardrail")

PATIENCE = 0.3
"""Seconds of work before the client is told that there is some."""


class Server(LanguageServer):
    """Guardrail for editors."""

    protocol: Protocol

    def __init__(self, analyst: Analyst) -> None:
        """Judges with the help of `analyst`."""
        super().__init__(
            "guardrail",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
        )
        self.analyst = analyst
        self.board = Board()
        self.options = Options()
        self.publisher = Publisher(self, self.board)
        self.checking = Checking(self)
        self.scanning = Scanning(self)
        self.vocabulary: Plain | None = None
        self.work = Work(self._busy, self._failed)
        self._problem = ""
        self._told: tuple[str, str] | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self) -> None:
        """Start to work on what waits, inside the running loop."""
        self.work.start()

    def end(self) -> None:
        """Stop all work, and the analysis with it."""
        self.work.stop()
        self.analyst.end()

    def spawn(self, coroutine: Any) -> None:
        """Run something on the side; what fails in it is logged."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()) is not None:
            self.report_server_error(problem, Exception)

    @property
    def encoding(self) -> str:
        """What positions are counted in: `utf-8`, `utf-16` or `utf-32`."""
        said = self.workspace.position_encoding
        return str(getattr(said, "value", said) or "utf-16")

    def folders(self) -> list[str]:
        """The folders of the workspace, as files."""
        uris = [folder.uri for folder in self.workspace.folders.values()]
        if not uris and self.workspace.root_uri:
            uris = [self.workspace.root_uri]
        return [file for uri in uris if (file := file_of(uri)) is not None]

    def folder_of_unnamed(self) -> str:
        """Where documents without a file are judged as if they lay there."""
        folders = self.folders()
        return folders[0] if folders else tempfile.gettempdir()

    def report_server_error(self, error: BaseException, source: Any) -> None:
        """One line in the log, and no pop-up: the next key would bring another."""
        LOG.error("internal error (%s)", type(error).__name__)

    def _failed(self, problem: Exception) -> None:
        self.report_server_error(problem, Exception)

    def trouble(self, message: str) -> None:
        """Something is wrong that somebody has to mend: in the log, and in the status."""
        self._problem = visible(message)
        LOG.warning("%s", self._problem)
        self.tell_status()

    def well(self) -> None:
        """What was wrong is mended."""
        self._problem = ""
        self.tell_status()

    def _busy(self, busy: bool) -> None:
        if busy and self._patience is None:
            loop = asyncio.get_running_loop()
            self._patience = loop.call_later(PATIENCE, self.tell_status, "busy")
        elif not busy:
            if self._patience is not None:
                self._patience.cancel()
            self._patience = None
            self.tell_status()

    def tell_status(self, state: str = "") -> None:
        """Tell the client how things are, where that is news."""
        broken = next(iter(self.checking.policies.broken.values()), None)
        if state == "busy":
            told = ("busy", "checking")
        elif broken is not None and broken.broken is not None:
            line = broken.broken["range"][0] + 1
            told = ("error", f"{visible(broken.file)}:{line}: {broken.broken['message']}")
        elif self._problem:
            told = ("error", self._problem)
        elif self._patience is not None and not self._patience.cancelled() and self._told:
            return
        else:
            told = ("idle", "")
        if told != self._told:
            self._told = told
            plain = {"state": told[0], "message": told[1], "version": __version__}
            self.protocol.notify(STATUS, plain)

    def refresh_lenses(self) -> None:
        """Have the client ask for effect lenses again."""
        workspace = self.client_capabilities.workspace
        lenses = workspace.code_lens if workspace else None
        if lenses and lenses.refresh_support:
            self.workspace_code_lens_refresh(None)
