"""The session: its beginning, its settings, its folders, its end."""

from __future__ import annotations

import asyncio
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from guardrail_lsp.names import SECTION
from guardrail_lsp.server import options
from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.documents import Documents
from guardrail_lsp.server.pull import register_pull
from guardrail_lsp.server.server import LOG, Server

PATIENCE = 2.0
"""Seconds for the client to say how it is set up, before work begins without."""


def register(server: Server) -> None:
    """Hear of the session."""
    server.feature(types.INITIALIZE)(_initialize)
    server.feature(types.INITIALIZED)(_initialized)
    server.feature(types.SHUTDOWN)(_shutdown)
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_configuration_changed)
    server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(_folders_changed)


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    old = ls.protocol._workspace
    assert old is not None
    folders = list(old.folders.values())
    ls.protocol._workspace = Documents(old.root_uri, old._sync_kind, folders, old.position_encoding)
    _use(ls, params.initialization_options)
    ls.publisher.listen(params.capabilities)
    if ls.publisher.pulls:
        register_pull(ls)


def _use(ls: Server, said: Any) -> None:
    if said is not None and not isinstance(said, dict) and hasattr(said, "_asdict"):
        said = said._asdict()
    ls.options, wrong = options.read(said, ls.options)
    for line in wrong:
        LOG.warning("%s", line)


async def _initialized(ls: Server, params: types.InitializedParams) -> None:
    await configure(ls)
    ls.begin()
    ls.tell_status()
    ls.spawn(_register_dynamically(ls))
    await _ask_configuration(ls)
    ls.checking.all_open()
    ls.scanning.start()


async def configure(ls: Server) -> None:
    """Tell the analysis process what it must know from the start."""
    question = {"ask": "configure", "encoding": ls.encoding, "folders": ls.folders()}
    try:
        await ls.analyst.ask(question, 60.0)
    except Died as problem:
        ls.trouble(str(problem))


async def _register_dynamically(ls: Server) -> None:
    workspace = ls.client_capabilities.workspace
    files = workspace.did_change_watched_files if workspace else None
    settings = workspace.did_change_configuration if workspace else None
    wanted = []
    if files and files.dynamic_registration:
        every = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
        wanted.append(types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, every))
    if settings and settings.dynamic_registration:
        about = types.DidChangeConfigurationRegistrationOptions(SECTION)
        wanted.append(
            types.Registration("settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, about)
        )
    if wanted:
        try:
            await ls.client_register_capability_async(types.RegistrationParams(wanted))
        except JsonRpcException:
            LOG.warning("the client doesn't tell of changes, though it said it would")


async def _ask_configuration(ls: Server) -> None:
    workspace = ls.client_capabilities.workspace
    if not (workspace and workspace.configuration):
        return
    item = types.ConfigurationItem(section=SECTION)
    try:
        asked = ls.workspace_configuration_async(types.ConfigurationParams([item]))
        answer = await asyncio.wait_for(asked, PATIENCE)
    except (TimeoutError, JsonRpcException):
        LOG.warning("the client doesn't say how guardrail is set up")
        return
    if answer:
        _use(ls, answer[0])


def _configuration_changed(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    ls.spawn(_reconfigured(ls, params.settings))


async def _reconfigured(ls: Server, settings: Any) -> None:
    before = ls.options
    workspace = ls.client_capabilities.workspace
    if workspace and workspace.configuration:
        await _ask_configuration(ls)
    elif isinstance(settings, dict):
        _use(ls, settings.get(SECTION, settings))
    if before.effect_lens != ls.options.effect_lens:
        ls.refresh_lenses()
    if before.scope != ls.options.scope:
        for entry in ls.board.entries.values():
            entry.wide = False
        ls.publisher.publish_all()
        ls.scanning.start()


def _folders_changed(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    ls.spawn(_with_folders(ls))


async def _with_folders(ls: Server) -> None:
    await configure(ls)
    gone = [e for e in ls.board.entries.values() if not e.open and not _inside(ls, e.file)]
    for entry in gone:
        entry.changed = entry.wide = False
        entry.result, entry.broken = None, None
        entry.about.clear()
        ls.publisher.publish(entry)
    ls.checking.all_open()
    ls.scanning.start()


def _inside(ls: Server, file: str) -> bool:
    return any(file.startswith(f"{folder.rstrip('/')}/") for folder in ls.folders())


def _shutdown(ls: Server, *_: object) -> None:
    ls.end()
