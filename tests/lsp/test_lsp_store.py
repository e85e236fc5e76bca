"""What the analysis remembers: facts that last, and a few of texts that are being typed."""

from __future__ import annotations

from guardrail_lsp.analysis.store import TYPED, WarmCache


def test_of_texts_that_are_typed_only_the_last_are_remembered(tmp_path) -> None:
    cache = WarmCache(str(tmp_path))
    cache.put_many({"lasting": "a"})
    cache.private = True
    large = "x" * (TYPED // 4)
    for number in range(40):
        cache.put_many({f"typed {number}": large})
    assert cache.get_many(["lasting", "typed 0", "typed 39"]) == {"lasting": "a", "typed 39": large}


def test_what_is_asked_for_again_stays(tmp_path) -> None:
    cache = WarmCache(str(tmp_path))
    cache.private = True
    large = "x" * (TYPED // 4)
    for number in range(40):
        cache.put_many({f"typed {number}": large})
        assert "typed 0" in cache.get_many(["typed 0"])


def test_facts_that_are_larger_than_what_is_held_are_held_once(tmp_path) -> None:
    cache = WarmCache(None)
    cache.private = True
    cache.put_many({"long": "x" * (TYPED + 1)})
    assert "long" in cache.get_many(["long"])
    cache.put_many({"next": "y"})
    assert cache.get_many(["long", "next"]) == {"next": "y"}
