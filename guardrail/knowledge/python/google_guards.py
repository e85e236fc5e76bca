"""Google Cloud: objects opened to everybody, keys put out of use, services and backups taken away.

Source: the reference of google-cloud-storage 3 (`acl`, `save_predefined`), -spanner 3 (`KeySet`),
-kms 3 (`update_crypto_key_version`), -logging 3 (`update_bucket`), -backupdr 0.2, -billing 1,
-service-usage 1 and -compute 1 (`set_iam_policy`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.google_cloud import kind_of, modules_of
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, OpensPorts, Row

_BESIDE = ("google",)
_UNPROVED = "not all of these packages are installed"
_GCS = "from google.cloud import storage\nbucket = storage.Client().bucket('shop')\n"
_KEYS = "kms.KeyManagementServiceClient"
_LOGS = "logging_v2.services.config_service_v2.ConfigServiceV2Client"
_BILLING, _USAGE, _BACKUPS = (
    "billing_v1.CloudBillingClient",
    "service_usage_v1.ServiceUsageClient",
    "backupdr_v1.BackupDRClient",
)
_SPANNER = (
    "from google.cloud import spanner\nfrom google.cloud.spanner import KeySet\n"
    "database = spanner.Client().instance('i').database('shop')\n"
    "with database.batch() as batch:\n    "
)
_PUBLIC = "publicRead|public-read|publicReadWrite|public-read-write|authenticatedRead"
_OPENED = "access"

KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=modules_of(client), kind=kind_of(client), unproved=_UNPROVED)
        for client in (_BILLING, _USAGE, _BACKUPS)
    ),
    Gives(kind="gcs bucket", member="acl default_object_acl", gives="gcs acl"),
    Gives(kind="gcs blob", member="acl", gives="gcs acl"),
    Gives(kind="gcs acl", member="all() all_authenticated()", gives="gcs everybody"),
    Gives(kind="spanner database", member="batch()", gives="spanner batch"),
    Gives(kind="spanner batch", member="with", gives="spanner batch"),
)


def _start(client: str) -> str:
    module, _, name = client.rpartition(".")
    return f"from google.cloud.{module} import {name}\nclient = {name}()\nclient."


def _alters(
    client: str, method: str, what: str, protections: tuple[tuple[str, str, str], ...], *shown: str
) -> ChangesObject:
    bad, good = shown
    return ChangesObject(
        names=(f".{method}",),
        on=(kind_of(client),),
        what=what,
        verb=Verb.ALTER,
        store="google",
        target="",
        protections=protections,
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=f"{_start(client)}{method}({bad})",
        twin=f"{_start(client)}{method}({good})",
    )


def _backup(method: str, what: str) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(kind_of(_BACKUPS),),
        what=what,
        store="google",
        target=Argument(-1, "name"),
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=f"{_start(_BACKUPS)}{method}(name='projects/shop/x')",
        twin=f"{_start(_BACKUPS)}{method.replace('delete', 'get')}(name='projects/shop/x')",
    )


ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".grant_read", ".grant_write", ".grant_owner"),
        on=("gcs everybody",),
        what="bucket or object",
        verb=Verb.GRANT,
        store="gcp",
        target="",
        beside=_BESIDE,
        example=_GCS + "bucket.acl.all().grant_read()",
        twin=_GCS + "bucket.acl.all().revoke_read()",
    ),
    OpensPorts(
        names=(".save_predefined",),
        provider="gcp",
        kind="bucket or object",
        id=NOWHERE,
        world=(("0", _PUBLIC), ("predefined", _PUBLIC)),
        port="",
        what=_OPENED,
        unproved="several classes have such a method",
        beside=_BESIDE,
        example=_GCS + "bucket.acl.save_predefined('publicRead')",
        twin=_GCS + "bucket.acl.save_predefined('private')",
    ),
    OpensPorts(
        names=(
            ".create_bucket",
            ".upload_from_filename",
            ".upload_from_file",
            ".upload_from_string",
        ),
        provider="gcp",
        kind="object",
        id=NOWHERE,
        world=(("predefined_acl", _PUBLIC), ("predefined_default_object_acl", _PUBLIC)),
        port="",
        what=_OPENED,
        unproved="several classes have such a method",
        beside=("predefined_acl", "predefined_default_object_acl"),
        example=_GCS + "bucket.blob('a').upload_from_filename('a', predefined_acl='publicRead')",
        twin=_GCS + "bucket.blob('a').upload_from_filename('a', predefined_acl='private')",
    ),
    OpensPorts(
        names=(".set_iam_policy",),
        provider="gcp",
        kind="resource of the policy",
        id=NOWHERE,
        world=tuple(
            (f"{scope}_set_policy_request_resource.members", "allUsers|allAuthenticatedUsers")
            for scope in ("global", "zone", "region")
        ),
        port="",
        what=_OPENED,
        unproved="several classes have such a method",
        beside=("allUsers", "allAuthenticatedUsers"),
        example=(
            "from google.cloud import compute_v1\ncompute_v1.ImagesClient().set_iam_policy("
            "resource='a', global_set_policy_request_resource={'policy': {'bindings':"
            " [{'role': 'roles/compute.imageUser', 'members': ['allAuthenticatedUsers']}]}})"
        ),
        twin=(
            "from google.cloud import compute_v1\ncompute_v1.ImagesClient().set_iam_policy("
            "resource='a', global_set_policy_request_resource={'policy': {'bindings':"
            " [{'role': 'roles/compute.imageUser', 'members': ['user:a']}]}})  # not allUsers"
        ),
    ),
    ChangesData(
        names=(".delete",),
        on=("spanner batch",),
        verb=Verb.DELETE,
        store="spanner",
        target=FIRST,
        when=((Argument(1, "keyset"), (r"~~\ball_\s*=\s*True",)),),
        unmistakable=True,
        beside=("spanner",),
        example=_SPANNER + "batch.delete('orders', KeySet(all_=True))",
        twin=_SPANNER + "batch.delete('orders', KeySet(keys=[[7]]))",
    ),
    _alters(
        _KEYS,
        "update_crypto_key_version",
        "key",
        (
            ("request.crypto_key_version.state", "DISABLED", "being readable with it"),
            ("crypto_key_version.state", "DISABLED", "being readable with it"),
        ),
        "request={'crypto_key_version': {'name': 'a', 'state': 'DISABLED'}}",
        "request={'crypto_key_version': {'name': 'a', 'state': 'ENABLED'}}",
    ),
    _alters(
        _LOGS,
        "update_bucket",
        "bucket of logs",
        (("request.retention_days", "[1-6]", "logs that are older than a few days"),),
        "request={'name': 'a', 'bucket': {'retention_days': 1}}",
        "request={'name': 'a', 'bucket': {'retention_days': 90}}",
    ),
    _alters(
        _BILLING,
        "update_project_billing_info",
        "project",
        (
            ("project_billing_info.billing_account_name", "", "who pays for all that runs in it"),
            ("request.billing_account_name", "", "who pays for all that runs in it"),
        ),
        "name='projects/shop', project_billing_info={'billing_account_name': ''}",
        "name='projects/shop', project_billing_info={'billing_account_name': 'a'}",
    ),
    _alters(
        _USAGE,
        "disable_service",
        "project",
        (("request.disable_dependent_services", "True", "a service and all that needs it"),),
        "request={'name': 'a', 'disable_dependent_services': True}",
        "request={'name': 'a', 'disable_dependent_services': False}",
    ),
    _backup("delete_backup_vault", "vault of backups"),
    _backup("delete_backup", "backup"),
    _backup("delete_backup_plan", "plan of backups"),
)
