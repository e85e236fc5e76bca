"""What is waiting to be analysed: what somebody is looking at comes first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Job = Callable[[], Awaitable[Any]]

NOW, SOON, LATER = range(3)
"""An open document or a person's question; a changed file; the rest of the workspace."""


class Work:
    """Jobs by key: one that waits already is replaced, so nothing is done twice."""

    def __init__(self, busy: Callable[[bool], None], failed: Callable[[Exception], None]) -> None:
        """`busy` hears when work begins and when none is left; `failed` of a job's exception."""
        self._busy = busy
        self._failed = failed
        self._waiting: tuple[dict[str, tuple[Job, asyncio.Future[Any]]], ...] = ({}, {}, {})
        self._more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work."""
        self._task = asyncio.create_task(self._run())

    def put(self, when: int, key: str, job: Job) -> asyncio.Future[Any]:
        """Have the job done; what comes of it. A job of the same key that waits is dropped."""
        for queue in self._waiting:
            if key in queue:
                _, future = queue.pop(key)
                break
        else:
            future = asyncio.get_running_loop().create_future()
        self._waiting[when][key] = (job, future)
        self._more.set()
        return future

    def drop(self, when: int) -> None:
        """Forget what waits at one urgency."""
        for _, future in self._waiting[when].values():
            future.cancel()
        self._waiting[when].clear()

    def stop(self) -> None:
        """Do nothing more."""
        for when in (NOW, SOON, LATER):
            self.drop(when)
        if self._task is not None:
            self._task.cancel()

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return not any(self._waiting)

    async def _run(self) -> None:
        while True:
            if self.idle:
                self._busy(False)
                self._more.clear()
                await self._more.wait()
            self._busy(True)
            queue = next(queue for queue in self._waiting if queue)
            key = next(iter(queue))
            job, future = queue.pop(key)
            try:
                result = await job()
            except asyncio.CancelledError:
                future.cancel()
                raise
            except Exception as problem:  # one failed job must not end all work
                self._failed(problem)
                result = None
            if not future.done():
                future.set_result(result)
