"""Work in processes of its own: a death, a hang or a failure costs one task."""

from __future__ import annotations

import itertools
import os
import signal
import time

import pytest

from guardrail.engine.workers import Failure, can_fork, run

pytestmark = pytest.mark.skipif(not can_fork(), reason="this platform can't fork")


def test_every_task_is_done_once() -> None:
    assert sorted(run(str, 50, jobs=4)) == [(n, str(n)) for n in range(50)]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(run(str, 0, jobs=4)) == []


def test_a_task_that_kills_its_worker_is_a_failure_and_the_rest_goes_on() -> None:
    def work(task: int) -> str:
        if task == 3:
            os.kill(os.getpid(), signal.SIGSEGV)
        return str(task)

    results = dict(run(work, 8, jobs=2))
    assert results.pop(3) == Failure("the parser died on it (signal 11)")
    assert results == {n: str(n) for n in range(8) if n != 3}


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_what_a_worker_was_given_besides_the_task_it_died_of_is_done_by_another(jobs: int) -> None:
    deadly = {3, 4, 20}

    def work(task: int) -> str:
        if task in deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return str(task)

    results = list(run(work, 60, jobs=jobs))
    assert sorted(task for task, _ in results) == list(range(60))
    assert {task for task, told in results if isinstance(told, Failure)} == deadly


def test_so_is_what_stands_behind_a_task_that_hangs() -> None:
    def work(task: int) -> str:
        if task == 1:
            time.sleep(60)
        return str(task)

    results = dict(run(work, 60, jobs=2, seconds=0.5))
    assert [task for task, told in results.items() if isinstance(told, Failure)] == [1]
    assert len(results) == 60


def test_a_task_that_raises_is_a_failure() -> None:
    def work(task: int) -> str:
        if task == 1:
            raise ValueError("secret text")
        return ""

    results = dict(run(work, 3, jobs=1))
    failure = results[1]
    assert isinstance(failure, Failure)
    assert "secret" not in failure.reason
    assert results[0] == results[2] == ""


def test_a_task_that_hangs_is_ended() -> None:
    def work(task: int) -> str:
        if task == 0:
            time.sleep(60)
        return str(task)

    started = time.monotonic()
    results = dict(run(work, 4, jobs=2, seconds=0.3))
    assert results[0] == Failure("reading it took longer than 0.3 s")
    assert set(results) == {0, 1, 2, 3}
    assert time.monotonic() - started < 10


def test_a_task_that_takes_too_much_memory_is_a_failure() -> None:
    def work(task: int) -> str:
        return str(len(bytearray(8_000_000_000))) if task == 0 else "small"

    results = dict(run(work, 2, jobs=1))
    assert isinstance(results[0], Failure)
    assert results[1] == "small"


def test_large_and_odd_answers_arrive_whole() -> None:
    answer = "é\ud800\0" * 1_000_000
    assert dict(run(lambda _: answer, 1, jobs=1)) == {0: answer}


def test_what_is_done_meanwhile_keeps_no_worker_waiting() -> None:
    endless = itertools.count()
    assert sorted(run(str, 50, jobs=2, meanwhile=endless)) == [(n, str(n)) for n in range(50)]


def test_what_is_done_meanwhile_goes_on_while_workers_work() -> None:
    def work(task: int) -> str:
        time.sleep(0.5)
        return str(task)

    steps = iter(range(1_000))
    assert dict(run(work, 1, jobs=1, meanwhile=steps)) == {0: "0"}
    assert list(steps) == []


def test_leaving_early_leaves_no_process_behind() -> None:
    def work(task: int) -> str:
        time.sleep(0.05 if task else 0)
        return str(os.getpid())

    results = run(work, 6, jobs=3)
    _, pid = next(results)
    results.close()  # type: ignore[attr-defined]
    assert isinstance(pid, str)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)
