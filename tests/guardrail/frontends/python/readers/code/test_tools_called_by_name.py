"""Functions that are given what a model asks for as a whole: `report(**block.input)`."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

START = """
import json, subprocess
import anthropic

client = anthropic.Anthropic()
VIEWS = {{"log": ["git", "log"]}}

def look(view):
    {body}

HANDLERS = {{"look": look}}

def answer(messages):
    reply = client.messages.create(model="m", max_tokens=9, messages=messages)
    for block in reply.content:
        {call}
"""
CALLS = [
    "look(**block.input)",
    "look(**json.loads(block.function.arguments))",
    "HANDLERS[block.name](**block.input)",
]


def runs(body: str, call: str) -> bool:
    """Whether what a model writes is run."""
    found = items(START.format(body=body, call=call))
    return any(isinstance(one, CodeRun) for one in found)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("subprocess.run(view, shell=True)", True),
        ("subprocess.run(['bash', '-c', view])", True),
        ("argv = VIEWS.get(view) or ['bash', '-c', view]\n    subprocess.run(argv)", True),
        ("subprocess.run(VIEWS[view] if view in VIEWS else ['sh', '-c', view])", True),
        ("subprocess.run(VIEWS[view])", False),
        ("argv = VIEWS.get(view) or VIEWS['log']\n    subprocess.run(argv)", False),
        ("argv = VIEWS.get(view) or ['git', 'status']\n    subprocess.run(argv)", False),
    ],
)
def test_what_a_function_does_with_it(body: str, told: bool, call: str) -> None:
    assert runs(body, call) is told
