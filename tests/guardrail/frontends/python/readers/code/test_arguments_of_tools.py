"""What a model writes as an argument of a tool that is declared as data."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun, FileChange
from guardrail.model import Confidence

DECLARED = """
import json, subprocess
import psycopg
from openai import OpenAI

conn = psycopg.connect(url)
TOOLS = [{{"type": "function", "function": {{"name": "ask", "parameters": {{"type": "object",
    "properties": {{"text": {{"type": "string"{bounded}}}, "id": {{"type": "integer"}}}}}}}}}}]

def call_tool(name: str, arguments: dict) -> str:
    {body}
"""


def runs(body: str, bounded: str = "") -> list[str]:
    """What a tool's function runs of what the model has written."""
    code = DECLARED.format(body=body.replace("\n", "\n    "), bounded=bounded)
    return [one.what for one in items(code) if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    "body",
    [
        "conn.execute(arguments['text'])",
        "sql = arguments.get('text')\nconn.execute(sql)",
        "call = json.loads(arguments)\nconn.execute(call['text'].strip())",
    ],
)
def test_sql_that_a_tool_is_given_is_the_model_s(body: str) -> None:
    assert runs(body) == ["SQL that a language model writes"]


def test_so_is_a_command_line() -> None:
    body = "subprocess.run(arguments['text'], shell=True)"
    assert runs(body) == ["a command line that a language model writes"]


@pytest.mark.parametrize(
    "body",
    [
        "conn.execute('SELECT 1 FROM users WHERE id = %s', [arguments['id']])",
        "assert is_select(arguments['text'])\nconn.execute(arguments['text'])",
        "conn.execute(settings['text'])",
        "conn.execute(arguments['other'])",
        "subprocess.run(['tail', arguments['text']])",
    ],
)
def test_values_looked_at_text_and_what_no_schema_declares_are_not(body: str) -> None:
    assert runs(body) == []


def test_neither_is_what_the_schema_keeps_to_some_values() -> None:
    body = "subprocess.run(arguments['text'], shell=True)"
    assert runs(body, ', "enum": ["uptime", "df"]') == []


REMOVES = """
import shutil
from pathlib import Path

ROOT = Path("/srv/work")

def remove(name: str) -> None:
    folder = (ROOT / name).resolve()
    {check}
    shutil.rmtree(folder)
"""


@pytest.mark.parametrize(
    ("check", "confidence"),
    [
        ("if ROOT not in folder.parents:\n        raise ValueError(name)", Confidence.LOW),
        ("if not folder.is_relative_to(ROOT):\n        return", Confidence.LOW),
        ("print(folder.parents)", Confidence.HIGH),
    ],
)
def test_a_folder_that_must_lie_below_another_is_no_surprise(
    check: str, confidence: Confidence
) -> None:
    found = [one for one in items(REMOVES.format(check=check)) if isinstance(one, FileChange)]
    assert [one.confidence for one in found] == [confidence]


@pytest.mark.parametrize(
    ("opened", "told"),
    [
        ("f'file:{PATH}?mode=ro', uri=True", []),
        ("PATH", ["SQL that a language model writes"]),
    ],
)
def test_a_connection_that_a_function_opens_for_reading_alone_runs_nothing_else(
    opened: str, told: list[str]
) -> None:
    code = f"""
    import sqlite3
    from mcp.server.fastmcp import FastMCP

    mcp = FastMCP("shop")

    def connect():
        return sqlite3.connect({opened})

    @mcp.tool()
    def ask(sql: str) -> list:
        with connect() as connection:
            return connection.execute(sql).fetchall()
    """
    assert [one.what for one in items(code) if isinstance(one, CodeRun)] == told


@pytest.mark.parametrize(
    ("given", "run"),
    [
        ("FunctionTool.from_defaults(fn=run_sql)", "text(statement)"),
        ("FunctionTool.from_defaults(run_sql)", "statement"),
        ("agent = create_agent(model, tools=[search, run_sql])", 'f"{statement}"'),
        ("tool = Tool(name='sql', func=run_sql)", "statement"),
    ],
)
def test_a_function_that_is_handed_to_an_agent(given: str, run: str) -> None:
    code = (
        "from llama_index.core.tools import FunctionTool\nfrom sqlalchemy import text\n"
        f"def run_sql(statement: str):\n    connection.execute({run})\n"
    )
    told = [one.what for one in items(f"{code}{given}\n") if isinstance(one, CodeRun)]
    assert told == ["SQL that a language model writes"]
    assert not [one for one in items(f"{code}run_sql(QUERY)\n") if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    ("asked", "is_model"),
    [("ChatOpenAI(model='gpt-4o').invoke(text)", True), ("Client().invoke(text)", False)],
)
def test_what_a_model_of_langchain_answers(asked: str, is_model: bool) -> None:
    code = "from langchain_openai import ChatOpenAI\nfrom app import Client\n"
    code += f"def run(text):\n    reply = {asked}\n    exec(reply.content)\n"
    told = [one.what for one in items(code) if isinstance(one, CodeRun)]
    assert ("Python that a language model writes" in told) is is_model


