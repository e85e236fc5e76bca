"""Values are followed through every form in which a program hands them on."""

from __future__ import annotations

import pytest
from reading_python import items, texts

from guardrail.effects import DataChange, SchemaChange

MONGO = (
    "from contextlib import ExitStack\nfrom pymongo import MongoClient\nclient = MongoClient()\n"
)
SQL = "import psycopg2\nconnection = psycopg2.connect('')\ncur = connection.cursor()\n"


def changed(code: str) -> list[str]:
    """What the code does to a store."""
    found = []
    for item in items(code):
        if isinstance(item, DataChange):
            found.append(f"{item.verb} {item.target} {item.scope}")
        elif isinstance(item, SchemaChange):
            found.append(f"{item.verb} {item.name}")
    return found


@pytest.mark.parametrize(
    "code",
    [
        "getattr(client.shop.users, 'delete_many')({})\n",
        "wipe = client.shop.users.delete_many\nwipe({})\n",
        "if (c := MongoClient()) is not None:\n    c.shop.users.delete_many({})\n",
        (
            "with ExitStack() as s:\n    c = s.enter_context(MongoClient())\n"
            "    c.shop.users.delete_many({})\n"
        ),
        (
            "async def f():\n    async with MongoClient() as c:\n"
            "        await c.shop.users.delete_many({})\n"
        ),
        "given = {'filter': {}}\nclient.shop.users.delete_many(**given)\n",
        "DBS = {'main': client.shop}\nDBS['main'].users.delete_many({})\n",
        "for db in [client.shop]:\n    db.users.delete_many({})\n",
        (
            "class A:\n    @cached_property\n    def c(self):\n        return MongoClient()\n"
            "    def go(self):\n        self.c.shop.users.delete_many({})\n"
        ),
        (
            "@dataclass\nclass A:\n    c: MongoClient\n    def go(self):\n"
            "        self.c.shop.users.delete_many({})\n"
        ),
        (
            "c = None\ndef init():\n    global c\n    c = MongoClient()\ndef f():\n"
            "    c.shop.users.delete_many({})\n"
        ),
        (
            "class A:\n    def connect(self):\n        return MongoClient()\n"
            "    def go(self):\n        self.connect().shop.users.delete_many({})\n"
        ),
        (
            "class A:\n    def __enter__(self):\n        return MongoClient()\n"
            "with A() as c:\n    c.shop.users.delete_many({})\n"
        ),
    ],
)
def test_objects(code: str) -> None:
    assert changed(MONGO + code) == ["delete shop.users none"]


def test_a_method_that_is_no_property_is_not_what_it_gives() -> None:
    code = "class A:\n    def c(self):\n        return MongoClient()\n"
    assert changed(f"{MONGO}{code}A().c.shop.users.drop()\n") == []
    assert changed(f"{MONGO}{code}A().c().shop.users.drop()\n") == ["drop shop.users"]


@pytest.mark.parametrize(
    "code",
    [
        "def run(sql='DELETE FROM users'):\n    cur.execute(sql)\nrun()\n",
        "def run(sql='DELETE FROM users'):\n    cur.execute(sql)\n",
        (
            "def all_of_it():\n    yield 'DELETE FROM users'\nfor sql in all_of_it():\n"
            "    cur.execute(sql)\n"
        ),
        (
            "def all_of_it():\n    return ['DELETE FROM users']\nfor sql in all_of_it():\n"
            "    cur.execute(sql)\n"
        ),
        (
            "def all_of_it():\n    yield from ['DELETE FROM users']\nfor sql in all_of_it():\n"
            "    cur.execute(sql)\n"
        ),
        (
            "def all_of_it():\n    yield 'x', 'DELETE FROM users'\nfor name, sql in all_of_it():\n"
            "    cur.execute(sql)\n"
        ),
        (
            "match action:\n    case 'wipe':\n        sql = 'DELETE FROM users'\n"
            "    case _:\n        raise ValueError\ncur.execute(sql)\n"
        ),
        "[cur.execute(f'DELETE FROM {t}') for t in ('users',)]\n",
        "OPS = {'wipe': lambda: cur.execute('DELETE FROM users')}\nOPS['wipe']()\n",
        "getattr(cur, 'execute')('DELETE FROM users')\n",
        "Q = MappingProxyType({'wipe': 'DELETE FROM users'})\ncur.execute(Q['wipe'])\n",
        "Q = dict({'wipe': 'DELETE FROM users'})\ncur.execute(Q['wipe'])\n",
        "run = partial(cur.execute, 'DELETE FROM users')\nrun()\n",
        (
            "with ExitStack() as s:\n    c = s.enter_context(connection.cursor())\n"
            "    c.execute('DELETE FROM users')\n"
        ),
    ],
)
def test_texts(code: str) -> None:
    found = [text.replace("{t}", "users") for text in texts(SQL + code)]
    assert found == ["DELETE FROM users"]


@pytest.mark.parametrize(
    "code",
    [
        "def run(sql='users'):\n    cur.execute(sql)\nrun()\n",
        "def f():\n    yield from f()\nfor sql in f():\n    cur.execute(sql)\n",
        "def f():\n  return g()\ndef g():\n  return f()\nfor sql in f():\n  cur.execute(sql)\n",
    ],
)
def test_what_isnt_known_is_not_guessed(code: str) -> None:
    assert texts(SQL + code) == []


@pytest.mark.parametrize(
    "put",
    [
        "'SELECT 1 FROM t ORDER BY {}'.format(order)",
        "'SELECT 1 FROM t ORDER BY {by}'.format(by=order)",
        "'SELECT 1 FROM t ORDER BY %s' % order",
        "f'SELECT 1 FROM t ORDER BY {order}'",
    ],
)
def test_every_way_of_a_value_is_put_into_a_text(put: str) -> None:
    code = (
        f"KNOWN = {{'a': 'x.a', 'b': 'x.b'}}\norder = KNOWN.get(sort, sort)\ncur.execute({put})\n"
    )
    found = {text.rpartition(" ")[2] for text in texts(SQL + code)}
    assert {"x.a", "x.b"} < found and any("sort" in one or "hole" in one for one in found)
