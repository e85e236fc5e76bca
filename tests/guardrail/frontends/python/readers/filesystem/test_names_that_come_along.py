"""Files called what a mail, another machine or a chat calls them, and the last part of that."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.unchecked_path import UncheckedPath

from guardrail.engine.examples import judge_example
from guardrail.example import python

MAIL = """import email, os
from pathlib import Path

def keep(raw):
    for part in email.message_from_bytes(raw).walk():
        name = part.get_filename()
        with open({0}, "wb") as file:
            file.write(part.get_payload(decode=True))
"""
ANSWER = """import os, re, requests

answer = requests.get("https://vendor.example/rates")
said = answer.headers["Content-Disposition"]
name = re.search('filename="(.+)"', said).group(1)
with open({0}, "wb") as file:
    file.write(answer.content)
"""
UPLOAD = """import os, shutil, aiofiles, anyio
from pathlib import Path
from fastapi import FastAPI, UploadFile

app = FastAPI()

@app.post("/files")
async def keep(file: UploadFile):
    name = file.filename
    {0}
"""


def told(code: str) -> bool:
    """Whether a file is written whose name a stranger chose."""
    return bool(judge_example(UncheckedPath, python(code)))


@pytest.mark.parametrize("code", [MAIL, ANSWER], ids=["mail", "answer"])
@pytest.mark.parametrize(
    ("path", "strange"),
    [
        ('"/srv/in/" + name', True),
        ('os.path.join("/srv/in", name)', True),
        ('os.path.join("/srv/in", os.path.basename(name))', False),
        ('"/srv/in/" + name.split("/")[-1]', False),
        ('"/srv/in/" + name.rpartition("/")[2]', False),
        ('os.path.join("/srv/in", os.path.split(name)[1])', False),
        ('"/srv/in/data.csv"', False),
    ],
)
def test_what_a_file_is_called_that_comes_along(code: str, path: str, strange: bool) -> None:
    assert told(code.format(path)) is strange


@pytest.mark.parametrize(
    ("saved", "strange"),
    [
        ('async with aiofiles.open(f"/srv/in/{name}", "wb") as out: ...', True),
        ('async with await anyio.open_file(f"/srv/in/{name}", "wb") as out: ...', True),
        ('shutil.move("/tmp/x", os.path.join("/srv/in", name))', True),
        ('os.replace("/tmp/x", f"/srv/in/{name}")', True),
        ('os.replace("/tmp/x", f"/srv/in/{os.path.basename(name)}")', False),
        ('(Path("/srv/in") / Path(name).name).write_bytes(b"")', False),
    ],
)
def test_an_upload_under_its_own_name(saved: str, strange: bool) -> None:
    assert told(UPLOAD.format(saved)) is strange


def test_a_look_that_comes_after_it_is_too_late() -> None:
    code = """import os
from flask import Flask, request

app = Flask("photos")

@app.post("/photos")
def add():
    photo = request.files["photo"]
    path = os.path.join("/srv/photos", {0})
    photo.save(path)
    return os.path.basename(path)
"""
    assert told(code.format("photo.filename"))
    assert not told(code.format("os.path.basename(photo.filename)"))


@pytest.mark.parametrize(
    ("loop", "name", "strange"),
    [
        ("for n, part in enumerate(msg.iter_attachments()):", 'f"{n}.bin"', False),
        ("for n, part in enumerate(msg.iter_attachments(), 1):", 'f"{n}.bin"', False),
        ("for n, part in enumerate(msg.iter_attachments()):", "part.get_filename()", True),
        (
            "for n, part in enumerate(msg.iter_attachments()):",
            'f"{n}-{part.get_filename()}"',
            True,
        ),
    ],
)
def test_the_number_of_an_attachment_is_the_programs_own(
    loop: str, name: str, strange: bool
) -> None:
    head = "import email\nfrom pathlib import Path\n\ndef save(msg, folder):\n"
    code = f"{head}    {loop}\n        Path(folder, {name}).write_bytes(part.get_payload())\n"
    assert told(code) is strange
