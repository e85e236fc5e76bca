"""Worker processes: a parser that dies or hangs costs one text, not the run.

Workers are forked, so they start in a millisecond and inherit everything; where the platform can't
fork, texts are worked on in this process and a crash ends the run (guarding doors then refuse).
Frames on the pipes are a length and UTF-8 text; nothing received is ever executed.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import struct
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec import Struct, field

SECONDS = 60.0
MEMORY = 3_000_000_000
BESIDES = 0.001
"""For how many seconds something else is done before it is asked whether a worker waits."""

AHEAD = 2
"""How many tasks a worker has at once, so that it needn't wait for the next."""
FEW = 4
"""So few tasks for each worker are left to who is done first."""

Work = Callable[[int], str]
"""Does task number N and gives its result as text."""


class Failure(Struct, frozen=True):
    """A task that was not done, and why, for people."""

    reason: str


class _Worker(Struct):
    """`tasks` are those it was given, of which it does the first `since` some time."""

    pid: int
    orders: int
    answers: int
    tasks: deque[int] = field(default_factory=deque)
    since: float = 0.0
    buffer: bytes = b""

    def give(self, task: int) -> None:
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(BrokenPipeError):  # it has died, which will be heard
            os.write(self.orders, struct.pack(">i", task))

    def told(self) -> Iterator[tuple[int, str]]:
        """The answers that have arrived whole, each with its task."""
        while len(self.buffer) >= 4 and len(self.buffer) >= (end := 4 + _length(self.buffer)):
            answer, self.buffer = self.buffer[4:end], self.buffer[end:]
            self.since = time.monotonic()
            yield self.tasks.popleft(), answer.decode("utf-8", "surrogatepass")

    def close(self) -> str:
        """End the worker; how it ended where it ended by itself."""
        os.close(self.orders)
        os.close(self.answers)
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            return f"the parser died on it (signal {os.WTERMSIG(status)})"
        return f"the parser gave up on it (status {os.WEXITSTATUS(status)})"


def can_fork() -> bool:
    """Whether work can be done in processes of its own here."""
    return hasattr(os, "fork") and sys.platform not in ("win32", "emscripten", "wasi")


def run(
    work: Work,
    tasks: int,
    jobs: int,
    seconds: float = SECONDS,
    meanwhile: Iterable[object] = (),
) -> Iterator[tuple[int, str | Failure]]:
    """Do tasks 0 to `tasks`-1 in up to `jobs` processes; results come as they are done.

    With no jobs at all they are done in this process, for a caller that may die of them itself.
    `meanwhile` is what can be done here while others work, in short steps: no worker waits for
    its next task until all of it is done.
    """
    if not jobs or not can_fork():
        yield from ((task, _here(work, task)) for task in range(tasks))
        return
    steps, besides = iter(meanwhile), True
    waiting = deque(range(tasks))
    workers: dict[int, _Worker] = {}
    try:
        while waiting or workers:
            while waiting and len(workers) < jobs:
                worker = _fork(work, list(workers.values()))
                workers[worker.answers] = worker
                worker.give(waiting.popleft())
            for worker in workers.values():
                if len(worker.tasks) < AHEAD and len(waiting) > FEW * jobs:
                    worker.give(waiting.popleft())
            besides = besides and _go_on(steps)
            ready, _, _ = select.select(list(workers), [], [], 0 if besides else 0.5)
            for answers in ready:
                yield from _hear(workers, answers, waiting)
            yield from _overdue(workers, seconds, waiting)
    finally:
        for worker in workers.values():
            os.kill(worker.pid, signal.SIGKILL)
            worker.close()


def _go_on(steps: Iterator[object]) -> bool:
    """Do some of the steps; false where none is left."""
    until = time.monotonic() + BESIDES
    return any(time.monotonic() > until for _ in steps)


def _here(work: Work, task: int) -> str | Failure:
    try:
        return work(task)
    except Exception as problem:
        return Failure(f"the reader failed on it ({type(problem).__name__})")


def _hear(
    workers: dict[int, _Worker], answers: int, waiting: deque[int]
) -> Iterator[tuple[int, str | Failure]]:
    worker = workers[answers]
    heard = os.read(answers, 1 << 20)
    if not heard:
        del workers[answers]
        yield _lost(worker, worker.close(), waiting)
        return
    worker.buffer += heard
    yield from worker.told()
    if worker.tasks:
        return
    if waiting:
        worker.give(waiting.popleft())
    else:
        del workers[answers]
        worker.close()


def _lost(worker: _Worker, reason: str, waiting: deque[int]) -> tuple[int, Failure]:
    """The task that a worker ended with; those that it had not begun wait again."""
    task = worker.tasks.popleft()
    waiting.extendleft(reversed(worker.tasks))
    return task, Failure(reason)


def _length(buffer: bytes) -> int:
    length: int = struct.unpack(">I", buffer[:4])[0]
    return length


def _overdue(
    workers: dict[int, _Worker], seconds: float, waiting: deque[int]
) -> Iterator[tuple[int, str | Failure]]:
    now = time.monotonic()
    for answers, worker in list(workers.items()):
        if now - worker.since > seconds:
            del workers[answers]
            os.kill(worker.pid, signal.SIGKILL)
            worker.close()
            yield _lost(worker, f"reading it took longer than {seconds:g} s", waiting)


def _fork(work: Work, others: Sequence[_Worker]) -> _Worker:
    orders_out, orders = os.pipe()
    answers, answers_in = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(orders_out)
        os.close(answers_in)
        return _Worker(pid, orders, answers)
    try:
        for fd in (orders, answers, *(fd for w in others for fd in (w.orders, w.answers))):
            os.close(fd)
        _serve(work, orders_out, answers_in)
    except BaseException:  # whatever happens here, the child must never run the parent's code
        os._exit(70)
    os._exit(0)


def _serve(work: Work, orders: int, answers: int) -> None:
    """The child's life: do what is ordered until the pipe closes."""
    _limit_memory()
    gc.freeze()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()
    while len(order := os.read(orders, 4)) == 4:
        result = _here(work, struct.unpack(">i", order)[0])
        if isinstance(result, Failure):
            os._exit(70)
        body = result.encode("utf-8", "surrogatepass")
        view = memoryview(struct.pack(">I", len(body)) + body)
        while view:
            view = view[os.write(answers, view) :]


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return