@pytest.mark.parametrize(
    ("written", "run", "is_model"),
    [
        ("path.write_text(code)", "[sys.executable, str(path)]", True),
        ("with open(path, 'w') as file:\n        file.write(code)", "['python', path]", True),
        ("path.write_text(TEMPLATE)", "[sys.executable, str(path)]", False),
        ("path.write_text(code)", "['ruff', 'check', other]", False),
    ],
)
def test_a_file_with_what_a_model_answered(written: str, run: str, is_model: bool) -> None:
    code = (
        "import subprocess, sys\nfrom openai import OpenAI\nclient = OpenAI()\n"
        "def go(task, path, other):\n    reply = client.chat.completions.create(messages=[task])\n"
        f"    code = reply.choices[0].message.content\n    {written}\n    subprocess.run({run})\n"
    )
    told = [one.what for one in items(code) if isinstance(one, CodeRun)]
    assert ("a file that a language model writes" in told) is is_model


@pytest.mark.parametrize(
    ("opened", "told"),
    [
        ("SQLDatabase.from_uri(os.environ['DATABASE_URL'])", True),
        ("SQLDatabase.from_uri('sqlite:///file:shop.db?mode=ro&uri=true')", False),
        ("SQLDatabase.from_uri(os.environ['READONLY_DATABASE_URL'])", False),
        ("SQLDatabase(create_engine(url, execution_options={'postgresql_readonly': True}))", False),
    ],
)
@pytest.mark.parametrize("toolkit", ["SQLDatabaseToolkit(db=db, llm=m)", "create_sql_agent(m, db)"])
def test_a_toolkit_runs_what_it_likes_unless_it_may_only_read(
    toolkit: str, opened: str, told: bool
) -> None:
    code = (
        "from langchain_community.agent_toolkits import SQLDatabaseToolkit, create_sql_agent\n"
        f"def opened():\n    return {opened}\n"
        f"def build(m):\n    db = opened()\n    return {toolkit}\n"
    )
    assert any(isinstance(one, CodeRun) for one in items(code)) is told


OPENED = """
import sqlite3
from contextlib import closing
import anthropic

TOOLS = [{{"name": "ask", "input_schema": {{"properties": {{"sql": {{"type": "string"}}}}}}}}]

def connect():
    return sqlite3.connect({opened})

def ask(sql):
    with closing(connect()) as conn:
        return conn.execute(sql).fetchall()

def turn(reply):
    return [ask(block.input["sql"]) for block in reply.content]

turn(anthropic.Anthropic().messages.create(tools=TOOLS))
"""


@pytest.mark.parametrize(
    ("opened", "told"),
    [("PATH", True), ("f'file:{PATH}?mode=ro', uri=True", False)],
)
def test_sql_on_what_another_function_opened_for_reading_is_none(opened: str, told: bool) -> None:
    found = [one for one in items(OPENED.format(opened=opened)) if isinstance(one, CodeRun)]
    assert bool(found) is told


@pytest.mark.parametrize(
    "text", ["query", "query.replace(':depot', depot)", "query.strip().replace('a', 'b')"]
)
def test_a_tool_of_a_server_runs_what_it_is_given(text: str) -> None:
    code = (
        "import trino\nfrom mcp.server.fastmcp import FastMCP\nmcp = FastMCP('fleet')\n"
        "conn = trino.dbapi.connect(host=host)\n\n"
        "@mcp.tool()\ndef ask(query: str, depot: str):\n    cur = conn.cursor()\n"
        f"    cur.execute({text})\n"
    )
    told = [one.what for one in items(code) if isinstance(one, CodeRun)]
    assert told == ["SQL that a language model writes"]


NOTES = """
from pathlib import Path
from mcp.server.fastmcp import FastMCP

ROOT = Path("/srv/notes")
mcp = FastMCP("notes")

def resolve(name: str) -> Path:
    path = (ROOT / name).resolve()
    {check}
    return path

@mcp.tool()
def delete_note(name: str) -> str:
    path = resolve(name)
    path.unlink()
    return "deleted"
"""


