"""Google Cloud's services: queues, clusters, models, logs and keys deleted, protections given up.

Source: the reference pages of google-cloud-pubsub 2 (`SubscriberClient.seek`), -tasks 2, -scheduler
2, -dataproc 5, -logging 3, -aiplatform 1, -iam 2, -dns 0.35, -monitoring 2, -container 2, -compute
1, -billing 1, -bigtable 2, -spanner 3, -memcache 1, -workflows 1 and -build 3.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.google_cloud import CLIENTS as SERVICES_CLIENTS
from guardrail.knowledge.python.google_cloud import kind_of, modules_of
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Inside, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("google",)
_SUBSCRIBER = "pubsub_v1.SubscriberClient"
_INSTANCES = "compute_v1.InstancesClient"

_DELETED: tuple[tuple[str, str, str, str, bool], ...] = (
    (_SUBSCRIBER, "delete_snapshot", "snapshot", "snapshot", False),
    ("tasks_v2.CloudTasksClient", "purge_queue", "queue's tasks", "name", False),
    ("tasks_v2.CloudTasksClient", "delete_queue", "queue with its tasks", "name", False),
    ("scheduler_v1.CloudSchedulerClient", "delete_job", "schedule", "name", True),
    ("dataproc_v1.ClusterControllerClient", "delete_cluster", "cluster", "cluster_name", True),
    ("iam_admin_v1.IAMClient", "delete_service_account", "service account", "name", False),
    ("container_v1.ClusterManagerClient", "delete_node_pool", "pool of nodes", "name", True),
    ("compute_v1.ImagesClient", "delete", "image", "image", False),
    ("compute_v1.MachineImagesClient", "delete", "machine image", "machine_image", False),
    ("compute_v1.RegionDisksClient", "delete", "disk", "disk", False),
    ("compute_v1.AddressesClient", "delete", "address", "address", False),
    ("compute_v1.SubnetworksClient", "delete", "network", "subnetwork", True),
    (
        "compute_v1.InstanceGroupManagersClient",
        "delete",
        "group of instances",
        "instance_group_manager",
        True,
    ),
    ("artifactregistry_v1.ArtifactRegistryClient", "delete_package", "package", "name", False),
    ("bigtable_admin_v2.BigtableTableAdminClient", "delete_table", "table", "name", False),
    ("bigtable_admin_v2.BigtableTableAdminClient", "delete_backup", "backup", "name", False),
    ("bigtable_admin_v2.BigtableInstanceAdminClient", "delete_instance", "database", "name", False),
    (
        "spanner_admin_database_v1.DatabaseAdminClient",
        "drop_database",
        "database",
        "database",
        False,
    ),
    ("spanner_admin_database_v1.DatabaseAdminClient", "delete_backup", "backup", "name", False),
    (
        "spanner_admin_instance_v1.InstanceAdminClient",
        "delete_instance",
        "database instance",
        "name",
        False,
    ),
    ("memcache_v1.CloudMemcacheClient", "delete_instance", "cache", "name", True),
    ("workflows_v1.WorkflowsClient", "delete_workflow", "workflow", "name", True),
    ("run_v2.JobsClient", "delete_job", "job", "name", True),
    (
        "logging_v2.services.logging_service_v2.LoggingServiceV2Client",
        "delete_log",
        "log with its entries",
        "log_name",
        False,
    ),
    ("firestore_admin_v1.FirestoreAdminClient", "delete_backup", "backup", "name", False),
    ("alloydb_v1.AlloyDBAdminClient", "delete_backup", "backup", "name", False),
    ("alloydb_v1.AlloyDBAdminClient", "delete_instance", "database instance", "name", False),
    ("aiplatform_v1.DatasetServiceClient", "delete_dataset", "dataset", "name", False),
    ("aiplatform_v1.ModelServiceClient", "delete_model", "model", "name", False),
    ("aiplatform_v1.EndpointServiceClient", "delete_endpoint", "endpoint", "name", True),
)
"""A client, its method, what it deletes, the argument that says which, whether it's made anew."""

