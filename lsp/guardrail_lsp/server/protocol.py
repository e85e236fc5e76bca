"""The protocol, where pygls leaves a client waiting, shouting or in the dark."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.protocol import LanguageServerProtocol, lsp_method

LARGEST = 200_000_000
"""The longest message that is read, in bytes."""


class Protocol(LanguageServerProtocol):
    """Answers every request, ends cleanly, and never mistakes content for a message."""

    exit_status: int | None = None

    def receive(self, body: bytes) -> None:
        """Handle one message; one that can't be understood is answered, if it wants an answer."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            self._server._report_server_error(JsonRpcInternalError("not JSON"), JsonRpcException)
            return
        if not isinstance(data, dict):
            return
        # Only the whole is a message: what a client passes along may look like one.
        try:
            message = self.structure_message(data)
        except JsonRpcException as problem:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=problem.to_response_error())
            self._server._report_server_error(problem, JsonRpcException)
            return
        self.handle_message(message)

    def _handle_response(
        self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None
    ) -> None:
        future = self._request_futures.get(msg_id)
        if future is not None and future.done():
            del self._request_futures[msg_id]  # nobody waits for it any more
            return
        super()._handle_response(msg_id, result, error)

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> Generator[Any, Any, None]:
        """End own work first, then whatever is under way."""
        handler = self.fm.features.get(types.SHUTDOWN)
        if handler is not None:
            yield handler, args, None
        current = self.msg_id
        for msg_id, future in list(self._request_futures.items()):
            if msg_id != current and not future.done():
                future.cancel()
        self._shutdown = True

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: Any) -> Generator[Any, Any, None]:
        """Leave the reading loop, with 0 after a shutdown and 1 without one."""
        yield from ()
        self.exit_status = 0 if self._shutdown else 1


async def serve(protocol: Protocol, stdin: BinaryIO) -> int:
    """Handle messages until the client says so or is gone; the exit status.

    Reading has a thread of its own, so nothing that is worked on can keep it from being heard.
    """
    loop = asyncio.get_running_loop()
    reading = ThreadPoolExecutor(1, "stdin")
    read: Callable[[BinaryIO], bytes | None] = read_message
    while protocol.exit_status is None:
        body = await loop.run_in_executor(reading, read, stdin)
        if body is None:
            return 0 if protocol._shutdown else 1
        protocol.receive(body)
    return protocol.exit_status


def read_message(stream: BinaryIO) -> bytes | None:
    """The body of the next message, `None` where the client is gone or talks nonsense."""
    length = -1
    while True:
        header = stream.readline(10_000)
        if not header:
            return None
        if not header.strip():
            if length >= 0:
                break
            continue
        name, _, value = header.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    if length > LARGEST:
        return None
    body = stream.read(length)
    return body if len(body) == length else None
