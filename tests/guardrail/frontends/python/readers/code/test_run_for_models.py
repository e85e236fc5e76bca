"""What a language model writes and a program runs: whole lines, parts of them, SQL, files."""

from __future__ import annotations

import pytest
from reading_python import runs

AGENT = """
import json, subprocess
from openai import OpenAI

client = OpenAI()

def tool(arguments):
    command = json.loads(arguments)["command"]
    {check}
    return subprocess.run(command, shell=True)

def step(messages):
    reply = client.chat.completions.create(model="m", messages=messages)
    for call in reply.choices[0].message.tool_calls or []:
        tool(call.function.arguments)
"""


def test_a_command_that_a_model_asks_for() -> None:
    assert runs(AGENT.format(check="pass")) == [
        "a command line that a language model writes origin=run"
    ]
    assert runs(AGENT.format(check="assert command in ALLOWED")) == []


def test_a_tool_of_a_server_that_picks_its_command_from_the_arguments() -> None:
    code = """
    import subprocess
    from mcp.server import Server
    server = Server("shell")

    @server.call_tool()
    async def call_tool(name, arguments):
        command = arguments["command"]
        return subprocess.run({given}, shell=True)
    """
    assert runs(code.format(given="command")) == [
        "a command line that a language model writes origin=call_tool"
    ]
    assert runs(code.format(given="'git log'")) == []


@pytest.mark.parametrize(
    ("run", "known"),
    [
        ("subprocess.run(' '.join(TASKS[text]) if text in TASKS else text, shell=True)", True),
        ("subprocess.run(f'pytest {text}', shell=True)", True),
        ("os.popen('cat ' + text)", True),
        ("subprocess.run(shlex.split(text))", True),
        ("subprocess.run(['bash', '-lc', text])", True),
        ("subprocess.run(['python', '-c', text])", True),
        ("subprocess.run(['ssh', '-p', '22', 'web-1', text])", True),
        ("asyncio.create_subprocess_exec('bash', '-c', text)", True),
        ("asyncio.create_subprocess_exec(*words)", True),
        ("subprocess.run(words)", True),
        ("subprocess.run([text, *words])", True),
        ("subprocess.run(f'pytest {shlex.quote(text)}', shell=True)", False),
        ("subprocess.run(f'pytest -n {number}', shell=True)", False),
        ("subprocess.run(TASKS[text])", False),
        ("subprocess.run(' '.join(TASKS[text]), shell=True)", False),
        ("subprocess.run(['ls', '-la', text])", False),
        ("subprocess.run(['ssh', '-p', '22', text])", False),
        ("subprocess.run([kind, *words])", False),
        ("if text in COMMANDS:\n        subprocess.run(COMMANDS[text], shell=True)", False),
        ("assert text not in COMMANDS or subprocess.run(text, shell=True)", False),
    ],
)
def test_a_part_of_a_command_and_the_program_itself_are_a_models(run: str, known: bool) -> None:
    code = f"""
import asyncio, os, shlex, subprocess
from typing import Literal
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("shop")

@mcp.tool()
def run_task(text: str, words: list[str], number: int, kind: Literal["ls", "git"]):
    {run}
"""
    assert any("that a language model writes" in one for one in runs(code)) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if sql.startswith('```'): sql = sql.strip('`')", True),
        ("if not sql.startswith('SELECT'): raise ValueError(sql)", False),
    ],
)
def test_who_takes_a_fence_away_has_not_looked(look: str, known: bool) -> None:
    code = (
        "import sqlite3\nfrom openai import OpenAI\nclient = OpenAI()\n\ndef answer(text):\n"
        "    db = sqlite3.connect('shop.db')\n"
        "    reply = client.chat.completions.create(model='m', messages=text)\n"
        f"    sql = reply.choices[0].message.content\n    {look}\n"
        "    return db.execute(sql).fetchall()\n"
    )
    assert any("that a language model writes" in one for one in runs(code)) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("pass", True),
        ("if not path.is_relative_to(ROOT): return", False),
        ("if path.resolve().parent != ROOT: return", False),
    ],
)
def test_a_file_that_a_model_writes_where_it_likes(look: str, known: bool) -> None:
    code = f"""
from pathlib import Path
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("notes")
@mcp.tool()
def save(name: str, text: str):
    path = Path(name)
    {look}
    path.write_text(text)
"""
    assert any(one.startswith("the writing of a file") for one in runs(code)) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if measure not in MEASURES: raise ValueError(measure)", False),
        ("if dimension not in DIMENSIONS: raise ValueError(dimension)", True),
        ("if dimension not in KNOWN or measure not in KNOWN: raise ValueError", False),
        ("if measure in MEASURES: return frame[measure]", True),
    ],
)
def test_a_look_at_another_argument_says_nothing_of_what_is_run(look: str, known: bool) -> None:
    code = f"""
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sales")
@mcp.tool()
def revenue(dimension: str, measure: str):
    {look}
    return eval(measure)
"""
    assert any("that a language model writes" in one for one in runs(code)) is known


@pytest.mark.parametrize(
    ("made", "known"),
    [
        ('compile(source, "<tool>", "exec")', True),
        ('compile(source.strip(), "<tool>", "exec")', True),
        ('compile(SETUP, "<tool>", "exec")', False),
    ],
)
def test_code_that_is_compiled_first_is_run_all_the_same(made: str, known: bool) -> None:
    code = f"""
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("python")
SETUP = open("/srv/setup.py").read()
@mcp.tool()
def run_python(source: str):
    exec({made}, {{}})
"""
    assert any("that a language model writes" in one for one in runs(code)) is known


def test_a_folder_that_a_model_names_outside_of_any_function() -> None:
    code = """
import json, shutil
from openai import OpenAI
answer = OpenAI().chat.completions.create(model="m", messages=messages, tools=tools)
for call in answer.choices[0].message.tool_calls:
    given = json.loads(call.function.arguments)
    shutil.rmtree(given["path"])
"""
    assert any(one.startswith("the deletion of a folder") for one in runs(code))


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("shop[name].delete_many(asked)", True),
        ("shop.orders.update_many(asked, {'$set': {'status': 'void'}})", True),
        ("shop.orders.delete_many({'status': asked})", False),
        ("assert asked in ALLOWED\n    shop.orders.delete_many(asked)", False),
        ("index.delete_by_query(index='orders', query=asked)", True),
        ("index.delete_by_query(index='orders', query={'term': {'status': asked}})", False),
    ],
)
def test_a_filter_that_a_model_gives_of_what_is_deleted(body: str, known: bool) -> None:
    code = f"""
from elasticsearch import Elasticsearch
from mcp.server.fastmcp import FastMCP
from pymongo import MongoClient
mcp = FastMCP("shop")
shop = MongoClient("mongodb://m.acme.io").shop
index = Elasticsearch("https://s.acme.io")
@mcp.tool()
def clean(name: str, asked: dict):
    {body}
"""
    told = any(one.startswith("a filter of what is changed") for one in runs(code))
    assert told is known


@pytest.mark.parametrize(("method", "known"), [("eval", True), ("query", True), ("head", False)])
def test_an_expression_of_a_frame_that_a_model_writes(method: str, known: bool) -> None:
    code = f"""
import pandas
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sales")
frame = pandas.read_parquet("/srv/sales.parquet")
@mcp.tool()
def ask(asked: str):
    return frame.{method}(asked)
"""
    assert any("that a language model writes" in one for one in runs(code)) is known
