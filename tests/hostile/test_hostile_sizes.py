"""Texts made to be slow or large: time stays linear, memory bounded, nothing dies in silence.

Seconds are of processor time, of all processes, with room for slow machines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Measured = Any
"""The fixture of this folder's conftest."""

MEGABYTE = 1_000_000
SECONDS_A_MEGABYTE = 10.0
"""Five on the machine this was measured on (2026, two cores) while nothing else ran on it."""
MOST_MEMORY = 1_000_000_000

DROP = b"cur.execute('DROP TABLE users')\n"

SQL: dict[str, Callable[[], bytes]] = {
    "open parentheses": lambda: b"(" * MEGABYTE + b"\nDROP TABLE users;",
    "closed parentheses": lambda: b")" * MEGABYTE + b";\nDROP TABLE users;",
    "less than": lambda: b"<" * MEGABYTE + b";\nDROP TABLE users;",
    "a sum": lambda: b"DELETE FROM t WHERE " + b" OR ".join([b"id = 1"] * 100_000) + b";",
    "an open string": lambda: b"'" + b"a" * MEGABYTE + b"\nDROP TABLE users;",
    "open dollar quotes": lambda: b"$$ DROP TABLE users; " * 50_000,
    "quotes": lambda: b"'\"" * 500_000,
    "open comments": lambda: b"/* " * 300_000 + b"DROP TABLE users;",
    "statements": lambda: b"DROP TABLE users;\n" * 58_000,
    "statements on one line": lambda: b"DROP TABLE users; " * 55_000,
    "conditions that are always true": lambda: b"DELETE FROM t WHERE 1=1 OR id=2;\n" * 30_000,
    "templates": lambda: b"{% if x %}DROP TABLE {{ n }};" * 34_000,
    "blocks": lambda: b"BEGIN " * 90_000 + b"DROP TABLE users; " + b"END; " * 90_000,
    "cases": lambda: b"SELECT " + b"CASE WHEN a THEN " * 40_000 + b"1" + b" END" * 40_000 + b";",
    "queries in queries": lambda: (
        b"DELETE FROM t WHERE id IN (SELECT id FROM " * 20_000 + b"x" + b")" * 20_000 + b";"
    ),
    "unions": lambda: b" UNION ALL ".join([b"SELECT 1"] * 50_000) + b"; DROP TABLE users;",
    "writes in one query": lambda: (
        b"WITH "
        + b", ".join(b"c%d AS (DELETE FROM t%d RETURNING *)" % (n, n) for n in range(20_000))
        + b" SELECT 1;"
    ),
    "rows": lambda: b"INSERT INTO t VALUES " + b",".join([b"(1, 'aaaa')"] * 90_000) + b";",
    "dots": lambda: b"DROP TABLE a" + b".a" * 400_000 + b";",
    "grants": lambda: b"GRANT ALL ON t TO " + b"a, " * 300_000 + b"PUBLIC;",
}

