"""Texts made to be slow, of any size: what a program that means harm would write."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count


def repeated(piece: str, size: int, *, before: str = "", after: str = "") -> str:
    """A text of about so many characters that says one thing again and again."""
    return before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def numbered(piece: str, size: int, *, before: str = "", after: str = "") -> str:
    """The same, `{n}` and `{m}` in the piece being a number and the next one."""
    pieces: list[str] = [before]
    left = size - len(before) - len(after)
    for number in count():
        text = piece.replace("{n}", str(number)).replace("{m}", str(number + 1))
        left -= len(text)
        if left < 0:
            return "".join([*pieces, after])
        pieces.append(text)
    raise AssertionError("count() has no end")


SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "an INSERT of many rows": (
        "seed.sql",
        lambda size: repeated(
            "(1, 'name'),\n", size, before="INSERT INTO t VALUES\n", after="(2, 'end');\n"
        ),
    ),
    "many small statements": (
        "many.sql",
        lambda size: repeated("UPDATE t SET a = 1 WHERE id = 7;\n", size),
    ),
    "many dropped tables": (
        "drops.sql",
        lambda size: repeated("DROP TABLE t;\n", size),
    ),
    "many calls of execute": (
        "many.py",
        lambda size: repeated('cur.execute("DELETE FROM t WHERE id = 1")\n', size),
    ),
    "one long line of Python": (
        "line.py",
        lambda size: repeated("1, ", size, before="x = [", after="]\ncur.execute(x)\n"),
    ),
    "nested parentheses": (
        "nested.py",
        lambda size: "cur.execute(" + "(" * (size // 2 - 10) + "1" + ")" * (size // 2 - 10) + ")\n",
    ),
    "a sum of many terms": (
        "sum.py",
        lambda size: repeated(" + 'a'", size, before="cur.execute('a'", after=")\n"),
    ),
    "a long shell script": (
        "long.sh",
        lambda size: repeated("rm -f build/output.o\n", size),
    ),
    "a workflow of many steps": (
        ".github/workflows/long.yml",
        lambda size: repeated(
            "      - run: |\n          rm -f build/output.o\n",
            size,
            before="on: push\njobs:\n  long:\n    runs-on: ubuntu-latest\n    steps:\n",
        ),
    ),
    "an unterminated string": (
        "open.sql",
        lambda size: repeated("DROP TABLE t; ", size, before="SELECT '"),
    ),
    "functions of one name": (
        "names.py",
        lambda size: repeated("def f(sql):\n  cur.execute(sql)\nf('DROP TABLE t')\n", size),
    ),
    "decorated functions": (
        "decorated.py",
        lambda size: numbered("@app.task\ndef f{n}(cur):\n  cur.execute('DROP TABLE t')\n", size),
    ),
    "attributes by self": (
        "attributes.py",
        lambda size: numbered(
            "    self.a{n} = 'DROP TABLE t{n}'\n    self.cur.execute(self.a{n})\n",
            size,
            before="class A:\n  def f(self):\n",
        ),
    ),
    "classes with an attribute": (
        "classes.py",
        lambda size: numbered(
            "class A{n}:\n  q = 'DROP TABLE t{n}'\n  def f(self, cur):\n    cur.execute(self.q)\n",
            size,
        ),
    ),
    "keys of a dictionary": (
        "keys.py",
        lambda size: (
            numbered("'k{n}': 'DROP TABLE t{n}',\n", size // 3, before="q = {\n", after="}\n")
            + numbered("cur.execute(q['k{n}'])\ncur.execute(q[x])\n", size * 2 // 3)
        ),
    ),
    "paths made of paths": (
        "paths.py",
        lambda size: numbered(
            "p{m} = p{n} / 'a'\nshutil.rmtree(p{m})\n",
            size,
            before="import shutil\nfrom pathlib import Path\np0 = Path('/x')\n",
        ),
    ),
    "a program with many arguments": (
        "arguments.py",
        lambda size: numbered(
            "'a{n}', ", size, before="import subprocess\nsubprocess.run(['rm', '-r', ", after="])\n"
        ),
    ),
    "methods that call each other": (
        "methods.py",
        lambda size: numbered(
            "  def m{n}(self):\n    self.m{m}()\n    self.cur.execute('DROP TABLE t')\n",
            size,
            before="class A:\n",
        ),
    ),
    "a migration of many columns": (
        "migrations/versions/a.py",
        lambda size: numbered(
            "    op.drop_column('t{n}', 'c')\n",
            size,
            before="from alembic import op\nrevision = 'a'\ndown_revision = None\ndef upgrade():\n",
        ),
    ),
    "a chain of filters": (
        "filters.py",
        lambda size: repeated(
            ".filter(a=1).exclude(b=2)",
            size,
            before="from shop.models import User\nUser.objects",
            after=".delete()\n",
        ),
    ),
    "a notebook of many cells": (
        "cells.ipynb",
        lambda size: numbered(
            '{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null,'
            ' "source": ["cur.execute(\'DELETE FROM t{n}\')\\n", "!rm -rf d{n}\\n"]},',
            size,
            before='{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [',
            after='{"cell_type": "markdown", "metadata": {}, "source": []}]}',
        ),
    ),
}
