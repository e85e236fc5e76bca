"""Diagnostics for clients that only ask for them. Registered for no other."""

from __future__ import annotations

from lsprotocol import types

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


async def _document(
    ls: Server, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    await ls.checking.current(entry, WAIT)
    name = ls.publisher.result_id(entry)
    if name == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(name)
    return types.RelatedFullDocumentDiagnosticReport(
        ls.publisher.diagnostics(entry), result_id=name
    )


async def _workspace(
    ls: Server, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Every file that has something to show, and an empty report for each that has no more."""
    before = {known.uri: known.value for known in params.previous_result_ids}
    items: list[
        types.WorkspaceFullDocumentDiagnosticReport
        | types.WorkspaceUnchangedDocumentDiagnosticReport
    ] = []
    for entry in list(ls.board.entries.values()):
        known = before.pop(entry.uri, None)
        found = ls.publisher.diagnostics(entry)
        if not found and known is None:
            continue
        name = ls.publisher.result_id(entry)
        if name == known:
            items.append(
                types.WorkspaceUnchangedDocumentDiagnosticReport(entry.uri, name, entry.version)
            )
        else:
            items.append(
                types.WorkspaceFullDocumentDiagnosticReport(
                    entry.uri, found, entry.version, result_id=name
                )
            )
    items += [types.WorkspaceFullDocumentDiagnosticReport(uri, []) for uri in before]
    return types.WorkspaceDiagnosticReport(items)
