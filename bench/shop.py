"""A project of many modules that import each other and run what they are given elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

PARTS = 48
"""Modules of one package, besides its `__init__` and its wrapper of a database."""

DATABASE = """\
import psycopg

connection = psycopg.connect("dbname=shop")


def run(sql, *arguments):
    with connection.cursor() as cur:
        cur.execute(sql, arguments)
"""
MODULE = """\
\"\"\"Part {part} of the area {area}.\"\"\"

import logging

from shop.area_{other}.db import run
from shop.area_{area} import part_{following}

log = logging.getLogger(__name__)
changes = 0


def load_{part}(user_id):
    run("SELECT id, name FROM t_{area}_{part} WHERE user_id = %s", user_id)


def change_{part}(user_id, value):
    log.info("changing %s", user_id)
    run("UPDATE t_{area}_{part} SET value = %s WHERE user_id = %s", value, user_id)
    part_{following}.load_{following}(user_id)
"""
EDITED = "shop/area_3/part_5.py"
LINE = 8
"""The line of a module, counted from 0, that may be replaced by another assignment."""
WIPED = "\n\ndef wipe():\n    run('DELETE FROM users')\n"
"""What is found only by those who know what another module's function does."""


def write_shop(folder: Path, files: int) -> int:
    """Write some thousand modules below a folder that becomes a repository; how many there are."""
    written = 0
    for path, text in _modules(files // (PARTS + 2)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
        written += 1
    author = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "-m", "all")):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return written


def _modules(areas: int) -> Iterator[tuple[str, str]]:
    for area in range(areas):
        yield f"shop/area_{area}/__init__.py", ""
        yield f"shop/area_{area}/db.py", DATABASE
        for part in range(PARTS):
            following = (part + 1) % PARTS
            other = (area * 7 + part) % areas
            text = MODULE.format(area=area, part=part, other=other, following=following)
            yield f"shop/area_{area}/part_{part}.py", text
