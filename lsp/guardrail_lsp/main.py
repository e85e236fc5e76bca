"""`guardrail lsp`: the language server, on standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import BinaryIO

from guardrail.console.options import Command, Option

COMMAND = Command(
    name="lsp",
    summary="The language server for editors, on standard input and output.",
    options=(Option("--stdio", "speak on standard input and output, which is all there is"),),
    epilogue="docs/editors.md says how editors start it.",
)

MISSING = "guardrail: the language server needs pygls: pip install 'repo-guardrail[lsp]'"
USAGE_WRONG = 2

SWITCH = 0.0005
"""Seconds after which a thread that computes lets the loop answer."""


def run(arguments: Sequence[str]) -> int:
    """Serve one client until it is gone; the exit status."""
    if COMMAND.parse(arguments) is None:
        return 0
    if find_spec("pygls") is None:
        print(MISSING, file=sys.stderr)
        return USAGE_WRONG
    stdin, stdout = _private_streams()
    from guardrail_lsp.server.analyst import Analyst
    from guardrail_lsp.server.logs import warn

    analyst = Analyst(warn)
    analyst.start()
    sys.setswitchinterval(SWITCH)
    from guardrail_lsp.server.start import serve_client

    try:
        status = serve_client(analyst, stdin, stdout)
    finally:
        analyst.end()
    sys.stderr.flush()
    os._exit(status)  # a thread may still wait for standard input


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The client's streams, out of reach of anything that prints or reads."""
    stdin = os.fdopen(os.dup(0), "rb")
    stdout = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return stdin, stdout