_UNGUARDED: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "logging_v2.services.config_service_v2.ConfigServiceV2Client",
        "delete_sink",
        "project",
        "sink_name",
        "a sink of its logs",
    ),
    (
        "monitoring_v3.AlertPolicyServiceClient",
        "delete_alert_policy",
        "project",
        "name",
        "an alert",
    ),
    ("compute_v1.FirewallsClient", "delete", "network", "firewall", "a rule of its firewall"),
    ("compute_v1.FirewallPoliciesClient", "delete", "network", "firewall_policy", "its firewall"),
    ("compute_v1.SecurityPoliciesClient", "delete", "network", "security_policy", "its firewall"),
    (
        "compute_v1.ResourcePoliciesClient",
        "delete",
        "disk",
        "resource_policy",
        "its schedule of snapshots",
    ),
    ("orgpolicy_v2.OrgPolicyClient", "delete_policy", "organisation", "name", "a policy"),
)
"""What is deleted that guards something, and what that loses."""

_MODELS = (("Endpoint", "endpoint", True), ("Model", "model", False))
_DATASETS = ("TabularDataset", "ImageDataset", "TextDataset", "VideoDataset")
_NOW: Condition = (
    Argument(0, "request"),
    (
        "~~[\"']time[\"']\\s*:\\s*[^,}-]*\\b(?:utc)?now\\b[^,}-]*[,}]",
        "~~\\btime\\s*=\\s*[^,)-]*\\b(?:utc)?now\\b[^,-]*\\)",
    ),
)
"""A moment that nothing is taken from: what was published before it counts as read."""

_ALL_CLIENTS = dict.fromkeys((*(one[0] for one in _DELETED), *(one[0] for one in _UNGUARDED)))
_KNOWN = (_SUBSCRIBER, _INSTANCES)
CLIENTS_BEFORE = frozenset(map(kind_of, (*_ALL_CLIENTS, *SERVICES_CLIENTS)))
"""The kinds of the clients that are told here and in `google_cloud`."""

KINDS: tuple[Kind, ...] = (
    *(
        Makes(
            names=modules_of(client),
            kind=kind_of(client),
        )
        for client in _ALL_CLIENTS
        if client not in _KNOWN
    ),
    *(
        Makes(
            names=(f"google.cloud.aiplatform.{name}",),
            kind=f"vertex {what}",
            named=FIRST,
        )
        for name, what in (*(one[:2] for one in _MODELS), *((one, "dataset") for one in _DATASETS))
    ),
    Makes(names=("google.cloud.logging.Client",), kind="google logging"),
    Gives(kind="google logging", member="logger()", gives="google log", named=FIRST),
    Gives(kind="google logging", member="sink()", gives="google log sink", named=FIRST),
    Makes(names=("google.cloud.dns.Client",), kind="google dns"),
    Gives(kind="google dns", member="zone()", gives="google dns zone", named=FIRST),
    Gives(kind="google dns", member="list_zones()", gives="google dns zones"),
    Gives(kind="google dns zones", member="for", gives="google dns zone"),
)


def _start(client: str) -> str:
    module, _, name = client.rpartition(".")
    return f"from google.cloud.{module} import {name}\nclient = {name}()\nclient."


def deleted(client: str, method: str, what: str, argument: str, again: bool) -> ChangesObject:
    """A method of a client that deletes what an argument names, which may be made `again`."""
    return ChangesObject(
        names=(f".{method}", f".{method}_unary") if "compute" in client else (f".{method}",),
        on=(kind_of(client),),
        what=what,
        store="google",
        target=Argument(-1, argument),
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=_BESIDE,
        example=f'{_start(client)}{method}({argument}="projects/shop/x")',
        twin=f'{_start(client)}get({argument}="projects/shop/x")',
    )


