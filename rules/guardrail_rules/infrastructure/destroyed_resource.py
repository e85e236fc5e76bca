"""The rule `destroyed-resource`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ResourceChange, Verb
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed


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
        shell("terraform destroy -auto-approve"),
        shell("tofu apply -destroy"),
    )
    good = (
        python(
            """\
            import boto3

            boto3.client("rds").describe_db_instances(DBInstanceIdentifier="shop")
            """
        ),
        shell("terraform plan -destroy"),
        shell("terraform apply"),
    )

    def judge(self, change: ResourceChange, context: Context) -> Iterator[Finding]:
        """A resource deleted, or stripped of what protects it."""
        what = f"the {change.provider} {change.kind} {change.id}".replace("  ", " ").strip()
        given_up = ", ".join(change.protections)
        if change.verb in (Verb.DELETE, Verb.DROP):
            more = f", without {given_up}" if given_up else ""
            yield from weighed(self, change, context, f"{what} is deleted{more}")
        elif given_up:
            message = f"{what} loses its protection: {given_up}"
            yield from weighed(self, change, context, message, level=Level.WARNING)
