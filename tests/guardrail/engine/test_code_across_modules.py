"""What somebody outside writes and a function of another module runs, rebuilds or renders."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import CodeRun
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

VIEW = """
from flask import Flask, request
from app.inner import work

app = Flask("shop")

@app.post("/work")
def view():
    return str(work({given}))
"""
HEAD = "import pickle, re\nfrom jinja2 import Environment\nenv = Environment()\n"
COMPUTES = "def work(text, **names):\n    return eval(text, {}, names)\n"


def told(inner: str, given: str) -> list[str]:
    """What the view runs that comes from a request."""
    files = {"app/inner.py": HEAD + inner, "app/view.py": VIEW.format(given=given)}
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: Settings(), Cache(None), 1)
    read = gatherer.gather([*files]).readings.get("app/view.py")
    return [one.what for one in read.facts if isinstance(one, CodeRun)] if read else []


@pytest.mark.parametrize(
    ("inner", "given", "what"),
    [
        (COMPUTES, "request.json['formula'], base=1", "Python source"),
        ("def work(raw):\n    return pickle.loads(raw)\n", "request.get_data()", "a serialised"),
        (
            "def work(text):\n    return env.from_string(text).render()\n",
            "text=request.form['text']",
            "a template",
        ),
    ],
)
def test_what_a_request_says_is_told_where_it_is_given(inner: str, given: str, what: str) -> None:
    (found,) = told(inner, given)
    assert found.startswith(what)
    assert "from a request" in found


@pytest.mark.parametrize(
    ("inner", "given"),
    [
        (COMPUTES, "FORMULA, base=request.json['base']"),
        (COMPUTES, "'1 + 1'"),
        (
            (
                "def work(text):\n    if not re.fullmatch('[0-9+]+', text):\n"
                "        raise ValueError\n    return eval(text)\n"
            ),
            "request.json['formula']",
        ),
        ("import json\ndef work(text):\n    return json.loads(text)\n", "request.get_data()"),
    ],
)
def test_what_the_program_says_and_what_is_looked_at_is_not(inner: str, given: str) -> None:
    assert told(inner, given) == []
