"""The Kubernetes client: namespaces, volumes, collections and definitions deleted.

Source: the API reference of kubernetes 31 to 35 (CoreV1Api, AppsV1Api, BatchV1Api, …) and of
kubernetes_asyncio, which has the same methods. `dry_run="All"` changes nothing.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row, RunsProgram, words

_APIS = words(
    "CoreV1Api AppsV1Api BatchV1Api NetworkingV1Api RbacAuthorizationV1Api StorageV1Api"
    " ApiextensionsV1Api CustomObjectsApi PolicyV1Api AutoscalingV2Api AdmissionregistrationV1Api"
)
_DRY: tuple[Condition, ...] = (("dry_run", ("All",)),)
_CHOSEN: tuple[Condition, ...] = (("label_selector", ("*",)), ("field_selector", ("*",)))
_BESIDE = ("kubernetes", "kubernetes_asyncio", "openshift", "k8s")
_START = "from kubernetes import client\n"

_NAMED: tuple[tuple[str, str, str, bool], ...] = (
    ("CoreV1Api", "delete_namespace", "namespace with all that is in it", False),
    ("CoreV1Api", "delete_persistent_volume", "volume", False),
    ("CoreV1Api", "delete_namespaced_persistent_volume_claim", "volume claim", False),
    ("CoreV1Api", "delete_node", "node", True),
    ("CoreV1Api", "delete_namespaced_secret", "secret", True),
    ("CoreV1Api", "delete_namespaced_service", "service", True),
    ("AppsV1Api", "delete_namespaced_stateful_set", "stateful set", False),
    ("AppsV1Api", "delete_namespaced_deployment", "deployment", True),
    ("AppsV1Api", "delete_namespaced_daemon_set", "daemon set", True),
    ("NetworkingV1Api", "delete_namespaced_network_policy", "network policy", True),
    ("NetworkingV1Api", "delete_namespaced_ingress", "ingress", True),
    ("CoreV1Api", "delete_namespaced_config_map", "config map", True),
    ("BatchV1Api", "delete_namespaced_cron_job", "cron job", True),
    ("StorageV1Api", "delete_storage_class", "storage class", True),
    (
        "ApiextensionsV1Api",
        "delete_custom_resource_definition",
        "definition and its objects",
        False,
    ),
    ("CustomObjectsApi", "delete_cluster_custom_object", "custom object", True),
    ("CustomObjectsApi", "delete_namespaced_custom_object", "custom object", True),
)
_COLLECTIONS: tuple[tuple[str, str, str], ...] = (
    ("CoreV1Api", "pod", "pods"),
    ("CoreV1Api", "persistent_volume_claim", "volume claims"),
    ("CoreV1Api", "secret", "secrets"),
    ("CoreV1Api", "config_map", "config maps"),
    ("CoreV1Api", "service", "services"),
    ("AppsV1Api", "deployment", "deployments"),
    ("AppsV1Api", "stateful_set", "stateful sets"),
    ("AppsV1Api", "daemon_set", "daemon sets"),
    ("AppsV1Api", "replica_set", "replica sets"),
    ("CoreV1Api", "replication_controller", "replication controllers"),
    ("CoreV1Api", "service_account", "service accounts"),
    ("RbacAuthorizationV1Api", "role_binding", "role bindings"),
    ("NetworkingV1Api", "ingress", "ingresses"),
    ("NetworkingV1Api", "network_policy", "network policies"),
    ("BatchV1Api", "job", "jobs"),
    ("BatchV1Api", "cron_job", "cron jobs"),
    ("CustomObjectsApi", "custom_object", "custom objects"),
)
_OF_CLUSTERS: tuple[tuple[str, str, str], ...] = (
    ("CoreV1Api", "persistent_volume", "volumes"),
    ("CoreV1Api", "node", "nodes"),
    ("ApiextensionsV1Api", "custom_resource_definition", "definitions and their objects"),
    ("StorageV1Api", "storage_class", "storage classes"),
    ("RbacAuthorizationV1Api", "cluster_role", "roles"),
    ("RbacAuthorizationV1Api", "cluster_role_binding", "role bindings"),
)
_UNGUARDED: tuple[tuple[str, str, str], ...] = (
    (
        "AdmissionregistrationV1Api",
        "delete_validating_webhook_configuration",
        "a check of what is made in it",
    ),
    (
        "AdmissionregistrationV1Api",
        "delete_validating_admission_policy",
        "a check of what is made in it",
    ),
    (
        "AdmissionregistrationV1Api",
        "delete_mutating_webhook_configuration",
        "a change of what is made in it",
    ),
    (
        "AdmissionregistrationV1Api",
        "delete_collection_validating_webhook_configuration",
        "the checks of what is made in it",
    ),
    ("CoreV1Api", "delete_namespaced_resource_quota", "a limit of what is used in it"),
    ("CoreV1Api", "delete_collection_namespaced_resource_quota", "the limits of what is used"),
    ("CoreV1Api", "delete_namespaced_limit_range", "a limit of what is used in it"),
    (
        "PolicyV1Api",
        "delete_namespaced_pod_disruption_budget",
        "how many pods must always run",
    ),
)
"""What is deleted that guards the cluster, and what that loses."""

_DYNAMIC: tuple[tuple[str, str], ...] = (
    ("Namespace", "namespace with all that is in it"),
    ("PersistentVolume", "volume"),
    ("PersistentVolumeClaim", "volume claim"),
    ("StatefulSet", "stateful set"),
    ("CustomResourceDefinition", "definition and its objects"),
)
"""Kinds of the dynamic client whose objects hold what can't be made anew."""

