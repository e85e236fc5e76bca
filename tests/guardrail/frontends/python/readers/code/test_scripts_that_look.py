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


PLUGINS = """import ctypes, importlib.util
from fastapi import FastAPI, UploadFile

app = FastAPI()

@app.post("/plugins")
async def add(file: UploadFile):
    with open("/srv/plugins/new.py", "wb") as out:
        out.write(await file.read())
    {}

def known():
    {}
"""


@pytest.mark.parametrize(
    "line",
    [
        'importlib.util.spec_from_file_location("new", "{}")',
        'ctypes.CDLL("{}")',
    ],
)
def test_a_file_that_was_uploaded_and_is_run(line: str) -> None:
    uploaded = PLUGINS.format(line.format("/srv/plugins/new.py"), "pass")
    assert judge_example(InjectedCode, python(uploaded))
    other = PLUGINS.format("return {}", line.format("/usr/lib/known.so"))
    assert not judge_example(InjectedCode, python(other))
