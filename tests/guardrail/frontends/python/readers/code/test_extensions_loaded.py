"""Libraries of machine code that SQLite loads into the process, by who says which."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

START = """
import sqlite3
from flask import Flask, request

app = Flask(__name__)
KNOWN = {"spatial": "/usr/lib/mod_spatialite.so"}

def uploaded():
    upload = request.files["functions"]
    target = "/srv/uploads/" + upload.filename
    upload.save(target)
    return target

def known():
    path = KNOWN.get(request.form["functions"])
    if path is None:
        raise ValueError
    return path

def opened(extension):
    conn = sqlite3.connect("places.db")
    conn.enable_load_extension(True)
    conn.load_extension(extension)
    return conn

@app.post("/near")
def near():
    """


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("opened(uploaded())", True),
        ("opened(request.form['extension'])", True),
        ("sqlite3.connect('a.db').load_extension(request.args['x'])", True),
        ("opened(known())", False),
        ("opened('mod_spatialite')", False),
        ("opened(KNOWN['spatial'])", False),
    ],
)
def test_a_library_that_a_request_names_is_code_of_others(call: str, told: bool) -> None:
    assert any(isinstance(one, CodeRun) for one in items(f"{START}{call}\n")) is told
