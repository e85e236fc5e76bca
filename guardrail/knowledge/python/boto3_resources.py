"""boto3's resource objects: policies and access lists of theirs, what they unprotect or delete.

Source: the resource models of boto3 1.44 (iam, s3, sqs, sns, ec2, dynamodb, cloudwatch, glacier).
What a service's own resource creates takes the arguments of the client's operation of that name.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.boto3 import BESIDE, row
from guardrail.knowledge.python.boto3_access import OPEN_LIST
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_IAM, _S3, _EC2 = "aws resource iam", "aws resource s3", "aws resource ec2"
_ADMIN = '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
_OPEN = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'
_EVERY_OBJECT = '{"Rules": [{"Status": "Enabled", "Prefix": "", "Expiration": {"Days": 1}}]}'

KINDS: tuple[Kind, ...] = (
    Gives(
        kind=_IAM,
        member="create_role() create_user() create_group() CurrentUser()",
        gives="aws iam",
    ),
    Gives(
        kind=_IAM,
        member="AssumeRolePolicy() RolePolicy() UserPolicy() GroupPolicy()",
        gives="aws iam policy",
        named=FIRST,
    ),
    Gives(kind="aws iam", member="Policy() AssumeRolePolicy()", gives="aws iam policy"),
    Gives(kind=_IAM, member="roles users groups", gives="aws identities"),
    Gives(kind="aws identities", member="all() filter()", gives="aws identities"),
    Gives(kind="aws identities", member="for", gives="aws iam"),
    Gives(kind=_S3, member="BucketPolicy()", gives="aws s3 policy", named=FIRST),
    Gives(kind="s3 bucket", member="Policy()", gives="aws s3 policy"),
    Gives(kind=_S3, member="BucketAcl() ObjectAcl()", gives="aws s3 acl", named=FIRST),
    Gives(kind="s3 bucket", member="Acl()", gives="aws s3 acl"),
    Gives(kind="s3 object", member="Acl()", gives="aws s3 acl"),
    Gives(
        kind=_S3,
        member="BucketLifecycle() BucketLifecycleConfiguration()",
        gives="aws s3 lifecycle",
        named=FIRST,
    ),
    Gives(
        kind="s3 bucket", member="Lifecycle() LifecycleConfiguration()", gives="aws s3 lifecycle"
    ),
    Gives(kind="aws resource sqs", member="create_queue()", gives="sqs queue"),
    Gives(kind="aws resource sqs", member="queues", gives="sqs queues"),
    Gives(kind="sqs queues", member="all() filter()", gives="sqs queues"),
    Gives(kind="sqs queues", member="for", gives="sqs queue"),
    Gives(kind="aws resource sns", member="Topic() create_topic()", gives="sns topic", named=FIRST),
    Gives(kind="aws resource sns", member="topics", gives="sns topics"),
    Gives(kind="sns topics", member="all()", gives="sns topics"),
    Gives(kind="sns topics", member="for", gives="sns topic"),
    Gives(kind="aws resource cloudformation", member="stacks", gives="cloudformation stacks"),
    Gives(kind="cloudformation stacks", member="all() filter()", gives="cloudformation stacks"),
    Gives(kind="cloudformation stacks", member="for", gives="cloudformation stack"),
    Gives(kind="aws resource cloudwatch", member="Alarm()", gives="cloudwatch alarm", named=FIRST),
    Gives(
        kind="aws resource glacier",
        member="Vault() create_vault()",
        gives="glacier vault",
        named=Argument(1, "name"),
    ),
    Gives(kind="aws resource glacier", member="Archive()", gives="glacier archive"),
    Gives(kind="glacier vault", member="Archive()", gives="glacier archive", named=FIRST),
)


def _of(made: str, thing: str, call: str) -> str:
    return f'import boto3, json\nthing = boto3.resource("{made}").{thing}\nthing.{call}'


def _deleted(
    kind: str, made: str, thing: str, twin: str, kept: Recoverable = Recoverable.NO
) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(kind,),
        what=kind.rpartition(" ")[2],
        store="aws",
        recoverable=kept,
        beside=BESIDE,
        example=_of(made, thing, "delete()"),
        twin=_of(made, thing, f"{twin}()"),
    )


ROWS: tuple[Row, ...] = (
    row(
        "iam policy",
        "put",
        "",
        Verb.ESCALATE,
        [],
        kind="policy",
        document="PolicyDocument",
        example=_of("iam", 'RolePolicy("ci", "all")', f"put(PolicyDocument=json.dumps({_ADMIN}))"),
    ),
    row(
        "iam policy",
        "update",
        "",
        Verb.GRANT,
        [],
        kind="role",
        document="PolicyDocument",
        example=_of("iam", 'AssumeRolePolicy("ci")', f"update(PolicyDocument=json.dumps({_OPEN}))"),
    ),
    row(
        "s3 policy",
        "put",
        "",
        Verb.GRANT,
        [],
        kind="bucket",
        document="Policy",
        example=_of("s3", 'BucketPolicy("shop")', f"put(Policy=json.dumps({_OPEN}))"),
    ),
    row(
        "s3 acl",
        "put",
        "",
        Verb.GRANT,
        OPEN_LIST,
        kind="bucket",
        example=_of("s3", 'BucketAcl("shop")', 'put(ACL="public-read")'),
    ),
    row(
        "s3 lifecycle",
        "put",
        "",
        Verb.ALTER,
        [],
        kind="bucket",
        document="LifecycleConfiguration",
        example=_of(
            "s3",
            'BucketLifecycleConfiguration("shop")',
            f"put(LifecycleConfiguration={_EVERY_OBJECT})",
        ),
    ),
    row(
        "sqs queue",
        "set_attributes",
        "",
        Verb.GRANT,
        [],
        kind="queue",
        document="Attributes",
        example=_of(
            "sqs",
            'Queue("https://q")',
            f'set_attributes(Attributes={{"Policy": json.dumps({_OPEN})}})',
        ),
    ),
    row(
        "sns topic",
        "set_attributes",
        "",
        Verb.GRANT,
        [],
        kind="topic",
        document="AttributeValue",
        example=_of(
            "sns",
            'Topic("arn:aws:sns:eu-west-1:7:orders")',
            f'set_attributes(AttributeName="Policy", AttributeValue=json.dumps({_OPEN}))',
        ),
    ),
    row(
        "ec2 snapshot",
        "modify_attribute",
        "",
        Verb.GRANT,
        [
            ("GroupNames", "all", "copying it to any account"),
            ("CreateVolumePermission.Add.Group", "all", "copying it to any account"),
        ],
        kind="snapshot",
        unless=(("OperationType", "remove"),),
        example=_of(
            "ec2",
            'Snapshot("snap-1")',
            'modify_attribute(OperationType="add", GroupNames=["all"])',
        ),
    ),
    row(
        "ec2 image",
        "modify_attribute",
        "",
        Verb.GRANT,
        [
            ("UserGroups", "all", "launching it in any account"),
            ("LaunchPermission.Add.Group", "all", "launching it in any account"),
        ],
        kind="image",
        unless=(("OperationType", "remove"),),
        example=_of(
            "ec2", 'Image("ami-1")', 'modify_attribute(OperationType="add", UserGroups=["all"])'
        ),
    ),
    row(
        "ec2 instance",
        "modify_attribute",
        "",
        Verb.ALTER,
        [("DisableApiTermination.Value", "False", "termination protection")],
        kind="instance",
        example=_of(
            "ec2",
            'Instance("i-1")',
            'modify_attribute(DisableApiTermination={"Value": False})',
        ),
    ),
    row(
        "dynamodb table",
        "update",
        "",
        Verb.ALTER,
        [("DeletionProtectionEnabled", "False", "deletion protection")],
        kind="table",
        example=_of("dynamodb", 'Table("users")', "update(DeletionProtectionEnabled=False)"),
    ),
    _deleted("sns topic", "sns", 'Topic("arn")', "load", Recoverable.YES),
    _deleted("glacier vault", "glacier", 'Vault("-", "archive")', "load"),
    _deleted("glacier archive", "glacier", 'Archive("-", "vault", "a1")', "Vault"),
    ChangesObject(
        names=(".delete", ".disable_actions"),
        on=("cloudwatch alarm",),
        what="alarm",
        verb=Verb.DISABLE,
        store="aws",
        protections=(("-", "-", "what it warned of"),),
        recoverable=Recoverable.YES,
        beside=BESIDE,
        example=_of("cloudwatch", 'Alarm("disk")', "delete()"),
        twin=_of("cloudwatch", 'Alarm("disk")', "enable_actions()"),
    ),
)
