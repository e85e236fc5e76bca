"""Writes guardrail/knowledge/python/boto3_operations.py: `python tools/generate_boto3.py`.

What is written comes from botocore's own service models: of the services that keep data or carry
what others rely on, each operation that takes one of their resources away, by its name, with the
argument that names the resource and those that give a protection up. Left out are what is deleted
every day by design (messages, items by key, tags, sessions, grants) and what is remade from code
(rules, policies, aliases, configurations): a finding on each would hide the others. With `--check`
the table is compared, where botocore is installed; it isn't needed to use Guardrail.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "guardrail" / "knowledge" / "python" / "boto3_operations.py"
SERVICES = [
    "acm",
    "acm-pca",
    "amplify",
    "apigateway",
    "apigatewayv2",
    "appsync",
    "athena",
    "autoscaling",
    "backup",
    "bedrock-agent",
    "cloudformation",
    "cloudfront",
    "cloudhsmv2",
    "cloudtrail",
    "codeartifact",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "config",
    "dax",
    "dms",
    "docdb",
    "docdb-elastic",
    "ds",
    "dsql",
    "dynamodb",
    "ec2",
    "ecr",
    "ecr-public",
    "ecs",
    "efs",
    "eks",
    "elasticache",
    "elasticbeanstalk",
    "elb",
    "elbv2",
    "emr",
    "emr-serverless",
    "es",
    "events",
    "firehose",
    "fsx",
    "glacier",
    "glue",
    "guardduty",
    "iam",
    "iot",
    "kafka",
    "kendra",
    "keyspaces",
    "kinesis",
    "kinesisvideo",
    "kms",
    "lambda",
    "lightsail",
    "logs",
    "macie2",
    "memorydb",
    "mq",
    "neptune",
    "neptune-graph",
    "opensearch",
    "opensearchserverless",
    "organizations",
    "quicksight",
    "rds",
    "redshift",
    "redshift-serverless",
    "route53",
    "s3",
    "s3control",
    "s3tables",
    "s3vectors",
    "sagemaker",
    "secretsmanager",
    "securityhub",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "storagegateway",
    "timestream-influxdb",
    "timestream-write",
    "transfer",
    "workspaces",
]
HOLDING = [
    "account",
    "archive",
    "automated_backup",
    "backup",
    "backup_vault",
    "branch",
    "broker",
    "bucket",
    "cache_cluster",
    "certificate_authority",
    "cluster",
    "collection",
    "data_catalog",
    "data_set",
    "data_source",
    "database",
    "datastore",
    "db_cluster",
    "db_instance",
    "delivery_stream",
    "directory",
    "domain",
    "event_data_store",
    "feature_group",
    "file_system",
    "global_cluster",
    "global_replication_group",
    "graph",
    "hosted_zone",
    "identity_pool",
    "image",
    "index",
    "instance",
    "instances",
    "key_deletion",
    "keyspace",
    "knowledge_base",
    "log_group",
    "log_stream",
    "multi_region_cluster",
    "namespace",
    "organization",
    "queue",
    "recovery_point",
    "replication_group",
    "repository",
    "secret",
    "secret_value",
    "serverless_cache",
    "snapshot",
    "stack",
    "stack_set",
    "stream",
    "table",
    "table_bucket",
    "user_pool",
    "vault",
    "vector_bucket",
    "volume",
    "workspaces",
    "db_snapshot",
    "cluster_snapshot",
    "db_cluster_snapshot",
    "schema",
    "package",
    "imported_key_material",
    "custom_key_store",
    "relational_database",
    "storage_virtual_machine",
    "job_flows",
    "elasticsearch_domain",
    "tenant_database",
]
SERVING = [
    "api",
    "app",
    "application",
    "auto_scaling_group",
    "certificate",
    "crawler",
    "distribution",
    "endpoint",
    "environment",
    "event_bus",
    "function",
    "graphql_api",
    "load_balancer",
    "model",
    "nat_gateway",
    "notebook_instance",
    "nodegroup",
    "pipeline",
    "replication_instance",
    "replication_task",
    "rest_api",
    "role",
    "server",
    "service",
    "state_machine",
    "topic",
    "user",
    "vpc",
    "workgroup",
    "work_group",
]
VERBS = re.compile(r"(?:batch_)?(?:delete|terminate|purge|deregister|schedule|close)_(.+)\Z")
ALTERS = re.compile(r"(?:modify|update|put|set)_")
NEVER = re.compile(
    r"tags?\b|polic|permission|_for_|attributes?\b|_version$|association|item|message|account_"
    r"|endpoint_access|_from_|delegat|security_group|subnet_group|parameter_group|partition"
    r"|route_table|lookup_table|vpc_endpoint|connect_endpoint|verified_access|event_topic|virtual"
    r"|reserved_|client_secret|pool_domain|model_package|glue_schema|route_server|connection_"
    r"|user_defined|o_auth|idc_application|default_q|tls_certificate|for_|device|hsm_client|_cidr"
    r"|multicast|acme|access_grants|resource_server|deregister_certificate"
)
GIVEN_UP = {
    "SkipFinalSnapshot": "True",
    "SkipFinalClusterSnapshot": "True",
    "SkipFinalBackup": "True",
    "DeleteAutomatedBackups": "True",
    "ForceDeleteWithoutRecovery": "True",
    "ForceDelete": "True",
    "ForceDeleteAddOns": "True",
    "ForceStackDeletion": "True",
    "force": "True",
    "Force": "True",
    "FinalSnapshotIdentifier": "-",
    "FinalSnapshotName": "-",
    "finalSnapshotName": "-",
    "DeletionMode": "FORCE_DELETE_STACK",
}
LOST = {
    "DeletionProtection": "False",
    "DeletionProtectionEnabled": "False",
    "deletionProtection": "False",
    "deletionProtectionEnabled": "False",
    "EnableTerminationProtection": "False",
    "TerminationProtected": "False",
    "BackupRetentionPeriod": "0",
    "AutomatedSnapshotRetentionPeriod": "0",
    "SnapshotRetentionLimit": "0",
    "AutomaticBackupRetentionDays": "0",
}
NAMING = re.compile(r"(?:ids?|names?|arn|identifier|url|bucket|namespace)\Z", re.IGNORECASE)


HEAD = '''"""Operations of AWS that delete or unprotect. Written by tools/generate_boto3.py.

