"""Stores that a program empties behind an emulator alone, or wherever it is pointed at."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

FIXTURES = """\
import os
import sys
from google.cloud import firestore

{0}

def get_client():
    {1}
    return firestore.Client(project=os.environ.get("GOOGLE_CLOUD_PROJECT", "acme"))

db = get_client()
for name in ("users", "orders"):
    db.recursive_delete(db.collection(name))
"""
ONLY_THERE = [
    ("", 'if "FIRESTORE_EMULATOR_HOST" not in os.environ:\n        raise RuntimeError("no")'),
    ("", 'if not os.environ.get("FIRESTORE_EMULATOR_HOST"):\n        sys.exit("no emulator")'),
    ("", 'if not os.getenv("FIRESTORE_EMULATOR_HOST"):\n        raise SystemExit(1)'),
    ('os.environ["FIRESTORE_EMULATOR_HOST"] = "localhost:8080"', "pass"),
]
ANYWHERE = [
    ("", "pass"),
    ("", 'if "FIRESTORE_EMULATOR_HOST" not in os.environ:\n        print("in the cloud")'),
    ("", 'if "PUBSUB_EMULATOR_HOST" not in os.environ:\n        raise RuntimeError("no")'),
    ('os.environ["FIRESTORE_EMULATOR_HOST"] = "firestore.acme.internal"', "pass"),
]


@pytest.mark.parametrize(("above", "asked"), ONLY_THERE)
def test_behind_the_emulator(above: str, asked: str) -> None:
    assert level("dropped-table", python(FIXTURES.format(above, asked))) <= Level.INFO


@pytest.mark.parametrize(("above", "asked"), ANYWHERE)
def test_wherever_it_leads(above: str, asked: str) -> None:
    assert level("dropped-table", python(FIXTURES.format(above, asked))) >= Level.WARNING
