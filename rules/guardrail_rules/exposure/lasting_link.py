"""The rule `lasting-link`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

LINK = "whoever has the link"


class LastingLink(Rule):
    """A signed link lets whoever has it in for a week or more, or write into a whole container.

    ## Why it matters

    A signed link asks nobody who they are. It is forwarded, stays in mailboxes, logs and the
    history of browsers, and can't be taken back one by one: only by changing the key that signed
    it, and with that every other link.

    ## Do this instead

    Sign the link when it is asked for, for minutes or hours, for one object, and for what is needed
    alone: reading. Let an upload end as soon as it is done. For partners who come again and again
    use an identity of their own, or a stored access policy that can be withdrawn.
    """

    name = "lasting-link"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        python(
            """\
            from datetime import datetime, timedelta, timezone
            from azure.storage.blob import ContainerSasPermissions, generate_container_sas

            token = generate_container_sas(
                account_name="shop",
                container_name="prices",
                account_key=key,
                permission=ContainerSasPermissions(read=True, write=True, delete=True),
                expiry=datetime.now(timezone.utc) + timedelta(days=3650),
            )
            """
        ),
        python(
            """\
            import boto3

            where = {"Bucket": "shop", "Key": "invoices/7.pdf"}
            boto3.client("s3").generate_presigned_url("get_object", Params=where, ExpiresIn=604800)
            """
        ),
    )
    good = (
        python(
            """\
            from datetime import datetime, timedelta, timezone
            from azure.storage.blob import BlobSasPermissions, generate_blob_sas

            token = generate_blob_sas(
                account_name="shop",
                container_name="prices",
                blob_name="2026.csv",
                account_key=key,
                permission=BlobSasPermissions(read=True),
                expiry=datetime.now(timezone.utc) + timedelta(hours=2),
            )
            """
        ),
        python(
            """\
            import boto3

            where = {"Bucket": "shop", "Key": "invoices/7.pdf"}
            boto3.client("s3").generate_presigned_url("get_object", Params=where, ExpiresIn=600)
            """
        ),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """Every link that the frontends found to last."""
        if change.verb is not Verb.GRANT or LINK not in change.whom:
            return
        *rights, time = change.privileges
        may = " and ".join((", ".join(rights[:-1]), rights[-1])) if len(rights) > 1 else rights[0]
        message = f"whoever has the link may {may} {time}: {change.on}"
        yield from weighed(self, change, context, message)
