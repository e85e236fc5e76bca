"""A database that its own copy is written over: the backup was taken the wrong way round."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

START = """\
import datetime, sqlite3
from contextlib import closing
from pathlib import Path

LIVE = Path("/var/lib/shop/shop.db")
COPIES = Path("/var/backups/shop")


"""
NIGHTLY = """\
def {}():
    path = COPIES / f"shop-{{datetime.date.today():%Y%m%d}}.db"
    with closing(sqlite3.connect(LIVE)) as live, closing(sqlite3.connect(path)) as copy:
        {}
"""
HELPER = """\
def pages(source: sqlite3.Connection, target: sqlite3.Connection):
    source.backup(target, pages=500)


def {}():
    with sqlite3.connect(LIVE) as live, sqlite3.connect(COPIES / "1.db") as copy:
        pages({})
"""
ALONE = """\
live = sqlite3.connect("shop.db")
copy = sqlite3.connect("{}")
copy.backup(live)
"""


def replaced(code: str) -> list[str]:
    """The databases that are written over."""
    return [one.name for one in items(START + code) if isinstance(one, SchemaChange)]


def test_the_copy_is_written_over_the_database() -> None:
    assert replaced(NIGHTLY.format("nightly", "copy.backup(live)")) == ["/var/lib/shop/shop.db"]
    assert replaced(ALONE.format("shop.snapshot.db")) == ["shop.db"]
    assert replaced(HELPER.format("nightly", "copy, live")) == ["/var/lib/shop/shop.db"]


@pytest.mark.parametrize(
    "code",
    [
        NIGHTLY.format("nightly", "live.backup(copy)"),
        NIGHTLY.format("restore", "copy.backup(live)"),
        NIGHTLY.format("nightly", "if not LIVE.exists():\n            copy.backup(live)"),
        HELPER.format("nightly", "live, copy"),
        HELPER.format("restored", "copy, live"),
        # What was put together in memory is kept in the file.
        ALONE.format(":memory:"),
        ALONE.format("made_anew.db"),
    ],
)
def test_a_copy_that_is_taken_or_brought_back(code: str) -> None:
    assert replaced(code) == []


BY_PATHS = """\
def pages({0}):
    live = sqlite3.connect(live_path)
    copy = sqlite3.connect(at)
    {1}


def {2}():
    path = COPIES / "1.db"
    pages({3})
"""


def test_paths_that_a_helper_is_given() -> None:
    over = BY_PATHS.format("live_path, at", "copy.backup(live)", "nightly", "LIVE, path")
    assert replaced(over) == ["/var/lib/shop/shop.db"]
    taken = BY_PATHS.format("live_path, at", "live.backup(copy)", "nightly", "LIVE, path")
    assert replaced(taken) == []
    restored = BY_PATHS.format("live_path, at", "copy.backup(live)", "restore", "LIVE, path")
    assert replaced(restored) == []


CALLED_AFTER_NOW = """\
def pages(source, target):
    source.backup(target, pages=500)


def {name}(live_path: Path, folder: Path) -> Path:
    {stamp}
    path = folder / f"{{live_path.stem}}-{{stamp}}.db"
    with closing(sqlite3.connect(live_path)) as live, closing(sqlite3.connect(path)) as copy:
        {run}
    return path
"""
NOW = "stamp = datetime.datetime.now().strftime('%Y%m%d-%H%M%S')"


@pytest.mark.parametrize(
    ("name", "stamp", "run", "lost"),
    [
        ("nightly", NOW, "pages(copy, live)", 1),
        ("nightly", NOW, "copy.backup(live)", 1),
        ("nightly", "stamp = f'{datetime.date.today():%Y%m%d}'", "copy.backup(live)", 1),
        ("nightly", "stamp = int(time.time())", "copy.backup(live)", 1),
        ("nightly", NOW, "pages(live, copy)", 0),
        ("nightly", NOW, "live.backup(copy)", 0),
        ("restore", NOW, "pages(copy, live)", 0),
        # Which one that is isn't known: it may be one that was taken before.
        ("nightly", "stamp = pick(folder)", "copy.backup(live)", 0),
    ],
)
def test_what_is_called_after_this_moment_is_empty_yet(
    name: str, stamp: str, run: str, lost: int
) -> None:
    code = CALLED_AFTER_NOW.format(name=name, stamp=stamp, run=run)
    assert len(replaced("import time\n" + code)) == lost
