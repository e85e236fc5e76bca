"""What a model asks a tool for, where the tools are declared in another module."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

OPENAI = """\
import json, subprocess
def answer(client, messages, tools):
    reply = client.chat.completions.create(model="m", messages=messages, tools=tools)
    for call in reply.choices[0].message.tool_calls or []:
        args = json.loads(call.function.arguments)
        {0}
"""
ANTHROPIC = """\
import subprocess
def answer(client, messages, tools):
    reply = client.messages.create(model="m", messages=messages, tools=tools)
    for block in reply.content:
        if block.type == "tool_use":
            {0}
"""


def runs(code: str) -> bool:
    """Whether something runs that a model writes."""
    return any(isinstance(one, CodeRun) for one in items(code))


@pytest.mark.parametrize(
    ("code", "line", "told"),
    [
        (OPENAI, 'subprocess.run(args["command"], shell=True)', True),
        (OPENAI, 'subprocess.check_output(args.get("cmd"), shell=True)', True),
        (OPENAI, 'subprocess.run(["git", "log", "-n", str(int(args["n"]))])', False),
        (OPENAI, 'subprocess.run(COMMANDS[args["command"]])', False),
        (ANTHROPIC, 'subprocess.run(block.input["command"], shell=True)', True),
        (ANTHROPIC, 'subprocess.run(["ls", FOLDERS[block.input["folder"]]])', False),
    ],
)
def test_a_command_line_that_a_model_asks_for(code: str, line: str, told: bool) -> None:
    assert runs(code.format(line)) is told


def test_what_a_form_calls_its_arguments_is_no_model_s() -> None:
    code = "import subprocess\ndef run(block):\n    subprocess.run(block.input['c'], shell=True)\n"
    assert not runs(code)


RESPONSES = """\
import json, subprocess
def answer(client, items):
    for item in client.responses.create(model="m", input=items).output:
        if item.type == "{kind}":
            args = json.loads(item.arguments)
            subprocess.run(args["command"], shell=True)
"""


@pytest.mark.parametrize(("kind", "told"), [("function_call", True), ("job", False)])
def test_items_of_responses(kind: str, told: bool) -> None:
    assert runs(RESPONSES.format(kind=kind)) is told


TABLE = """\
import json, subprocess
from openai import OpenAI
def shell(command):
    return subprocess.run(command, shell=True)
def add(a, b):
    return a + b
TOOLS = {{"shell": {listed}, "add": add}}
def answer(messages):
    reply = OpenAI().chat.completions.create(model="m", messages=messages)
    for call in reply.choices[0].message.tool_calls:
        {taken}(**json.loads(call.function.arguments))
"""


@pytest.mark.parametrize(
    ("listed", "taken", "told"),
    [
        ("shell", "TOOLS[call.function.name]", True),
        ("shell", "TOOLS.get(call.function.name, add)", True),
        ("add", "TOOLS[call.function.name]", False),
        ("shell", "add", False),
    ],
)
def test_functions_that_the_name_of_a_tool_picks(listed: str, taken: str, told: bool) -> None:
    assert runs(TABLE.format(listed=listed, taken=taken)) is told
