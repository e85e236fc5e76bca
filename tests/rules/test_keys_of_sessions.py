"""The key of AWS that a program works with: it signs and loads with it, and tells nobody."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python

RULES = load().classes
START = """\
import boto3, requests
session = boto3.Session()
creds = session.get_credentials().get_frozen_credentials()

def copied(table):
    return f"COPY {table} FROM 's3://x' SECRET_ACCESS_KEY '{creds.secret_key}'"

def notify(text):
    requests.post("https://hooks.slack.com/services/x", json={"text": text})

def load(table):
    statement = copied(table)
"""


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ('notify(f"failed: {statement}")', True),
        ('notify(f"failed: {statement}")\n    notify(f"done: {table}")', True),
        ('notify(f"done: {table}")\n    notify("failed: " + statement)', True),
        ("print(session.get_credentials().secret_key)", True),
        ('notify(f"failed: {table}")\n    notify(f"done: {table}")', False),
        ("cursor.execute(statement)\n    notify(table)", False),
        ("run(['aws', 's3', 'ls'], env={'AWS_SECRET_ACCESS_KEY': creds.secret_key})", False),
        ("auth = AWS4Auth(creds.access_key, creds.secret_key, 'eu-west-1', 'es')", False),
    ],
)
def test_a_key_of_a_session_is_told_to_nobody(done: str, told: bool) -> None:
    assert bool(judge_example(RULES["logged-secret"], python(f"{START}    {done}\n"))) is told
