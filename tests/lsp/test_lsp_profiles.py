"""Answers checked against what each kind of client says it can take (by pytest-lsp)."""

from __future__ import annotations

import sys

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

COMMAND = [sys.executable, "-m", "guardrail", "lsp", "--stdio"]
TEXT = "CREATE INDEX i ON users (a);\n/*😀*/ DELETE FROM users;\n"


@pytest_lsp.fixture(
    params=["visual_studio_code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=COMMAND),
)
async def client(request, lsp_client: LanguageClient, tmp_path):
    """A session of each profile."""
    capabilities = client_capabilities(request.param)
    folder = types.WorkspaceFolder(tmp_path.as_uri(), "folder")
    params = types.InitializeParams(
        capabilities=capabilities, root_uri=tmp_path.as_uri(), workspace_folders=[folder]
    )
    for asked in (types.CLIENT_REGISTER_CAPABILITY, types.WORKSPACE_CODE_LENS_REFRESH):
        lsp_client.feature(asked)(lambda *_: None)
    lsp_client.feature("guardrail/status")(lambda *_: None)
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio
async def test_every_profile_is_told_and_can_act(client: LanguageClient, tmp_path) -> None:
    uri = (tmp_path / "a.sql").as_uri()
    document = types.TextDocumentItem(uri, "sql", 1, TEXT)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    name = types.TextDocumentIdentifier(uri)
    while uri not in client.diagnostics:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    found = {diagnostic.code for diagnostic in client.diagnostics[uri]}
    assert found == {"blocking-index", "missing-lock-timeout", "unscoped-delete"}
    place = types.Position(1, 12)
    hover = await client.text_document_hover_async(types.HoverParams(name, place))
    assert hover is not None
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(name))
    assert not lenses
    context = types.CodeActionContext(client.diagnostics[uri])
    asked = types.CodeActionParams(name, types.Range(place, place), context)
    actions = await client.text_document_code_action_async(asked)
    assert any("allow this unscoped-delete" in action.title for action in actions or ())