PYTHON: dict[str, Callable[[], bytes]] = {
    "parentheses": lambda: b"x = " + b"(" * 400_000 + b")" * 400_000 + b"\n" + DROP,
    "open parentheses": lambda: b"x = " + b"(" * MEGABYTE + b"\n" + DROP,
    "minuses": lambda: b"x = " + b"-" * MEGABYTE + b"1\n" + DROP,
    "a sum": lambda: b"cur.execute(" + b" + ".join([b"'DROP TABLE t'"] * 60_000) + b")\n",
    "statements": lambda: DROP * 30_000,
    "dots": lambda: b"cur" + b".a" * 400_000 + b".execute('DROP TABLE users')\n",
    "calls": lambda: b"cur.execute('DROP TABLE users')" + b"()" * 400_000 + b"\n",
    "branches": lambda: (
        b"if a:\n  s='x'\n" + b"elif a:\n  s = 'DROP TABLE t'\n" * 30_000 + b"cur.execute(s)\n"
    ),
    "paths": lambda: (
        b"s = 'DELETE FROM t '\n" + b"if a:\n  s += 'x'\n" * 30_000 + b"cur.execute(s)"
    ),
    "formatted": lambda: b'cur.execute(f"DELETE FROM {' + b"x}{" * 200_000 + b'y}")\n',
    "doubling": lambda: b"a = 'DROP TABLE t'\n" + b"a = a + a\n" * 90_000 + b"cur.execute(a)\n",
    "aliases": lambda: (
        b"e0 = cur.execute\n"
        + b"".join(b"e%d = e%d\n" % (n + 1, n) for n in range(40_000))
        + b"e40000('DROP TABLE t')\n"
    ),
    "aliases that are called": lambda: (
        b"import os\n"
        + b"".join(b"x%d = os.system\n" % n for n in range(25_000))
        + b"".join(b"x%d('rm -rf /')\n" % n for n in range(25_000))
    ),
    "attributes of calls": lambda: b"a" + b".b.c.d()" * 110_000 + b".execute('DROP TABLE users')\n",
    "attributes called often": lambda: b"a.b.c.d.execute('DROP TABLE t')\n" * 30_000,
    "filters": lambda: (
        b"from shop.models import User\nUser.objects" + b".filter(a=1)" * 80_000 + b".delete()\n"
    ),
    "functions of one name": lambda: (
        b"def f(sql):\n  cur.execute(sql)\nf('DROP TABLE t')\n" * 20_000
    ),
    "functions that call each other": lambda: b"".join(
        b"def f%d(sql):\n  f%d(sql)\n  cur.execute(sql)\n" % (n, n * 7 % 15_000)
        for n in range(20_000)
    ),
    "decorated functions": lambda: b"".join(
        b"@app.task\ndef f%d(cur):\n  cur.execute('DROP TABLE t')\n" % n for n in range(18_000)
    ),
    "a dictionary of texts": lambda: (
        b"q = {\n"
        + b"".join(b"'k%d': 'DROP TABLE t%d',\n" % (n, n) for n in range(16_000))
        + b"}\n"
        + b"".join(b"cur.execute(q['k%d'])\ncur.execute(q[x])\n" % n for n in range(12_000))
    ),
    "one long line": lambda: b"x = [" + b"1, " * 330_000 + b"]\ncur.execute(x)\n" + DROP,
    "attributes by self": lambda: (
        b"class A:\n  def f(self):\n"
        + b"".join(
            b"    self.a%d = 'DROP TABLE t%d'\n    self.cur.execute(self.a%d)\n" % (n, n, n)
            for n in range(14_000)
        )
    ),
    "classes with an attribute": lambda: b"".join(
        b"class A%d(A%d):\n  q = 'DROP TABLE t%d'\n  def f(self, c):\n    c.execute(self.q)\n"
        % (n, n - 1, n)
        for n in range(12_000)
    ),
    "classes with a method that is called": lambda: (
        b"".join(
            b"class A%d:\n  def f(self, c, t):\n    c.execute(f'DROP TABLE {t}')\n" % n
            for n in range(8_000)
        )
        + b"x.f(c, 'a')\n" * 30_000
    ),
    "methods that call each other": lambda: (
        b"class A:\n"
        + b"".join(
            b"  def m%d(self):\n    self.m%d()\n    self.cur.execute('DROP TABLE t')\n" % (n, n + 1)
            for n in range(14_000)
        )
    ),
    "paths made of paths": lambda: (
        b"import shutil\nfrom pathlib import Path\np0 = Path('/x')\n"
        + b"".join(
            b"p%d = p%d / 'a'\nshutil.rmtree(p%d)\n" % (n + 1, n, n + 1) for n in range(24_000)
        )
    ),
    "a program with many arguments": lambda: (
        b"import subprocess\nsubprocess.run(['rm', '-r', "
        + b"".join(b"'a%d', " % n for n in range(95_000))
        + b"])\n"
    ),
    "calls of imported names": lambda: b"".join(
        b"from os import system as s%d\ns%d('rm -rf /')\n" % (n, n) for n in range(21_000)
    ),
    "cases": lambda: (
        b"def f(x, cur):\n  match x:\n"
        + b"".join(b"    case %d:\n      s = 'DROP TABLE t%d'\n" % (n, n) for n in range(22_000))
        + b"  cur.execute(s)\n"
    ),
    "functions without names": lambda: b"".join(
        b"f%d = lambda s: cur.execute(s)\nf%d('DROP TABLE t')\n" % (n, n) for n in range(17_000)
    ),
    "functions in turn": lambda: (
        b"def f0(s):\n  cur.execute(s)\n"
        + b"".join(b"def f%d(s):\n  f%d(s)\n" % (n + 1, n) for n in range(34_000))
        + b"f1('DROP TABLE t')\n"
    ),
    "a migration": lambda: (
        b"from alembic import op\nrevision = 'a'\ndown_revision = None\ndef upgrade():\n"
        + b"".join(b"    op.drop_column('t%d', 'c')\n" % n for n in range(28_000))
    ),
    "documents deleted": lambda: (
        b"from pymongo import MongoClient\nc = MongoClient().db.c\n"
        + b"".join(b"c.delete_many({})\nc.delete_many({'a': %d})\n" % n for n in range(20_000))
    ),
    "blocks in blocks": lambda: (
        b"".join(b" " * n + b"with a as b:\n" for n in range(90)) * 200 + DROP
    ),
    "queries on many ways": lambda: (
        b"from shop.models import User\nq = User.objects.all()\n"
        + b"".join(b"if x%d:\n  q = q.filter(a=%d)\nq.delete()\n" % (n, n) for n in range(20_000))
    ),
    "words that nothing is done with": lambda: b"# delete, execute\nx = request, raw\n" * 28_000,
}