@pytest.mark.parametrize(
    ("check", "told"),
    [("if not path.is_relative_to(ROOT):\n        raise ValueError(name)", 0), ("pass", 1)],
)
def test_a_function_that_makes_the_path_may_look_at_it(check: str, told: int) -> None:
    found = [one for one in items(NOTES.format(check=check)) if isinstance(one, CodeRun)]
    assert len(found) == told


WRITABLE = """
import duckdb
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("crm")

def connect(read_only: bool):
    return duckdb.connect("/data/crm.duckdb", read_only=read_only)

@mcp.tool()
def query(sql: str) -> list:
    with connect(read_only={given}) as con:
        return con.execute(sql).fetchall()
"""


@pytest.mark.parametrize(("given", "told"), [("False", 1), ("True", 0)])
def test_a_function_that_opens_for_reading_may_be_told_to_open_for_more(
    given: str, told: int
) -> None:
    found = [one for one in items(WRITABLE.format(given=given)) if isinstance(one, CodeRun)]
    assert len(found) == told


@pytest.mark.parametrize(
    ("asked", "free"),
    [
        ("SAVED.get(report, report)", True),
        ("SAVED.get(report) or report", True),
        ("SAVED[report] if report in SAVED else report", True),
        ("SAVED.get(report, 'SELECT 1')", False),
        ("SAVED[report]", False),
        ("SAVED.get(report)", False),
    ],
)
def test_what_is_not_among_the_saved_queries_is_run_as_it_is(asked: str, free: bool) -> None:
    code = (
        "import psycopg\nfrom mcp.server.fastmcp import FastMCP\n\nmcp = FastMCP('stock')\n"
        "SAVED = {'all': 'SELECT * FROM unit'}\n\n"
        "def fetch(statement):\n    return psycopg.connect(url).execute(statement).fetchall()\n\n"
        f"@mcp.tool()\ndef report_of(report: str) -> list:\n    return fetch({asked})\n"
    )
    assert any(isinstance(one, CodeRun) for one in items(code)) is free


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("shutil.rmtree(arguments['text'])", "folder"),
        ("path = Path(arguments['text']).expanduser()\nshutil.rmtree(path)", "folder"),
        ("os.remove(os.path.join(ROOT, arguments['text']))", "file"),
        ("path = ROOT / arguments['text']\npath.unlink()", "file"),
        ("path = ROOT / Path(arguments['text']).name\npath.unlink()", ""),
        ("shutil.rmtree(ROOT / str(arguments['id']))", ""),
        (
            (
                "path = (ROOT / arguments['text']).resolve()\n"
                "if not path.is_relative_to(ROOT):\n    raise ValueError\nshutil.rmtree(path)"
            ),
            "",
        ),
        ("shutil.rmtree(settings['text'])", ""),
    ],
)
def test_a_path_that_a_model_names_is_deleted(body: str, told: str) -> None:
    above = "import os, shutil\nfrom pathlib import Path\nROOT = Path('drafts')\n"
    code = above + DECLARED.format(body=body.replace("\n", "\n    "), bounded="")
    found = [one.what for one in items(code) if isinstance(one, CodeRun)]
    assert found == ([f"the deletion of a {told} that a language model writes"] if told else [])


@pytest.mark.parametrize(
    ("otherwise", "free"), [("sql = asked", True), ("sql = 'SELECT 1'", False)]
)
def test_a_saved_query_that_is_missing(otherwise: str, free: bool) -> None:
    code = (
        "import psycopg\nfrom fastmcp import FastMCP\n\nmcp = FastMCP('stock')\nSAVED = {}\n\n"
        "@mcp.tool\ndef report_of(asked: str) -> list:\n    sql = SAVED.get(asked)\n"
        f"    if sql is None:\n        {otherwise}\n"
        "    return psycopg.connect(url).execute(sql).fetchall()\n"
    )
    assert any(isinstance(one, CodeRun) for one in items(code)) is free


COMMAND = """
import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("files")

@mcp.tool()
def remove(path: str, log: str) -> str:
    subprocess.run({words}, check=True)
    return "ok"
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('["rm", "-rf", path]', True),
        ('["/bin/rm", "-rf", "--", path]', True),
        ('["rm", "-rf", "build"]', False),
        ('["ls", path]', False),
    ],
)
def test_a_command_deletes_what_a_model_names(words: str, told: bool) -> None:
    found = [one.what for one in items(COMMAND.format(words=words)) if isinstance(one, CodeRun)]
    assert found == ["the deletion of a file that a language model writes"] * told
