"""Signed links to what storages keep: how long they last, and what they are good for.

Source: the references of azure-storage-blob 12.31 (`generate_container_sas`), -file-share 12,
-queue 12, -file-datalake 12 and azure-data-tables 12; of boto3 1.44 (`generate_presigned_url`: at
most seven days), google-cloud-storage 3 (`Blob.generate_signed_url`), minio 7
(`presigned_get_object`), supabase 2 (`create_signed_url`).
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.python.kinds import SignsLink
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, Row

_OF_CLIENTS = "methods of clients are made from their models"
_LATER = "from datetime import datetime, timedelta, timezone\n"
_END = "datetime.now(timezone.utc) + timedelta({0})"
_AZURE: tuple[tuple[str, str, str, int, str, bool], ...] = (
    ("azure.storage.blob", "generate_blob_sas", "blob", 2, "blob_name", False),
    ("azure.storage.blob", "generate_container_sas", "container", 1, "container_name", True),
    ("azure.storage.blob", "generate_account_sas", "storage account", 0, "account_name", True),
    ("azure.storage.fileshare", "generate_file_sas", "file", 2, "file_path", False),
    ("azure.storage.fileshare", "generate_share_sas", "share", 1, "share_name", True),
    ("azure.storage.fileshare", "generate_account_sas", "storage account", 0, "account_name", True),
    ("azure.storage.queue", "generate_queue_sas", "queue", 1, "queue_name", True),
    ("azure.storage.queue", "generate_account_sas", "storage account", 0, "account_name", True),
    ("azure.storage.filedatalake", "generate_file_sas", "file", 3, "file_name", False),
    ("azure.storage.filedatalake", "generate_directory_sas", "folder", 2, "directory_name", True),
    (
        "azure.storage.filedatalake",
        "generate_file_system_sas",
        "file system",
        1,
        "file_system_name",
        True,
    ),
    ("azure.data.tables", "generate_table_sas", "table", 1, "table_name", True),
    ("azure.data.tables", "generate_account_sas", "storage account", -1, "", True),
)
"""A module, its function, what the link leads to, which argument names that, whether it is many."""

_GOOGLE = "from google.cloud import storage\nblob = storage.Client().bucket('shop').blob('a.csv')\n"
_BOTO3 = "import boto3\ns3 = boto3.client('s3')\n"
_MINIO = "from minio import Minio\nclient = Minio('s3.acme.io')\n"
_SUPABASE = "from supabase import create_client\nclient = create_client(url, key)\n"


def _of_azure() -> Iterator[SignsLink]:
    for module, function, what, place, keyword, whole in _AZURE:
        start = f"{_LATER}from {module} import {function}\n{function}("
        given = f"{keyword}='prices', " if keyword else ""
        yield SignsLink(
            names=(f"{module}.{function}", f"{module}.aio.{function}"),
            what=what,
            target=Argument(place, keyword) if keyword else NOWHERE,
            time=Argument(-1, "expiry"),
            rights=Argument(-1, "permission"),
            whole=whole,
            store="azure",
            beside=("azure",),
            unproved="the options are any keywords, and the modules of `aio` lack some",
            example=f"{start}{given}permission='rwd', expiry={_END.format('days=3650')})",
            twin=f"{start}{given}permission='r', expiry={_END.format('hours=2')})",
        )


ROWS: tuple[Row, ...] = (
    *_of_azure(),
    SignsLink(
        names=(".generate_presigned_url",),
        on=("aws s3",),
        unmistakable=True,
        what="object",
        target=NOWHERE,
        time=Argument(2, "ExpiresIn"),
        rights=Argument(0, "ClientMethod"),
        store="aws",
        beside=("boto3", "aioboto3", "botocore", "aiobotocore"),
        unproved=_OF_CLIENTS,
        example=_BOTO3 + "s3.generate_presigned_url('put_object', Params=where, ExpiresIn=604800)",
        twin=_BOTO3 + "s3.generate_presigned_url('put_object', Params=where, ExpiresIn=900)",
    ),
    SignsLink(
        names=(".generate_presigned_post",),
        on=("aws s3",),
        unmistakable=True,
        what="object",
        target=Argument(1, "Key"),
        time=Argument(4, "ExpiresIn"),
        store="aws",
        beside=("boto3", "aioboto3", "botocore", "aiobotocore"),
        unproved=_OF_CLIENTS,
        example=_BOTO3 + "s3.generate_presigned_post('shop', 'a.csv', ExpiresIn=604800)",
        twin=_BOTO3 + "s3.generate_presigned_post('shop', 'a.csv', ExpiresIn=900)",
    ),
    SignsLink(
        names=(".generate_signed_url",),
        on=("gcs blob", "gcs bucket"),
        unmistakable=True,
        what="object",
        time=FIRST._replace(keyword="expiration"),
        rights=Argument(-1, "method"),
        store="google",
        beside=("google",),
        unproved="it is a method of blobs and of buckets",
        example=f"{_LATER}{_GOOGLE}blob.generate_signed_url(expiration=timedelta(days=365))",
        twin=f"{_LATER}{_GOOGLE}blob.generate_signed_url(expiration=timedelta(minutes=15))",
    ),
    SignsLink(
        names=(".presigned_put_object", ".presigned_get_object"),
        on=("minio",),
        what="object",
        target=Argument(1, "object_name"),
        time=Argument(2, "expires"),
        store="minio",
        beside=("minio",),
        example=f"{_LATER}{_MINIO}client.presigned_put_object('shop', 'a', timedelta(days=7))",
        twin=f"{_LATER}{_MINIO}client.presigned_put_object('shop', 'a', timedelta(hours=1))",
    ),
    SignsLink(
        names=(".create_signed_url", ".create_signed_urls"),
        on=("supabase bucket",),
        what="object",
        target=Argument(0, "path"),
        time=Argument(1, "expires_in"),
        store="supabase",
        beside=("supabase",),
        unproved="it is a method of several classes",
        example=_SUPABASE + "client.storage.from_('cv').create_signed_url('a.pdf', 31536000)",
        twin=_SUPABASE + "client.storage.from_('cv').create_signed_url('a.pdf', 600)",
    ),
)
