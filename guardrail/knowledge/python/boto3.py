"""boto3, aioboto3 and aiobotocore: what clients of AWS delete, unprotect, open or hand out.

Source: the service models of botocore 1.44 (the generated table beside this one), the resource
models of boto3 1.44, and the API references of the services for what an argument gives up. Names
and arguments are checked against the models.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3_operations import ALTERING, HOLDING, SERVING
from guardrail.knowledge.python.kinds import Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, ChangesResource, Row

BESIDE = ("boto3", "aioboto3", "botocore", "aiobotocore", "mypy_boto3_rds", "aws", "AWS", "client")
_SERVICE = Argument(0, "service_name")
_TYPED = {
    "rds": "RDSClient",
    "s3": "S3Client",
    "dynamodb": "DynamoDBClient",
    "ec2": "EC2Client",
    "kms": "KMSClient",
    "secretsmanager": "SecretsManagerClient",
    "cloudformation": "CloudFormationClient",
    "lambda_": "LambdaClient",
    "iam": "IAMClient",
    "sqs": "SQSClient",
    "eks": "EKSClient",
    "ecs": "ECSClient",
}
_OTHER = "it needs another release of boto3 than the newest"
_KEPT = (
    "FinalDBSnapshotIdentifier",
    "FinalSnapshotIdentifier",
    "FinalClusterSnapshotIdentifier",
    "FinalSnapshotName",
    "finalSnapshotName",
    "RecoveryWindowInDays",
    "RetainResources",
)
_WHAT = {
    "SkipFinalSnapshot": "a final snapshot",
    "SkipFinalClusterSnapshot": "a final snapshot",
    "FinalSnapshotIdentifier": "a final snapshot",
    "FinalSnapshotName": "a final snapshot",
    "finalSnapshotName": "a final snapshot",
    "DeleteAutomatedBackups": "automated backups",
    "ForceDeleteWithoutRecovery": "a recovery window",
    "ForceDelete": "waiting for what runs in it",
    "Force": "waiting for what runs in it",
    "force": "the check that it is empty",
    "DeletionMode": "the resources that it couldn't delete",
    "DeletionProtection": "deletion protection",
    "deletionProtection": "deletion protection",
    "DeletionProtectionEnabled": "deletion protection",
    "deletionProtectionEnabled": "deletion protection",
    "EnableTerminationProtection": "termination protection",
    "TerminationProtected": "termination protection",
    "BackupRetentionPeriod": "automated backups",
    "AutomatedSnapshotRetentionPeriod": "automated snapshots",
    "SnapshotRetentionLimit": "automated snapshots",
    "AutomaticBackupRetentionDays": "automated backups",
}
_NOUNS = {
    "schedule_key_deletion": "key",
    "purge_queue": "queue's messages",
    "update_termination_protection": "stack",
    "set_termination_protection": "cluster",
}


def _types(service: str, name: str) -> Makes:
    modules = (f"mypy_boto3_{service}", f"types_boto3_{service}", f"types_aiobotocore_{service}")
    names = [f"{module}{inner}.{name}" for module in modules for inner in ("", ".client")]
    return Makes(names=tuple(names), kind=f"aws {service.strip('_')}", unproved="they are stubs")


KINDS: tuple[Kind, ...] = (
    Makes(names=("boto3.client",), kind="aws", by=_SERVICE),
    Makes(names=("boto3.resource",), kind="aws resource", by=_SERVICE),
    Makes(names=("aioboto3.client",), kind="aws", by=_SERVICE, unproved=_OTHER),
    Makes(names=("aioboto3.resource",), kind="aws resource", by=_SERVICE, unproved=_OTHER),
    Makes(
        names=(
            "aioboto3.Session",
            "aioboto3.session.Session",
            "aiobotocore.session.get_session",
            "aiobotocore.session.AioSession",
        ),
        kind="aws session",
        unproved=_OTHER,
    ),
    Makes(
        names=(
            "boto3.Session",
            "boto3.session.Session",
            "botocore.session.get_session",
            "botocore.session.Session",
        ),
        kind="aws session",
        proxy="its methods are seen on boto3's own sessions alone",
    ),
    Gives(kind="aws session", member="client() create_client()", gives="aws", by=_SERVICE),
    Gives(kind="aws session", member="resource()", gives="aws resource", by=_SERVICE),
    *(_types(service, name) for service, name in _TYPED.items()),
)


def _rows(tables: dict[str, str], verb: Verb, serves: bool = False) -> Iterator[ChangesResource]:
    for service, lines in tables.items():
        for line in lines.split("\n"):
            if line:
                method, id, *flags = line.split()
                yield row(service, method, id, verb, [*map(_flag, flags)], serves=serves)


def _flag(written: str) -> tuple[str, str, str]:
    name, _, value = written.partition("=")
    return name, value, _WHAT.get(name, name)


def row(
    service: str,
    method: str,
    id: str,
    verb: Verb,
    protections: list[tuple[str, str, str]],
    *,
    kind: str = "",
    document: str = "",
    serves: bool = False,
    unless: tuple[tuple[str, str], ...] = (),
    example: str = "",
) -> ChangesResource:
    """One operation of a service; its kind is what its name says it is about."""
    noun = method.removeprefix("batch_").partition("_")[2]
    noun = kind or _NOUNS.get(method) or noun.replace("db_", "database_").replace("_", " ")
    given = [f'{id}="shop"'] if id else []
    given += [
        f"{name}={_code(value)}"
        for name, value, _ in protections[:1]
        if value != "-" and name != id
    ]
    return ChangesResource(
        names=(f".{method}",),
        verb=verb,
        provider="aws",
        service=service,
        kind=noun,
        id=id,
        protections=tuple(protections),
        document=document,
        kept=_KEPT if verb is Verb.DELETE else (),
        serves=serves,
        unless=unless,
        beside=BESIDE,
        example=example or f'import boto3\nboto3.client("{service}").{method}({", ".join(given)})',
    )


def off(service: str, method: str, id: str, kind: str, what: str) -> ChangesResource:
    """One operation that switches off what an argument names."""
    return row(service, method, id, Verb.DISABLE, [(id, "*", what)], kind=kind)


def alters(service: str, method: str, id: str, kind: str, *given_up: str) -> ChangesResource:
    """One operation that gives something up: where that stands, its value, what it is."""
    where, value, what = given_up
    argument, _, key = where.partition(".")
    code = value if value in ("False", "0") else f'"{value.partition("|")[0]}"'
    given = f'{{"{key}": {code}}}' if key else code
    example = f'import boto3\nboto3.client("{service}").{method}({id}="shop", {argument}={given})'
    return row(service, method, id, Verb.ALTER, [(where, value, what)], kind=kind, example=example)


def _code(value: str) -> str:
    return (
        value
        if value in ("True", "False", "0")
        else f'"{value.split("|", maxsplit=1)[0].strip("*")}"'
    )


ROWS: tuple[Row, ...] = (
    *_rows(HOLDING, Verb.DELETE),
    *_rows(SERVING, Verb.DELETE, serves=True),
    *_rows(ALTERING, Verb.ALTER),
)
