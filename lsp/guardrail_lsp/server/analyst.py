"""The analysis process seen from the server: started, asked, ended, started anew."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO, cast

from guardrail_lsp import frames
from guardrail_lsp.frames import Plain

SECONDS = 30.0
"""How long one question may take, the first one of a process aside."""

MOST_DEATHS = 5
"""How often in a row the process may die before it is left alone."""


class Died(Exception):
    """The analysis process ended, or was ended, over a question; the message says how."""


class Analyst:
    """Asks one question at a time. A new process is told what the old one knew."""

    def __init__(self, log: Callable[[str], None]) -> None:
        """`log` takes one line about each death."""
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1, "analysis")
        self._lock: asyncio.Lock | None = None
        self._configuration: Plain | None = None
        self._buffers: dict[str, Plain] = {}
        self._deaths = 0
        self._ended = False

    def start(self) -> None:
        """Start the process; it warms up while the server does."""
        quiet = "-I" if sys.flags.isolated else "-P"
        self._process = subprocess.Popen(
            [sys.executable, quiet, "-m", "guardrail_lsp.analysis"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._fresh = True

    async def ask(self, question: Plain, seconds: float = SECONDS) -> Plain:
        """The answer. Raises `Died`."""
        self._note(question)
        if self._lock is None:
            self._lock = asyncio.Lock()
        async with self._lock:
            if self._ended:
                raise Died("the server is shutting down")
            if self._deaths >= MOST_DEATHS:
                raise Died("the analysis keeps dying; restart it when the cause is gone")
            return await self._asked(question, seconds)

    async def _asked(self, question: Plain, seconds: float) -> Plain:
        loop = asyncio.get_running_loop()
        answer = loop.run_in_executor(self._thread, self._exchange, question)
        done, _ = await asyncio.wait({answer}, timeout=seconds)
        late = not done
        if late:
            self._kill()
        try:
            found = await answer
        except (OSError, Died) as problem:
            reason = f"it took longer than {seconds:g} s" if late else str(problem)
            self._deaths += 1
            if not self._ended:
                self._log(f"the analysis process ended: {reason}; it is started anew")
            raise Died(reason) from None
        self._deaths = 0
        if "failed" in found:
            self._log(f"the analysis failed on {question['ask']}: {found['failed']}")
            raise Died(f"the analysis failed ({found['failed']})")
        return found

    def _note(self, question: Plain) -> None:
        if question["ask"] == "configure":
            self._configuration = question
        for buffer in question.get("buffers", ()):
            if buffer["text"] is None:
                self._buffers.pop(buffer["file"], None)
            else:
                self._buffers[buffer["file"]] = buffer

    def _exchange(self, question: Plain) -> Plain:
        """Ask and wait, in the thread that alone uses the pipes. Raises `Died` or `OSError`."""
        if self._process is None:
            self.start()
        process = self._process
        assert process is not None
        if self._fresh:
            self._fresh = False
            self._heard(process)
            if self._configuration is not None:
                buffers = [
                    b for b in self._buffers.values() if b not in question.get("buffers", ())
                ]
                self._told(process, {**self._configuration, "buffers": []})
                self._told(process, {"ask": "forget", "buffers": buffers})
        return self._told(process, question)

    def _told(self, process: subprocess.Popen[bytes], question: Plain) -> Plain:
        try:
            frames.write(cast(BinaryIO, process.stdin), question)
        except (OSError, ValueError):
            self._kill()
            raise Died(_how(process)) from None
        return self._heard(process)

    def _heard(self, process: subprocess.Popen[bytes]) -> Plain:
        answer = frames.read(cast(BinaryIO, process.stdout))
        if answer is None:
            self._kill()
            raise Died(_how(process))
        return answer

    def _kill(self) -> None:
        """End the process with all that it started."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        except (ProcessLookupError, PermissionError):
            process.kill()

    def restart(self) -> None:
        """End the process; the next question starts another, whatever happened before."""
        self._deaths = 0
        self._kill()

    def end(self) -> None:
        """End the process for good."""
        self._ended = True
        self._kill()

    @property
    def pid(self) -> int | None:
        """The process's id, `None` while there is none."""
        return self._process.pid if self._process else None


def _how(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(timeout=2.0)
    except subprocess.TimeoutExpired:
        return "it closed its pipes"
    return f"signal {-code}" if code < 0 else f"status {code}"
