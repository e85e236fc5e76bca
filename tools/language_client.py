"""A language client over standard input and output, as plain as the protocol.

The tests and the measurements of the language server speak through it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds to wait for anything."""

SERVER = (sys.executable, "-m", "guardrail", "lsp", "--stdio")
"""The command of Guardrail's own server."""


class Client:
    """One session with a server of its own."""

    def __init__(
        self,
        *folders: Path,
        settings: dict[str, Any] | None = None,
        command: Sequence[str] = SERVER,
    ) -> None:
        """Start a server in whose workspace the folders are; nothing is said to it yet."""
        self.folders = folders
        self.settings = settings or {}
        self.messages: list[dict[str, Any]] = []
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.pushes: list[dict[str, Any]] = []
        self.answers: dict[Any, dict[str, Any]] = {}
        self._news = threading.Condition()
        self._number = 0
        self._version: dict[str, int] = {}
        self._muted = False
        self.log = ""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        self._out: queue.Queue[bytes | None] = queue.Queue()
        ways = (self._read, self._read_log, self._write)
        self._threads = [threading.Thread(target=way, daemon=True) for way in ways]
        for thread in self._threads:
            thread.start()

    # The wire.

    def _write(self) -> None:
        stream = self.process.stdin
        assert stream is not None
        while (data := self._out.get()) is not None:
            with contextlib.suppress(OSError):
                stream.write(data)
                stream.flush()

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log += line.decode("utf-8", "replace")

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()).strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not line:
                break
            self._heard(json.loads(stream.read(length)))
        with self._news:
            self._news.notify_all()

    def _heard(self, message: dict[str, Any]) -> None:
        with self._news:
            self.messages.append(message)
            method = message.get("method")
            if method == "textDocument/publishDiagnostics":
                self.pushes.append(message["params"])
                self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            if method is None:
                self.answers[message["id"]] = message
            elif "id" in message and not self._muted:
                result: Any = None
                if method == "workspace/configuration":
                    result = [self.settings for _ in message["params"]["items"]]
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
            self._news.notify_all()

    def send(self, message: dict[str, Any]) -> None:
        """Send anything."""
        self.raw(json.dumps(message).encode())

    def raw(self, body: bytes) -> None:
        """Send a body as it is."""
        self._out.put(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def wait(self, what: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """Wait until something holds; its value."""
        end = time.monotonic() + seconds
        with self._news:
            while not (value := what()):
                left = end - time.monotonic()
                if left <= 0:
                    heard = "\n".join(json.dumps(message)[:400] for message in self.messages[-30:])
                    said = f"heard:\n{heard}\nlog:\n{self.log[-2000:]}"
                    raise AssertionError(f"not within {seconds} s; {said}")
                self._news.wait(min(left, 0.5))
            return value

    # The protocol.

    def begin_request(self, method: str, params: Any = None) -> int:
        """Send a request; its number."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int, seconds: float = PATIENCE) -> dict[str, Any]:
        """The answer to a request, whole."""
        found: dict[str, Any] = self.wait(lambda: self.answers.get(number), seconds)
        return found

    def request(self, method: str, params: Any = None, seconds: float = PATIENCE) -> Any:
        """The result of a request."""
        answer = self.answer(self.begin_request(method, params), seconds)
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def start(self, capabilities: dict[str, Any], **options: Any) -> dict[str, Any]:
        """Begin the session; the server's capabilities."""
        folders = [{"uri": folder.as_uri(), "name": folder.name} for folder in self.folders]
        result: dict[str, Any] = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folders[0]["uri"] if folders else None,
                "workspaceFolders": folders or None,
                "capabilities": capabilities,
                "initializationOptions": options,
            },
        )
        self.notify("initialized", {})
        agreed: dict[str, Any] = result["capabilities"]
        return agreed

    def open(self, place: Path | str, text: str | None = None, language: str = "python") -> str:
        """Open a document; its URI."""
        uri = place if isinstance(place, str) else place.as_uri()
        if text is None:
            text = Path(place).read_bytes().decode("utf-8", "replace")
        self._version[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, *changes: dict[str, Any]) -> int:
        """Edit a document; its new version."""
        self._version[uri] += 1
        document = {"uri": uri, "version": self._version[uri]}
        params = {"textDocument": document, "contentChanges": list(changes)}
        self.notify("textDocument/didChange", params)
        return self._version[uri]

    def close(self, uri: str) -> None:
        """Close a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def watched(self, *files: tuple[Path, int]) -> None:
        """Tell that files were made (1), changed (2) or deleted (3)."""
        changes = [{"uri": file.as_uri(), "type": kind} for file, kind in files]
        self.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def found(self, uri: str, *rules: str, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """Wait until just these rules are shown at a URI; the diagnostics."""
        self.wait(
            lambda: (
                uri in self.diagnostics
                and sorted(d["code"] for d in self.diagnostics[uri]) == sorted(rules)
            ),
            seconds,
        )
        return self.diagnostics[uri]

    def actions(self, uri: str, line: int, only: list[str] | None = None) -> list[dict[str, Any]]:
        """The code actions on a line, or of the kinds asked for."""
        place = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 999}}
        context: dict[str, Any] = {"diagnostics": self.diagnostics.get(uri, [])}
        if only:
            context["only"] = only
        params = {"textDocument": {"uri": uri}, "range": place, "context": context}
        found: list[dict[str, Any]] = self.request("textDocument/codeAction", params)
        return found

    def mute(self) -> None:
        """Answer nothing that the server asks from now on."""
        self._muted = True

    def stop(self) -> int:
        """End the session as the protocol says; the server's exit status."""
        if self.process.poll() is None:
            self.request("shutdown")
            self.notify("exit")
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End the server, whatever it is doing."""
        self._out.put(None)
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
