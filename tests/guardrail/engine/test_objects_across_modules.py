"""An object that one module makes is known in those that take it from there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from time import process_time

import pytest

from guardrail.cache import Cache
from guardrail.effects import CodeRun, DataChange, Effect, SchemaChange
from guardrail.engine import linking
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

DB = """
import os
from typing import Annotated

from fastapi import Depends
from pymongo import MongoClient

client = MongoClient(os.environ["MONGO_URL"])

def get_client():
    return client

def get_shop():
    yield client.shop

def connect() -> MongoClient:
    ...

Client = Annotated[MongoClient, Depends(get_client)]

class Store:
    shared = client

    def __init__(self):
        self.client = MongoClient()

    def __enter__(self):
        return self.client

    def connection(self):
        return self.client

store = Store()

class Holder:
    def __init__(self):
        self.store = Store()
"""


def gathered(files: Mapping[str, str], cache: Cache | None = None, *paths: str) -> list[str]:
    """What would be done in some files of a project, or in all: what to what, and how much."""
    texts = {path: dedent(text) for path, text in files.items()}
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: settings, cache or Cache(None), 0)
    readings = gatherer.gather(paths or sorted(texts)).readings
    return [
        told
        for path in sorted(readings)
        for fact in readings[path].facts
        if isinstance(fact, Effect) and (told := _told(fact))
    ]


def _told(effect: Effect) -> str:
    if isinstance(effect, CodeRun):
        return effect.what
    if isinstance(effect, DataChange):
        return f"{effect.verb} {effect.target} ({effect.scope})"
    if isinstance(effect, SchemaChange):
        return f"{effect.verb} {effect.kind} {effect.name}"
    return ""


def test_a_loop_over_the_models_of_another_module() -> None:
    files = {
        "app/models.py": (
            "from beanie import Document\nclass User(Document):\n    pass\n"
            "class Bill(Document):\n    pass\nMODELS = [User, Bill]\nNAMES = ['a']\n"
        ),
        "app/clean.py": (
            "from app.models import MODELS, NAMES\nasync def clean():\n"
            "    for model in MODELS:\n        await model.delete_all()\n"
            "    for name in NAMES:\n        await name.delete_all()\n"
        ),
    }
    assert gathered(files) == ["delete User (none)"]


@pytest.mark.parametrize(
    "using",
    [
        "for one in each(client):\n    one.users.delete_many({})\n",
        "[one.users.delete_many({}) for one in each(client)]\n",
        "def clear(db):\n    db.users.delete_many({})\nfor one in each(client):\n    clear(one)\n",
    ],
)
def test_what_a_generator_of_another_module_gives_in_turn(using: str) -> None:
    files = {
        "app/shops.py": (
            "from pymongo import MongoClient\ndef each(client: MongoClient):\n"
            "    for name in client.list_database_names():\n"
            "        if name.startswith('shop_'):\n            yield client[name]\n"
        ),
        "app/clean.py": f"from app.shops import each\n{using}",
    }
    assert [one.split()[0] for one in gathered(files)] == ["delete"]


@pytest.mark.parametrize(
    "code",
    [
        "from app.db import client\nclient.shop.users.delete_many({})\n",
        "from app.db import client as c\nc.shop.users.delete_many({})\n",
        "from .db import client\nclient['shop']['users'].delete_many({})\n",
        "import app.db as db\ndb.client.shop.users.delete_many({})\n",
        "import app.db\napp.db.client.shop.users.delete_many({})\n",
        "from app import db\ndb.client.shop.users.delete_many({})\n",
        "from app.db import *\nclient.shop.users.delete_many({})\n",
        "from .db import client\nusers = client.shop.users\nusers.delete_many({})\n",
        "def f():\n    from .db import client\n    client.shop.users.delete_many({})\n",
        "from .db import get_client\nget_client().shop.users.delete_many({})\n",
        "from .db import get_client\nc = get_client()\nc.shop.users.delete_many({})\n",
        "from .db import connect\nconnect().shop.users.delete_many({})\n",
        "from .db import get_shop\ndef f(db=Depends(get_shop)):\n    db.users.delete_many({})\n",
        "from .db import Client\ndef f(c: Client):\n    c.shop.users.delete_many({})\n",
        "from .db import Store\nStore().client.shop.users.delete_many({})\n",
        "from .db import Store\nStore.shared.shop.users.delete_many({})\n",
        "from .db import Store\nStore().connection().shop.users.delete_many({})\n",
        "from .db import store\nstore.client.shop.users.delete_many({})\n",
        "from .db import Store\ndef f(s: Store):\n    s.client.shop.users.delete_many({})\n",
        "from .db import Store\nwith Store() as c:\n    c.shop.users.delete_many({})\n",
        "from .db import Holder\nHolder().store.client.shop.users.delete_many({})\n",
        (
            "from .db import Store\nclass Users(Store):\n    def wipe(self):\n"
            "        self.client.shop.users.delete_many({})\n"
        ),
        (
            "from .db import client\nclass Users:\n    def __init__(self):\n"
            "        self.users = client.shop.users\n    def wipe(self):\n"
            "        self.users.delete_many({})\n"
        ),
        (
            "from .db import Store\nclass Users:\n    def __init__(self, store: Store):\n"
            "        self.store = store\n    def wipe(self):\n"
            "        self.store.client.shop.users.delete_many({})\n"
        ),
    ],
)
def test_whichever_way_it_is_taken(code: str) -> None:
    files = {"app/db.py": DB, "app/__init__.py": "", "app/users.py": code}
    assert gathered(files) == ["delete shop.users (none)"]
    assert gathered(files, None, "app/users.py") == gathered(files)


@pytest.mark.parametrize(
    "code",
    [
        "from app.db import client\nclient.shop.users.delete_many({'old': True})\n",
        "from .db import get_client\nget_client().shop.users.delete_one({'_id': 1})\n",
    ],
)
def test_and_its_scope_is_that_of_the_call(code: str) -> None:
    files = {"app/db.py": DB, "app/__init__.py": "", "app/users.py": code}
    assert all("(none)" not in told for told in gathered(files))


@pytest.mark.parametrize(
    ("package", "code"),
    [
        ("from .db import client\n", "from app import client\nclient.shop.users.drop()\n"),
        ("from .db import *\n", "from app import client\nclient.shop.users.drop()\n"),
        ("from . import db\n", "import app\napp.db.client.shop.users.drop()\n"),
        ("from .db import client as mongo\n", "from app import mongo\nmongo.shop.users.drop()\n"),
        ("from .db import Store\n", "from app import Store\nStore().client.shop.users.drop()\n"),
    ],
)
def test_through_packages_that_hand_it_on(package: str, code: str) -> None:
    files = {"app/db.py": DB, "app/__init__.py": package, "users.py": code}
    assert gathered(files) == ["drop table shop.users"]
    assert gathered(files, None, "users.py") == gathered(files)


def test_through_modules_that_make_it_of_what_others_make() -> None:
    files = {
        "client.py": "from pymongo import MongoClient\ndef make():\n    return MongoClient()\n",
        "names.py": "SHOP = 'shop'\n",
        "db.py": "from client import make\nfrom names import SHOP\ndb = make()[SHOP]\n",
        "users.py": "import db\nusers = db.db.users\n",
        "wipe.py": "from users import users\nusers.delete_many({})\nusers.drop()\n",
    }
    assert gathered(files) == ["delete shop.users (none)", "drop table shop.users"]


def test_a_class_of_a_base_elsewhere_is_a_model() -> None:
    files = {
        "base.py": "from peewee import Model\nclass Base(Model):\n    pass\n",
        "models.py": "from base import Base\nclass Order(Base):\n    pass\n",
        "wipe.py": "from models import Order\nOrder.delete().execute()\n",
    }
    assert gathered(files) == ["delete Order (none)"]


@pytest.mark.parametrize(
    "db",
    [
        "client = {}\n",
        "from pymongo import MongoClient\nclient = None\n",
        "from pymongo import MongoClient\nfrom other import client\n",
        "from pymongo import MongoClient\nfrom .users import client\n",
        "def client():\n    return client()\n",
        "from .db import client\n",
    ],
)
def test_what_isnt_known_there_isnt_known_here(db: str) -> None:
    code = "from .db import client\nclient.shop.users.drop()\n"
    assert gathered({"app/db.py": db, "app/__init__.py": "", "app/users.py": code}) == []


def test_a_change_there_is_seen_here(tmp_path: Path) -> None:
    code = "from db import client\nclient.shop.users.drop()\n"
    mongo = "from pymongo import MongoClient\nclient = MongoClient()\n"
    cache = Cache(str(tmp_path / "cache"))
    for db, told in ((mongo, 1), ("client = open('x')\n", 0), (mongo, 1), (mongo, 1)):
        files = {"db.py": db, "users.py": code}
        assert len(gathered(files, cache)) == told
        assert len(gathered(files, cache, "users.py")) == told
    cache.close()


def test_what_was_worked_out_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"app/db.py": DB, "users.py": "from app.db import store\nstore.client.a.b.drop()\n"}
    cache = Cache(str(tmp_path / "cache"))
    first = gathered(files, cache)
    monkeypatch.setattr("guardrail.frontends.python.source.tree.parse", None)
    assert gathered(files, cache) == first == ["drop table a.b"]
    cache.close()


def test_many_files_are_told_what_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "app/db.py": DB,
        "app/__init__.py": "from .db import client\n",
        "a.py": "from app import client\nclient.shop.users.drop()\n",
        "b.py": "from app.db import Store\nStore().client.shop.drop_collection('users')\n",
        **{f"other/m{number}.py": f"X = {number}\n" for number in range(20)},
    }
    few = gathered(files)
    monkeypatch.setattr(linking, "MANY", 3)
    assert gathered(files) == few
    assert len(few) == 2


def test_ways_that_lead_round_in_circles_end() -> None:
    modules = 60
    files = {
        f"m{number}.py": (
            f"from m{(number + 1) % modules} import client\n"
            f"def f(): client.shop.users.drop(); client.x{number}.delete_many({{}})\n"
        )
        for number in range(modules)
    }
    files["m0.py"] += "from pymongo import MongoClient\n"
    started = process_time()
    gathered(files)
    assert process_time() - started < 10


def test_a_module_that_many_ask_is_read_for_all_at_once() -> None:
    made = "".join(f"c{n} = MongoClient()\n" for n in range(100))
    files = {"db.py": f"from pymongo import MongoClient\n{made}" + "x = [1, 2, 3]\n" * 2_000}
    for number in range(100):
        files[f"u{number}.py"] = f"from db import c{number} as c\nc.shop.users.drop()\n"
    started = process_time()
    assert gathered(files) == ["drop table shop.users"] * 100
    assert process_time() - started < 10


PAGES = """
from fastapi import APIRouter
from pydantic import BaseModel, Field
from pages import env

