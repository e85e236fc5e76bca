"""Clients of single blobs of Azure: each blob of a container deleted by its own client.

Source: the reference of azure-storage-blob 12 (`ContainerClient.get_blob_client`,
`BlobServiceClient.get_blob_client`, `BlobClient.delete_blob`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BLOB = "azure blob client"
_START = (
    "from azure.storage.blob import ContainerClient\n"
    "container = ContainerClient.from_connection_string(conn, 'shop')\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("azure.storage.blob.BlobClient", "azure.storage.blob.aio.BlobClient"),
        kind=_BLOB,
        named=Argument(2, "blob_name"),
        one_like=(r".*",),
    ),
    Gives(kind="azure container", member="get_blob_client()", gives=_BLOB, named=FIRST, one=True),
    Gives(
        kind="azure blob service",
        member="get_blob_client()",
        gives=_BLOB,
        named=Argument(1, "blob"),
        one=True,
    ),
    Gives(kind=_BLOB, member="with", gives=_BLOB),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_blob",),
        on=(_BLOB,),
        verb=Verb.DELETE,
        store="azure blobs",
        beside=("azure",),
        example=_START
        + "for blob in container.list_blobs():\n"
        + "    container.get_blob_client(blob.name).delete_blob()",
        twin=_START
        + "for blob in container.list_blobs(name_starts_with='tmp/'):\n"
        + "    container.get_blob_client(blob.name).delete_blob()",
    ),
)