SHELL: dict[str, Callable[[], bytes]] = {
    "open parentheses": lambda: b"(" * MEGABYTE + b"\nrm -rf /\n",
    "closed parentheses": lambda: b")" * MEGABYTE + b"\nrm -rf /\n",
    "less than": lambda: b"<" * MEGABYTE + b"\nrm -rf /\n",
    "alternatives": lambda: b"(a" * 500_000 + b"\nrm -rf /\n",
    "backquotes": lambda: b"`" * MEGABYTE,
    "quotes": lambda: b"'\"" * 500_000,
    "words": lambda: b"a " * 500_000 + b"\nrm -rf /\n",
    "substitutions": lambda: b"$(" * 300_000 + b"rm -rf /" + b")" * 300_000,
    "expansions": lambda: b"echo " + b"${a:-" * 160_000 + b"}" * 160_000,
    "here-documents": lambda: b"cat <<EOF; rm -rf /\n" * 50_000,
    "cases": lambda: b"case $x in\n*' '*) rm -rf / ;;\nesac\n" * 28_000,
    "pipes": lambda: b"cat x | " * 120_000 + b"sh\n",
    "conditions": lambda: b"true && " * 120_000 + b"rm -rf /\n",
    "doubling": lambda: b"a=rm\n" + b"a=$a$a\n" * 140_000 + b"$a -rf /\n",
    "braces": lambda: b"echo " + b"{a,b}" * 200_000 + b"\n",
    "eval": lambda: b"eval " * 200_000 + b"rm -rf /\n",
    "wrappers": lambda: b"sudo " * 200_000 + b"rm -rf /\n",
    "variables for programs": lambda: b"".join(
        b"export V%d=x\nkubectl delete ns $V%d\n" % (n, n) for n in range(24_000)
    ),
    "folders in folders": lambda: b"cd deeper\nrm -rf ./*\n" * 45_000,
    "globs": lambda: b"rm " + b"*" * MEGABYTE + b"\n",
}

