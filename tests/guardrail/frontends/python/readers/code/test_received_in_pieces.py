"""What comes over a network in pieces is as much from there as what comes at once."""

from __future__ import annotations

import pytest
from reading_python import shown


def told(body: str) -> bool:
    """Whether the code rebuilds an object that was fetched."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    code = f"import os, pickle\nfrom flask import request\ndef go(conn):\n{lines}"
    return any("fetched over the network" in one for one in shown(code))


@pytest.mark.parametrize(
    "body",
    [
        "data = b''\nwhile chunk := conn.recv(9):\n    data += chunk\nreturn pickle.loads(data)",
        (
            "data = b''\nwhile True:\n    chunk = conn.recv(9)\n    if not chunk:\n        break\n"
            "    data += chunk\nreturn pickle.loads(data)"
        ),
        (
            "chunks = []\nfor _ in range(9):\n    chunks.append(conn.recv(9))\n"
            "return pickle.loads(b''.join(chunks))"
        ),
        (
            "data = bytearray()\nwhile len(data) < 9:\n    data.extend(conn.recv(9))\n"
            "return pickle.loads(bytes(data))"
        ),
    ],
)
def test_pieces_that_are_put_together(body: str) -> None:
    assert told(body)


@pytest.mark.parametrize(
    "body",
    [
        "data = b''\nfor part in own():\n    data += part\nreturn pickle.loads(data)",
        "size = 0\nsize += len(conn.recv(9))\nreturn pickle.loads(KEPT[size])",
        "data = b'x'\nreturn pickle.loads(data)",
    ],
)
def test_pieces_of_its_own(body: str) -> None:
    assert not told(body)
