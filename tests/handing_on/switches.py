"""Harm behind a switch: told where it happens unless somebody says no, and not where one must ask.

A way of `switches.txt` is a module; its lines behind `BAD|` and `GOOD|` stand only in the one whose
switch is on by default and in its twin, whose switch is off. The ways of `asking.txt` ask somebody,
or where they are, in vain or so that it decides. `DO` is the harm, one of `HARMS`.
"""

from __future__ import annotations

import re

from handing_on import MAIN, blocks, indented, one_side
from msgspec import Struct

_DO = re.compile(r"^( *)DO$", re.MULTILINE)


class Harm(Struct, frozen=True):
    """What is done, and what is imported for it."""

    name: str
    above: str
    does: str


class Switch(Struct, frozen=True):
    """A way in which a switch leads to what is done."""

    name: str
    text: str


HARMS = (
    Harm("folder", "import shutil", 'shutil.rmtree("/srv/invoices")'),
    Harm("program", "import subprocess", 'subprocess.run(["dropdb", "shop"], check=True)'),
    Harm("statement", "import psycopg", 'psycopg.connect(DSN).execute("DROP TABLE orders")'),
    Harm("cloud", "import boto3", 'boto3.client("dynamodb").delete_table(TableName="orders")'),
    Harm("index", "from elasticsearch import Elasticsearch", 'ES.indices.delete(index="_all")'),
    Harm(
        "rows",
        "from pymongo import MongoClient",
        'MongoClient("mongodb://db.corp").shop.orders.delete_many({})',
    ),
)
_SETUP = {
    "statement": 'DSN = "postgresql://db.corp/shop"\n',
    "index": 'ES = Elasticsearch("https://search.corp:9200")\n',
}


def switches(file: str = "switches.txt") -> list[Switch]:
    """All ways of a file, in order."""
    return [Switch(name, "\n".join(lines)) for name, lines in blocks(file)]


def switched(harm: Harm, switch: Switch, *, harmful: bool) -> dict[str, str]:
    """The module in which the harm is done by default, or by who asks for it alone."""
    text = one_side(switch.text, harmful=harmful)
    text = _DO.sub(lambda place: indented(harm.does, place[1]), text)
    return {MAIN: f"{harm.above}\n{_SETUP.get(harm.name, '')}\n\n{text}\n"}