WORKFLOW: dict[str, Callable[[], bytes]] = {
    "anchors": lambda: (
        b"a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 90)
        )
        + b"jobs: {a: {steps: *a89}}\n"
    ),
    "brackets": lambda: b"jobs: " + b"[" * MEGABYTE,
    "braces": lambda: b"jobs: " + b"{a: " * 250_000,
    "steps": lambda: b"jobs:\n a:\n  steps:\n" + b"  - run: psql -c 'DROP TABLE t'\n" * 30_000,
    "one step": lambda: b"jobs:\n a:\n  steps:\n  - run: |\n" + b"     rm -rf /\n" * 60_000,
    "expressions": lambda: b"jobs:\n a:\n  steps:\n  - run: " + b"${{ a }}" * 120_000 + b"\n",
    "indentation": lambda: b"".join(b" " * n + b"a:\n" for n in range(1400)),
}

NOTEBOOK: dict[str, Callable[[], bytes]] = {
    "cells": lambda: (
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": ['
        + b",".join(
            b'{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null,'
            b' "source": ["cur.execute(\'DELETE FROM t%d\')\\n", "!rm -rf d%d\\n"]}' % (n, n)
            for n in range(7_000)
        )
        + b"]}"
    ),
}

CASES = [
    pytest.param(path, make, id=f"{path} {name}")
    for path, texts in (
        ("a.sql", SQL),
        ("a.py", PYTHON),
        ("a.sh", SHELL),
        (".github/workflows/a.yml", WORKFLOW),
        ("a.ipynb", NOTEBOOK),
    )
    for name, make in texts.items()
]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "make"), CASES)
def test_a_megabyte_takes_seconds_and_hides_nothing(
    measured: Measured, path: str, make: Callable[[], bytes]
) -> None:
    content = make()
    cost = measured(path, content)
    if cost.seconds >= SECONDS_A_MEGABYTE:
        # Neighbours on a shared machine slow processors down: what is too slow is so twice.
        cost = measured(path, content)
    assert cost.seconds < SECONDS_A_MEGABYTE
    assert cost.memory < MOST_MEMORY
    for gap in cost.report["unanalysed"]:
        assert "gave up" not in gap["reason"], gap
        assert "died" not in gap["reason"], gap
        assert "longer than" not in gap["reason"], gap
    if b"DROP TABLE users" in content:
        said = (*cost.report["findings"], *cost.report["unanalysed"])
        assert {each["level"] for each in said} & {"error", "warning"}


@pytest.mark.slow
@pytest.mark.parametrize("path", ["a.sql", "a.py", "a.sh", ".github/workflows/a.yml"])
def test_one_line_of_5_megabytes(measured: Measured, path: str) -> None:
    text = {
        "a.sql": b"INSERT INTO t VALUES " + b",".join([b"(1, 'aaaa')"] * 450_000) + b";",
        "a.py": b"x = [" + b",".join([b"'DROP TABLE t'"] * 350_000) + b"]\n",
        "a.sh": b"echo " + b"a " * 2_500_000,
    }.get(path, b"jobs: {a: {steps: [" + b"{run: 'rm -rf /'}, " * 260_000 + b"]}}\n")
    cost = measured(path, text)
    assert cost.seconds < 5 * SECONDS_A_MEGABYTE
    assert cost.memory < 1.5 * MOST_MEMORY


@pytest.mark.parametrize("path", ["a.sql", "a.py", "a.sh", "migrations/0001_a.py"])
def test_50_megabytes_are_told_and_not_read(measured: Measured, path: str) -> None:
    cost = measured(path, b"-- DROP TABLE users;\n" * 2_400_000)
    assert [gap["path"] for gap in cost.report["unanalysed"]] == [path]
    assert cost.report["unanalysed"][0]["level"] in ("warning", "error")
    assert cost.seconds < SECONDS_A_MEGABYTE
    assert cost.memory < MOST_MEMORY / 2
