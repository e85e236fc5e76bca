"""Tells the client what was found: pushes it, or lets it be pulled, never both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from guardrail_lsp.frames import Plain
from guardrail_lsp.server.board import Board, Entry
from guardrail_lsp.server.diagnostics import Understood, diagnostic, worst_first

if TYPE_CHECKING:
    from guardrail_lsp.server.server import Server


class Publisher:
    """Keeps what the client shows equal to what is known. `pulls` is a client that only asks."""

    def __init__(self, server: Server, board: Board) -> None:
        """For the files of `board`."""
        self._server = server
        self._board = board
        self.pulls = False
        self.client = Understood()
        self.rules: dict[str, Plain] = {}

    def listen(self, capabilities: types.ClientCapabilities) -> None:
        """Find out how the client wants to be told, and what it understands."""
        document = capabilities.text_document
        pushed = document.publish_diagnostics if document else None
        pulled = document.diagnostic if document else None
        self.pulls = pushed is None and pulled is not None
        self.client = Understood.of(pulled if self.pulls else pushed)

    def shown(self, entry: Entry) -> list[Plain]:
        """The findings that the client is to show of a file now."""
        found = [*entry.findings(self._server.options.scope), *entry.policy, *entry.troubles]
        if entry.broken and not entry.troubles:
            found.append(entry.broken)
        return worst_first(found)

    def diagnostics(self, findings: Iterable[Plain]) -> list[Plain]:
        """Findings as diagnostics, ready to be sent."""
        return [diagnostic(finding, self.rules, self.client) for finding in findings]

    def publish(self, entry: Entry) -> None:
        """Push what is known of a file, where that differs from what was pushed before."""
        if self.pulls:
            return
        found = self.shown(entry)
        if (entry.version, found) == entry.published or not (found or entry.published):
            return
        entry.published = (entry.version, found) if found or entry.open else None
        self._push(entry.uri, self.diagnostics(found), entry.version)

    def _push(self, uri: str, found: list[Plain], version: int | None = None) -> None:
        params: Plain = {"uri": uri, "diagnostics": found}
        if version is not None:
            params["version"] = version
        message = {
            "jsonrpc": "2.0",
            "method": types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS,
            "params": params,
        }
        self._server.protocol._send_data(message)

    def withdraw(self, uri: str, entry: Entry) -> None:
        """Take back what was pushed under a URI that is gone."""
        if entry.published and not self.pulls:
            self._push(uri, [])
        entry.published = None

    def publish_all(self, entries: Iterable[Entry] | None = None) -> None:
        """Push every file anew whose picture changed."""
        for entry in list(self._board.entries.values() if entries is None else entries):
            self.publish(entry)

    def refresh(self) -> None:
        """Have a client that asks ask again."""
        workspace = self._server.client_capabilities.workspace
        asking = workspace.diagnostics if workspace else None
        if self.pulls and asking and asking.refresh_support:
            self._server.workspace_diagnostic_refresh(None)
