"""Google Cloud's client libraries: what they delete, empty and open.

Source: the reference pages of google-cloud-storage 3, -bigquery 3, -spanner 3, -bigtable 2,
-pubsub 2, -kms 3, -secret-manager 2, -resource-manager 1, -container 2, -compute 1, and of the
discovery documents of the SQL Admin, Compute and Resource Manager APIs.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Recoverable, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Inside,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row, RunsText

_BESIDE = ("google", "googleapiclient", "storage", "bigquery")
_GCS = "from google.cloud import storage\nbucket = storage.Client().bucket('shop')\n"
_BLOBS = ("prefix", "match_glob", "start_offset", "end_offset")
_DYNAMIC = "the API's methods are made from its discovery document"

_SERVICES: tuple[tuple[str, str, str, str, str], ...] = (
    ("pubsub_v1.PublisherClient", "delete_topic", "topic", "topic", "get_topic"),
    (
        "pubsub_v1.SubscriberClient",
        "delete_subscription",
        "subscription with what is waiting in it",
        "subscription",
        "get_subscription",
    ),
    (
        "kms.KeyManagementServiceClient",
        "destroy_crypto_key_version",
        "key version",
        "name",
        "get_crypto_key_version",
    ),
    (
        "secretmanager.SecretManagerServiceClient",
        "delete_secret",
        "secret",
        "name",
        "get_secret",
    ),
    (
        "secretmanager.SecretManagerServiceClient",
        "destroy_secret_version",
        "secret version",
        "name",
        "disable_secret_version",
    ),
    ("resourcemanager_v3.ProjectsClient", "delete_project", "project", "name", "get_project"),
    ("resourcemanager_v3.FoldersClient", "delete_folder", "folder", "name", "get_folder"),
    (
        "container_v1.ClusterManagerClient",
        "delete_cluster",
        "cluster",
        "name",
        "get_cluster",
    ),
    ("compute_v1.InstancesClient", "delete", "instance", "instance", "get"),
    ("compute_v1.DisksClient", "delete", "disk", "disk", "get"),
    ("compute_v1.SnapshotsClient", "delete", "snapshot", "snapshot", "get"),
    ("compute_v1.NetworksClient", "delete", "network", "network", "get"),
    ("redis_v1.CloudRedisClient", "delete_instance", "instance", "name", "get_instance"),
    ("alloydb_v1.AlloyDBAdminClient", "delete_cluster", "cluster", "name", "get_cluster"),
    ("filestore_v1.CloudFilestoreManagerClient", "delete_instance", "file system", "name", "get"),
    (
        "firestore_admin_v1.FirestoreAdminClient",
        "delete_database",
        "database",
        "name",
        "get_database",
    ),
    ("run_v2.ServicesClient", "delete_service", "service", "name", "get_service"),
    ("functions_v2.FunctionServiceClient", "delete_function", "function", "name", "get_function"),
    (
        "artifactregistry_v1.ArtifactRegistryClient",
        "delete_repository",
        "repository",
        "name",
        "get_repository",
    ),
    (
        "logging_v2.services.config_service_v2.ConfigServiceV2Client",
        "delete_bucket",
        "log bucket",
        "name",
        "get_bucket",
    ),
)
CLIENTS = frozenset(one[0] for one in _SERVICES)
_BY_VERSION = ("functions_v2", "aiplatform", "logging_v2.services")
_NOT_AWAITED = ("pubsub", "firestore_admin", "compute")
_BY_REQUEST = ("delete_bucket",)
"""Methods that take what they are given in a request alone."""

_SERVING = ("topic", "service", "function", "network")


def kind_of(client: str) -> str:
    """The kind of a client's objects."""
    return f"google {client.rsplit('.', 1)[-1]}"


def modules_of(client: str) -> tuple[str, ...]:
    """The client by its versioned module, and by the one without a version."""
    module, _, name = client.rpartition(".")
    plain = module.partition("_v")[0]
    spelt: tuple[str, ...] = (
        (client, f"{plain}.{name}") if plain != module else (client, f"{module}_v1.{name}")
    )
    if module.startswith(_BY_VERSION):
        spelt = (client,)
    awaits = not module.startswith(_NOT_AWAITED)
    awaited = [one.replace("Client", "AsyncClient") for one in spelt if awaits]
    return tuple(f"google.cloud.{one}" for one in (*spelt, *awaited))


