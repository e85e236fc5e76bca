"""Diagnostics for clients that only ask for them. Registered for no other."""

from __future__ import annotations

import hashlib
import json

from lsprotocol import types

from guardrail_lsp.frames import Plain
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.server import Server

WAIT = 10.0
"""Seconds to wait for a result that was asked for."""


def register_pull(server: Server) -> None:
    """Answer requests for diagnostics."""
    options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=True, identifier="guardrail"
    )
    server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_document)
    server.feature(types.WORKSPACE_DIAGNOSTIC)(_workspace)


async def _document(ls: Server, params: types.DocumentDiagnosticParams) -> Plain:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None:
        return {"kind": "full", "items": []}
    await ls.checking.current(entry, WAIT)
    return _report(ls, entry, params.previous_result_id)


def _report(ls: Server, entry: Entry, before: str | None) -> Plain:
    """What is to be shown of a file; short where that is what was shown before."""
    found = ls.publisher.shown(entry)
    name = hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]
    if name == before:
        return {"kind": "unchanged", "resultId": name}
    return {"kind": "full", "resultId": name, "items": ls.publisher.diagnostics(found)}


async def _workspace(ls: Server, params: types.WorkspaceDiagnosticParams) -> Plain:
    """Every file that has something to show, and an empty report for each that has no more."""
    before = {known.uri: known.value for known in params.previous_result_ids}
    items: list[Plain] = []
    for entry in list(ls.board.entries.values()):
        known = before.pop(entry.uri, None)
        if known is not None or ls.publisher.shown(entry):
            report = _report(ls, entry, known)
            items.append({"uri": entry.uri, "version": entry.version, **report})
    gone: Plain = {"version": None, "kind": "full", "items": []}
    items += [{"uri": uri, **gone} for uri in before]
    return {"items": items}
