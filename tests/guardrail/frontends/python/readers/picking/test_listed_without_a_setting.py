"""What is listed by a setting that nobody sets is all there is."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

CODE = """
import os
import redis
from django.core.files.storage import default_storage

client = redis.Redis()

def clean():
    which = {0}
    for one in {1}:
        {2}.delete(one)
"""
FILES = ("default_storage.listdir(which)[1]", "default_storage")
KEYS = ("client.scan_iter(which)", "client")


@pytest.mark.parametrize(
    ("setting", "listed", "told"),
    [
        ("os.environ.get('UPLOADS', '')", FILES, True),
        ("getattr(settings, 'UPLOADS', '')", FILES, True),
        ("os.environ.get('UPLOADS', 'tmp')", FILES, False),
        ("os.environ['UPLOADS']", FILES, False),
        ("os.environ.get('UPLOADS', 'cache:*')", KEYS, False),
    ],
)
def test_a_setting_that_nobody_sets(setting: str, listed: tuple[str, str], told: bool) -> None:
    found = [one for one in items(CODE.format(setting, *listed)) if isinstance(one, DataChange)]
    assert any("UPLOADS" in one.reason for one in found) is told
