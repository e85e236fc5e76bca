"""Values that are made of what they were before: reading them ends."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.module import read_module
from guardrail.model import Source
from guardrail.settings import Settings

MERGED = """\
import requests

def run(rows):
    options = {"verify": False}
    for row in rows:
        options = {**options, "timeout": row}
    requests.get("https://a.io", **options)

run([])
"""
REPLACED = """\
import requests
from dataclasses import dataclass, replace

@dataclass
class Job:
    verify: bool = False
    tries: int = 0

def run(rows):
    job = Job()
    for row in rows:
        job = replace(job, tries=job.tries + 1)
    requests.get("https://a.io", verify=job.verify)

run([])
"""
GONE_THROUGH = """\
import logging
import os

def run(keys):
    for keys in keys:
        for keys in keys:
            logging.info("%s", keys)
    logging.info("%s %s", keys, os.environ["API_KEY"])

run([])
"""


@pytest.mark.parametrize("code", [MERGED, REPLACED, GONE_THROUGH])
def test_what_hangs_on_itself_is_read(code: str) -> None:
    found = [*read_module(Source("app/clean.py", "python", code), Settings())]
    assert found
