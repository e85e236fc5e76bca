"""A policy is checked once; after that its compiled form is enough."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.policy import compiled
from guardrail.policy.layer import Layer
from guardrail.policy.policy import load
from guardrail.policy.problems import PolicyError
from guardrail.policy.read import read_layer

from .conftest import Files
from .test_policy_file import WHOLE
from .test_tightening import layers


class Kept(dict[str, str]):
    """A store in memory."""

    def put(self, key: str, value: str) -> None:
        """Keep a value."""
        self[key] = value


def test_the_whole_policy_comes_back() -> None:
    said = read_layer(WHOLE, "guardrail.toml")
    assert compiled.load(compiled.dump(said)) == said


def test_a_file_without_policy_comes_back() -> None:
    assert compiled.load(compiled.dump(None)) is None


@given(layers())
def test_any_policy_comes_back(layer: Layer) -> None:
    assert compiled.load(compiled.dump(layer)) == layer


@given(st.one_of(st.text(max_size=30), st.just('{"levels": 3}'), st.just("[]"), st.just("3")))
def test_anything_else_is_refused(kept: str) -> None:
    with contextlib.suppress(ValueError):
        assert compiled.load(kept) is None


def test_a_kept_policy_is_not_checked_again() -> None:
    store = Kept()
    files = Files({"guardrail.toml": "fail-on = 'info'"})
    asked: list[object] = []

    def names(packs: Sequence[str]) -> set[str]:
        asked.append(packs)
        return set()

    first = load(files, store=store, names=names).for_path("a.sql")
    assert load(files, store=store, names=names).for_path("a.sql") == first
    assert len(store) == 1
    assert len(asked) == 1


def test_another_text_is_another_policy() -> None:
    store = Kept()
    one = load(Files({"guardrail.toml": "fail-on = 'info'"}), store=store)
    other = load(Files({"guardrail.toml": "fail-on = 'warning'"}), store=store)
    assert one.fail_on is not other.fail_on


def test_what_was_kept_without_knowing_the_rules_is_checked_where_they_are_known() -> None:
    store = Kept()
    files = Files({"guardrail.toml": "levels.no-such-rule = 'off'"})
    assert load(files, store=store).for_path("a.sql").layers
    with pytest.raises(PolicyError, match="there is no rule or category"):
        load(files, store=store, names=lambda packs: {"unscoped-delete"}).for_path("a.sql")


def test_a_damaged_store_costs_time_alone() -> None:
    store = Kept()
    files = Files({"guardrail.toml": "fail-on = 'info'"})
    first = load(files, store=store).for_path("a.sql")
    store.update(dict.fromkeys(store, "{}"))
    assert load(files, store=store).for_path("a.sql") == first


PROGRAM = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from guardrail.cache import Cache
from guardrail.policy.policy import load
from guardrail.snapshot.work_tree import WorkTree
found = load(WorkTree(Path({root!r}), git=False), store=Cache({cache!r})).for_path("app/a.sql")
print(len(found.layers), *sorted({{"pydantic", "tomllib", "difflib", "libcst"}} & set(sys.modules)))
"""


def loads(root: object, cache: object) -> str:
    """The layers found in a fresh process, and the heavy modules that it took."""
    program = PROGRAM.format(root=str(root), cache=str(cache), path=sys.path)
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_fast_path_loads_neither_pydantic_nor_a_toml_parser(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root, cache = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("cache")
    cache.chmod(0o700)
    assert loads(root, cache) == "0"
    (root / "guardrail.toml").write_text("edition = 2026\n")
    assert "pydantic" in loads(root, cache)
    assert loads(root, cache) == "1"
