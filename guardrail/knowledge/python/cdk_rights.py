"""CDK: what a stack opens to everybody, and rights that it hands out whole.

Source: aws-cdk-lib 2.275: `aws_iam.PolicyStatement`, `AnyPrincipal` and `StarPrincipal`, the
`grant…` methods of what keeps something, `aws_s3.Bucket.grant_public_access`,
`aws_lambda.Function.add_function_url` and `add_permission`, `aws_ec2.Connections`. The package is
too large to be installed for the tests.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.infrastructure_code import ANYBODY, SERVED
from guardrail.knowledge.python.kinds import EVERY_ACTION, ChangesObject, Condition, Kind, Makes
from guardrail.knowledge.python.rows import NOWHERE, Argument, OpensPorts, Row

LARGE = "the package isn't installed for the tests"
_BESIDE = ("aws_cdk",)
_WORLD = "0.0.0.0/0|::/0"
_EVERYBODY = (
    r"~~(?s)^(?!.*(?:with_?[cC]ondition|WithConditions))"
    r".*(?:\b(?:Any|Star)Principal\s*\(|\b(?:Arn)?Principal\s*\(\s*[\"']\*[\"'])"
)
"""Everybody as a principal, without a condition on who it is: `iam.AnyPrincipal()`."""
_DENIED = (r"~~\bDENY\b",)
_MEMBERS = "aws_cdk.aws_"
_START = (
    "from aws_cdk import aws_iam as iam, aws_s3 as s3, aws_sqs as sqs, aws_ec2 as ec2\n"
    "from aws_cdk import aws_sns as sns, aws_ecr as ecr, aws_secretsmanager as secretsmanager\n"
    "from aws_cdk import aws_lambda as lambda_, aws_kms as kms\n"
)
_BUCKET = _START + "bucket = s3.Bucket(self, 'invoices')\n"

_GRANTS = (
    ".grant_read",
    ".grant_write",
    ".grant_read_write",
    ".grant_put",
    ".grant_delete",
    ".grant_read_data",
    ".grant_write_data",
    ".grant_read_write_data",
    ".grant_full_access",
    ".grant_publish",
    ".grant_subscribe",
    ".grant_send_messages",
    ".grant_consume_messages",
    ".grant_purge",
    ".grant_pull",
    ".grant_push",
    ".grant_pull_push",
    ".grant_decrypt",
    ".grant_encrypt",
    ".grant_encrypt_decrypt",
    ".grant_invoke",
    ".grant_invoke_url",
    ".grant_put_events_to",
    ".grant_root_access",
    ".grant_data_api_access",
    ".grant_connect",
    ".grant_assume_role",
    ".grant_pass_role",
)
"""Methods of what keeps or runs something, whose first argument is who gets at it."""

_DOCUMENTS = (
    ("aws_s3.CfnBucketPolicy", "bucket", "policy_document"),
    ("aws_sqs.CfnQueuePolicy", "queue", "policy_document"),
    ("aws_sns.CfnTopicPolicy", "topic", "policy_document"),
    ("aws_secretsmanager.CfnResourcePolicy", "secret", "resource_policy"),
    ("aws_kms.CfnKey", "key", "key_policy"),
    ("aws_ecr.CfnRepository", "image repository", "repository_policy_text"),
    ("aws_iam.CfnRole", "role", "assume_role_policy_document"),
)
"""Classes that hold a policy as a document, what it is about, and the argument with it."""

_SUBJECT = "{{'StringLike': {{'token.actions.githubusercontent.com:sub': '{0}'}}}}"
_PIPELINES = (
    (
        (
            f"{_MEMBERS}iam.WebIdentityPrincipal",
            f"{_MEMBERS}iam.OpenIdConnectPrincipal",
            f"{_MEMBERS}iam.FederatedPrincipal",
            f"{_MEMBERS}iam.PrincipalWithConditions",
        ),
        Argument(1, "conditions"),
        f"iam.WebIdentityPrincipal(provider_arn, {_SUBJECT})",
    ),
    (
        (".with_conditions",),
        Argument(0, "conditions"),
        f"iam.WebIdentityPrincipal(provider_arn).with_conditions({_SUBJECT})",
    ),
)
"""Principals of a forge's tokens, with the argument that says which tokens: `repo:*` is anybody's.

