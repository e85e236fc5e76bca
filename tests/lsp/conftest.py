"""Clients of the language server, and what editors say that they can do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.language_client import Client

DATA = Path(__file__).parent / "data"

UTF8: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
        "configuration": True,
    },
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
        },
    },
}
"""An editor that counts in UTF-8, watches no files and runs no commands of ours."""


def vscode() -> dict[str, Any]:
    """What Visual Studio Code 1.139 says it can do."""
    return json.loads((DATA / "vscode-1.139.json").read_text("utf-8"))


@pytest.fixture
def session() -> Iterator[Callable[..., Client]]:
    """Makes clients; their servers end with the test."""
    made: list[Client] = []

    def make(*folders: Path, settings: dict[str, Any] | None = None) -> Client:
        made.append(Client(*folders, settings=settings))
        return made[-1]

    yield make
    for client in made:
        client.kill()


@pytest.fixture
def code() -> dict[str, Any]:
    """The capabilities of Visual Studio Code 1.139."""
    return vscode()


@pytest.fixture
def utf8() -> dict[str, Any]:
    """The capabilities of an editor that counts in UTF-8."""
    return json.loads(json.dumps(UTF8))
