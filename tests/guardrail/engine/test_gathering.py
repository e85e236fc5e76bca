"""What was read of a file is read again only as far as it has to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrail.cache import Cache
from guardrail.effects import SchemaChange
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.work_tree import WorkTree

PATH = "migrations/0001_orders.sql"


@pytest.fixture
def gatherer(tmp_path: Path) -> Gatherer:
    """Over one migration, its facts in the cache already."""
    (tmp_path / "project/migrations").mkdir(parents=True)
    (tmp_path / "project" / PATH).write_text("CREATE TABLE orders (id bigint PRIMARY KEY);\n")
    snapshot, cache = WorkTree(tmp_path / "project"), Cache(str(tmp_path / "cache"))
    Gatherer(snapshot, lambda path: Settings(), cache, 1).gather([PATH])
    return Gatherer(snapshot, lambda path: Settings(), cache, 1)


def test_what_was_left_undecoded_is_decoded_for_who_needs_it(gatherer: Gatherer) -> None:
    left = gatherer.gather([PATH], later=True).readings[PATH]
    assert left.facts == []
    told = gatherer.gather([PATH]).readings[PATH]
    assert told is left
    assert any(isinstance(fact, SchemaChange) for fact in told.facts)


def test_a_file_is_counted_where_it_is_read_first(gatherer: Gatherer) -> None:
    assert [gatherer.gather([PATH]).files for _ in range(2)] == [1, 0]
