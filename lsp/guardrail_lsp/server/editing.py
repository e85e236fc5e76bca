"""Documents as they are opened, typed in, saved and closed, and files as they change on disk."""

from __future__ import annotations

from pathlib import PurePath

from lsprotocol import types

from guardrail.snapshot.work_tree import SKIPPED_FOLDERS
from guardrail_lsp.names import POLICY_FILES
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.server import Server
from guardrail_lsp.server.uris import file_of
from guardrail_lsp.server.work import NOW

_BRANCHES = ("HEAD", "packed-refs")


def register(server: Server) -> None:
    """Hear of documents and files."""
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(_opened)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(_saved)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_watched)
    for feature in (
        types.WORKSPACE_DID_RENAME_FILES,
        types.WORKSPACE_DID_CREATE_FILES,
        types.WORKSPACE_DID_DELETE_FILES,
    ):
        server.feature(feature, _any_file())(_by_hand)


def _any_file() -> types.FileOperationRegistrationOptions:
    pattern = types.FileOperationPattern("**/*")
    return types.FileOperationRegistrationOptions(
        [types.FileOperationFilter(pattern, scheme="file")]
    )


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    entry = ls.board.opened(document.uri, document.language_id, ls.folder_of_unnamed())
    if entry is None:
        return
    _take_text(ls, entry, document.version)
    ls.checking.soon(entry, 0)


def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None:
        return
    _take_text(ls, entry, params.text_document.version)
    ls.checking.soon(entry, ls.options.debounce)


def _take_text(ls: Server, entry: Entry, version: int) -> None:
    """The text as it is at this very message: the next one may be handled before it is judged."""
    entry.text = ls.workspace.get_text_document(entry.uri).source
    entry.version = version
    entry.turn += 1


def _saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None:
        return
    entry.strikes = min(entry.strikes, 1)
    ls.checking.soon(entry, 0)
    if not entry.unnamed:
        _on_disk(ls, [entry.file])


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    entry = ls.board.closed(uri)
    if entry is None:
        return
    ls.publisher.withdraw(uri, entry)
    ls.work.put(NOW, f"close {entry.file}", lambda: _let_go(ls, entry))


async def _let_go(ls: Server, entry: Entry) -> None:
    """The file is what lies on disk again."""
    if entry.open:
        return
    buffers = [{"file": entry.file, "text": None}]
    await ls.analyst.ask({"ask": "forget", "buffers": buffers})
    if not entry.unnamed:
        ls.scanning.seen([entry.file])


def _watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    named = (file_of(change.uri) for change in params.changes)
    _on_disk(ls, [file for file in named if file is not None])


def _by_hand(
    ls: Server,
    params: types.RenameFilesParams | types.CreateFilesParams | types.DeleteFilesParams,
) -> None:
    """Files that were renamed, made or deleted in the editor itself."""
    files: list[str | None] = []
    for one in params.files:
        if isinstance(one, types.FileRename):
            files += [file_of(one.old_uri), file_of(one.new_uri)]
        else:
            files.append(file_of(one.uri))
    _on_disk(ls, [file for file in files if file is not None])


def _on_disk(ls: Server, files: list[str]) -> None:
    """Something happened to files on disk, once or often."""
    own: list[str] = []
    for file in dict.fromkeys(files):
        parts = PurePath(file).parts
        if ".git" in parts:
            inside = parts[parts.index(".git") + 1 :]
            if inside and (inside[-1] in _BRANCHES or inside[0] == "refs"):
                ls.scanning.moved()
            continue
        if not SKIPPED_FOLDERS.isdisjoint(parts[:-1]):
            continue
        own.append(file)
        entry = ls.board.entries.get(file)
        if entry is not None and entry.open and ls.checking.waiting(entry):
            ls.checking.now(entry)
    if any(PurePath(file).name in POLICY_FILES for file in own):
        ls.well()
        ls.scanning.start()
    ls.scanning.seen(own)
