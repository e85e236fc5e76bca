"""The rule `destroyed-resource`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.effects.guarding import ANSWERED
from guardrail.example import python, shell, sql
from guardrail.model import Category, Environment, Finding, Level, Remedy
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import weighed
from guardrail_rules.infrastructure.stopped_machine import MACHINE
from guardrail_rules.named_for_it import cleared_on_purpose, named_for_stopping

_LEVELS = {Recoverable.BACKUP: Level.INFO, Recoverable.YES: Level.WARNING}

_AT_RUN_TIME = late(r"\{[^{}]*\}")
HOLE = late(rf"{HOLE_WORD}\d+")
_FOLDER = r"[^/]+/(?:.*[/_-])?(?:te?mp|temporary|scratch|cache|staging|build|trash)(?:[/_-].*)?$"
_PASSING = late(rf"(?:(?:s3|gs|abfss?|wasbs?)://|@){_FOLDER}", re.IGNORECASE)
"""A folder of a bucket or a stage that holds what is meant to go."""

_PASSING_BUCKET = late(
    r"(?:s3|gs)://(?:[^/]*[-_.])?(?:te?mp|scratch|caches?)(?:[-_.][^/]*)?/", re.IGNORECASE
)
"""A bucket that is named for what is meant to go."""

_MADE_BY_RUNS = late(r"/(?:git/refs/tags|actions/(?:artifacts|caches|runs))/")
"""What of a repository at GitHub is moved along, or made by each run of its workflows."""

_PASSING_FOLDER = late(_FOLDER, re.IGNORECASE)
"""The same as file systems of clouds are given it, without a scheme."""

_PASSING_NAME = late(
    r"(?:^|.*[-_/.:])"
    rf"(?:te?mp|temporary|scratch|ephemeral|preview|throwaway|pr(?=[-_]?(?:\d|{HOLE_WORD})))"
    rf"(?:[-_/.:\d]|{HOLE_WORD}|$)",
    re.IGNORECASE,
)
"""A name that says that it was made to go again: `tmp-7`, `preview-{{branch}}`, `pr-12`."""

_REMADE = late(
    r"(?!.* with |.*\bkey version)(?:.*\b)?"
    r"(?:snapshot|image|instance|server|droplet|volume|claim|container|node|function|machine"
    r"|version|recovery point|backup|artifact|deployment|service|job|pod|replicaset|package"
    r"|release|custom object|record|binary log|pipeline)"
)
"""Kinds of which old ones are cleared away; a database, a bucket or a key that is old is in use.