_API = (
    ("sqladmin", "instances", "delete", "database instance", "instance"),
    ("sqladmin", "databases", "delete", "database", "database"),
    ("sqladmin", "backupRuns", "delete", "backup", "id"),
    ("compute", "instances", "delete", "instance", "instance"),
    ("compute", "disks", "delete", "disk", "disk"),
    ("compute", "snapshots", "delete", "snapshot", "snapshot"),
    ("cloudresourcemanager", "projects", "delete", "project", "projectId"),
    ("storage", "buckets", "delete", "bucket", "bucket"),
    ("bigquery", "datasets", "delete", "dataset", "datasetId"),
    ("bigquery", "tables", "delete", "table", "tableId"),
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("google.cloud.storage.Client",), kind="gcs client"),
    Makes(names=("google.cloud.storage.Bucket",), kind="gcs bucket", named=Argument(1, "name")),
    Gives(
        kind="gcs client",
        member="bucket() get_bucket() lookup_bucket() create_bucket()",
        gives="gcs bucket",
        named=FIRST,
    ),
    Gives(kind="gcs client", member="list_buckets()", gives="gcs buckets", filters=("prefix",)),
    Gives(kind="gcs buckets", member="for", gives="gcs bucket"),
    Gives(kind="gcs bucket", member="list_blobs()", gives="gcs blobs", filters=_BLOBS),
    Gives(kind="gcs client", member="list_blobs()", gives="gcs blobs", named=FIRST, filters=_BLOBS),
    Gives(kind="gcs blobs", member="for", gives="gcs blob"),
    Gives(kind="gcs blob", member="name", gives="gcs blob"),
    Gives(kind="gcs bucket", member="blob() get_blob()", gives="gcs blob", named=FIRST, one=True),
    Makes(names=("google.cloud.storage.Blob",), kind="gcs blob", named=Argument(0, "name")),
    Makes(names=("google.cloud.bigquery.Client",), kind="bigquery client"),
    Makes(names=("firebase_admin.storage.bucket",), kind="gcs bucket", proxy="a function"),
    Makes(names=("google.cloud.spanner_v1.database.Database",), kind="spanner database"),
    Makes(names=("google.cloud.spanner_v1.instance.Instance",), kind="spanner instance"),
    Makes(names=("google.cloud.bigtable.table.Table",), kind="bigtable table"),
    Makes(names=("google.cloud.bigtable.instance.Instance",), kind="bigtable instance"),
    Makes(names=("google.cloud.spanner.Client",), kind="spanner client"),
    Gives(kind="spanner client", member="instance()", gives="spanner instance", named=FIRST),
    Gives(kind="spanner instance", member="database()", gives="spanner database", named=FIRST),
    Makes(names=("google.cloud.bigtable.Client",), kind="bigtable client"),
    Gives(kind="bigtable client", member="instance()", gives="bigtable instance", named=FIRST),
    Gives(kind="bigtable instance", member="table()", gives="bigtable table", named=FIRST),
    Gives(kind="bigtable instance", member="cluster()", gives="bigtable cluster", named=FIRST),
    *(
        Makes(
            names=modules_of(client),
            kind=kind_of(client),
        )
        for client in dict.fromkeys(one[0] for one in _SERVICES)
    ),
    Makes(
        names=("googleapiclient.discovery.build", "apiclient.discovery.build"),
        kind="google api",
        by=Argument(0, "serviceName"),
        proxy=_DYNAMIC,
    ),
    *(
        Gives(kind=f"google api {api}", member=f"{part}()", gives=f"google {api} {part}")
        for api, part in dict.fromkeys((one[0], one[1]) for one in _API)
    ),
)


def service(client: str, method: str, what: str, argument: str, twin: str) -> ChangesObject:
    """A method of a client that deletes what an argument names."""
    module, _, name = client.rpartition(".")
    start = f"from google.cloud.{module} import {name}\nclient = {name}()\n"
    asked = method in _BY_REQUEST
    given = (
        f'request={{"{argument}": "projects/shop/x"}}' if asked else f'{argument}="projects/shop/x"'
    )
    return ChangesObject(
        names=(f".{method}",),
        on=(kind_of(client),),
        what=what,
        store="google",
        target=Inside(Argument(0, "request"), argument) if asked else Argument(-1, argument),
        recoverable=Recoverable.YES if what in _SERVING else Recoverable.NO,
        beside=_BESIDE,
        example=f"{start}client.{method}({given})",
        twin=f"{start}client.{twin}({given})",
    )


