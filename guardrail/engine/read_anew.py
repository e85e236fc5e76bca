"""Texts whose facts the cache hasn't are read anew by workers.

Where a worker is lost each of its texts is tried once more, alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from guardrail.engine import workers
from guardrail.engine.extract import extract
from guardrail.engine.jobs import Job, chunks
from guardrail.model import Source
from guardrail.patterns import compile_all
from guardrail.settings import Settings

Progress = Callable[[int, int], None]

MANY = 300
"""With so many Python texts, what reading them needs is made here, before workers are forked."""

_SAMPLE = """
import requests
connection.cursor().execute("DELETE FROM seen WHERE id = 1")
requests.get("https://example.org", verify=False)
os.system("ls")
class Migration(migrations.Migration):
    operations = []
"""


def read_anew(
    missing: Sequence[Job],
    fresh: dict[str, str],
    processes: int,
    progress: Progress | None = None,
    *,
    later: bool = False,
    meanwhile: Iterable[object] = (),
) -> None:
    """Have workers read the jobs' texts; what they answer goes into `fresh`, too.

    At most so many `processes` work at once. `later` leaves facts undecoded, `meanwhile` is gone
    through while they work.
    """
    if sum(job.reading.language == "python" for job in missing) > MANY:
        _reading_needs()
    some = chunks(missing)
    besides = chain(_judging_needs(), meanwhile)
    lost = _work(some, fresh, processes, progress, len(missing), later=later, meanwhile=besides)
    _work([[job] for job in lost], fresh, processes, None, len(lost), later=later)


def _work(
    some: Sequence[Sequence[Job]],
    fresh: dict[str, str],
    processes: int,
    progress: Progress | None,
    total: int,
    *,
    later: bool,
    meanwhile: Iterable[object] = (),
) -> list[Job]:
    """Have workers read the chunks; the jobs that must be tried again, one by one."""
    again: list[Job] = []
    done = 0
    answers = workers.run(
        lambda n: "\n".join(job.read() for job in some[n]),
        len(some),
        processes,
        meanwhile=meanwhile,
    )
    for number, answer in answers:
        chunk = some[number]
        done += len(chunk)
        if progress is not None:
            progress(done, total)
        if not isinstance(answer, workers.Failure):
            for job, line in zip(chunk, answer.split("\n"), strict=True):
                fresh[job.key] = line
                if later:
                    job.put_off(line)
                else:
                    job.accept(line)
        elif len(chunk) > 1:
            again.extend(chunk)
        else:
            chunk[0].lose(answer.reason)
    return again


def _reading_needs() -> None:
    """Read a small text: modules, tables and patterns are then there for workers to inherit."""
    from guardrail.frontends.python.late_readers import load_all

    load_all()
    deque(extract(Source("sample.py", "python", _SAMPLE), Settings()), maxlen=0)
    compile_all()


def _judging_needs() -> Iterator[None]:
    """Import what judging will need while other processes read: rules are many modules."""
    from guardrail.engine import outcome

    yield
    outcome.warm()
    yield
