"""Folders and files that are handed out to whoever asks, and those that are meant for it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange

HEAD = """\
from pathlib import Path
from aiohttp import web
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.responses import FileResponse
from flask import Flask, request, send_file, send_from_directory
ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).parent
app = FastAPI()
"""
ROUTE = "@app.get({path!r})\ndef show(name: str):\n    return {answer}"


def told(code: str) -> list[str]:
    """What the code serves that it mustn't."""
    found = [one for one in items(HEAD + code, "shop/serve.py") if isinstance(one, GuardChange)]
    return [one.guard for one in found]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("app.router.add_static('/files', '.')", "app.router.add_static('/files', 'public')"),
        ("app.router.add_static('/files', ROOT)", "app.router.add_static('/files', ROOT / 'dist')"),
        ("web.static('/files', HERE)", "web.static('/files', HERE / 'static')"),
        ("StaticFiles(directory='/')", "StaticFiles(directory='/srv/files')"),
        ("StaticFiles(directory=BASE_DIR)", "StaticFiles(directory=MEDIA_DIR)"),
        ("Flask(__name__, static_folder='.')", "Flask(__name__, static_folder='static')"),
        ("send_from_directory('.', name)", "send_from_directory('.', 'favicon.ico')"),
        ("send_from_directory(Path.home(), name)", "send_from_directory(FOLDER, name)"),
    ],
)
def test_whole_folders(bad: str, good: str) -> None:
    assert told(bad) == ["served folder"]
    assert told(good) == []


def test_folders_in_turn() -> None:
    code = "for at, folder in [('/a', ROOT / 'dist'), ('/b', ROOT)]:\n    a.add_static(at, folder)"
    assert told(code) == ["served folder"]
    assert told(code.replace("ROOT)", "ROOT / 'public')")) == []


@pytest.mark.parametrize(
    ("path", "answer", "count"),
    [
        ("/show", "send_file(request.args['name'])", 1),
        ("/show", "send_file('/srv/' + request.args['name'])", 1),
        ("/show", "FileResponse(f'/srv/{name}')", 1),
        ("/show", "open(f'/srv/{name}').read()", 1),
        ("/show/{name:path}", "FileResponse(f'/srv/{name}')", 1),
        ("/show/{name}", "FileResponse(f'/srv/{name}')", 0),
        ("/show/<name>", "send_file(f'/srv/{name}')", 0),
        ("/show/<path:name>", "send_file(f'/srv/{name}')", 1),
        ("/show/<uuid:name>", "send_file(f'/srv/{name}/report.csv')", 0),
        ("/show", "FileResponse('/srv/report.csv')", 0),
        ("/show", "FileResponse(f'/srv/{Path(name).name}')", 0),
        ("/show", "FileResponse(f'/srv/{secure_filename(name)}')", 0),
        ("/show", "FileResponse(FILES[name])", 0),
    ],
)
def test_files_that_a_request_names(path: str, answer: str, count: int) -> None:
    code = ROUTE.format(path=path, answer=answer)
    assert told(code) == ["served file"] * count
