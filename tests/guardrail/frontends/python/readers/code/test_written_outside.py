"""Who has written what is run, rebuilt, unpacked: followed back to where it comes from."""

from __future__ import annotations

import pytest
from reading_python import shown

HANDLER = """
from fastapi import APIRouter, Depends
router = APIRouter()

@router.post("/run")
def run(text: str, size: int, user=Depends(current_user)):
    return work({given})
"""


def told(code: str) -> list[str]:
    return [line.split(" what=", 1)[1] for line in shown(code) if line.startswith("CodeRun")]


@pytest.mark.parametrize(
    ("given", "known"), [("text", True), ("text.strip()", True), ("size", False), ("user", False)]
)
def test_a_helper_is_asked_who_calls_it(given: str, known: bool) -> None:
    code = f"def work(code):\n    return eval(code)\n{HANDLER.format(given=given)}"
    found = told(code)
    assert any("from a request" in one for one in found) is known


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import yaml\nyaml.load(text, Loader=yaml.Loader)", "a YAML document that may name"),
        (
            "import pickle\ndef read(cookie):\n    return pickle.loads(cookie)",
            "a serialised object from a message",
        ),
        (
            "import pickle, socket\nsock = socket.socket()\npickle.loads(sock.recv(4096))",
            "a serialised object fetched over the network",
        ),
        (
            """\
            import torch, requests
            class Models:
                def fetch(self, url, path):
                    path.write_bytes(requests.get(url).content)
                    return path
                def load(self, url, path):
                    return torch.load(self.fetch(url, path), weights_only=False)
            """,
            "a serialised object from a file that was fetched",
        ),
        (
            "import runpy, urllib.request as u\npath, _ = u.urlretrieve(X)\nrunpy.run_path(path)",
            "a Python file fetched over the network",
        ),
        (
            """\
            import hashlib, torch, requests
            def fetch(url):
                path = CACHE / hashlib.sha256(url.encode()).hexdigest()
                path.write_bytes(requests.get(url).content)
                return path
            def load(url):
                return torch.load(fetch(url), weights_only=False)
            """,
            "a serialised object from a file that was fetched",
        ),
        (
            """\
            import importlib, json, redis
            def resolve(kind):
                name, _, attr = HANDLERS.get(kind, kind).partition(":")
                return importlib.import_module(name)
            def work(client):
                _, raw = client.blpop(["jobs"])
                resolve(json.loads(raw)["kind"])
            """,
            "a module by its name from a message",
        ),
        (
            """\
            import csv, io
            from fastapi import APIRouter, UploadFile
            router = APIRouter()
            def cell(raw):
                return eval(raw)
            @router.post("/import")
            def load(file: UploadFile):
                for row in csv.DictReader(io.TextIOWrapper(file.file)):
                    cell(row["size"])
            """,
            "Python source from a request",
        ),
    ],
)
def test_what_comes_from_elsewhere(code: str, said: str) -> None:
    assert any(one.startswith(said) for one in told(code))


@pytest.mark.parametrize(
    "code",
    [
        "import yaml\nyaml.load(text, Loader=yaml.SafeLoader)",
        "import pickle\nwith open('cache.pkl', 'rb') as file:\n    pickle.load(file)",
        "import torch\ntorch.load(path, weights_only=True)",
        "import pickle\ndef read(cookie):\n    verify(cookie)\n    return pickle.loads(cookie)",
        "import pickle\ndef read(key):\n    return pickle.loads(store.get(key))",
        "import ast\ndef read(text):\n    return ast.literal_eval(text)",
        """\
        import hashlib, pickle, requests
        def read(url):
            data = requests.get(url).content
            if hashlib.sha256(data).hexdigest() != PINNED:
                raise ValueError(url)
            return pickle.loads(data)
        """,
        """\
        import importlib
        def work(client):
            _, kind = client.blpop("jobs")
            importlib.import_module(HANDLERS[kind])
        """,
    ],
)
def test_what_is_the_programs_own_or_looked_at(code: str) -> None:
    assert told(code) == []


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
    assert told(AGENT.format(check="pass")) == [
        "a command line that a language model writes origin=run"
    ]
    assert told(AGENT.format(check="assert command in ALLOWED")) == []


