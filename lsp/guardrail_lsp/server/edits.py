"""Edits of documents as the protocol wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lsprotocol import types

from guardrail_lsp.frames import Plain
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.diagnostics import range_of
from guardrail_lsp.server.server import Server
from guardrail_lsp.server.uris import uri_of


class Wanted(NamedTuple):
    """What fixes come to: edits of the open file and of others, and files to be made."""

    edits: list[Plain]
    files: list[Plain]

    @property
    def several(self) -> bool:
        """Whether more than the open file changes."""
        return bool(self.files) or any(edit["file"] for edit in self.edits)


def fixes_of(
    entry: Entry, *, safe_only: bool, fingerprint: str = "", several: bool = True
) -> Wanted:
    """What mends an open file's findings, or one of them; no edits that overlap, no file twice.

    Without `several` only what the open file alone needs.
    """
    taken = Wanted([], [])
    for finding in entry.result["findings"] if entry.result is not None else ():
        fix = finding["fix"]
        if fix is None or (safe_only and not fix["safe"]):
            continue
        if fingerprint and finding["fingerprint"] != fingerprint:
            continue
        own = Wanted([edit for edit in fix["edits"] if edit not in taken.edits], fix["files"])
        if own.several and not several:
            continue
        made = {file["file"] for file in taken.files}
        if any(_overlap(new, old) for new in own.edits for old in taken.edits):
            continue
        if not any(file["file"] in made for file in own.files):
            taken.edits.extend(own.edits)
            taken.files.extend(own.files)
    return taken


def _overlap(one: Plain, other: Plain) -> bool:
    (low, high), (least, most) = ((edit["range"][:2], edit["range"][2:]) for edit in (one, other))
    return bool(one["file"] == other["file"] and low < most and least < high)


def can_make_files(ls: Server) -> bool:
    """Whether the client takes an edit that makes files."""
    workspace = ls.client_capabilities.workspace
    can = workspace.workspace_edit if workspace else None
    create = types.ResourceOperationKind.Create
    return bool(can and can.document_changes and create in (can.resource_operations or ()))


def edit_of_fixes(ls: Server, entry: Entry, wanted: Wanted) -> types.WorkspaceEdit:
    """The edit that fixes come to. A file to be made is never written over."""
    edit = edit_of(ls, entry.uri, entry.version, [e for e in wanted.edits if not e["file"]])
    if not wanted.several or edit.document_changes is None:
        return edit
    changes = [*edit.document_changes]
    for file in dict.fromkeys(e["file"] for e in wanted.edits if e["file"]):
        own = [e for e in wanted.edits if e["file"] == file]
        known = ls.board.entry(file)
        changes.append(_text_edit(known.uri, known.version, own))
    for new in wanted.files:
        uri = uri_of(new["file"])
        options = types.CreateFileOptions(overwrite=False, ignore_if_exists=False)
        changes.append(types.CreateFile(uri, options=options))
        changes.append(_text_edit(uri, None, [{"range": [0, 0, 0, 0], "text": new["text"]}]))
    return types.WorkspaceEdit(document_changes=changes)


def _text_edit(uri: str, version: int | None, edits: Sequence[Plain]) -> types.TextDocumentEdit:
    document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
    return types.TextDocumentEdit(
        document, [types.TextEdit(range_of(edit["range"]), edit["text"]) for edit in edits]
    )


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