_DYNAMICALLY = (
    "from kubernetes import config, dynamic\n"
    "client = dynamic.DynamicClient(config.new_client_from_config())\n"
)

_CLIENTS: tuple[Kind, ...] = (
    Makes(
        names=("kubernetes.dynamic.DynamicClient", "kubernetes.dynamic.client.DynamicClient"),
        kind="kubernetes dynamic client",
    ),
    Makes(
        names=("openshift.dynamic.DynamicClient",),
        kind="kubernetes dynamic client",
        unproved="the package isn't installed",
    ),
    Gives(kind="kubernetes dynamic client", member="resources", gives="kubernetes discovery"),
    Gives(
        kind="kubernetes discovery",
        member="get()",
        gives="kubernetes object",
        by=Argument(-1, "kind"),
    ),
)

KINDS: tuple[Kind, ...] = (
    _CLIENTS
    + tuple(
        Makes(
            names=(
                f"kubernetes.client.{api}",
                f"kubernetes.client.api.{api}",
            ),
            kind=f"kubernetes {api}",
        )
        for api in sorted(_APIS)
    )
    + tuple(
        Makes(
            names=(f"kubernetes_asyncio.client.{api}",),
            kind=f"kubernetes {api}",
            unproved="the package needs an older client",
        )
        for api in sorted(_APIS)
    )
)


def _named(api: str, method: str, what: str, serves: bool) -> ChangesObject:
    more = ', namespace="shop"' if "namespaced" in method else ""
    given = f'name="main"{more}'
    place = {"delete_cluster_custom_object": 3, "delete_namespaced_custom_object": 4}.get(method, 0)
    return ChangesObject(
        names=(f".{method}",),
        on=(f"kubernetes {api}",),
        what=what,
        store="kubernetes",
        target=Argument(place, "name"),
        spared=_DRY,
        unmistakable=not serves,
        recoverable=Recoverable.YES if serves else Recoverable.NO,
        beside=_BESIDE,
        example=f"{_START}client.{api}().{method}({given})",
        twin=f'{_START}client.{api}().{method}({given}, dry_run="All")',
    )