ARCHIVE = """
import tarfile, io, requests
def install(path, folder):
    {opened}
    {look}
    archive.extractall({given})
"""


@pytest.mark.parametrize(
    ("opened", "look", "given", "whose"),
    [
        ("archive = tarfile.open(path)", "", "folder", "a caller's"),
        ("archive = tarfile.open(path)", "", "folder, filter='data'", ""),
        ("archive = tarfile.open(path)", "", "folder, filter='fully_trusted'", "a caller's"),
        ("archive = tarfile.open('a.tar')", "", "folder", ""),
        (
            "archive = tarfile.open(fileobj=io.BytesIO(requests.get(path).content))",
            "",
            "folder",
            "a fetched",
        ),
        ("archive = tarfile.open(path)", "assert is_safe(archive)", "folder", ""),
        (
            "archive = tarfile.open(path)",
            "",
            "folder)\n    print([one.relative_to(folder) for one in folder.iterdir()]",
            "a caller's",
        ),
    ],
)
def test_archives_whose_names_nobody_looks_at(
    opened: str, look: str, given: str, whose: str
) -> None:
    code = ARCHIVE.format(opened=opened, look=look, given=given)
    found = [line for line in shown(code) if "FileChange" in line]
    assert [f"unfiltered={whose}" in line for line in found] == [bool(whose)]


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
    assert told(code.format(given="command")) == [
        "a command line that a language model writes origin=call_tool"
    ]
    assert told(code.format(given="'git log'")) == []


@pytest.mark.parametrize("scheme", ["https://data.acme.io", "/srv/data"])
def test_an_object_read_from_an_address(scheme: str) -> None:
    code = f"import os\nimport pandas as pd\nROOT = os.environ.get('ROOT', '{scheme}')\n"
    code += "pd.read_pickle(f'{ROOT}/today.pkl')\n"
    told = [line for line in shown(code) if "fetched over the network" in line]
    assert bool(told) is scheme.startswith("https")


@pytest.mark.parametrize("given", ["fn=run", "fn=show"])
def test_what_is_typed_into_a_page(given: str) -> None:
    code = "import gradio as gr\ndef run(source):\n    exec(source)\n"
    code += f"gr.Interface({given}, inputs='text', outputs='text').launch()\n"
    assert any("from a request" in line for line in shown(code)) is (given == "fn=run")


@pytest.mark.parametrize(
    ("rest", "known"),
    [("", True), (', "zip"', False), (', format="zip"', False), (', "tar"', True)],
)
def test_names_in_a_zip_are_looked_at_by_python_itself(rest: str, known: bool) -> None:
    code = f"import shutil\ndef put(upload, into):\n    shutil.unpack_archive(upload, into{rest})"
    assert any("unfiltered=" in line for line in shown(code)) is known


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
    assert any("that a language model writes" in one for one in told(code)) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if 'formula' not in request.json: abort(400)", True),
        ("if request.method not in ('POST', 'PUT'): abort(405)", True),
        ("if request.json['formula'] not in FORMULAS: abort(400)", False),
        ("if not FORMULA.fullmatch(request.json['formula']): abort(400)", False),
    ],
)
def test_that_there_is_a_field_says_nothing_of_what_is_in_it(look: str, known: bool) -> None:
    code = (
        "from flask import Flask, abort, request\napp = Flask('shop')\n\n@app.post('/compute')\n"
        f"def compute():\n    {look}\n    return str(eval(request.json['formula']))\n"
    )
    assert any("from a request" in one for one in told(code)) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("answer = requests.get(url, verify=False)", True),
        ("answer = requests.get(url, verify='/etc/ca.pem')", True),
        ("answer = requests.get(url)\n    verify_signature(answer)", False),
    ],
)
def test_a_certificate_is_no_signature_of_what_is_run(look: str, known: bool) -> None:
    code = f"import requests\ndef load(url):\n    {look}\n    return eval(answer.text)\n"
    assert any("fetched over the network" in one for one in told(code)) is known


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
    assert any("that a language model writes" in one for one in told(code)) is known