def _api(api: str, part: str, method: str, what: str, argument: str) -> ChangesObject:
    start = (
        "from googleapiclient.discovery import build\n"
        f'service = build("{api}", "v1")\n'
        f"service.{part}()"
    )
    return ChangesObject(
        names=(f".{method}",),
        on=(f"google {api} {part}",),
        what=what,
        store="google",
        target=Argument(-1, argument),
        beside=_BESIDE,
        example=f'{start}.{method}(project="shop", {argument}="main").execute()',
        twin=f'{start}.get(project="shop", {argument}="main").execute()',
    )


def _unprotected(method: str) -> ChangesObject:
    start = (
        "from googleapiclient.discovery import build\n"
        'service = build("sqladmin", "v1")\n'
        f"service.instances().{method}"
    )
    body = '{{"settings": {{"backupConfiguration": {{"enabled": {0}}}}}}}'
    return ChangesObject(
        names=(f".{method}",),
        on=("google sqladmin instances",),
        what="database instance",
        verb=Verb.ALTER,
        store="google",
        target=Argument(-1, "instance"),
        protections=(
            ("body.backupConfiguration.enabled", "False", "automated backups"),
            ("body.deletionProtectionEnabled", "False", "deletion protection"),
            ("body.pointInTimeRecoveryEnabled", "False", "point-in-time recovery"),
            ("body.requireSsl", "False", "encryption on the way"),
            ("body.sslMode", "ALLOW_UNENCRYPTED_AND_ENCRYPTED", "encryption on the way"),
        ),
        beside=_BESIDE,
        example=f'{start}(project="shop", instance="main", body={body.format(False)}).execute()',
        twin=f'{start}(project="shop", instance="main", body={body.format(True)}).execute()',
    )


_REPLACING = (
    "WRITE_TRUNCATE",
    "WriteDisposition.WRITE_TRUNCATE",
    "bigquery.WriteDisposition.WRITE_TRUNCATE",
)
_PARTITION = (
    r"~[^$]*\$\S",
    r"~~\$[{%\d]",
    r"~(?i).*(?:^|[._])(?:staging|stage|stg|te?mp|scratch)(?:[._]|$)",
)
"""How a table is written of which one partition alone is meant, or one for work in progress."""
_JOBS = ("LoadJobConfig", "QueryJobConfig", "CopyJobConfig")
_BIGQUERY = "from google.cloud import bigquery\nclient = bigquery.Client()\n"
_BIGTABLE = (
    "from google.cloud import bigtable\n"
    'table = bigtable.Client(admin=True).instance("i").table("users")\n'
)
_SPANNER = (
    "from google.cloud import spanner\n"
    'instance = spanner.Client().instance("i")\ndatabase = instance.database("shop")\n'
)

