"""Run by the Python of an environment with libraries: what the forms that rows know really do.

Each experiment fills a store that is its own, runs a form and its near twin on it, and prints how
many rows each left. What the environment hasn't got is left out.
"""

import asyncio
import importlib.util
import json
import warnings

FILLED = 4
EXPERIMENTS = {}


def experiment(*packages):
    """Registers an experiment, where its packages are installed."""

    def register(function):
        if all(importlib.util.find_spec(one) for one in packages):
            EXPERIMENTS[function.__name__] = function
        return function

    return register


def left(fill, count, *forms):
    """How many rows each form leaves of a store that was filled before it."""
    told = []
    for form in forms:
        fill()
        form()
        told.append(count())
    return told


@experiment("peewee")
def peewee():
    """A delete without `where`, with one that always holds, and with one that picks."""
    from peewee import IntegerField, Model, SqliteDatabase

    class User(Model):
        age = IntegerField()

        class Meta:
            database = SqliteDatabase(":memory:")

    User.create_table()

    def fill():
        User.truncate_table()
        User.insert_many([{"age": age} for age in range(FILLED)]).execute()

    return left(
        fill,
        lambda: User.select().count(),
        lambda: User.delete().execute(),
        lambda: User.delete().where(User.id > 0).execute(),
        User.delete,
        lambda: User.delete().where(User.age == 1).execute(),
    )


@experiment("pony")
def pony():
    """Generators and queries with and without a condition."""
    from pony.orm import Database, Required, count, db_session, delete

    db = Database()

    class Person(db.Entity):
        age = Required(int)

    db.bind("sqlite", ":memory:")
    db.generate_mapping(create_tables=True)

    def fill():
        Person.select().delete(bulk=True)
        for age in range(FILLED):
            Person(age=age)

    with db_session:
        return left(
            fill,
            lambda: count(p for p in Person),
            lambda: delete(p for p in Person),
            lambda: Person.select().delete(bulk=True),
            lambda: delete(p for p in Person if p.age == 1),
        )


@experiment("piccolo", "aiosqlite")
def piccolo():
    """A forced delete, one that refuses, and one with `where`."""
    import tempfile
    from pathlib import Path

    from piccolo.columns import Integer
    from piccolo.engine.sqlite import SQLiteEngine
    from piccolo.query.methods.delete import DeletionError
    from piccolo.table import Table

    engine = SQLiteEngine(path=str(Path(tempfile.mkdtemp()) / "bands.sqlite"))

    class Band(Table, db=engine):
        age = Integer()

    Band.create_table().run_sync()

    def fill():
        Band.delete(force=True).run_sync()
        Band.insert(*[Band(age=age) for age in range(FILLED)]).run_sync()

    def refused():
        try:
            Band.delete().run_sync()
        except DeletionError:
            return

    return left(
        fill,
        lambda: Band.count().run_sync(),
        lambda: Band.delete(force=True).run_sync(),
        refused,
        lambda: Band.delete(force=True).where(Band.age == 1).run_sync(),
    )


@experiment("tortoise", "aiosqlite")
def tortoise():
    """Query sets without and with a filter."""
    return asyncio.run(_tortoise())


async def _tortoise():
    import sys
    import types

    from tortoise import Tortoise, fields
    from tortoise.models import Model

    class User(Model):
        id = fields.IntField(primary_key=True)
        age = fields.IntField()

    held = types.ModuleType("users_of_tortoise")
    held.User, User.__module__ = User, held.__name__
    sys.modules[held.__name__] = held
    await Tortoise.init(db_url="sqlite://:memory:", modules={"models": [held.__name__]})
    await Tortoise.generate_schemas()
    told = []
    for form in (
        lambda: User.all().delete(),
        lambda: User.filter().delete(),
        lambda: User.filter(age=1).delete(),
    ):
        await User.all().delete()
        for age in range(FILLED):
            await User.create(age=age)
        await form()
        told.append(await User.all().count())
    await Tortoise.close_connections()
    return told


@experiment("mongoengine", "mongomock")
def mongoengine():
    """Query sets without and with a filter, on a copy of MongoDB."""
    import mongomock
    from mongoengine import Document, IntField, connect

    connect("shop", mongo_client_class=mongomock.MongoClient)

    class User(Document):
        age = IntField()

    def fill():
        User.objects.delete()
        for age in range(FILLED):
            User(age=age).save()

    return left(
        fill,
        lambda: User.objects().count(),
        lambda: User.objects.filter().delete(),
        lambda: User.objects().delete(),
        User.drop_collection,
        lambda: User.objects(age=1).delete(),
    )


@experiment("fakeredis")
def redis():
    """Flushes, loops over every key, and over those of a pattern."""
    import fakeredis

    r = fakeredis.FakeRedis()

    def fill():
        r.flushall()
        r.mset({f"user:{at}" if at else "other": at for at in range(FILLED)})

    return left(
        fill,
        r.dbsize,
        r.flushall,
        r.flushdb,
        lambda: r.delete(*r.keys("*")),
        lambda: [r.delete(key) for key in r.scan_iter()],
        lambda: [r.delete(key) for key in r.scan_iter("other*")],
    )


@experiment("chromadb")
def chroma():
    """A collection emptied by its own ids, and by a filter."""
    import chromadb

    client = chromadb.EphemeralClient()

    def docs():
        return client.get_or_create_collection("docs")

    def fill():
        if docs().count():
            docs().delete(ids=docs().get()["ids"])
        docs().add(
            ids=[str(at) for at in range(FILLED)],
            embeddings=[[float(at), 1.0] for at in range(FILLED)],
            metadatas=[{"age": at} for at in range(FILLED)],
        )

    return left(
        fill,
        lambda: docs().count(),
        lambda: docs().delete(ids=docs().get()["ids"]),
        lambda: client.delete_collection("docs"),
        lambda: docs().delete(where={"age": 1}),
    )


@experiment("qdrant_client")
def qdrant():
    """Filters without conditions select every point."""
    from qdrant_client import QdrantClient, models

    client = QdrantClient(":memory:")
    size = models.VectorParams(size=2, distance=models.Distance.DOT)

    def fill():
        if client.collection_exists("docs"):
            client.delete_collection("docs")
        client.create_collection("docs", vectors_config=size)
        points = [
            models.PointStruct(id=at, vector=[at, 1.0], payload={"age": at}) for at in range(FILLED)
        ]
        client.upsert("docs", points)

    one = models.FieldCondition(key="age", match=models.MatchValue(value=1))
    return left(
        fill,
        lambda: client.count("docs").count,
        lambda: client.delete("docs", models.Filter()),
        lambda: client.delete("docs", models.FilterSelector(filter=models.Filter(must=[]))),
        lambda: client.delete("docs", models.Filter(must=[one])),
    )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    answers = {name: run() for name, run in EXPERIMENTS.items()}
    print()
    print(json.dumps(answers))
