"""The page about the Python frontend names what there is, and its example comes out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs/python-frontend.md").read_text("utf-8")
PLACES = (
    "",
    "guardrail/frontends/python",
    "guardrail/knowledge/python",
    "guardrail/engine",
    "tests/guardrail/frontends/python",
)
EXAMPLE = re.split(r"# (app/\w+\.py)\n", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0])
FILES = dict(zip(EXAMPLE[1::2], EXAMPLE[2::2], strict=True))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w./-]+(?:\.py|/))`", PAGE))))
def test_what_the_page_names_is_there(name: str) -> None:
    assert name in FILES or any((ROOT / place / name).exists() for place in PLACES)


def test_the_example_comes_out_as_it_says() -> None:
    gatherer = Gatherer(Overlay(Nothing(), FILES), lambda _: Settings(), Cache(None), 1)
    facts = gatherer.gather([*FILES]).readings["app/clean.py"].facts
    changes = [one for one in facts if isinstance(one, DataChange)]
    assert [(one.target, str(one.scope)) for one in changes] == [
        ("sessions", "filtered"),
        ("carts", "none"),
    ]
    assert {str(one.environment.kind) for one in changes} == {"local"}
    assert {one.guards for one in changes} == {("if confirmed, not by default",)}
