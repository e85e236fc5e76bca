"""Functions and packages that a request names, and what a server of WebSockets hands on."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

START = """
import os, subprocess, sys
import handlers
from flask import Flask, request

app = Flask(__name__)
KNOWN = {"csv": "acme-csv==1.4.2"}

@app.post("/run")
def run():
"""


def origins(code: str) -> list[str]:
    """What runs that somebody else has named."""
    return [one.origin for one in items(code) if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("getattr(os, request.json['op'])()", 1),
        ("getattr(handlers, request.json['op'])()", 0),
        ("getattr(os, 'getpid')()", 0),
        ("globals()[request.json['op']]()", 1),
        ("globals().get(request.json['op'])()", 1),
        ("globals()['report']()", 0),
        ("KNOWN[request.json['op']]", 0),
    ],
)
def test_functions_by_their_names(line: str, count: int) -> None:
    assert len(origins(f"{START}    {line}\n")) == count


@pytest.mark.parametrize(
    ("command", "count"),
    [
        ("[sys.executable, '-m', 'pip', 'install', request.json['name']]", 1),
        ("['npm', 'install', request.json['name']]", 1),
        ("['uv', 'pip', 'install', request.json['name']]", 1),
        ("['pip', 'install', 'acme-csv==1.4.2']", 0),
        ("['pip', 'show', request.json['name']]", 0),
    ],
)
def test_packages_by_their_names(command: str, count: int) -> None:
    assert len(origins(f"{START}    subprocess.run({command})\n")) == count


HANDLER = """
import asyncio, websockets

async def handle(peer):
    async for message in peer:
        eval(message)

async def main():
    async with websockets.serve({}, "0.0.0.0", 8765):
        await asyncio.Future()
"""


def test_the_handler_of_a_server_of_websockets_is_given_what_others_write() -> None:
    assert origins(HANDLER.format("handle")) != []
