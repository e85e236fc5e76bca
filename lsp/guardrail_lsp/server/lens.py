"""The effect lens: one line above what would change the world."""

from __future__ import annotations

from lsprotocol import types

from guardrail_lsp.server.diagnostics import range_of
from guardrail_lsp.server.server import Server

WAIT = 2.0
"""Seconds to wait for a result; when one comes later, the client is told to ask again."""


def register(server: Server) -> None:
    """Answer requests for lenses."""
    server.feature(types.TEXT_DOCUMENT_CODE_LENS)(_lenses)


async def _lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None or not ls.options.effect_lens:
        return []
    if not await ls.checking.current(entry, WAIT) or entry.result is None:
        return []
    return [
        types.CodeLens(_first_line(lens["range"]), types.Command(lens["title"], ""))
        for lens in entry.result["lenses"]
    ]


def _first_line(plain: list[int]) -> types.Range:
    line = plain[0]
    return range_of([line, plain[1], line, plain[1]])
