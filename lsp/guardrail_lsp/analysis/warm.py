"""Loads beforehand what reading and judging need, so that the first edit waits for nothing."""

from __future__ import annotations

import gc

from guardrail.engine import outcome
from guardrail.engine.extract import extract
from guardrail.engine.reading_code import reading_code
from guardrail.model import Source
from guardrail.settings import Settings

_PYTHON = """import subprocess
from alembic import op

def upgrade(cur):
    op.drop_column('t', 'c')
    cur.execute('delete from t')
    subprocess.run(['psql', '-c', 'drop table t'])
"""

_SAMPLES: tuple[tuple[str, str], ...] = (
    ("sql", "ALTER TABLE t ALTER c TYPE int; DELETE FROM t WHERE a = 1; FROBNICATE x WITH y;"),
    ("python", _PYTHON),
    ("shell", "psql -c 'drop table x'\nrm -rf build\n"),
    ("workflow", "on: push\njobs:\n  a:\n    steps:\n      - run: psql -c 'drop table x'\n"),
    ("credentials", "password = ''\n"),
)


def warm() -> None:
    """Read a few harmless texts in this process: what it has loaded, forks of it have too."""
    outcome.warm()
    reading_code()
    for language, text in _SAMPLES:
        list(extract(Source("sample", language, text), Settings()))
    gc.freeze()
