"""The analysis process: answers questions on its standard input until it closes.

It is started with `python -P -m guardrail_lsp.analysis`. An open document is read in this very
process, which is twice as fast; files by the batch, and a document that it died on before, are read
in processes apart.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import BinaryIO

from guardrail_lsp import frames

MEMORY = 4_000_000_000
"""Bytes of address space, for everything it holds and reads."""

LOOK = 0.5
"""Seconds between two looks at whether the server still lives, while something is being judged."""


def main() -> int:
    """Answer until nobody asks any more."""
    questions, answers = _private_streams()
    _alone()
    _bounded()
    from guardrail_lsp.analysis.service import Service
    from guardrail_lsp.analysis.warm import warm

    service = Service()
    warm()
    frames.write(answers, {"ready": True})
    while (question := frames.read(questions)) is not None:
        _watch(True)
        try:
            answer = service.answer(question)
        except Exception as problem:  # a defect costs one answer, not the process
            if os.environ.get("GUARDRAIL_TRACEBACK"):
                raise
            answer = {"failed": type(problem).__name__}
        _watch(False)
        frames.write(answers, answer)
    return 0


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the server, out of reach of anything that prints or reads."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return questions, answers


def _alone() -> None:
    """Nothing of where the editor was started decides what is judged."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR"):
        os.environ.pop(name, None)
    os.chdir(os.path.abspath(os.sep))  # noqa: PTH100
    if hasattr(signal, "SIGALRM"):
        parent = os.getppid()
        signal.signal(signal.SIGALRM, lambda *_: _end_with(parent))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _bounded() -> None:
    """A text that asks for more memory than there should be fails; it leaves no core behind."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return


def _end_with(parent: int) -> None:
    if os.getppid() != parent:
        os.killpg(0, signal.SIGKILL)


def _watch(on: bool) -> None:
    if hasattr(signal, "setitimer"):
        seconds = LOOK if on else 0.0
        signal.setitimer(signal.ITIMER_REAL, seconds, seconds)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)
