"""Files at paths that a request names: what looks at the path, and what looks at something else."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

UPLOAD = """\
from pathlib import Path
from fastapi import FastAPI, HTTPException, UploadFile

app = FastAPI()

@app.post("/photos")
async def add(photo: UploadFile):
    {look}
    target = Path("/srv/photos") / photo.filename
    target.write_bytes(await photo.read())
"""
REMOVAL = """\
import os
from flask import Flask, abort, request

app = Flask(__name__)

@app.delete("/files")
def remove():
    {look}
    os.remove(os.path.join("/srv/files", request.args["name"]))
    return "", 204
"""


def named_by(code: str) -> list[str]:
    """Who names the files that the code changes."""
    return [one.named_by for one in items(code, "app/files.py") if isinstance(one, FileChange)]


@pytest.mark.parametrize(
    "look",
    [
        "pass",
        "if not photo.content_type.startswith('image/'): raise HTTPException(400)",
        "if photo.content_type not in ('image/png', 'image/jpeg'): raise HTTPException(415)",
        "if Path(photo.filename).suffix.lower() not in ALLOWED: raise HTTPException(400)",
        "if not allowed_file(photo.filename): raise HTTPException(400)",
    ],
)
def test_what_sort_of_file_it_is_says_nothing_of_where_it_goes(look: str) -> None:
    assert named_by(UPLOAD.format(look=look)) == ["a request"]


@pytest.mark.parametrize(
    "look",
    [
        "if 'name' not in request.args: abort(400)",
        "page = int(request.args.get('page', 1))",
        "if request.method not in ('DELETE',): abort(405)",
        "if not request.headers['Authorization'].startswith('Bearer '): abort(401)",
    ],
)
def test_that_there_is_a_name_says_nothing_of_where_it_leads(look: str) -> None:
    assert named_by(REMOVAL.format(look=look)) == ["a request"]


@pytest.mark.parametrize(
    "look",
    [
        "if '..' in photo.filename: raise HTTPException(400)",
        "if photo.filename not in NAMES: raise HTTPException(404)",
        "if '/' not in photo.filename and photo.filename.isalnum(): pass",
        "photo.filename = secure_filename(photo.filename)",
        "if not is_safe_path(photo.filename): raise HTTPException(400)",
    ],
)
def test_who_looks_at_the_name_itself_has_looked(look: str) -> None:
    assert named_by(UPLOAD.format(look=look)) == [""]


FOUND = """\
from pathlib import Path
from fastapi import APIRouter

router = APIRouter()
FILES = Path("/srv/files")

def locate(name: str) -> {gives}:
    path = (FILES / name).resolve()
    if {look}:
        raise ValueError(name)
    return path

class Store:
    def locate(self, name: str) -> Path:
        return FILES / name

    def drop(self, name: str) -> None:
        self.locate(name).unlink()

@router.delete("/file")
def remove(name: str) -> None:
    {done}
"""


@pytest.mark.parametrize("gives", ["Path", "Path | None"])
@pytest.mark.parametrize(
    ("done", "asked"),
    [
        ("locate(name).unlink()", True),
        ("path = locate(name)\\n    path.unlink()", True),
        ("locate(name).write_bytes(b'')", True),
        ("locate(name).exists()", False),
    ],
)
def test_what_a_function_says_it_gives_is_a_path(gives: str, done: str, asked: bool) -> None:
    code = FOUND.format(gives=gives, look="not path.is_file()", done=done)
    assert ("a request" in named_by(code)) is asked


@pytest.mark.parametrize(
    ("look", "asked"),
    [
        ("not path.is_relative_to(FILES)", False),
        ("path.parent != FILES", False),
        ("not (FILES == path.parent)", False),
        ("not path.parent.exists()", True),
    ],
)
def test_a_function_that_looks_where_a_path_leads_has_looked(look: str, asked: bool) -> None:
    code = FOUND.format(gives="Path", look=look, done="locate(name).unlink()")
    assert ("a request" in named_by(code)) is asked


def test_a_method_says_what_it_gives_too() -> None:
    code = FOUND.format(gives="Path", look="not path.is_file()", done="Store().drop(name)")
    assert "a request" in named_by(code)


TABLE = """\
from pathlib import Path
from aiohttp import web

async def upload(request):
    reader = await request.multipart()
    part = await reader.next()
    with open(Path("/srv/photos") / {name}, "wb") as out:
        out.write(await part.read())

app = web.Application()
app.add_routes([web.post("/photos", upload), web.get("/health", health)])
"""


@pytest.mark.parametrize(
    ("name", "asked"), [("part.filename", True), ("Path(part.filename).name", False)]
)
def test_a_function_in_a_table_of_routes_is_asked_by_strangers(name: str, asked: bool) -> None:
    assert ("a request" in named_by(TABLE.format(name=name))) is asked


ENDING = """\
import os
from pathlib import Path
from fastapi import FastAPI, UploadFile

app = FastAPI()

def ending(name):
    return Path(name).suffix.lower()

@app.post("/photos")
async def add(photo: UploadFile, folder: str):
    base, extension = os.path.splitext(photo.filename)
    target = {target}
    target.write_bytes(await photo.read())
"""


@pytest.mark.parametrize(
    ("target", "strange"),
    [
        ("Path('/srv/photos') / f'photo{Path(photo.filename).suffix}'", False),
        ("Path('/srv/photos') / f'{Path(photo.filename).stem}.png'", False),
        ("Path('/srv/photos') / f'photo{ending(photo.filename)}'", False),
        ("Path('/srv/photos') / ('photo' + os.path.splitext(photo.filename)[1])", False),
        ("Path('/srv/photos') / ('photo' + os.path.splitext(photo.filename)[-1])", False),
        ("Path('/srv/photos') / f'photo{extension}'", False),
        ("Path('/srv/photos') / f'{base}.png'", True),
        ("Path('/srv/photos') / f'{base}{extension}'", True),
        ("Path('/srv/photos') / (os.path.splitext(photo.filename)[0] + '.png')", True),
        ("Path('/srv/photos') / Path(photo.filename).with_suffix('.png')", True),
        ("Path('/srv/photos') / folder / f'photo{Path(photo.filename).suffix}'", True),
        # What stands behind the last dot may hold a separator: "x./../../etc/cron.d/job".
        ("Path('/srv') / ('photo.' + photo.filename.rsplit('.', 1)[-1])", True),
    ],
)
def test_a_part_of_a_name_that_holds_no_separator_leads_nowhere(target: str, strange: bool) -> None:
    assert named_by(ENDING.format(target=target)) == ["a request" if strange else ""]
