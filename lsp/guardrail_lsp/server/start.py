"""Puts the server together and runs it."""

from __future__ import annotations

import asyncio
from typing import BinaryIO

from pygls.io_ import StdoutWriter

from guardrail_lsp.server import (
    actions,
    completion,
    editing,
    hover,
    lens,
    lifecycle,
    logs,
    requests,
)
from guardrail_lsp.server.analyst import Analyst
from guardrail_lsp.server.protocol import serve
from guardrail_lsp.server.server import Server

FEATURES = (lifecycle, editing, hover, lens, actions, completion, requests)


def serve_client(analyst: Analyst, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve until the client says so or is gone; the exit status."""
    logs.set_up()
    server = Server(analyst)
    for feature in FEATURES:
        feature.register(server)
    server.protocol.set_writer(StdoutWriter(stdout))
    try:
        return asyncio.run(_run(server, stdin))
    except (BrokenPipeError, KeyboardInterrupt):
        return 1


async def _run(server: Server, stdin: BinaryIO) -> int:
    status = await serve(server.protocol, stdin)
    server.end()
    return status
