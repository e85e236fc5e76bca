"""Messages between the server and its analysis process: a length, then JSON.

Nothing that is received is ever executed. Lone surrogates (undecodable bytes of file names) pass.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Plain = dict[str, Any]

_LENGTH = struct.Struct(">I")


def write(stream: BinaryIO, message: Plain) -> None:
    """Send one message. Raises `OSError` where nobody listens any more."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read(stream: BinaryIO) -> Plain | None:
    """The next message, `None` where the other side is gone."""
    header = _exactly(stream, _LENGTH.size)
    if header is None:
        return None
    body = _exactly(stream, _LENGTH.unpack(header)[0])
    return None if body is None else dict(json.loads(body))


def _exactly(stream: BinaryIO, length: int) -> bytes | None:
    parts = []
    while length:
        part = stream.read(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
