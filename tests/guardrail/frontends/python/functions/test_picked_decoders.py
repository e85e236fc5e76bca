"""Decoders that a program picks by what a request says, in whichever way it keeps them."""

from __future__ import annotations

import pytest
from guardrail_rules.remote_code.injected_code import InjectedCode

from guardrail.engine.examples import judge_example
from guardrail.example import python

START = """import json
import pickle

from flask import Flask, request

app = Flask("saves")

"""
TABLE = 'CODECS = {"application/json": json.loads, "application/x-save": pickle.loads}\n'
PAIRS = (
    'CODECS = {"application/json": (json.loads, json.dumps),'
    ' "application/x-save": (pickle.loads, pickle.dumps)}\n'
)
MODULES = 'CODECS = {"application/json": json, "application/x-save": pickle}\n'
HELPER = "def codec():\n    return CODECS[request.mimetype]\n\n"
CLASS = "class Codec:\n    decode = staticmethod(pickle.loads)\n\n"
VIEW = '@app.put("/save")\ndef put():\n    {}\n'

WAYS = {
    "a table": (TABLE, "return CODECS[request.mimetype](request.data)"),
    "get": (TABLE, "return CODECS.get(request.mimetype, json.loads)(request.data)"),
    "pairs": (PAIRS, "load, _ = CODECS[request.mimetype]\n    return load(request.data)"),
    "a function": (TABLE + HELPER, "load = codec()\n    return load(request.data)"),
    "pairs of a function": (PAIRS + HELPER, "load, _ = codec()\n    return load(request.data)"),
    "modules": (MODULES, "return CODECS[request.mimetype].loads(request.data)"),
    "one or the other": (
        "",
        (
            "load = pickle.loads if request.mimetype == 'x' else json.loads\n"
            "    return load(request.data)"
        ),
    ),
    "two ways": (
        "",
        (
            "if request.mimetype == 'x':\n        load = pickle.loads\n    else:\n"
            "        load = json.loads\n    return load(request.data)"
        ),
    ),
    "a class": (CLASS, "return Codec.decode(request.data)"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_a_request_sends_is_rebuilt(way: str) -> None:
    before, view = WAYS[way]
    code = START + before + VIEW.format(view)
    assert judge_example(InjectedCode, python(code))
    assert not judge_example(InjectedCode, python(code.replace("pickle", "msgpack")))