def _collection(api: str, one: str, what: str) -> ChangesObject:
    method = f"delete_collection_namespaced_{one}"
    return ChangesObject(
        names=(f".{method}",),
        on=(f"kubernetes {api}",),
        what=f"{what} of the namespace",
        store="kubernetes",
        target=Argument(2 if one == "custom_object" else 0, "namespace"),
        spared=(*_DRY, *_CHOSEN),
        several=True,
        unmistakable=True,
        beside=_BESIDE,
        example=f'{_START}client.{api}().{method}(namespace="shop")',
        twin=f'{_START}client.{api}().{method}(namespace="shop", label_selector="job=old")',
    )


def _of_cluster(api: str, one: str, what: str) -> ChangesObject:
    method = f"delete_collection_{one}"
    return ChangesObject(
        names=(f".{method}",),
        on=(f"kubernetes {api}",),
        what=f"{what} of the cluster",
        store="kubernetes",
        target="",
        spared=(*_DRY, *_CHOSEN),
        unmistakable=True,
        beside=_BESIDE,
        example=f"{_START}client.{api}().{method}()",
        twin=f'{_START}client.{api}().{method}(label_selector="job=old")',
    )


def _unguarded(api: str, method: str, lost: str) -> ChangesObject:
    given = "'main', namespace='shop'" if "namespaced" in method else "'main'"
    if "collection" in method:
        given = "namespace='shop'" if "namespaced" in method else "timeout_seconds=5"
    return ChangesObject(
        names=(f".{method}",),
        on=(f"kubernetes {api}",),
        what="cluster",
        verb=Verb.ALTER,
        store="kubernetes",
        target="",
        spared=_DRY,
        protections=(("-", "-", lost),),
        beside=_BESIDE,
        example=f"{_START}client.{api}().{method}({given})",
        twin=f"{_START}client.{api}().{method}({given}, dry_run='All')",
    )


def _dynamic(kind: str, what: str) -> ChangesObject:
    given = f'client.resources.get(api_version="v1", kind="{kind}")'
    return ChangesObject(
        names=(".delete",),
        on=(f"kubernetes object {kind}",),
        what=what,
        store="kubernetes",
        target=Argument(0, "name"),
        spared=_DRY,
        beside=_BESIDE,
        unproved="resources are looked up in the cluster",
        example=f'{_DYNAMICALLY}{given}.delete(name="shop")',
        twin=f'{_DYNAMICALLY}{given}.get(name="shop")',
    )


ROWS: tuple[Row, ...] = (
    RunsProgram(
        names=("kubernetes.stream.stream",),
        arguments=Argument(-1, "command"),
        beside=_BESIDE,
        example=(
            "from kubernetes import client\nfrom kubernetes.stream import stream\n"
            "stream(client.CoreV1Api().connect_get_namespaced_pod_exec, 'db-0', 'shop',"
            " command=['rm', '-rf', '/var/lib/data'])"
        ),
    ),
    *(_dynamic(*one) for one in _DYNAMIC),
    *(_named(*one) for one in _NAMED),
    *(_collection(*one) for one in _COLLECTIONS),
    *(_of_cluster(*one) for one in _OF_CLUSTERS),
    *(_unguarded(*one) for one in _UNGUARDED),
    ChangesObject(
        names=(".patch_persistent_volume",),
        on=("kubernetes CoreV1Api",),
        what="volume",
        verb=Verb.ALTER,
        store="kubernetes",
        target=FIRST,
        spared=_DRY,
        protections=(
            ("1.persistentVolumeReclaimPolicy", "Delete", "that it outlives its claim"),
            ("1.persistent_volume_reclaim_policy", "Delete", "that it outlives its claim"),
        ),
        beside=_BESIDE,
        example=_START + "client.CoreV1Api().patch_persistent_volume('main',"
        " {'spec': {'persistentVolumeReclaimPolicy': 'Delete'}})",
        twin=_START + "client.CoreV1Api().patch_persistent_volume('main',"
        " {'spec': {'persistentVolumeReclaimPolicy': 'Retain'}})",
    ),
)
