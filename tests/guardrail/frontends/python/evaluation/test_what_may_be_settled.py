"""What is evaluated makes nothing quieter that others may still decide."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from reading_python import texts

EMPTIES = """\
import psycopg2
from collections import namedtuple

cursor = psycopg2.connect("dbname=shop").cursor()
Job = namedtuple("Job", ["name", "table"])


def {name}(job):
    name, table = job
    cursor.execute(f"TRUNCATE TABLE {{table}}")


{name}(Job("nightly", "tmp_import"))
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        # Other modules may call it with another table: one harmless call hides nothing.
        ("empty", ["TRUNCATE TABLE {table}", "TRUNCATE TABLE tmp_import"]),
        ("_empty", ["TRUNCATE TABLE tmp_import"]),
    ],
)
def test_a_call_settles_what_others_cannot_call(name: str, told: list[str]) -> None:
    assert texts(EMPTIES.format(name=name)) == told


NEAREST = """\
from reading_python import texts
print(texts('''
import psycopg2
cursor = psycopg2.connect("dbname=shop").cursor()

class A:
    what = "customers"

class B:
    what = "tmp_import"

class Job(A, B):
    def run(self):
        cursor.execute(f"TRUNCATE TABLE {getattr(self, 'what')}")

Job().run()
'''))
"""


def test_of_several_bases_the_nearest_counts_in_every_run() -> None:
    # Names of bases once stood in a set, whose order is another in each process.
    path = os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])
    said = {
        subprocess.run(
            [sys.executable, "-c", NEAREST],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert said == {"['TRUNCATE TABLE customers']\n"}