What an old version of a key has encrypted can't be read without it.
"""

_LEFT_BEHIND = late(r"(?:.* )?log group")
"""What stays of something that has gone, which a name tells: `/aws/lambda/…` of a function."""

_COPY = late(r"(?:.* )?(?:snapshot|image|artifact|package|version|recovery point)")
"""What a program makes again and again, and clears away one by one as a list gives them."""

_STOPPED = late(r"(?:.* )?(?:instances?|servers?|droplets?|linodes?|machines?)")
"""What can be stopped and started again: a function that is named for that should do it."""

_PROGRAMS = (".py", ".ipynb")

_OWN_MACHINE = "docker"

_RESTARTED = ("pod", "pods", "po")
"""What Kubernetes starts again at once: deleting one is how it is restarted."""

_PART = late(rf"(?:s3|gs)://[\w.-]+/(?!{HOLE_WORD})[\w.-]+[/=](?:.*[/=])?{HOLE_WORD}\d+/?$")
"""One folder of many of a bucket: `exports/{{ ds }}/`, `day=$DAY/`."""

_PART_OF_FOLDER = late(rf"(?!{HOLE_WORD})[\w.-]+/(?!{HOLE_WORD})[\w.-]+/(?:.*/)?{HOLE_WORD}\d+/?$")
"""The same as file systems of clouds are given it, where a condition says which one it may be."""

_PARTITION = late(r"[^/].*/[A-Za-z_]\w*=[^/*]+/?$")
"""One partition of a table as file systems of clouds are given it: `orders/day=2026-01-01`."""


_ASKING = "asking first"
"""Nobody is there to answer where a job clears away what was made to go."""

_MADE = "made"
_SAID = ("label", _MADE)
"""How a resource was chosen of which somebody said that it may go."""

ROLE = "role"
"""How a resource was chosen that bears a label of what it is for."""

_IN_USE = late(
    r"(?:.*\b)?(?:disk|server|instance|droplet|volume|claim|database|bucket|machine|stateful set"
    r"|namespace|cluster|queue|key|secret|filesystem|file system)"
)
"""Kinds that hold what nobody else has, and are in use as long as they do their work."""

_FOR_GOOD = ", for good"
"""How a kind ends of which what was deleted could still be recovered."""

NEWEST = "newest"
"""How a resource was chosen that was made last, where the oldest were meant to go."""

SNAPSHOT = "a final snapshot"
"""What can be taken in the same call."""


_ROTATED = "binary logs"


class DestroyedResource(Rule):
    """A managed resource is deleted: a database, a bucket, a volume, a cluster.

    ## Why it matters

    What lives in it goes with it, often its backups and snapshots as well, and an identifier that
    was guessed or came from another environment deletes somebody else's.

    ## Do this instead

    Look up what the identifier stands for and which environment it belongs to, take a snapshot
    that outlives it, and leave the deletion to a person or to the reviewed infrastructure code.
    """

    name = "destroyed-resource"
    category = Category.INFRASTRUCTURE
    level = Level.ERROR
    judges = (ResourceChange,)

    bad = (
        python(
            """\
            import subprocess

            subprocess.run(["terraform", "destroy", "-auto-approve"])
            """
        ),
        python(
            """\
            import boto3

            rds = boto3.client("rds")
            rds.delete_db_instance(DBInstanceIdentifier="shop", SkipFinalSnapshot=True)
            """
        ),
        shell("terraform destroy -auto-approve"),
        shell("aws rds delete-db-instance --db-instance-identifier shop --skip-final-snapshot"),
        shell("tofu apply -destroy"),
        shell("pulumi destroy --yes"),
        shell("aws s3 rm s3://shop/invoices/ --recursive"),
        sql("REMOVE @exports/invoices/", dialect="snowflake"),
        sql("SYSTEM DROP REPLICA 'r1'", dialect="clickhouse"),
        sql("PURGE BINARY LOGS BEFORE NOW()", dialect="mysql"),
    )
    good = (
        python(
            """\
            import boto3

            boto3.client("rds").describe_db_instances(DBInstanceIdentifier="shop")
            """
        ),
        python(
            """\
            import boto3

            boto3.client("ec2").terminate_instances(InstanceIds=["i-1"], DryRun=True)
            """
        ),
        shell("terraform plan -destroy"),
        shell("aws s3 rm s3://shop/tmp/uploads/ --recursive"),
        shell("terraform apply"),
        sql("REMOVE @exports/tmp/", dialect="snowflake"),
        sql("REMOVE @exports/2026/invoices.csv", dialect="snowflake"),
        sql("SYSTEM DROP DNS CACHE", dialect="clickhouse"),
    )

    def judge(self, change: ResourceChange, context: Context) -> Iterator[Finding]:
        """A resource deleted; what was picked out, or can be made anew, is told more quietly.

        So is what a program is told to delete when it runs: which one it is decides.
        """
        passing = _PASSING_FOLDER if change.kind == "folder" else _PASSING
        if change.provider == MACHINE:
            return
        if change.verb not in (Verb.DELETE, Verb.DROP) or passing.match(change.id):
            return
        folder = change.kind == "folder" and (
            _PARTITION.match(change.id) or (change.chosen and _PART_OF_FOLDER.match(change.id))
        )
        if _PART.match(change.id) or folder:
            told = f"the {change.provider} {change.kind} {HOLE.sub('…', change.id)}"
            part = f"{told} {is_or_are(change.kind)} deleted"
            yield from weighed(self, change, context, part, level=Level.INFO)
            return
        given_up = ", ".join(dict.fromkeys(change.protections))
        level = _LEVELS.get(change.recoverable, Level.ERROR)
        known = change.id and not (HOLE.search(change.id) or _AT_RUN_TIME.fullmatch(change.id))
        by_program = change.language == "python" or context.unit.path.endswith(_PROGRAMS)
        if by_program and not known and not given_up:
            level = min(level, Level.WARNING)
        listed = change.language == "shell" and _COPY.fullmatch(change.kind) is not None
        if listed and change.id and not known and not given_up:
            level = min(level, Level.WARNING)
        if _MADE_BY_RUNS.search(change.id) or _PASSING_BUCKET.match(change.id):
            level = min(level, Level.WARNING)
        if change.provider == _OWN_MACHINE and cleared_on_purpose(change, context):
            level = min(level, Level.WARNING)
        if change.kind in _RESTARTED and change.id[:1] not in ("", "-"):
            level = min(level, Level.WARNING)
        if given_up in ("", _ASKING) and _PASSING_NAME.match(change.id):
            level = Level.INFO
        elif change.chosen == _MADE and given_up == SNAPSHOT:
            # What the program has made itself, or a copy of, needs no last one.
            level = Level.INFO
        elif change.chosen not in ("", NEWEST) and not given_up:
            level = _picked(change, level)
            machine = _STOPPED.fullmatch(change.kind) is not None
            if change.kind == _ROTATED and change.chosen == "age":
                # Nothing but room is won by them: they go in production as anywhere.
                change = replace(change, environment=Environment())
            if machine and (change.chosen == "age" or named_for_stopping(change, context)):
                # What runs for long is what is in use.
                level = max(level, Level.WARNING)
        elif change.chosen in _SAID:
            # Somebody said that it may go, whatever is in it.
            level = min(level, Level.WARNING)
        if given_up and ANSWERED in change.guards:
            # A question whether it may go doesn't say that nothing of it is kept.
            change = replace(change, guards=tuple(g for g in change.guards if g != ANSWERED))
            level = min(level, Level.WARNING)
        remedy = Remedy(
            "final-snapshot",
            change.span,
            note="no snapshot of that name may be there yet",
            title="take a last snapshot",
        )
        kept = remedy if SNAPSHOT in change.protections else None
        yield from weighed(self, change, context, _told(change), level=level, remedy=kept)


def _picked(change: ResourceChange, level: Level) -> Level:
    """The level of what something picked among others."""
    role = change.chosen == ROLE
    said = change.chosen in _SAID or (role and not _IN_USE.match(change.kind))
    again = not role and _REMADE.match(change.kind)
    again = again or (change.chosen == "name" and _LEFT_BEHIND.fullmatch(change.kind))
    level = Level.INFO if said or again else min(level, Level.WARNING)
    # Whoever may go was meant to be able to come back for a while, unless somebody said that
    # nobody wants this one.
    kept = change.kind.endswith(_FOR_GOOD) and change.chosen not in _SAID
    return max(level, Level.WARNING) if kept else level


def _told(change: ResourceChange) -> str:
    """What is said of a deletion: `the azure secret x is deleted for good`."""
    kind = change.kind.removesuffix(_FOR_GOOD)
    named = HOLE.sub("…", change.id)
    what = f"the {change.provider} {kind} {named}".replace("  ", " ").strip()
    how = " for good" if kind != change.kind else ""
    given_up = ", ".join(dict.fromkeys(change.protections))
    without = f", without {given_up}" if given_up else ""
    which = ": the newest go, the oldest are kept" if change.chosen == NEWEST else ""
    return f"{what} {is_or_are(kind)} deleted{how}{without}{which}"


def is_or_are(kind: str) -> str:
    """The verb that goes with a kind of resource: "volumes that nobody uses are …"."""
    head = kind
    for joint in (" of ", " with ", " that ", ","):
        head = head.partition(joint)[0]
    return "are" if head.endswith("s") and not head.endswith(("ss", "us", "is")) else "is"
