"""A formula that somebody sends, parsed and compiled before it is run."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

VIEW = """
import ast
from flask import Flask, request
app = Flask(__name__)

class Plain(ast.NodeVisitor):
    pass

def price(formula, names):
    {body}

@app.post("/price")
def preview():
    return price(request.get_json()["formula"], {{}})
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return eval(compile(ast.parse(formula, mode='eval'), 'f', 'eval'), {}, names)", True),
        ("tree = ast.parse(formula)\n    return eval(compile(tree, 'f', 'eval'))", True),
        ("return eval(compile(formula, 'f', 'eval'))", True),
        ("tree = ast.parse(formula)\n    Plain().visit(tree)\n    return eval(formula)", False),
        (
            (
                "tree = ast.parse(formula)\n    for one in ast.walk(tree):\n        allow(one)\n"
                "    return eval(compile(tree, 'f', 'eval'))"
            ),
            False,
        ),
        ("return ast.literal_eval(formula)", False),
    ],
)
def test_parsing_alone_is_no_look(body: str, told: bool) -> None:
    found = [one for one in items(VIEW.format(body=body)) if isinstance(one, CodeRun)]
    assert bool(found) is told
