"""Pinecone: every vector of a namespace deleted, namespaces and indexes deleted.

Source: the documentation of the Python SDK 10.2 (`Pinecone`, `Index.delete`, `delete_namespace`);
in older releases an index is had of `pinecone.Index` and `pinecone.init`.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _INDEX = "pinecone client", "pinecone index"
_BESIDE = ("pinecone",)
_START = "from pinecone import Pinecone\npc = Pinecone()\nindex = pc.Index('docs')\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("pinecone_index",), kind=_INDEX),
    Makes(names=("pinecone.Pinecone", "pinecone.AsyncPinecone"), kind=_CLIENT),
    Makes(
        names=("pinecone.grpc.PineconeGRPC", "pinecone.PineconeAsyncio"),
        kind=_CLIENT,
        proxy="of other releases",
    ),
    Makes(names=("pinecone.Index", "pinecone.AsyncIndex"), kind=_INDEX, named=Argument(0)),
    Gives(kind=_CLIENT, member="Index()", gives=_INDEX, named=Argument(0, "name")),
    Gives(kind=_CLIENT, member="IndexAsyncio()", gives=_INDEX),
    Gives(kind=_INDEX, member="list()", gives="pinecone ids", filters=("prefix",)),
    Gives(kind="pinecone ids", member="for", gives="pinecone page"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_INDEX,),
        each=True,
        verb=Verb.DELETE,
        store="pinecone",
        beside=_BESIDE,
        example=_START + "for ids in index.list():\n    index.delete(ids=ids)",
        twin=_START + "for ids in index.list(prefix='a#'):\n    index.delete(ids=ids)",
    ),
    ChangesData(
        names=(".delete",),
        on=(_INDEX,),
        when=(("delete_all", ("True",)),),
        spared=(("namespace", ("<given>",)),),
        target=Argument(-1, "namespace"),
        verb=Verb.DELETE,
        store="pinecone",
        beside=("delete_all",),
        example=_START + "index.delete(delete_all=True)",
        twin=_START + "index.delete(ids=['a', 'b'])",
    ),
    ChangesData(
        names=(".delete_namespace",),
        on=(_INDEX,),
        target=Argument(0, "name"),
        verb=Verb.DELETE,
        unmistakable=True,
        store="pinecone",
        beside=_BESIDE,
        example=_START + "index.delete_namespace(name='docs')",
        twin=_START + "index.list_namespaces()",
    ),
    ChangesObject(
        names=(".delete_index",),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        target=Argument(0, "name"),
        unmistakable=True,
        store="pinecone",
        beside=_BESIDE,
        example=_START + "pc.delete_index('docs')",
        twin=_START + "pc.describe_index('docs')",
    ),
    ChangesObject(
        names=("pinecone.delete_index",),
        what=ObjectKind.TABLE,
        target=Argument(0, "name"),
        store="pinecone",
        unproved="a function of releases before 3",
        beside=_BESIDE,
        example="import pinecone\npinecone.delete_index('docs')",
        twin="import pinecone\npinecone.describe_index('docs')",
    ),
    ChangesObject(
        names=(".delete_collection",),
        on=(_CLIENT,),
        what="collection",
        target=Argument(0, "name"),
        store="pinecone",
        beside=_BESIDE,
        example=_START + "pc.delete_collection('docs-backup')",
        twin=_START + "pc.describe_collection('docs-backup')",
    ),
    ChangesObject(
        names=(".delete_backup",),
        on=(_CLIENT,),
        what="backup",
        target=Argument(-1, "backup_id"),
        store="pinecone",
        beside=_BESIDE,
        unproved="a method of other releases",
        example=_START + "pc.delete_backup(backup_id='b-7')",
        twin=_START + "pc.describe_backup(backup_id='b-7')",
    ),
    ChangesObject(
        names=(".configure_index",),
        on=(_CLIENT,),
        what="index",
        verb=Verb.ALTER,
        target=Argument(0, "name"),
        when=(("deletion_protection", ("disabled", "DeletionProtection.DISABLED")),),
        protections=(
            ("deletion_protection", "-", "deletion protection"),
            ("deletion_protection", "*", "deletion protection"),
        ),
        store="pinecone",
        beside=("deletion_protection",),
        unproved="a method of other releases",
        example=_START + "pc.configure_index('docs', deletion_protection='disabled')",
        twin=_START + "pc.configure_index('docs', deletion_protection='enabled')",
    ),
)