Source: GitHub, "Configuring OpenID Connect in Amazon Web Services".
"""

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("aws_cdk.aws_s3.Bucket",),
        kind="cdk bucket",
        named=Argument(1, "id"),
        unproved=LARGE,
    ),
)


def _to_everybody(
    names: tuple[str, ...], what: str, wanted: Condition, example: str, twin: str, **more: object
) -> ChangesObject:
    return ChangesObject(
        names=names,
        what=what,
        verb=Verb.GRANT,
        store="aws",
        when=(wanted,),
        beside=_BESIDE,
        unproved=LARGE,
        example=_START + example,
        twin=_START + twin,
        **more,  # type: ignore[arg-type]
    )


ROWS: tuple[Row, ...] = (
    _to_everybody(
        (f"{_MEMBERS}iam.PolicyStatement",),
        "resource of the policy",
        ("principals", (_EVERYBODY,)),
        "iam.PolicyStatement(actions=['sqs:*'], principals=[iam.AnyPrincipal()])",
        "iam.PolicyStatement(actions=['sqs:*'], principals=[iam.AccountRootPrincipal()])",
        target="",
        spared=(("effect", _DENIED), ("conditions", ("*",))),
    ),
    OpensPorts(
        names=(".add_any_principal",),
        provider="aws",
        kind="resource of the policy",
        id=NOWHERE,
        world=(),
        port="",
        what="access",
        unless_said=r"\.add_(?:\w+_)?conditions?\(|\bconditions\s*=|\bDENY\b|\.effect\s*=",
        beside=_BESIDE,
        unproved=LARGE,
        example=_START + "statement = iam.PolicyStatement()\nstatement.add_any_principal()",
        twin=_START + "statement = iam.PolicyStatement()\nstatement.add_account_root_principal()",
    ),
    _to_everybody(
        _GRANTS,
        "resource",
        (Argument(0, "grantee"), (_EVERYBODY,)),
        "sqs.Queue(self, 'events').grant_send_messages(iam.AnyPrincipal())",
        "sqs.Queue(self, 'events').grant_send_messages(iam.ServicePrincipal('sns.amazonaws.com'))",
        target="",
    ),
    _to_everybody(
        _GRANTS,
        "resource",
        ("identity", (_EVERYBODY,)),
        "sqs.Queue(self, 'events').grant_read(identity=iam.AnyPrincipal())",
        "sqs.Queue(self, 'events').grant_read(identity=iam.ServicePrincipal('a.amazonaws.com'))",
        target="",
    ),
    ChangesObject(
        names=(".grant_public_access",),
        on=("cdk bucket",),
        what="bucket",
        verb=Verb.GRANT,
        store="aws",
        protections=(
            ("key_prefix", "-", "reading its objects"),
            ("key_prefix", "*", "reading its objects"),
        ),
        unmistakable=True,
        beside=_BESIDE,
        unproved=LARGE,
        example=_BUCKET + "bucket.grant_public_access()",
        twin=_BUCKET + "bucket.grant_read(role)",
    ),
    _to_everybody(
        (f"{_MEMBERS}s3.Bucket",),
        "bucket",
        ("access_control", (r"~~\bPUBLIC_READ(?:_WRITE)?\b|\bAUTHENTICATED_READ\b",)),
        "s3.Bucket(self, 'a', access_control=s3.BucketAccessControl.PUBLIC_READ)",
        "s3.Bucket(self, 'a', access_control=s3.BucketAccessControl.PRIVATE)",
        target=Argument(1, "id"),
    ),
    _to_everybody(
        (f"{_MEMBERS}iam.Role",),
        "role",
        ("assumed_by", (_EVERYBODY,)),
        "iam.Role(self, 'ci', assumed_by=iam.AnyPrincipal())",
        "iam.Role(self, 'ci', assumed_by=iam.ServicePrincipal('lambda.amazonaws.com'))",
        target=Argument(1, "id"),
        spared=(("external_ids", ("*",)),),
    ),
    *(
        OpensPorts(
            names=names,
            provider="aws",
            kind="role",
            id=NOWHERE,
            world=(),
            conditions=conditions,
            port="",
            what="workflows of any repository",
            beside=_BESIDE,
            unproved=LARGE,
            example=_START + made.format("repo:*"),
            twin=_START + made.format("repo:acme/shop:*"),
        )
        for names, conditions, made in _PIPELINES
    ),
    _to_everybody(
        (".add_permission",),
        "function",
        ("principal", (_EVERYBODY,)),
        "function.add_permission('all', principal=iam.AnyPrincipal())",
        "function.add_permission('api', principal=iam.ServicePrincipal('sns.amazonaws.com'))",
        target="",
        spared=(
            ("source_arn", ("*",)),
            ("source_account", ("*",)),
            ("organization_id", ("*",)),
            ("function_url_auth_type", (r"~~AWS_IAM",)),
        ),
    ),
    _to_everybody(
        (".add_function_url", f"{_MEMBERS}lambda.FunctionUrl"),
        "function",
        ("auth_type", (r"~~FunctionUrlAuthType\.NONE\b",)),
        "function.add_function_url(auth_type=lambda_.FunctionUrlAuthType.NONE)",
        "function.add_function_url(auth_type=lambda_.FunctionUrlAuthType.AWS_IAM)",
        target="",
    ),
    _to_everybody(
        (".allow_from", ".allow_default_port_from"),
        "resource",
        (Argument(0, "other"), ANYBODY),
        "table.connections.allow_from(ec2.Peer.any_ipv4(), ec2.Port.tcp(5432))",
        "table.connections.allow_from(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(5432))",
        target="",
        spared=((Argument(1, "port_range"), SERVED),),
    ),
    ChangesObject(
        names=(".allow_from_any_ipv4",),
        what="resource",
        verb=Verb.GRANT,
        store="aws",
        target="",
        spared=((Argument(0, "port_range"), SERVED),),
        beside=_BESIDE,
        unproved=LARGE,
        example=_START + "table.connections.allow_from_any_ipv4(ec2.Port.tcp(5432))",
        twin=_START + "table.connections.allow_internally(ec2.Port.tcp(5432))",
    ),
    ChangesObject(
        names=(".allow_default_port_from_any_ipv4",),
        what="resource",
        verb=Verb.GRANT,
        store="aws",
        target="",
        beside=_BESIDE,
        unproved=LARGE,
        example=_START + "table.connections.allow_default_port_from_any_ipv4('all')",
        twin=_START + "table.connections.allow_default_port_internally('all')",
    ),
    ChangesObject(
        names=(
            f"{_MEMBERS}iam.PolicyStatement.from_json",
            f"{_MEMBERS}iam.PolicyDocument.from_json",
        ),
        what="stack's identity",
        verb=Verb.ESCALATE,
        store="aws",
        target="",
        protections=(("0.", EVERY_ACTION, "every action on every resource"),),
        beside=_BESIDE,
        unproved=LARGE,
        example=_START
        + "iam.PolicyStatement.from_json({'Effect': 'Allow', 'Action': '*', 'Resource': '*'})",
        twin=_START
        + "iam.PolicyStatement.from_json({'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'a'})",
    ),
    OpensPorts(
        names=(f"{_MEMBERS}ec2.CfnSecurityGroupIngress",),
        provider="aws",
        kind="security group",
        id=Argument(1, "id"),
        world=(("cidr_ip", _WORLD), ("cidr_ipv6", _WORLD)),
        port="from_port",
        beside=_BESIDE,
        unproved=LARGE,
        example=_START
        + "ec2.CfnSecurityGroupIngress(self, 'db', ip_protocol='tcp', from_port=5432,"
        + " cidr_ip='0.0.0.0/0')",
        twin=_START
        + "ec2.CfnSecurityGroupIngress(self, 'db', ip_protocol='tcp', from_port=5432,"
        + " cidr_ip='10.0.0.0/8')",
    ),
    OpensPorts(
        names=(f"{_MEMBERS}ec2.CfnSecurityGroup",),
        provider="aws",
        kind="security group",
        id=Argument(1, "id"),
        world=tuple(
            (f"security_group_ingress.{one}", _WORLD)
            for one in ("cidr_ip", "cidr_ipv6", "cidrIp", "cidrIpv6")
        ),
        port="from_port",
        beside=_BESIDE,
        unproved=LARGE,
        example=_START
        + "ec2.CfnSecurityGroup(self, 'db', security_group_ingress=[{'from_port': 5432,"
        + " 'cidr_ip': '0.0.0.0/0'}])",
        twin=_START
        + "ec2.CfnSecurityGroup(self, 'db', security_group_ingress=[{'from_port': 5432,"
        + " 'cidr_ip': '10.0.0.0/8'}])",
    ),
    OpensPorts(
        names=(f"{_MEMBERS}s3.CfnBucket",),
        provider="aws",
        kind="bucket",
        id=Argument(1, "id"),
        world=tuple(
            (f"public_access_block_configuration.{one}", "False")
            for one in (
                "block_public_acls",
                "block_public_policy",
                "ignore_public_acls",
                "restrict_public_buckets",
            )
        ),
        port="",
        what="what was blocked for the public",
        beside=_BESIDE,
        unproved=LARGE,
        example=_START
        + "s3.CfnBucket(self, 'a',"
        + " public_access_block_configuration={'block_public_acls': False})",
        twin=_START
        + "s3.CfnBucket(self, 'a', public_access_block_configuration={'block_public_acls': True})",
    ),
    *(
        OpensPorts(
            names=(f"aws_cdk.{name}",),
            provider="aws",
            kind=kind,
            id=Argument(1, "id"),
            world=(),
            document=held,
            port="",
            what="access",
            beside=_BESIDE,
            unproved=LARGE,
            example=_START
            + f"{name[4:]}(self, 'a', {held}={{'Statement': [{{'Effect': 'Allow',"
            + " 'Principal': '*', 'Action': '*'}]})",
            twin=_START
            + f"{name[4:]}(self, 'a', {held}={{'Statement': [{{'Effect': 'Allow',"
            + " 'Principal': {'AWS': 'arn:aws:iam::1:root'}, 'Action': '*'}]})",
        )
        for name, kind, held in _DOCUMENTS
    ),
)
