"""The rule `protection-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ResourceChange, Verb
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.work_places import in_ci

ASKING = "asking first"
"""What a tool gives up that is told to go on by itself: in CI there is nobody to ask."""


PICKED = "label"
"""How resources were chosen of which somebody said that nothing in them matters: `dev-`."""

_PUT_ON_IT = "protection"
"""The end of what somebody gives a single thing so that it stays: "deletion protection"."""


class ProtectionRemoved(Rule):
    """What protects a resource or watches over it is switched off: backups, locks, logs.

    ## Why it matters

    Nothing breaks today. The next mistake is the one that can't be taken back: a deletion goes
    through that would have been refused, there is no version or backup to return to, and no log
    that says who did it.

    ## Do this instead

    Leave deletion protection, backups, versioning and audit logs on. Where one has to go, change it
    in the reviewed infrastructure code, for the one resource that it is about, and switch it on
    again in the same change.
    """

    name = "protection-removed"
    category = Category.INFRASTRUCTURE
    level = Level.WARNING
    judges = (ResourceChange,)

    bad = (
        python(
            """\
            import boto3

            rds = boto3.client("rds")
            rds.modify_db_instance(DBInstanceIdentifier="shop", DeletionProtection=False)
            """
        ),
        python(
            """\
            import boto3

            s3 = boto3.client("s3")
            s3.put_bucket_versioning(
                Bucket="shop", VersioningConfiguration={"Status": "Suspended"}
            )
            """
        ),
        python("import boto3\n\nboto3.client('cloudtrail').stop_logging(Name='audit')"),
    )
    good = (
        python(
            """\
            import boto3

            rds = boto3.client("rds")
            rds.modify_db_instance(DBInstanceIdentifier="shop", DeletionProtection=True)
            """
        ),
        python(
            """\
            import boto3

            s3 = boto3.client("s3")
            s3.put_bucket_versioning(Bucket="shop", VersioningConfiguration={"Status": "Enabled"})
            """
        ),
    )

    def judge(self, change: ResourceChange, context: Context) -> Iterator[Finding]:
        """A resource that stays, with less to protect it."""
        if change.verb not in (Verb.ALTER, Verb.DISABLE):
            return
        what = f"the {change.provider} {change.kind} {change.id}".replace("  ", " ").strip()
        lost = ", ".join(dict.fromkeys(change.protections))
        if lost:
            asked = lost == ASKING and in_ci(change.span.path)
            # Who protects one thing among many has said that it stays, whatever picks it.
            picked = change.chosen == PICKED and _PUT_ON_IT not in lost
            level = Level.INFO if asked or picked else self.level
            yield from weighed(self, change, context, f"{what} loses {lost}", level=level)
        elif change.verb is Verb.DISABLE:
            yield from weighed(self, change, context, f"{what} is no longer watched over")
