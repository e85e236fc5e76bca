"""SQL that another machine serves runs unseen, unless it is compared with a checksum."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

START = """\
import hashlib, sqlite3, urllib.request

import boto3
import httpx
import psycopg
import requests
from sqlalchemy import create_engine, text

connection = psycopg.connect(dsn)
engine = create_engine(url)
SUM = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"


"""
HELPER = """\
def script(version):
    answer = requests.get(f"https://example.com/{version}.sql", timeout=9)
    answer.raise_for_status()
    %s
    return answer.text


def upgrade():
    sqlite3.connect("shop.db").executescript(script(7))
"""


def told(code: str) -> list[str]:
    """What is said of code that runs."""
    return [one.what for one in items(START + code) if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    "code",
    [
        "connection.execute(requests.get(address).text)",
        "connection.cursor().execute(urllib.request.urlopen(address).read().decode())",
        "with engine.begin() as begun:\n    begun.execute(text(httpx.get(address).text))",
        "for one in requests.get(address).json()['steps']:\n    connection.execute(one)",
        HELPER % "pass",
    ],
)
def test_what_is_fetched_runs(code: str) -> None:
    (found,) = told(code + "\n")
    assert found.startswith("SQL fetched over the network, by execute")


@pytest.mark.parametrize(
    "code",
    [
        HELPER % "assert hashlib.sha256(answer.content).hexdigest() == SUM",
        "connection.execute('INSERT INTO t VALUES (%s)', [requests.get(address).text])",
        "connection.execute(open('schema.sql').read())",
        # The program's own bucket: nobody else puts anything there.
        "connection.execute(boto3.client('s3').get_object(Bucket='b', Key='k')['Body'].read())",
    ],
)
def test_what_is_checked_or_ones_own_is_none(code: str) -> None:
    assert told(code + "\n") == []
