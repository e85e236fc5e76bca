"""The cache: private, bounded, and never in the way."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from guardrail import cache
from guardrail.cache import Cache, default_folder


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    folder = str(tmp_path / "cache")
    first = Cache(folder)
    first.put_many({"a": "1", "b": "2"})
    first.close()
    assert Cache(folder).get_many(["a", "b", "c"]) == {"a": "1", "b": "2"}
    assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700


def test_none_keeps_nothing() -> None:
    nothing = Cache(None)
    nothing.put("a", "1")
    assert nothing.get("a") is None


@pytest.mark.parametrize("mode", [0o777, 0o750, 0o705])
def test_a_folder_that_others_can_enter_is_not_used(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(mode)
    store = Cache(str(folder))
    store.put("a", "1")
    assert store.get("a") is None
    assert list(folder.iterdir()) == []


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(real)
    Cache(str(tmp_path / "link")).put("a", "1")
    assert list(real.iterdir()) == []


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    (folder / "facts.sqlite").write_bytes(b"not a database, and longer than a header" * 100)
    store = Cache(str(folder))
    store.put("a", "1")
    assert store.get("a") == "1"


def test_two_runs_at_once_don_t_disturb_each_other(tmp_path: Path) -> None:
    folder = str(tmp_path / "cache")
    one, other = Cache(folder), Cache(folder)
    for number in range(50):
        (one if number % 2 else other).put(f"k{number}", "x")
    assert len(Cache(folder).get_many(f"k{number}" for number in range(50))) == 50


def test_it_stays_below_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LARGEST", 300_000)
    folder = str(tmp_path / "cache")
    store = Cache(folder)
    for number in range(30):
        store.put(str(number), "x" * 50_000)
    pages = sqlite3.connect(f"{folder}/facts.sqlite").execute("PRAGMA page_count").fetchone()[0]
    assert pages * 4096 < 600_000
    assert store.get("29") is not None
    assert store.get("0") is None


def test_more_keys_than_a_query_takes(tmp_path: Path) -> None:
    store = Cache(str(tmp_path / "cache"))
    store.put_many({str(n): "v" for n in range(2_000)})
    assert len(store.get_many(str(n) for n in range(2_000))) == 2_000


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUARDRAIL_CACHE", "/somewhere")
    assert default_folder() == "/somewhere"