def _unguarded(client: str, method: str, what: str, argument: str, lost: str) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(kind_of(client),),
        what=what,
        verb=Verb.ALTER,
        store="google",
        target=Argument(-1, argument),
        protections=(("-", "-", lost),),
        beside=_BESIDE,
        example=f'{_start(client)}{method}({argument}="projects/shop/x")',
        twin=f'{_start(client)}get({argument}="projects/shop/x")',
    )


def _object(kind: str, made: str, what: str, again: bool) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(kind,),
        what=what,
        store="google",
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=_BESIDE,
        example=f"from google.cloud import {made}.delete()",
        twin=f"from google.cloud import {made}.reload()",
    )


ROWS: tuple[Row, ...] = (
    *(deleted(*one) for one in _DELETED),
    *(_unguarded(*one) for one in _UNGUARDED),
    *(
        _object(f"vertex {what}", f"aiplatform\naiplatform.{name}('7')", what, again)
        for name, what, again in (*_MODELS, *((one, "dataset", False) for one in _DATASETS))
    ),
    _object("google log", "logging\nlogging.Client().logger('audit')", "log", again=False),
    _object("google dns zone", "dns\ndns.Client().zone('shop')", "zone", again=False),
    ChangesObject(
        names=(".delete",),
        on=("google log sink",),
        what="project",
        verb=Verb.ALTER,
        store="google",
        protections=(("-", "-", "a sink of its logs"),),
        beside=_BESIDE,
        example="from google.cloud import logging\nlogging.Client().sink('audit').delete()",
        twin="from google.cloud import logging\nlogging.Client().sink('audit').reload()",
    ),
    ChangesObject(
        names=(".seek",),
        on=(kind_of(_SUBSCRIBER),),
        what="subscription's waiting messages",
        store="google",
        when=(_NOW,),
        target=Argument(-1, "subscription"),
        beside=_BESIDE,
        example=_start(_SUBSCRIBER) + "seek(request={'subscription': path, 'time': now})",
        twin=_start(_SUBSCRIBER) + "seek(request={'subscription': path, 'snapshot': snapshot})",
    ),
    ChangesObject(
        names=(".detach_subscription",),
        on=(kind_of("pubsub_v1.PublisherClient"),),
        what="subscription's waiting messages",
        store="google",
        target="",
        beside=_BESIDE,
        example="from google.cloud import pubsub_v1\n"
        "pubsub_v1.PublisherClient().detach_subscription(request={'subscription': path})",
        twin="from google.cloud import pubsub_v1\n"
        "pubsub_v1.PublisherClient().list_topic_subscriptions(request={'topic': path})",
    ),
    ChangesObject(
        names=(".set_deletion_protection",),
        on=(kind_of(_INSTANCES),),
        what="instance",
        verb=Verb.ALTER,
        store="google",
        target=Inside(Argument(0, "request"), "resource"),
        protections=(("request.deletion_protection", "False", "deletion protection"),),
        beside=_BESIDE,
        example=_start(_INSTANCES)
        + "set_deletion_protection(request={'resource': 'main', 'deletion_protection': False})",
        twin=_start(_INSTANCES)
        + "set_deletion_protection(request={'resource': 'main', 'deletion_protection': True})",
    ),
    ChangesObject(
        names=(".drop_row_range",),
        on=(kind_of("bigtable_admin_v2.BigtableTableAdminClient"),),
        what="table's rows",
        store="google",
        target="",
        when=((Argument(0, "request"), ("~~delete_all_data_from_table[\"']?\\s*[:=]\\s*True",)),),
        beside=_BESIDE,
        example=_start("bigtable_admin_v2.BigtableTableAdminClient")
        + "drop_row_range(request={'name': name, 'delete_all_data_from_table': True})",
        twin=_start("bigtable_admin_v2.BigtableTableAdminClient")
        + "drop_row_range(request={'name': name, 'row_key_prefix': b'tmp#'})",
    ),
)
