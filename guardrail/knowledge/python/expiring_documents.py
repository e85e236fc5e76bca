"""Documents and partitions that go by themselves or by a wildcard: TTL indexes, lifecycles.

Source: MongoDB's manual, "TTL Indexes" and `collMod`, with PyMongo 4.20 (`create_index`,
`IndexModel`); Elasticsearch 8, "Delete" among the actions of index lifecycles, and the setting
`action.destructive_requires_name`; BigQuery 3.47
(`TimePartitioning.expiration_ms`). A field that says itself when a document ends is no surprise.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    ChangesObject,
    Condition,
    Gives,
    Kind,
    LetsExpire,
)
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

_COLLECTION, _LIFECYCLES = "mongo collection", "elastic lifecycles"
_AFTER = "expireAfterSeconds"
_SEASON = 7_776_000
_MONGO = "from pymongo import IndexModel, MongoClient\nshop = MongoClient().shop\n"
_SAID = (
    r"~~(?i)expir|until|valid|delete_?at|purge|remove_?at|ttl|timeout"
    r"|(?<![a-z])(?:end(?:s|ed)?|due)(?![a-z])"
)
_ENDS: tuple[Condition, ...] = ((Argument(0, "keys"), (_SAID,)),)
"""The field says when its document is to go."""
_PARTLY: Condition = ("partialFilterExpression", ("*",))
_ELASTIC = "from elasticsearch import Elasticsearch\nes = Elasticsearch('https://search.acme.io')\n"
_BY_NAME = r"~~destructive_requires_name[\"']\s*:\s*[\"']?(?i:false)"
_ASKED = "the check that indexes are deleted by their names"
_POLICY = "{'phases': {'delete': {'min_age': 'AGE', 'actions': {'delete': {}}}}}"


def _lifecycle(argument: str, given: str) -> LetsExpire:
    """A policy of the lifecycles of indexes, which clients of version 7 take as a body."""
    example = f"{_ELASTIC}es.ilm.put_lifecycle(name='logs', {argument}={given})"
    return LetsExpire(
        names=(".put_lifecycle",),
        on=(_LIFECYCLES,),
        time=Argument(-1, argument),
        key="delete..min_age",
        target=Argument(-1, "name"),
        store="elasticsearch",
        beside=("min_age",),
        unproved="one of the arguments is older",
        example=example.replace("AGE", "0ms"),
        twin=example.replace("AGE", "90d"),
    )


KINDS: tuple[Kind, ...] = (
    Gives(kind="elastic client", member="ilm", gives=_LIFECYCLES),
    Gives(kind="elastic client", member="cluster", gives="elastic cluster"),
)

ROWS: tuple[Row, ...] = (
    LetsExpire(
        names=(".create_index",),
        on=(_COLLECTION,),
        time=Argument(-1, _AFTER),
        lasting=_SEASON,
        spared=(*_ENDS, _PARTLY),
        store="mongodb",
        beside=(_AFTER,),
        unproved="the option is one of any keywords",
        example=_MONGO + "shop.orders.create_index('created_at', expireAfterSeconds=60)",
        twin=_MONGO + "shop.orders.create_index('created_at', expireAfterSeconds=31536000)",
    ),
    LetsExpire(
        names=("pymongo.IndexModel", "pymongo.operations.IndexModel"),
        time=Argument(-1, _AFTER),
        lasting=_SEASON,
        spared=(*_ENDS, _PARTLY),
        target=NOWHERE,
        store="mongodb",
        beside=(_AFTER,),
        unproved="the option is one of any keywords",
        example=_MONGO + "IndexModel('created_at', expireAfterSeconds=60)",
        twin=_MONGO + "IndexModel('expires_at', expireAfterSeconds=60)",
    ),
    LetsExpire(
        names=(".command",),
        on=("mongo database",),
        time=Argument(-1, "index"),
        key=_AFTER,
        lasting=_SEASON,
        when=((Argument(0, "command"), ("collMod",)),),
        target=Argument(1, "value"),
        store="mongodb",
        beside=("collMod",),
        unproved="the command's fields are any keywords",
        example=_MONGO + "shop.command('collMod', 'orders',"
        " index={'keyPattern': {'at': 1}, 'expireAfterSeconds': 60})",
        twin=_MONGO + "shop.command('collMod', 'orders',"
        " index={'keyPattern': {'at': 1}, 'expireAfterSeconds': 31536000})",
    ),
    _lifecycle("policy", _POLICY),
    _lifecycle("body", "{'policy': " + _POLICY + "}"),
    LetsExpire(
        names=("google.cloud.bigquery.TimePartitioning",),
        time=Argument(-1, "expiration_ms"),
        seconds=1e-3,
        target=NOWHERE,
        store="bigquery",
        beside=("expiration_ms",),
        example=(
            "from google.cloud import bigquery\n"
            "bigquery.TimePartitioning(field='day', expiration_ms=3600000)"
        ),
        twin=(
            "from google.cloud import bigquery\n"
            "bigquery.TimePartitioning(field='day', expiration_ms=7776000000)"
        ),
    ),
    *(
        ChangesObject(
            names=(".put_settings",),
            on=("elastic cluster",),
            what="cluster",
            verb=Verb.ALTER,
            target="",
            when=((Argument(-1, argument), (_BY_NAME,)),),
            protections=((argument, "-", _ASKED), (argument, "*", _ASKED)),
            store="elasticsearch",
            beside=("destructive_requires_name",),
            unproved="one of the arguments is older",
            example=f"{_ELASTIC}es.cluster.put_settings({argument}="
            "{'action.destructive_requires_name': False})",
            twin=f"{_ELASTIC}es.cluster.put_settings({argument}="
            "{'action.destructive_requires_name': True})",
        )
        for argument in ("persistent", "transient", "body")
    ),
)
