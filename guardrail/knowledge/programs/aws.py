"""aws: Amazon's command line. Commands as in the AWS CLI 2 reference; verbs begin the operation."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.knowledge.mirrors import LIKE, loses_what_was_kept
from guardrail.knowledge.programs.aws_access import given_up, opened
from guardrail.knowledge.programs.cloud_doors import doors
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.connection import inherited
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.model import Environment, EnvironmentKind

_OPTIONS = options(
    "--profile: --region: --endpoint-url: --output: --query: --db-instance-identifier:"
    " --db-cluster-identifier: --final-db-snapshot-identifier: --db-snapshot-identifier:"
    " --cluster-identifier: --final-cluster-snapshot-identifier: --final-snapshot-identifier:"
    " --table-name: --bucket: --key: --instance-ids: --volume-id: --snapshot-id: --stack-name:"
    " --log-group-name: --queue-url: --secret-id: --key-id: --cluster-name: --name: --cluster:"
    " --function-name: --user-name: --role-name: --group-id: --exclude: --include:"
    " --filter-name: --recovery-window-in-days: --pending-window-in-days: --file-system-id:"
    " --replication-group-id: --cache-cluster-id: --domain-name: --hosted-zone-id: --acl: --policy:"
    " --grants: --grant-read: --grant-full-control: --grant-write: --cidr: --port: --protocol:"
    " --ip-permissions: --group-name: --group-names: --launch-permission: --user-groups:"
    " --image-id: --create-volume-permission: --values-to-add: --principal: --instance-id: --sse:"
    " --public-access-block-configuration: --versioning-configuration:"
    " --body: --backup-retention-period:"
    " --retention-in-days: --time-to-live-specification: --repository-name:"
    " --point-in-time-recovery-specification: --content-type: --cache-control: --storage-class:"
)
_VERBS = ("delete-", "batch-delete-image", "terminate-", "purge-", "schedule-key-deletion")
_NAMES = (
    "--db-instance-identifier",
    "--db-cluster-identifier",
    "--db-snapshot-identifier",
    "--table-name",
    "--bucket",
    "--instance-ids",
    "--volume-id",
    "--snapshot-id",
    "--stack-name",
    "--log-group-name",
    "--queue-url",
    "--secret-id",
    "--key-id",
    "--cluster-name",
    "--cluster",
    "--cluster-identifier",
    "--function-name",
    "--file-system-id",
    "--replication-group-id",
    "--cache-cluster-id",
    "--domain-name",
    "--repository-name",
    "--name",
)
_KEPT = (
    "--final-db-snapshot-identifier",
    "--final-cluster-snapshot-identifier",
    "--final-snapshot-identifier",
    "--recovery-window-in-days",
)
"""Options that leave a copy, or time to think."""

_GIVEN_UP = {
    "--skip-final-snapshot": "a final snapshot",
    "--skip-final-cluster-snapshot": "a final snapshot",
    "--delete-automated-backups": "its backups",
    "--no-deletion-protection": "deletion protection",
    "--force-delete-without-recovery": "a recovery window",
}


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    texts = [word.text for word in parsed.operands]
    if len(texts) < 2 or texts[1] == "help" or parsed.has("--dry-run", "--dryrun", "--help"):
        return
    service, operation = texts[0], texts[1]
    yield from opened(command, parsed, service, operation)
    yield from given_up(command, parsed, service, operation)
    yield from doors(command, "aws")
    if service == "s3":
        yield from _s3(command, parsed, operation, texts[2:])
        return
    shrinks = parsed.has("--no-deletion-protection")
    if operation.startswith(_VERBS) or shrinks:
        named = next((parsed.value(name) for name in _NAMES if parsed.value(name)), "")
        kind = f"{service} {operation.partition('-')[2] or operation}"
        verb = Verb.DELETE if operation.startswith(_VERBS) else Verb.ALTER
        kept = Recoverable.BACKUP if parsed.has(*_KEPT) else Recoverable.NO
        yield _change(command, parsed, verb, kind, named, recoverable=kept)


def _s3(command: Command, parsed: Parsed, operation: str, paths: list[str]) -> Iterator[Outcome]:
    """`s3 rm --recursive`, `s3 rb`, `s3 sync --delete`."""
    place = paths[-1] if paths else ""
    if operation == "rm" and parsed.has("--recursive"):
        yield _change(command, parsed, Verb.DELETE, "s3 objects", place)
    elif operation == "rb" and parsed.has("--force"):
        yield _change(command, parsed, Verb.DELETE, "s3 bucket", place)
    elif operation == "sync" and parsed.has("--delete") and place.startswith("s3://"):
        # What isn't in the source any more: how sites are published.
        lost = loses_what_was_kept(paths[:1], place)
        kept = Recoverable.NO if lost else Recoverable.BACKUP
        guards = (LIKE,) if lost else ()
        yield _change(
            command, parsed, Verb.DELETE, "s3 objects", place, recoverable=kept, guards=guards
        )


def _change(
    command: Command,
    parsed: Parsed,
    verb: Verb,
    kind: str,
    named: str,
    *,
    recoverable: Recoverable = Recoverable.NO,
    guards: tuple[str, ...] = (),
) -> Outcome:
    local = "localhost" in parsed.value("--endpoint-url")
    effect = ResourceChange(
        span=command.span(),
        evidence=command.evidence,
        environment=Environment(EnvironmentKind.LOCAL, "--endpoint-url")
        if local
        else Environment(),
        recoverable=recoverable,
        guards=guards,
        verb=verb,
        provider="aws",
        kind=kind,
        id=named,
        protections=tuple(what for name, what in _GIVEN_UP.items() if parsed.has(name)),
    )
    told = (parsed.value("--profile"), inherited(command, "AWS_PROFILE"), named)
    return effect if local else At(effect, Target(words=tuple(word for word in told if word)))


PROGRAM = Program(("aws", "awslocal"), _read)
