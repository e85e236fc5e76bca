"""MinIO's client: what keeps objects from being lost, switched off or set to let them expire.

Source: the reference of minio 7 (`Minio.set_bucket_versioning`, `delete_object_lock_config`,
`delete_bucket_encryption`, `set_bucket_policy`) and of its S3 API.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject
from guardrail.knowledge.python.rows import Argument, Row

_MINIO = (
    "from minio import Minio\nfrom minio.versioningconfig import VersioningConfig, SUSPENDED\n"
    "client = Minio('files.acme.io')\nclient."
)
_LOST: tuple[tuple[str, str, str], ...] = (
    ("delete_object_lock_config", "the lock that kept objects", "get_object_lock_config"),
    ("delete_bucket_encryption", "encryption of what is stored", "get_bucket_encryption"),
    ("delete_bucket_replication", "its copy elsewhere", "get_bucket_replication"),
    ("delete_bucket_notification", "what is told of its changes", "get_bucket_notification"),
    ("disable_object_legal_hold", "the hold on an object", "is_object_legal_hold_enabled"),
)


def _unprotected(method: str, lost: str, twin: str) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=("minio",),
        what="bucket",
        verb=Verb.ALTER,
        store="minio",
        target=Argument(0, "bucket_name"),
        protections=(("-", "-", lost),),
        beside=("minio",),
        example=f"{_MINIO}{method}('shop')",
        twin=f"{_MINIO}{twin}('shop')",
    )


ROWS: tuple[Row, ...] = (
    *(_unprotected(*one) for one in _LOST),
    ChangesObject(
        names=(".set_bucket_versioning",),
        on=("minio",),
        what="bucket",
        verb=Verb.ALTER,
        store="minio",
        target=Argument(0, "bucket_name"),
        when=((Argument(1, "config"), (r"~~\bSUSPENDED\b|[\"']Suspended[\"']",)),),
        protections=(("-", "-", "versioning"),),
        beside=("minio",),
        example=_MINIO + "set_bucket_versioning('shop', VersioningConfig(SUSPENDED))",
        twin=_MINIO + "set_bucket_versioning('shop', VersioningConfig('Enabled'))",
    ),
)
