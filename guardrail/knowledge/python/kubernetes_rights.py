"""The Kubernetes client: every right of a cluster handed out by a role or a binding.

Source: the API reference of kubernetes 31 to 35 (`V1ClusterRoleBinding`, `V1PolicyRule`,
`RbacAuthorizationV1Api`) and the documentation of Kubernetes, "Using RBAC Authorization".
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject
from guardrail.knowledge.python.rows import NOWHERE, Row

_BESIDE = ("kubernetes", "kubernetes_asyncio")
_START = "from kubernetes import client\n"
_ADMIN = "cluster-admin"
_EVERY = "every right"


def _bound(
    names: tuple[str, ...], where: tuple[str, ...], example: str, rights: str = _EVERY
) -> ChangesObject:
    return ChangesObject(
        names=names,
        on=("kubernetes RbacAuthorizationV1Api",) if names[0].startswith(".") else (),
        what="receiver of the binding",
        verb=Verb.ESCALATE,
        store="kubernetes",
        target=NOWHERE,
        protections=tuple((one, _ADMIN, rights) for one in where),
        beside=_BESIDE,
        example=_START + example.replace("ROLE", _ADMIN),
        twin=_START + example.replace("ROLE", "view"),
    )


ROWS: tuple[Row, ...] = (
    _bound(
        (
            "kubernetes.client.V1ClusterRoleBinding",
            "kubernetes_asyncio.client.V1ClusterRoleBinding",
        ),
        ("role_ref.name",),
        "client.V1ClusterRoleBinding(role_ref=client.V1RoleRef(name='ROLE', kind='ClusterRole'))",
    ),
    _bound(
        (".create_cluster_role_binding", ".patch_cluster_role_binding"),
        ("0.roleRef.name", "1.roleRef.name", "body.roleRef.name"),
        (
            "client.RbacAuthorizationV1Api().create_cluster_role_binding("
            "{'roleRef': {'kind': 'ClusterRole', 'name': 'ROLE'}})"
        ),
    ),
    _bound(
        (".create_namespaced_role_binding", ".patch_namespaced_role_binding"),
        ("1.roleRef.name", "2.roleRef.name", "body.roleRef.name"),
        (
            "client.RbacAuthorizationV1Api().create_namespaced_role_binding('shop',"
            " {'roleRef': {'kind': 'ClusterRole', 'name': 'ROLE'}})"
        ),
        "every right in a namespace",
    ),
    _bound(
        (
            "kubernetes.utils.create_from_dict",
            "kubernetes.utils.create_from_yaml",
            "kubernetes_asyncio.utils.create_from_dict",
        ),
        ("1.roleRef.name", "data.roleRef.name", "yaml_objects.roleRef.name"),
        (
            "from kubernetes import utils\nutils.create_from_dict(client.ApiClient(),"
            " {'kind': 'ClusterRoleBinding', 'roleRef': {'kind': 'ClusterRole', 'name': 'ROLE'}})"
        ),
    ),
    ChangesObject(
        names=("kubernetes.client.V1PolicyRule", "kubernetes_asyncio.client.V1PolicyRule"),
        what="receiver of the role",
        verb=Verb.ESCALATE,
        store="kubernetes",
        target=NOWHERE,
        protections=(("verbs.", "[*]", _EVERY),),
        when=(("resources", ('["*"]', "['*']")), ("api_groups", ('["*"]', "['*']"))),
        beside=_BESIDE,
        example=_START + "client.V1PolicyRule(verbs=['*'], resources=['*'], api_groups=['*'])",
        twin=_START + "client.V1PolicyRule(verbs=['get'], resources=['*'], api_groups=['*'])",
    ),
)
