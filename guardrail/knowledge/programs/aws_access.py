"""aws: what opens buckets, snapshots and ports to everybody, and what gives protections up.

Source: the AWS CLI 2 reference: `s3 cp`, `s3api`, `ec2`, `rds`, `lambda add-permission`,
`cloudtrail`, `dynamodb`, `cloudformation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, ResourceChange, Verb
from guardrail.knowledge.programs.command import Command, Outcome
from guardrail.knowledge.programs.options import Parsed
from guardrail.patterns import late

_WORLD = "the internet"
_PUBLIC_ACL = late(r"public-read(?:-write)?|authenticated-read")
_ALL_USERS = late(r"global/AllUsers|AuthenticatedUsers")
_ANYBODY = late(r"""["']?Principal["']?\s*:\s*(?:["']\*["']|\{\s*["']AWS["']\s*:\s*\[?\s*["']\*)""")
_ANYWHERE = late(r"(?:^|[\"'=\s])(?:0\.0\.0\.0/0|::/0)")
_OPENING: dict[tuple[str, str], tuple[tuple[str, re.Pattern[str], str, str], ...]] = {
    ("s3api", "put-public-access-block"): (
        (
            "--public-access-block-configuration",
            re.compile(r"(?i)(?:Block|Ignore|Restrict)\w+[\"']?\s*[=:]\s*false"),
            "the bucket",
            "what was blocked for the public",
        ),
    ),
    ("s3api", "put-bucket-policy"): (("--policy", _ANYBODY, "the bucket", "its policy"),),
    ("ec2", "modify-snapshot-attribute"): (
        ("--group-names", re.compile("all"), "the snapshot", "its attributes"),
        ("--create-volume-permission", re.compile("Group=all"), "the snapshot", "its attributes"),
    ),
    ("ec2", "modify-image-attribute"): (
        ("--launch-permission", re.compile("Group=all"), "the image", "its attributes"),
        ("--user-groups", re.compile("all"), "the image", "its attributes"),
    ),
    ("rds", "modify-db-snapshot-attribute"): (
        ("--values-to-add", re.compile("all"), "the database snapshot", "its attributes"),
    ),
    ("lambda", "add-permission"): (
        ("--principal", re.compile(r"\*"), "the function", "its policy"),
    ),
}
_LESS: dict[tuple[str, str], tuple[tuple[str, re.Pattern[str], str], ...]] = {
    ("s3api", "put-bucket-versioning"): (
        (
            "--versioning-configuration",
            re.compile("Status[\"']?[=:]\\s*[\"']?Suspended"),
            "versioning",
        ),
    ),
    ("rds", "modify-db-instance"): (("--backup-retention-period", re.compile("0"), "its backups"),),
    ("rds", "modify-db-cluster"): (("--backup-retention-period", re.compile("0"), "its backups"),),
    ("logs", "put-retention-policy"): (
        ("--retention-in-days", re.compile(r"[135]\Z"), "what is older than a few days"),
    ),
    ("dynamodb", "update-time-to-live"): (
        (
            "--time-to-live-specification",
            re.compile(
                r"(?i)(?!.*(?:expir|ttl|Enabled[\"']?\s*[=:]\s*[\"']?false))"
                r".*AttributeName[\"']?\s*[=:]\s*[\"']?\w*(?:creat|updat|modified|timestamp)"
            ),
            "every row, as that time is past",
        ),
    ),
    ("dynamodb", "update-continuous-backups"): (
        (
            "--point-in-time-recovery-specification",
            re.compile("(?i)Enabled[\"']?[=:]\\s*false"),
            "point-in-time recovery",
        ),
    ),
}
_FLAGS = {
    ("cloudtrail", "stop-logging"): "its audit log",
    ("s3api", "delete-public-access-block"): "",
    ("ec2", "modify-instance-attribute"): "--no-disable-api-termination",
    ("cloudformation", "update-termination-protection"): "--no-enable-termination-protection",
    ("dynamodb", "update-table"): "--no-deletion-protection-enabled",
}
_NAMES = (
    *("--bucket", "--snapshot-id", "--image-id", "--db-snapshot-identifier", "--function-name"),
    *("--group-id", "--name", "--db-instance-identifier", "--db-cluster-identifier"),
    *("--table-name", "--instance-id", "--stack-name", "--log-group-name"),
)


def opened(command: Command, parsed: Parsed, service: str, operation: str) -> Iterator[Outcome]:
    """What a command opens to everybody."""
    named = next((parsed.value(name) for name in _NAMES if parsed.value(name)), "")
    grants = " ".join(word.text for name, word in parsed.given if word and "--grant" in name)
    if service in ("s3", "s3api") and (
        _PUBLIC_ACL.fullmatch(parsed.value("--acl")) or _ALL_USERS.search(grants)
    ):
        words = [word.text for word in parsed.operands]
        one = service == "s3" or "object" in operation
        place = words[-1] if service == "s3" else parsed.value("--key") if one else named
        yield _granted(command, f"the {'object' if one else 'bucket'} {place}", "its access list")
    for option, pattern, kind, how in _OPENING.get((service, operation), ()):
        if pattern.search(parsed.value(option)):
            yield _granted(command, f"{kind} {named}".strip(), how)
    if (service, operation) == ("s3api", "delete-public-access-block"):
        yield _granted(command, f"the bucket {named}", "what was blocked for the public")
    if operation == "authorize-security-group-ingress":
        told = f"{parsed.value('--cidr')} {parsed.value('--ip-permissions')}"
        if _ANYWHERE.search(told):
            found = re.search(r"FromPort[\"']?[=:]\s*(\d+)", told)
            port = found[1] if found else parsed.value("--port") or "…"
            group = named or parsed.value("--group-name")
            yield _granted(command, f"the security group {group}".strip(), f"port {port}")
    if service == "rds" and parsed.has("--publicly-accessible"):
        yield _granted(command, f"the database {named}".strip(), "access")


def given_up(command: Command, parsed: Parsed, service: str, operation: str) -> Iterator[Outcome]:
    """What protects a resource and is switched off."""
    key = (service, operation)
    named = next((parsed.value(name) for name in _NAMES if parsed.value(name)), "")
    lost = [what for option, value, what in _LESS.get(key, ()) if value.match(parsed.value(option))]
    flag = _FLAGS.get(key, "")
    if flag.startswith("--") and parsed.has(flag):
        lost.append("deletion protection")
    elif flag and not flag.startswith("--"):
        lost.append(flag)
    if lost:
        yield ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.ALTER,
            provider="aws",
            kind=f"{service} {operation.partition('-')[2]}",
            id=named,
            protections=tuple(lost),
        )


def _granted(command: Command, on: str, how: str) -> PrivilegeChange:
    return PrivilegeChange(
        span=command.span(),
        evidence=command.evidence,
        dialect="aws",
        verb=Verb.GRANT,
        privileges=(how,),
        on=on,
        whom=(_WORLD,),
    )