@pytest.mark.parametrize(
    ("declared", "known"),
    [("req: Request", True), ("req: web.Request", True), ("req: Settings", False), ("req", False)],
)
def test_a_request_by_any_other_name(declared: str, known: bool) -> None:
    code = f"import pickle\nasync def load({declared}):\n    data = await req.body()\n"
    code += "    return pickle.loads(data)\n"
    assert any("from a request" in one for one in told(code)) is known


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
    assert any(one.startswith("the writing of a file") for one in told(code)) is known


TOP = (
    "import torch, requests, urllib.request\nfrom pathlib import Path\nCACHE = Path('data/sent')\n"
)
LOADS = "def load(path):\n    return torch.load(path, weights_only=False)\n"


@pytest.mark.parametrize(
    ("code", "known"),
    [
        (
            (
                "for one in listed:\n    path = CACHE / one\n"
                f"    path.write_bytes(requests.get(url).content)\n{LOADS}load(CACHE / 'a.pt')\n"
            ),
            True,
        ),
        (
            (
                "with open('a.pt', 'wb') as file:\n    file.write(requests.get(url).content)\n"
                "torch.load('a.pt', weights_only=False)\n"
            ),
            True,
        ),
        (
            (
                "path = 'a.pt'\nurllib.request.urlretrieve(url, path)\n"
                "model = torch.load(path, weights_only=False)\n"
            ),
            True,
        ),
        (
            (
                "path = CACHE / 'words.csv'\npath.write_bytes(requests.get(url).content)\n"
                f"{LOADS}load(Path('own') / 'a.pt')\n"
            ),
            False,
        ),
        (
            (
                "urllib.request.urlretrieve(url, 'words.csv')\n"
                "torch.load('a.pt', weights_only=False)\n"
            ),
            False,
        ),
        (
            (
                "path = 'a.pt'\nurllib.request.urlretrieve(url, path)\n"
                "assert sha256(path) == expected\ntorch.load(path, weights_only=False)\n"
            ),
            False,
        ),
    ],
)
def test_a_script_fetches_outside_any_function(code: str, known: bool) -> None:
    assert any("from a file that was fetched" in one for one in told(TOP + code)) is known


@pytest.mark.parametrize(
    ("base", "told"),
    [("yaml.Loader", True), ("Plain, yaml.UnsafeLoader", True), ("yaml.SafeLoader", False)],
)
def test_a_loader_of_ones_own_may_do_what_its_base_may(base: str, told: bool) -> None:
    code = f"import yaml\nclass Ours({base}):\n    pass\nyaml.load(text, Loader=Ours)\n"
    assert any("a YAML document" in line for line in shown(code)) is told


OWN = """
import io, pickle
from flask import request
class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        {}
        return super().find_class(module, name)
class Inner(Reader):
    pass
def read(blob):
    {}
@app.post("/state")
def state():
    return read(request.get_data())
"""
LOGS = "if name not in KNOWN:\n            log.warning(name)"
REFUSES = "if name not in KNOWN:\n            raise pickle.UnpicklingError(name)"


@pytest.mark.parametrize(
    ("finds", "reads", "known"),
    [
        (LOGS, "return Reader(io.BytesIO(blob)).load()", True),
        (LOGS, "reader = Reader(io.BytesIO(blob))\n    return reader.load()", True),
        (LOGS, "return Inner(io.BytesIO(blob)).load()", True),
        (REFUSES, "return Reader(io.BytesIO(blob)).load()", False),
        (REFUSES, "return Inner(io.BytesIO(blob)).load()", False),
        (LOGS, "return Reader(open('own.pkl', 'rb')).load()", False),
    ],
)
def test_an_unpickler_of_ones_own_refuses_or_does_not(finds: str, reads: str, known: bool) -> None:
    assert any("from a request" in one for one in told(OWN.format(finds, reads))) is known


