"""What an object is that a method is called on: by what made it, by its type, by the way it came.

Each program empties a collection of MongoDB, whose `drop` says nothing without its receiver.
"""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

WAYS = {
    "a constructor": """
        from pymongo import MongoClient
        MongoClient().shop.users.drop()
        """,
    "an alias of a constructor": """
        import pymongo as pm
        Client = pm.MongoClient
        client = Client()
        client.shop.users.drop()
        """,
    "a package whose names are all imported": """
        from pymongo import *
        MongoClient().shop.users.drop()
        """,
    "a subscript with a constant": """
        from pymongo import MongoClient
        NAME = "users"
        MongoClient()["shop"][NAME].drop()
        """,
    "getattr": """
        from pymongo import MongoClient
        getattr(MongoClient(), "shop").users.drop()
        """,
    "a type of a parameter": """
        from pymongo.database import Database
        def wipe(shop: Database):
            shop.client.shop.users.drop()
        """,
    "an optional type": """
        from typing import Optional
        from pymongo import MongoClient
        def wipe(client: Optional[MongoClient] = None):
            client.shop.users.drop()
        """,
    "a union": """
        from pymongo import MongoClient
        def wipe(client: MongoClient | None):
            client.shop.users.drop()
        """,
    "a type that is imported for the checker alone": """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from pymongo import MongoClient
        def wipe(client: "MongoClient[dict]"):
            client.shop.users.drop()
        """,
    "a declaration": """
        from pymongo import MongoClient
        client: MongoClient
        client = connect()
        client.shop.users.drop()
        """,
    "an attribute that __init__ sets": """
        from pymongo import MongoClient
        class Repository:
            def __init__(self, url):
                self.client = MongoClient(url)
                self.shop = self.client["shop"]
            def wipe(self):
                self.shop.users.drop()
        """,
    "an attribute that is handed to __init__": """
        from pymongo import MongoClient
        class Repository:
            def __init__(self, client: MongoClient):
                self._client = client
            def wipe(self):
                self._client.shop.users.drop()
        """,
    "an attribute with a way out": """
        from pymongo import MongoClient
        class Repository:
            def __init__(self, client=None):
                self.client = client or MongoClient()
            def wipe(self):
                self.client.shop.users.drop()
        """,
    "an attribute of a class": """
        from pymongo import MongoClient
        class Repository:
            client = MongoClient()
            def wipe(self):
                self.client.shop.users.drop()
        """,
    "a field of a dataclass": """
        from dataclasses import dataclass
        from pymongo import MongoClient
        @dataclass
        class Repository:
            client: MongoClient
            def wipe(self):
                self.client.shop.users.drop()
        """,
    "an attribute of a base": """
        from pymongo import MongoClient
        class Base:
            def __init__(self):
                self.client = MongoClient()
        class Repository(Base):
            def wipe(self):
                self.client.shop.users.drop()
        """,
    "an attribute of an object": """
        from pymongo import MongoClient
        class Repository:
            def __init__(self):
                self.client = MongoClient()
        repository = Repository()
        repository.client.shop.users.drop()
        """,
    "a property": """
        from pymongo import MongoClient
        class Repository:
            @property
            def users(self):
                return MongoClient().shop.users
            def wipe(self):
                self.users.drop()
        """,
    "a class that inherits from the library's": """
        from pymongo import MongoClient
        class Client(MongoClient):
            pass
        Client().shop.users.drop()
        """,
    "a function": """
        from pymongo import MongoClient
        client = MongoClient()
        def shop():
            return client.shop
        shop().users.drop()
        """,
    "a function that says what it returns": """
        from pymongo import MongoClient
        def connect(url) -> MongoClient:
            return pools[url]
        connect("x").shop.users.drop()
        """,
    "a function that returns several values": """
        from pymongo import MongoClient
        def connect():
            client = MongoClient()
            return client, client.shop
        client, shop = connect()
        shop.users.drop()
        """,
    "a global that a function sets": """
        from pymongo import MongoClient
        _client = None
        def connect():
            global _client
            if _client is None:
                _client = MongoClient()
        def wipe():
            _client.shop.users.drop()
        """,
    "a dependency": """
        from fastapi import Depends
        from pymongo import MongoClient
        def shop():
            yield MongoClient().shop
        def wipe(db=Depends(shop)):
            db.users.drop()
        """,
    "a type that names a dependency": """
        from typing import Annotated
        from fastapi import Depends
        from pymongo import MongoClient
        def shop():
            return MongoClient().shop
        Shop = Annotated[object, Depends(shop)]
        def wipe(db: Shop):
            db.users.drop()
        """,
    "a fixture": """
        import pytest
        from pymongo import MongoClient
        @pytest.fixture
        def shop():
            yield MongoClient().shop
        def test_wipe(shop):
            shop.users.drop()
        """,
    "with": """
        from pymongo import MongoClient
        with MongoClient() as client:
            client.shop.users.drop()
        """,
    "a walrus": """
        from pymongo import MongoClient
        if client := MongoClient():
            client.shop.users.drop()
        """,
    "a closure": """
        from pymongo import MongoClient
        def make():
            shop = MongoClient().shop
            def wipe():
                shop.users.drop()
            return wipe
        """,
    "a default argument": """
        from pymongo import MongoClient
        def wipe(shop=MongoClient().shop):
            shop.users.drop()
        """,
    "a branch": """
        import mongomock
        from pymongo import MongoClient
        client = mongomock.MongoClient() if testing else MongoClient()
        client.shop.users.drop()
        """,
    "a case": """
        from pymongo import MongoClient
        match where:
            case "eu":
                client = MongoClient("eu")
            case _:
                client = MongoClient("us")
        client.shop.users.drop()
        """,
    "a dictionary of them": """
        from pymongo import MongoClient
        shop = MongoClient().shop
        collections = {"users": shop.users}
        collections["users"].drop()
        """,
    "await": """
        from motor.motor_asyncio import AsyncIOMotorClient
        async def wipe():
            client = AsyncIOMotorClient("x")
            await client.shop.users.drop()
        """,
}


