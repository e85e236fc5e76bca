"""The rule `broad-permission`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.exposure.lasting_link import LINK

CLOUDS = frozenset(("aws", "gcp", "azure", "kubernetes", "vault", "openstack", "consul"))
STORES = frozenset(
    (
        *("couchbase", "cypher", "elasticsearch", "influxdb", "meilisearch", "milvus", "mongodb"),
        *("redis", "typesense", "weaviate"),
    )
)
EVERYBODY = "the internet"


class BroadPermission(Rule):
    """Every right of a cloud account, a cluster or a store is handed to a user, a role or a group.

    ## Why it matters

    Whatever runs with that role can delete the account's databases and backups, read its secrets
    and make itself new keys. A leaked token of a build job is then a leaked account.

    ## Do this instead

    Allow the actions that are used, on the resources they are used on. Where the list isn't known
    yet, begin with a read-only policy and add what is refused.
    """

    name = "broad-permission"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (PrivilegeChange,)

    bad = (
        python(
            """\
            import boto3

            boto3.client("iam").attach_role_policy(
                RoleName="ci", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
            )
            """
        ),
        python(
            """\
            import json
            import boto3

            policy = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            boto3.client("iam").put_role_policy(
                RoleName="ci", PolicyName="all", PolicyDocument=json.dumps(policy)
            )
            """
        ),
        python(
            """\
            from kubernetes import client

            admin = client.V1RoleRef(
                api_group="rbac.authorization.k8s.io", kind="ClusterRole", name="cluster-admin"
            )
            binding = client.V1ClusterRoleBinding(metadata=metadata, role_ref=admin)
            """
        ),
        shell("kubectl create clusterrolebinding ci --clusterrole=cluster-admin --user=ci"),
    )
    good = (
        python(
            """\
            import boto3

            boto3.client("iam").attach_role_policy(
                RoleName="ci", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"
            )
            """
        ),
        python(
            """\
            import json
            import boto3

            policy = {
                "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]
            }
            boto3.client("iam").put_role_policy(
                RoleName="ci", PolicyName="read", PolicyDocument=json.dumps(policy)
            )
            """
        ),
        python(
            """\
            from kubernetes import client

            viewer = client.V1RoleRef(
                api_group="rbac.authorization.k8s.io", kind="ClusterRole", name="view"
            )
            binding = client.V1ClusterRoleBinding(metadata=metadata, role_ref=viewer)
            """
        ),
        shell("kubectl create clusterrolebinding ci --clusterrole=view --user=ci"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """Every right of the account at once."""
        if change.verb is not Verb.GRANT or change.dialect not in CLOUDS | STORES:
            return
        if EVERYBODY in change.whom or LINK in change.whom:
            return
        whom = ", ".join(change.whom) or "somebody"
        message = f"the {whom} is granted {', '.join(change.privileges)} on {change.on}"
        yield from weighed(self, change, context, message)