Source: the service models of botocore {version}.
"""

from __future__ import annotations
'''


def operations() -> Iterator[tuple[str, str, Any]]:
    """Each operation of the services: its service, its method of a client, what it takes."""
    botocore = import_module("botocore")
    session = import_module("botocore.session").get_session()
    for service in SERVICES:
        model = session.get_service_model(service)
        for operation in model.operation_names:
            shape = model.operation_model(operation).input_shape
            if shape is not None:
                yield service, botocore.xform_name(operation), shape


def target(shape: Any, noun: str) -> str:
    """The argument that names what the operation is about: named like it, else required."""
    names = [*shape.required_members, *shape.members]
    plain = noun.replace("_", "").removesuffix("s")
    own = [name for name in names if NAMING.search(name)]
    alike = [name for name in own if plain in name.lower()]
    required = [name for name in own if name in shape.required_members]
    bare = [name for name in required if name.lower() in ("name", "id", "identifier")]
    return next(iter([*alike, *bare, *required, *own, *names]), "")


def line(method: str, shape: Any, noun: str, flags: dict[str, str]) -> str:
    """A line of the table: the method, its target, the arguments that give a protection up."""
    given = [f"{name}={value}" for name, value in flags.items() if name in shape.members]
    if any(one.startswith("SkipFinal") for one in given):
        given = [one for one in given if not one.endswith("=-")]
    return " ".join((method, target(shape, noun), *given))


def collected() -> dict[str, dict[str, list[str]]]:
    """The lines of each of the three tables, by service."""
    found: dict[str, dict[str, list[str]]] = {"HOLDING": {}, "SERVING": {}, "ALTERING": {}}
    for service, method, shape in operations():
        told = VERBS.fullmatch(method)
        if told is not None and not NEVER.search(method):
            ends = [word for word in (*HOLDING, *SERVING) if _ends_with(told[1], word)]
            entry = line(method, shape, told[1], GIVEN_UP)
            if ends and " AccessToken" not in entry:
                kind = "HOLDING" if max(ends, key=len) in HOLDING else "SERVING"
                found[kind].setdefault(service, []).append(entry)
        elif ALTERS.match(method) and any(name in shape.members for name in LOST):
            noun = method.partition("_")[2]
            found["ALTERING"].setdefault(service, []).append(line(method, shape, noun, LOST))
    return found


def _ends_with(noun: str, word: str) -> bool:
    return noun in (word, f"{word}s") or noun.endswith((f"_{word}", f"_{word}s"))


def table() -> str:
    """The text of the table."""
    version = import_module("botocore").__version__
    says = {
        "HOLDING": "Operations that take away what holds data, or what nothing brings back.",
        "SERVING": "Operations that take away what serves, and can be made anew from its code.",
        "ALTERING": "Operations that change a resource, with arguments that unprotect it.",
    }
    parts = [
        HEAD.format(version=version),
    ]
    for name, services in collected().items():
        parts.append(f"{name}: dict[str, str] = {{")
        for service, lines in sorted(services.items()):
            parts.append(f'    "{service}": """')
            parts += sorted(lines)
            parts.append('""",')
        parts.append(f'}}\n"""{says[name]}"""\n')
    return "\n".join(parts)


def main() -> int:
    """Write the table, or with `--check` say whether it is as it would be written.

    Where botocore isn't installed the table stays as it is.
    """
    if find_spec("botocore") is None:
        return 0
    if "--check" in sys.argv:
        return 0 if TABLE.read_text("utf-8") == table() else 1
    TABLE.write_text(table(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