def dropped(code: str) -> list[str]:
    """The names of what a program drops."""
    found = [item for item in items(code) if isinstance(item, SchemaChange)]
    return [effect.name for effect in found]


@pytest.mark.parametrize("way", WAYS)
def test_an_object_is_known_by(way: str) -> None:
    assert dropped(WAYS[way]) == ["shop.users"]


def test_a_loop_over_names_reaches_each_of_them() -> None:
    code = """
        from pymongo import MongoClient
        shop = MongoClient().shop
        for name in ["users", "orders"]:
            shop[f"old_{name}"].drop()
        """
    assert dropped(code) == ["shop.old_users", "shop.old_orders"]


def test_a_loop_over_objects_reaches_each_of_them() -> None:
    code = """
        from pymongo import MongoClient
        shop = MongoClient().shop
        for collection in (shop.users, shop.orders):
            collection.drop()
        """
    assert dropped(code) == ["shop.users", "shop.orders"]


@pytest.mark.parametrize(
    "code",
    [
        "def wipe(users):\n    users.drop()\n",
        "import pandas\nframe = pandas.read_csv('a')\nframe.drop(columns=['a'])\n",
        "from shop import client\nclient.users.drop()\n",
        "class Users:\n    def drop(self): ...\nUsers().drop()\n",
        (
            "from pymongo import MongoClient\ndef wipe(client: dict[str, MongoClient]):\n"
            "    client.shop.users.drop()\n"
        ),
        "from pymongo import MongoClient\nMongoClient().shop.users.drop\n",
    ],
)
def test_where_the_receiver_is_not_known_nothing_is_told(code: str) -> None:
    assert dropped(code) == []


def test_what_is_known_to_be_something_else_runs_no_sql() -> None:
    code = """
        from pymongo import MongoClient
        cursor = MongoClient().shop.users.find()
        cursor.execute("DELETE FROM users")
        """
    assert items(code) == []


def test_what_stands_for_itself_is_nothing_known() -> None:
    code = """
        def shop():
            return shop()
        shop().users.drop()
        users = users
        users.drop()
        """
    assert dropped(code) == []
