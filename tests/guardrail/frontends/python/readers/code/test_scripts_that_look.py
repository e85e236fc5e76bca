"""Scripts that fetch code and run it, and what they ask of it in between."""

from __future__ import annotations

import pytest
from guardrail_rules.remote_code.injected_code import InjectedCode
from guardrail_rules.remote_code.piped_remote_code import PipedRemoteCode

from guardrail.engine.examples import judge_example
from guardrail.example import python

FETCHED = """import hashlib, logging, urllib.request

source = urllib.request.urlopen("https://vendor.example/setup.py").read()
{}
exec(source)
{}
"""
TEMPLATES = """import chameleon
from bottle import SimpleTemplate
from flask import Flask, request
from genshi.template import NewTextTemplate

app = Flask("letters")

@app.post("/letter")
def letter():
    body = request.form["body"]
    {}
"""
ASKED = "if hashlib.sha256(source).hexdigest() != PIN:\n    "


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", True),
        (ASKED + "raise SystemExit('not what it was')", "", False),
        (ASKED + "logging.warning('not what it was')", "", True),
        ("", ASKED + "raise SystemExit('not what it was')", True),
    ],
)
def test_a_script_that_compares_what_it_fetched(before: str, after: str, told: bool) -> None:
    assert bool(judge_example(PipedRemoteCode, python(FETCHED.format(before, after)))) is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SimpleTemplate(body)", True),
        ("NewTextTemplate(body)", True),
        ("chameleon.PageTemplate(body)", True),
        ("SimpleTemplate(LETTER).render(body=body)", False),
        ("chameleon.PageTemplate(LETTER).render(body=body)", False),
    ],
)
def test_templates_in_which_python_stands(line: str, told: bool) -> None:
    assert bool(judge_example(InjectedCode, python(TEMPLATES.format(line)))) is told
