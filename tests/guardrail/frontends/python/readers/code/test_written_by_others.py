"""What a model or somebody's request writes, on its way to a shell or to a deletion."""

from __future__ import annotations

import pytest
from reading_python import shown

APP = "import os, shlex, subprocess\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\n"
TOOL = (
    "import shutil, subprocess\nfrom pathlib import Path\nfrom openai import OpenAI\n"
    "TOOLS = [{'type': 'function', 'function': {'name': 'work'}}]\n"
)


def runs(code: str) -> list[str]:
    """What is run that others write."""
    return [line for line in shown(code) if "request" in line or "language model" in line]


@pytest.mark.parametrize(
    "body",
    [
        "subprocess.run(f'dig {host}', shell=True)",
        "subprocess.run('dig ' + host, shell=True)",
        "subprocess.run(['bash', '-c', 'dig %s' % host])",
        "line = 'dig {}'.format(host)\n    os.system(line)",
        "os.popen(f'dig {host.strip()}')",
    ],
)
def test_a_request_in_a_command_line(body: str) -> None:
    assert len(runs(f"{APP}def a(host: str):\n    {body}\n")) == 1


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ("host: str", "subprocess.run(['dig', host])"),
        ("host: str", "os.system(f'dig {shlex.quote(host)}')"),
        ("host: str", "assert host.isalnum()\n    os.system(f'dig {host}')"),
        ("host: int", "os.system(f'dig {host}')"),
        ("host: str", "os.system('uptime')"),
    ],
)
def test_a_request_that_is_looked_at_or_kept_apart(given: str, body: str) -> None:
    assert runs(f"{APP}def a({given}):\n    {body}\n") == []


def test_a_function_that_answers_nobody() -> None:
    plain = APP.replace("@app.get('/a')\n", "")
    assert runs(plain + "def a(host: str):\n    os.system(f'dig {host}')\n") == []


@pytest.mark.parametrize(
    ("function", "count"),
    [
        ("def work(line: str):\n    return subprocess.run(line, shell=True)\n", 1),
        ("def work(line: str):\n    return subprocess.run(['echo', line])\n", 0),
        ("def other(line: str):\n    return subprocess.run(line, shell=True)\n", 0),
        ("def work(path: str):\n    shutil.rmtree(Path(path).resolve())\n", 1),
        ("def work(path: str):\n    shutil.rmtree(Path('build'))\n", 0),
        (
            """\
def work(path: str):
    folder = Path(path).resolve()
    if folder.is_relative_to(BUILD):
        shutil.rmtree(folder)
""",
            0,
        ),
    ],
)
def test_a_tool_that_a_list_names(function: str, count: int) -> None:
    assert len(runs(TOOL + function + "work(args['line'])\n")) == count


@pytest.mark.parametrize(("base", "count"), [("BaseTool", 1), ("Window", 0)])
def test_a_class_of_tools(base: str, count: int) -> None:
    code = f"from things import {base}\nimport subprocess\nclass Terminal({base}):\n"
    code += "    def _run(self, line):\n        return subprocess.run(line, shell=True)\n"
    assert len(runs(code)) == count


def test_a_part_of_what_a_request_holds() -> None:
    code = "from flask import request\nimport os\n@bp.post('/a')\ndef a():\n"
    code += (
        "    body = request.get_json()\n    name = body['name']\n    os.system(f'whois {name}')\n"
    )
    assert len(runs(code)) == 1


MODEL = (
    "import os, openai\nclient = openai.OpenAI()\ndef ask(text):\n"
    "    answer = client.chat.completions.create(model='x', messages=[text])\n"
    "    return answer.choices[0].message.content\n"
)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("exec(ask('sort'))\n", 1),
        ("line = ask('list').strip()\nos.system(line)\n", 1),
        ("print(ask('sort'))\n", 0),
        ("exec(open('own.py').read())\n", 0),
    ],
)
def test_what_a_model_answers(code: str, count: int) -> None:
    assert len(runs(MODEL + code)) == count


@pytest.mark.parametrize("looks", ["print(name)", "assert name.isalnum()"])
def test_a_helper_gives_back_what_this_call_gives_it(looks: str) -> None:
    code = APP + (
        "@app.post('/b')\ndef b(other: str):\n    assert other.isalnum()\n"
        "    return os.listdir(folder(other))\n"
        f"@app.delete('/c')\ndef c(name: str):\n    {looks}\n"
        "    os.system(f'rm {folder(name)}')\n"
        "def folder(name):\n    return os.path.join('/srv', name)\n"
    )
    assert len(runs(code)) == (looks == "print(name)")


FIELDS = "from flask import request\nimport os, re\n@bp.post('/a')\ndef a():\n    {}\n"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (
            "tag = body.get('tag')\n    assert tag.isalnum()\n    os.system(str(body['line'])[:9])",
            1,
        ),
        ("line = body['line']\n    assert line.isalnum()\n    os.system(line)", 0),
        ("line = body['line']\n    assert body['line'].isalnum()\n    os.system(line)", 0),
        ("line = body['line']\n    assert fine.fullmatch(line)\n    os.system(line)", 0),
        ("said = shape(body['line'])\n    assert said.isalnum()\n    os.system(body['line'])", 0),
        ("assert all(v.isalnum() for v in body.values())\n    os.system(body['line'])", 0),
    ],
)
def test_another_field_of_the_request_is_looked_at(body: str, count: int) -> None:
    assert len(runs(FIELDS.format("body = request.get_json()\n    " + body))) == count


def test_another_parameter_is_looked_at() -> None:
    code = "def a(tag: str, line: str):\n    assert {}.isalnum()\n    os.system(f'dig {{line}}')\n"
    assert len(runs(APP + code.format("tag"))) == 1
    assert runs(APP + code.format("line")) == []
