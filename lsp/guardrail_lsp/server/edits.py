"""Edits of documents as the protocol wants them."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from guardrail_lsp.frames import Plain
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.diagnostics import range_of
from guardrail_lsp.server.server import Server


def fixes_of(entry: Entry, *, safe_only: bool, fingerprint: str = "") -> list[Plain]:
    """The edits that mend an open file's findings, or one of them; none that overlap."""
    if entry.result is None:
        return []
    taken: list[Plain] = []
    for finding in entry.result["findings"]:
        fix = finding["fix"]
        if fix is None or (safe_only and not fix["safe"]):
            continue
        if fingerprint and finding["fingerprint"] != fingerprint:
            continue
        edits = [edit for edit in fix["edits"] if edit not in taken]
        if not any(_overlap(new["range"], old["range"]) for new in edits for old in taken):
            taken += edits
    return taken


def _overlap(one: list[int], other: list[int]) -> bool:
    return one[:2] < other[2:] and other[:2] < one[2:]


def edit_of(
    ls: Server, uri: str, version: int | None, edits: Sequence[Plain], *, create: bool = False
) -> types.WorkspaceEdit:
    """An edit of one document, bound to its version where the client can do that."""
    made = [types.TextEdit(range_of(edit["range"]), edit["text"]) for edit in edits]
    workspace = ls.client_capabilities.workspace
    can = workspace.workspace_edit if workspace else None
    if not (can and can.document_changes):
        return types.WorkspaceEdit(changes={uri: made})
    document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
    changes: list[
        types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile
    ] = [types.TextDocumentEdit(document, list(made))]
    if create and types.ResourceOperationKind.Create in (can.resource_operations or ()):
        changes.insert(
            0, types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True))
        )
    return types.WorkspaceEdit(document_changes=changes)
