"""All that is listed goes where a `while` takes one portion of it after the other."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python

RULES = [load().classes[name] for name in ("unscoped-delete", "runtime-scope")]
START = """\
import itertools
from itertools import islice
from google.cloud import storage

def purge(name, prefix={0}):
    bucket = storage.Client().bucket(name)
    found = iter(bucket.list_blobs(prefix=prefix))
"""
ALL = [
    "    while some := list(itertools.islice(found, 100)):\n        bucket.delete_blobs(some)\n",
    (
        "    while True:\n        some = list(islice(found, 100))\n        if not some:\n"
        "            break\n        bucket.delete_blobs(some)\n"
    ),
    (
        "    for some in portions(found):\n        bucket.delete_blobs(some)\n\n"
        "def portions(found):\n    while some := tuple(islice(found, 100)):\n        yield some\n"
    ),
]


def _told(code: str) -> bool:
    return any(judge_example(one, python(code)) for one in RULES)


@pytest.mark.parametrize("way", ALL)
def test_everything(way: str) -> None:
    assert _told(START.format("None") + way)


@pytest.mark.parametrize("way", ALL)
def test_what_begins_so(way: str) -> None:
    assert not _told(START.format("'tmp/uploads/'") + way)
