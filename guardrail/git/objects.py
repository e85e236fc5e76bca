"""Contents of blobs, from one `git cat-file --batch` for as many as are asked for."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import IO

from guardrail.git.discovery import Repository
from guardrail.git.runner import TIMEOUT, GitError, command, environment

_DRAINED = 64_000_000
_SAID = 10_000


class Objects:
    """Reads blobs by id. The process starts with the first one and ends with `close`.

    Safe to use from several threads, and after a fork (each process has its own git).
    """

    def __init__(self, repo: Repository, timeout: float = TIMEOUT) -> None:
        self._repo = repo
        self._timeout = timeout
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._owner = 0
        self._deadline = float("inf")

    def __enter__(self) -> Objects:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[Objects], tuple[Repository, float]]:
        return (Objects, (self._repo, self._timeout))

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Ends git's process; a later `read` starts another."""
        process, self._process = self._process, None
        errors, self._errors = self._errors, None
        pipes = (process.stdin, process.stdout) if process is not None else ()
        for file in (errors, *pipes):
            if file is not None:
                with suppress(OSError):
                    file.close()
        if process is None or self._owner != os.getpid():
            return
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def read(self, oid: str, limit: int) -> bytes | int | None:
        """The blob's bytes; its size where that is over `limit`; `None` where it isn't here
        (never fetched in a partial clone, or damaged).

        Raises `GitError` where git fails or gives no answer in time.
        """
        with self._lock:
            self._deadline = time.monotonic() + self._timeout
            try:
                return self._read(oid, limit)
            except (OSError, ValueError) as error:
                if self._refused_to_fetch():
                    return None
                raise GitError(f"git cat-file failed at object {oid[:12]}.") from error
            finally:
                self._deadline = float("inf")

    def _refused_to_fetch(self) -> bool:
        """Ends a git that failed; whether it did because it was not allowed to fetch."""
        said = b""
        if self._errors is not None and self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=1)
            self._errors.seek(0)
            said = self._errors.read(_SAID)
        self.close()
        return b"promisor remote" in said

    def _read(self, oid: str, limit: int) -> bytes | int | None:
        asked, answers = self._pipes()
        asked.write(oid.encode("ascii") + b"\n")
        asked.flush()
        header = answers.readline().split()
        if header[1:] == [b"missing"]:
            return None
        if len(header) != 3:
            raise ValueError("no answer")
        size = int(header[2])
        if size <= limit:
            content = answers.read(size + 1)
            if len(content) != size + 1:
                raise ValueError("cut short")
            return content[:-1]
        if size <= _DRAINED:
            answers.read(size + 1)
        else:
            self._process_killed()
        return size

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None or self._owner != os.getpid():
            self.close()
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
            self._process = subprocess.Popen(
                command(["cat-file", "--batch"]),
                cwd=self._repo.root,
                env=environment(self._repo.variables),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
            )
            self._owner = os.getpid()
            threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise ValueError("no pipes")
        return asked, answers

    def _process_killed(self) -> None:
        if self._process is not None:
            self._process.kill()
        self.close()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Kills a git that gives no answer, so that the read which waits for it fails."""
        while process.poll() is None:
            if time.monotonic() > self._deadline:
                process.kill()
                return
            time.sleep(0.2)