@pytest.mark.parametrize(
    ("done", "known"),
    [
        ('frame["boxes"].map(parse)', True),
        ('frame["boxes"].apply(eval)', True),
        ('[eval(cell) for cell in frame["boxes"]]', True),
        ('frame["boxes"].map(ast.literal_eval)', False),
        ("pool.map(parse, KNOWN)", False),
    ],
)
def test_cells_of_a_file_of_data_are_no_source(done: str, known: bool) -> None:
    code = (
        "import ast\nimport pandas as pd\nKNOWN = ['1', '2']\n"
        "def parse(cell):\n    return eval(cell)\n"
        f'frame = pd.read_csv("boxes.csv").dropna()\n{done}\n'
    )
    assert any("from a file of data" in one for one in told(code)) is known


@pytest.mark.parametrize(
    ("made", "known"),
    [
        ("jinja2.Template(mail.body)", True),
        ("jinja2.Environment(autoescape=True).from_string(mail.body)", True),
        ("SandboxedEnvironment().from_string(mail.body)", False),
        ("Template(mail.body)", False),
    ],
)
def test_a_template_that_is_stored_may_run_anything(made: str, known: bool) -> None:
    code = (
        "import jinja2\nfrom django.template import Template\n"
        "from jinja2.sandbox import SandboxedEnvironment\nfrom shop.models import Mail\n"
        f"def text(mail: Mail):\n    return {made}\n"
    )
    assert any("from a stored record" in one for one in told(code)) is known


@pytest.mark.parametrize(("field", "known"), [("title", True), ("number", False)])
def test_only_the_field_of_a_record_that_is_asked_for_is_followed(field: str, known: bool) -> None:
    code = (
        "import os, feedparser\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Entry:\n    number: int\n    title: str\n"
        "def entries(url):\n    found = []\n"
        "    for number, item in enumerate(feedparser.parse(url).entries):\n"
        "        found.append(Entry(7, item.title))\n    return found\n"
        f'def tag(entry: Entry):\n    os.system(f"eyeD3 --title {{entry.{field}}} a.mp3")\n'
        "def run(url):\n    for entry in entries(url):\n        tag(entry)\n"
    )
    assert any("from a message" in one for one in told(code)) is known


ASKED = """
from flask import Flask, request
app = Flask(__name__)

@app.post("/run")
def run():
    {look}
    text = request.json["text"]
    return eval(text)
"""


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if not verify_token(request.headers['Authorization']):\n        abort(401)", True),
        ("if not check_rate_limit(request.remote_addr):\n        abort(429)", True),
        ("user = load_user(request)\n    if not user.valid:\n        abort(401)", True),
        ("asked = uuid4().hex\n    if asked not in SEEN:\n        count(asked)", True),
        ("if request.headers['content-type'] not in TYPES:\n        abort(415)", True),
        ("if request.json['text'] not in KNOWN:\n        abort(400)", False),
        ("if not verify(request.json['text']):\n        abort(400)", False),
        ("sent = request.json\n    if not valid(sent):\n        abort(400)", False),
        ("if not verify_signature(request.data):\n        abort(401)", False),
    ],
)
def test_who_asks_and_what_else_is_asked_says_nothing_of_it(look: str, known: bool) -> None:
    assert bool(told(ASKED.format(look=look))) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if body.role not in ROLES:\n        raise HTTPException(403)", True),
        ("if body.text not in ROLES:\n        raise HTTPException(403)", False),
        ("if not valid(body):\n        raise HTTPException(400)", False),
        ("if not body.validate():\n        raise HTTPException(400)", False),
    ],
)
def test_another_field_of_what_is_sent_says_nothing_of_it(look: str, known: bool) -> None:
    code = (
        "from fastapi import FastAPI\napp = FastAPI()\n@app.post('/run')\n"
        f"def run(body: Run):\n    {look}\n    return eval(body.text)\n"
    )
    assert bool(told(code)) is known


@pytest.mark.parametrize(("then", "known"), [("log.warning(text)", True), ("abort(400)", False)])
def test_a_look_of_which_nothing_comes_is_none(then: str, known: bool) -> None:
    look = f"if request.json['text'] not in KNOWN:\n        {then}"
    assert bool(told(ASKED.format(look=look))) is known
