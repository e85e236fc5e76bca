"""Whose name a file has: what a function around has looked at, and what is no file at all."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.unchecked_path import UncheckedPath
from guardrail_rules.exposure.served_files import ServedFiles

from guardrail.engine.examples import judge_example
from guardrail.example import python

ANSWERS = """import os
from flask import Flask, request

app = Flask("shop")


@app.post("/save")
def save():
    {0}
"""
STREAMS = """import os
from flask import Flask, Response, request

app = Flask("shop")


@app.get("/report")
def report():
    path = os.path.join("/srv/reports", {0})

    def stream():
        with open(path, "rb") as file:
            yield file.read()

    return Response(stream())
"""


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        ("photo.save(os.path.join('/srv', request.form['name']))", 1),
        ("path = '/srv/' + request.form['name']\n    photo.save(path)", 1),
        ("request.files['photo'].save(request.form['name'])", 1),
        ("orders.save(request.json)", 0),
        ("orders.save(request.form['name'], request.form['email'])", 0),
        ("given = request.args or request.form\n    orders.save(given, connection)", 0),
    ],
)
def test_only_a_file_is_saved_over_another(body: str, findings: int) -> None:
    assert len(judge_example(UncheckedPath, python(ANSWERS.format(body)))) == findings


@pytest.mark.parametrize(
    ("name", "findings"),
    [("request.args['name']", 1), ("os.path.basename(request.args['name'])", 0)],
)
def test_the_function_around_has_looked_at_the_name(name: str, findings: int) -> None:
    assert len(judge_example(ServedFiles, python(STREAMS.format(name)))) == findings


@pytest.mark.parametrize(
    ("condition", "findings"),
    [("name", 1), ("'.' in name", 1), ("name in FILES", 0), ("name and name in FILES", 0)],
)
def test_a_name_that_is_one_of_a_list_is_looked_at(condition: str, findings: int) -> None:
    body = (
        "name = request.args['name']\n"
        f"    if {condition}:\n        return open(os.path.join('/srv/static', name)).read()"
    )
    assert len(judge_example(ServedFiles, python(ANSWERS.format(body)))) == findings
