"""Clients of CouchDB: databases deleted, documents deleted in a loop over all.

Source: the documentation of CouchDB-Python 1.2 (`Server.delete`, `Database.delete`,
`Database.purge`) and of ibmcloudant 0.10 (`CloudantV1.delete_database`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ITSELF,
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_SERVER, _DATABASE, _CLOUDANT = "couch server", "couch database", "cloudant client"
_BESIDE = ("couchdb", "couchdb2", "ibmcloudant", "cloudant")
_OTHER = "another package"
_START = "import couchdb\nserver = couchdb.Server('https://couch.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("couchdb.Server", "couchdb.client.Server"), kind=_SERVER),
    Makes(names=("couchdb.Database", "couchdb.client.Database"), kind=_DATABASE),
    Makes(names=("couchdb2.Server",), kind="couch 2 server", unproved=_OTHER),
    Makes(
        names=(
            "ibmcloudant.CloudantV1",
            "ibmcloudant.CloudantV1.new_instance",
            "ibmcloudant.cloudant_v1.CloudantV1",
            "ibmcloudant.cloudant_v1.CloudantV1.new_instance",
        ),
        kind=_CLOUDANT,
        unproved=_OTHER,
    ),
    Gives(kind=_SERVER, member="[]", gives=_DATABASE, named=ITSELF),
    Gives(kind=_SERVER, member="create()", gives=_DATABASE, named=Argument(0, "name")),
    Gives(kind="couch 2 server", member="[]", gives="couch 2 database", named=ITSELF),
    Gives(kind="couch 2 server", member="get()", gives="couch 2 database"),
    Gives(kind=_DATABASE, member="for", gives="couch key"),
    Gives(
        kind=_DATABASE,
        member="view()",
        gives="couch view",
        filters=("key", "keys", "startkey", "endkey", "limit"),
    ),
    Gives(kind="couch view", member="for", gives="couch row"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".del",),
        on=(_SERVER,),
        what=ObjectKind.DATABASE,
        target=FIRST,
        store="couchdb",
        beside=_BESIDE,
        unproved="a statement, no method",
        example=_START + "del server['orders']",
        twin=_START + "del server['orders']['7']",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_SERVER,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "name"),
        store="couchdb",
        beside=_BESIDE,
        example=_START + "server.delete('orders')",
        twin=_START + "server['orders'].delete(document)",
    ),
    ChangesObject(
        names=(".destroy",),
        on=("couch 2 database",),
        what=ObjectKind.DATABASE,
        store="couchdb",
        beside=_BESIDE,
        unproved=_OTHER,
        example="import couchdb2\ncouchdb2.Server()['orders'].destroy()",
        twin="import couchdb2\ncouchdb2.Server()['orders'].compact()",
    ),
    ChangesObject(
        names=(".delete_database",),
        on=(_CLOUDANT,),
        what=ObjectKind.DATABASE,
        target=Argument(-1, "db"),
        store="couchdb",
        beside=_BESIDE,
        unproved=_OTHER,
        example="from ibmcloudant import CloudantV1\n"
        "CloudantV1.new_instance().delete_database(db='orders')",
        twin="from ibmcloudant import CloudantV1\n"
        "CloudantV1.new_instance().delete_document(db='orders', doc_id='7')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_DATABASE,),
        each=True,
        verb=Verb.DELETE,
        store="couchdb",
        beside=_BESIDE,
        example=_START + "db = server['orders']\nfor key in db:\n    db.delete(db[key])",
        twin=_START + "db = server['orders']\ndb.delete(db['7'])",
    ),
)
