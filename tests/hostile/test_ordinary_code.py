"""Code that means no harm, and that nobody here wrote: no reader fails on it, or takes long.

Where a reader fails, all that the file does is left unread. Real code has forms that nobody thinks
of for an example.
"""

from __future__ import annotations

import signal
import sysconfig
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from types import FrameType

import pytest

from guardrail.frontends.python import read
from guardrail.model import Source
from guardrail.settings import Settings

SLICES = 8
SECONDS = 20.0
"""Of processor time, for one file: no file takes more than one on a quiet machine."""
NO_CODE = frozenset(("site-packages", "test", "tests", "lib2to3"))


class TooSlow(Exception):
    """A file took longer than it may."""


def stop(number: int, frame: FrameType | None) -> None:
    """Ends the reading of a file whose time is up."""
    raise TooSlow(f"more than {SECONDS} s")


def of_python() -> list[Path]:
    """The modules of Python's own library."""
    root = Path(sysconfig.get_path("stdlib"))
    found = sorted(root.rglob("*.py"))
    return [one for one in found if NO_CODE.isdisjoint(one.relative_to(root).parts)]


def of_packages() -> list[Path]:
    """The modules of all that is installed beside Guardrail."""
    files = (one for dist in distributions() for one in dist.files or ())
    found = {Path(str(one.locate())) for one in files if one.suffix == ".py"}
    return sorted(one for one in found if one.is_file() and "site-packages" in one.parts)


def failures(paths: list[Path]) -> Iterator[str]:
    """The files on which the reader fails, with what it fails of."""
    before = signal.signal(signal.SIGVTALRM, stop)
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            for _ in read(Source(path.name, "python", text), Settings()):
                pass
        except Exception as problem:
            yield f"{path}: {problem!r}"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("part", range(SLICES))
def test_pythons_own_library_is_read(part: int) -> None:
    paths = of_python()
    assert len(paths) > 400
    assert [*failures(paths[part::SLICES])] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SLICES))
def test_what_is_installed_is_read(part: int) -> None:
    paths = of_packages()
    assert len(paths) > 1000
    assert [*failures(paths[part::SLICES])] == []
