"""Every right of an account or a project handed out: by policies in code, by the role of owners.

Source: the references of pulumi-aws 7 (`iam.RolePolicy`, `iam.Policy`), of the AWS provider for
CDKTF, and the documentation of Google Cloud, "IAM basic roles" (`roles/owner`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import EVERY_ACTION, ChangesObject
from guardrail.knowledge.python.rows import NOWHERE, Row

_LARGE = "the provider's package isn't installed"
_EVERYTHING = "every action on every resource"
_PULUMI = (
    "import json\nimport pulumi_aws as aws\naws.iam.RolePolicy('ci', role='ci', policy=json.dumps("
    "{{'Statement': [{{'Effect': 'Allow', 'Action': '{0}', 'Resource': '*'}}]}}))"
)
_OWNERS = "roles/owner"
_GOOGLE = (
    "from google.cloud import resourcemanager_v3\n"
    "policy = resourcemanager_v3.ProjectsClient().get_iam_policy(request=asked)\n"
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(
            "pulumi_aws.iam.RolePolicy",
            "pulumi_aws.iam.UserPolicy",
            "pulumi_aws.iam.GroupPolicy",
            "pulumi_aws.iam.Policy",
            "cdktf_cdktf_provider_aws.iam_role_policy.IamRolePolicy",
            "cdktf_cdktf_provider_aws.iam_user_policy.IamUserPolicy",
            "cdktf_cdktf_provider_aws.iam_policy.IamPolicy",
        ),
        what="holder of the policy",
        verb=Verb.ESCALATE,
        store="aws",
        target=NOWHERE,
        protections=(("policy.", EVERY_ACTION, _EVERYTHING),),
        beside=("pulumi_aws", "cdktf", "pulumi"),
        unproved=_LARGE,
        example=_PULUMI.format("*"),
        twin=_PULUMI.format("s3:GetObject"),
    ),
    ChangesObject(
        names=(".add",),
        what="member of the binding",
        verb=Verb.ESCALATE,
        store="gcp",
        target=NOWHERE,
        protections=(("role.", _OWNERS, "the role of owners"),),
        beside=(_OWNERS,),
        unproved="bindings are fields of a message",
        example=_GOOGLE + "policy.bindings.add(role='roles/owner', members=['user:a'])",
        twin=_GOOGLE + "policy.bindings.add(role='roles/viewer', members=['user:a'])",
    ),
    ChangesObject(
        names=(".append",),
        what="member of the binding",
        verb=Verb.ESCALATE,
        store="gcp",
        target=NOWHERE,
        protections=(("0.role", _OWNERS, "the role of owners"),),
        beside=(_OWNERS,),
        unproved="bindings are entries of a list",
        example=_GOOGLE + "policy.bindings.append({'role': 'roles/owner', 'members': ['user:a']})",
        twin=_GOOGLE + "policy.bindings.append({'role': 'roles/viewer', 'members': ['user:a']})",
    ),
)
