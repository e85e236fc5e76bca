"""Who has written what is run: followed back to where it comes from."""

from __future__ import annotations

import pytest
from reading_python import runs


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
    assert any(one.startswith(said) for one in runs(code))


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
    assert runs(code) == []


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
    assert any("fetched over the network" in one for one in runs(code)) is known


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
    assert any("from a file of data" in one for one in runs(code)) is known


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
    assert any("from a stored record" in one for one in runs(code)) is known


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
    assert any("from a message" in one for one in runs(code)) is known