router = APIRouter()

class Quote(BaseModel):
    note: str = Field(default="", max_length=2000)

def footer(note: str) -> str:
    return env.from_string(note).render()

@router.post("/preview")
def preview(body: Quote) -> str:
    return footer(body.note)
"""


@pytest.mark.parametrize(
    ("made", "known"),
    [
        ("from jinja2 import Environment\nenv = Environment()\n", True),
        ("from jinja2.sandbox import SandboxedEnvironment\nenv = SandboxedEnvironment()\n", False),
    ],
)
def test_an_environment_of_templates_is_known_elsewhere(made: str, known: bool) -> None:
    found = gathered({"pages.py": made, "quotes.py": PAGES})
    assert found == (["a template from a request, by from_string()"] if known else [])


@pytest.mark.parametrize(("value", "told"), [("True", ["drop table docs"]), ("False", [])])
def test_a_switch_of_another_module(value: str, told: list[str]) -> None:
    files = {
        "app/settings.py": f"ANEW = {value}\n",
        "app/store.py": (
            "from langchain_postgres import PGVector\nfrom app import settings\n"
            "def store():\n    return PGVector(embeddings=e, collection_name='docs',"
            " pre_delete_collection=settings.ANEW)\n"
        ),
    }
    assert gathered(files) == told