ROWS: tuple[Row, ...] = (
    *(_unprotected(method) for method in ("patch", "update")),
    ChangesData(
        names=(".delete",),
        on=("gcs blob",),
        verb=Verb.DELETE,
        store="gcs",
        beside=_BESIDE,
        example=_GCS + "for blob in bucket.list_blobs():\n    blob.delete()",
        twin=_GCS + 'for blob in bucket.list_blobs(prefix="tmp/"):\n    blob.delete()',
    ),
    ChangesData(
        names=(".delete_blobs", ".delete_blob"),
        on=("gcs bucket",),
        verb=Verb.DELETE,
        filter=Argument(0),
        each=True,
        store="gcs",
        beside=_BESIDE,
        example=_GCS + "bucket.delete_blobs(list(bucket.list_blobs()))",
        twin=_GCS + 'bucket.delete_blobs(list(bucket.list_blobs(prefix="tmp/")))',
    ),
    *(
        ChangesObject(
            names=(".patch", ".update"),
            on=("gcs bucket",),
            what="bucket",
            verb=Verb.DISABLE,
            store="gcp",
            when=((Argument(-1, setting), (value,)),),
            protections=(("-", "-", what),),
            saves=True,
            recoverable=Recoverable.YES,
            beside=(setting.rpartition(".")[2],),
            unproved="properties of the bucket are no arguments",
            example=f"{_GCS}bucket.{setting} = {value}\nbucket.patch()",
            twin=f"{_GCS}bucket.{setting} = {kept}\nbucket.patch()",
        )
        for setting, value, kept, what in (
            ("versioning_enabled", "False", "True", "versioning"),
            ("retention_period", "None", "86400", "the retention period"),
            ("default_event_based_hold", "False", "True", "the hold on new objects"),
            (
                "soft_delete_policy.retention_duration_seconds",
                "0",
                "604800",
                "deleted objects, kept for a while",
            ),
            (
                "iam_configuration.public_access_prevention",
                "inherited",
                "enforced",
                "what kept it from being opened to everybody",
            ),
        )
    ),
    ChangesObject(
        names=(".delete",),
        on=("gcs bucket",),
        what="bucket",
        store="google",
        when=((Argument(0, "force"), ("True",)),),
        protections=(("force", "True", "the check that it is empty"),),
        beside=_BESIDE,
        example=_GCS + "bucket.delete(force=True)",
        twin=_GCS + "bucket.reload()",
    ),
    ChangesObject(
        names=(".delete",),
        on=("gcs bucket",),
        what="bucket",
        store="google",
        recoverable=Recoverable.BACKUP,  # It is refused while there is anything in it.
        beside=_BESIDE,
        example=_GCS + "bucket.delete()",
        twin=_GCS + "bucket.exists()",
    ),
    ChangesObject(
        names=(".make_public",),
        on=("gcs bucket",),
        what="bucket",
        verb=Verb.GRANT,
        store="gcp",
        beside=_BESIDE,
        example=_GCS + "bucket.make_public(recursive=True)",
        twin=_GCS + "bucket.make_private(recursive=True)",
    ),
    ChangesObject(
        names=(".add_lifecycle_delete_rule",),
        on=("gcs bucket",),
        what="bucket",
        verb=Verb.ALTER,
        protections=(("age", "*", "every object once it is old enough"),),
        when=((Argument(-1, "age"), ("*",)),),
        spared=tuple(
            (Argument(-1, name), ("*",))
            for name in (
                "matches_prefix",
                "matches_suffix",
                "matches_storage_class",
                "is_live",
                "number_of_newer_versions",
            )
        ),
        store="gcp",
        beside=_BESIDE,
        unproved="conditions are taken as any keywords",
        example=_GCS + "bucket.add_lifecycle_delete_rule(age=1)",
        twin=_GCS + "bucket.add_lifecycle_delete_rule(age=1, matches_prefix=['tmp/'])",
    ),
    ChangesObject(
        names=(".make_public",),
        on=("gcs blob",),
        what="object",
        verb=Verb.GRANT,
        store="gcp",
        beside=_BESIDE,
        example=_GCS + "bucket.blob('a.csv').make_public()",
        twin=_GCS + "bucket.blob('a.csv').make_private()",
    ),
    RunsQuery(
        names=(".query", ".query_and_wait"),
        on=("bigquery client",),
        language="sql",
        text=Argument(0, "query"),
        like=r"(?s)\s*\S",
        store="bigquery",
        beside=("bigquery", "dagster_gcp"),
        example=_BIGQUERY + 'client.query("DELETE FROM shop.users WHERE true").result()',
        twin=_BIGQUERY + 'client.get_table("shop.users")',
    ),
    ChangesObject(
        names=(".delete_dataset",),
        on=("bigquery client",),
        what=ObjectKind.SCHEMA,
        store="bigquery",
        target=Argument(0, "dataset"),
        when=((Argument(-1, "delete_contents"), ("True",)),),
        unmistakable=True,
        beside=("bigquery", "dagster_gcp"),
        example=_BIGQUERY + 'client.delete_dataset("shop", delete_contents=True)',
        twin=_BIGQUERY + 'client.delete_dataset("shop", delete_contents=False)',
    ),
    ChangesObject(
        names=(".delete_table",),
        on=("bigquery client",),
        what=ObjectKind.TABLE,
        store="bigquery",
        target=Argument(0, "table"),
        beside=("bigquery", "dagster_gcp"),
        example=_BIGQUERY + 'client.delete_table("shop.users", not_found_ok=True)',
        twin=_BIGQUERY + 'client.get_table("shop.users")',
    ),
    ChangesObject(
        names=tuple(f"google.cloud.bigquery.{job}" for job in _JOBS),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        store="bigquery",
        target="the table the job writes to",
        when=((Argument(-1, "write_disposition"), _REPLACING),),
        spared=((Argument(-1, "destination"), _PARTITION),),
        used=(
            (Argument(1, "destination"), _PARTITION),
            (Argument(-1, "destination_table"), _PARTITION),
        ),
        unproved="the configuration's properties are set from any keywords",
        example=_BIGQUERY + 'bigquery.LoadJobConfig(write_disposition="WRITE_TRUNCATE")',
        twin=_BIGQUERY + 'bigquery.LoadJobConfig(write_disposition="WRITE_APPEND")',
    ),
    ChangesObject(
        names=tuple(f"google.cloud.bigquery.{job}.from_api_repr" for job in _JOBS),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        store="bigquery",
        target="the table the job writes to",
        when=((Argument(0, "resource"), ("~~WRITE_TRUNCATE",)),),
        spared=((Argument(0, "resource"), (r"~~tableId[\"']\s*:\s*f?[\"'][^\"']*\$",)),),
        used=(
            (Argument(1, "destination"), _PARTITION),
            (Argument(-1, "destination_table"), _PARTITION),
        ),
        beside=("WRITE_TRUNCATE",),
        example=_BIGQUERY
        + "bigquery.LoadJobConfig.from_api_repr({'load': {'writeDisposition': 'WRITE_TRUNCATE'}})",
        twin=_BIGQUERY
        + "bigquery.LoadJobConfig.from_api_repr({'load': {'writeDisposition': 'WRITE_APPEND'}})",
    ),
    ChangesObject(
        names=(".drop",),
        on=("spanner database",),
        what=ObjectKind.DATABASE,
        store="spanner",
        beside=("spanner",),
        example=_SPANNER + "database.drop()",
        twin=_SPANNER + "database.reload()",
    ),
    ChangesObject(
        names=(".delete",),
        on=("spanner instance", "bigtable instance", "bigtable cluster"),
        what="instance",
        store="google",
        beside=("spanner", "bigtable"),
        example=_SPANNER + "instance.delete()",
        twin=_SPANNER + "instance.reload()",
    ),
    RunsText(
        names=(".execute_partitioned_dml",),
        language="sql",
        text=Argument(0, "dml"),
        certain=True,
        dialect="spanner",
        beside=("spanner",),
        example=_SPANNER + 'database.execute_partitioned_dml("DELETE FROM users WHERE true")',
    ),
    RunsText(
        names=(".execute_update",),
        language="sql",
        text=Argument(0, "dml"),
        certain=True,
        dialect="spanner",
        beside=("spanner",),
        example=(
            _SPANNER
            + "def work(unit):\n    unit.execute_update('DELETE FROM users WHERE true')\n"
            + "database.run_in_transaction(work)"
        ),
    ),
    RunsText(
        names=(".batch_update",),
        language="sql",
        text=Argument(0, "statements"),
        certain=True,
        dialect="spanner",
        beside=("spanner",),
        example=(
            _SPANNER
            + "def work(unit):\n    unit.batch_update(['DELETE FROM users WHERE true'])\n"
            + "database.run_in_transaction(work)"
        ),
    ),
    RunsText(
        names=(".update_ddl",),
        language="sql",
        text=Argument(0, "ddl_statements"),
        certain=True,
        dialect="spanner",
        beside=("spanner",),
        example=_SPANNER + 'database.update_ddl(["DROP TABLE users"])',
    ),
    ChangesData(
        names=(".truncate",),
        on=("bigtable table",),
        verb=Verb.TRUNCATE,
        store="bigtable",
        beside=("bigtable",),
        example=_BIGTABLE + "table.truncate()",
        twin=_BIGTABLE + "table.exists()",
    ),
    ChangesData(
        names=(".drop_by_prefix",),
        on=("bigtable table",),
        verb=Verb.DELETE,
        filter=Argument(0, "row_key_prefix"),
        store="bigtable",
        beside=("bigtable",),
        example=_BIGTABLE + 'table.drop_by_prefix("")',
        twin=_BIGTABLE + 'table.drop_by_prefix("tmp#")',
    ),
    ChangesObject(
        names=(".delete",),
        on=("bigtable table",),
        what=ObjectKind.TABLE,
        store="bigtable",
        beside=("bigtable",),
        example=_BIGTABLE + "table.delete()",
        twin=_BIGTABLE + "table.exists()",
    ),
    *(service(*one) for one in _SERVICES),
    *(_api(*one) for one in _API),
)
