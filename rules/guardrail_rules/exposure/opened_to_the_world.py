"""The rule `opened-to-the-world`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

EVERYBODY = "the internet"
SERVED = frozenset(("port 80", "port 443", "port 80, 443", "port 443, 80"))
"""Ports that are there for everybody."""


_MEANT = late(r"the (?:object|storage bucket|new repository|login)\b")
"""One file of many, or what an application's users upload: it may be meant to be looked at.

Who logs in from anywhere still needs a password."""

_SHOWN = late(
    r"the (?:storage )?(?:bucket|container) (?:[\w.-]*[-_.])?(?:public|static|assets?|cdn|www"
    r"|website|logos?|avatars?|thumb(?:nail)?s?|banners?|icons?|fonts?|favicons?)(?:[-_.][\w-]*)?"
    r"|the bucket (?:web|my)?(?:site|static|public|asset)s?"
    r"(?:assets?|bucket|files?|content|hosting)*",
    re.IGNORECASE,
)
_KEPT = late(
    r"(?i)(?<![a-z])(?:private|internal|secret|backup|invoice|document|upload|export|customer|patient"
    r"|report|payroll|contract|identity|passport)s?(?![a-z])"
)
"""What a bucket holds that its name says everybody is to see, and what nobody is to."""


class OpenedToTheWorld(Rule):
    """A resource is opened to everybody: a bucket, a port, a database's address, a snapshot.

    ## Why it matters

    Open buckets and database ports are found within minutes by those who scan for them. What has
    been read once can't be called back.

    ## Do this instead

    Name who needs it: a range of addresses, a security group, an account or a role. Serve public
    files through a distribution in front of a private bucket.
    """

    name = "opened-to-the-world"
    category = Category.EXPOSURE
    level = Level.ERROR
    judges = (PrivilegeChange,)

    bad = (
        python(
            """\
            import boto3

            boto3.client("ec2").authorize_security_group_ingress(
                GroupId="sg-1", IpProtocol="tcp", FromPort=5432, ToPort=5432, CidrIp="0.0.0.0/0"
            )
            """
        ),
        python("import boto3\n\nboto3.client('s3').put_bucket_acl(Bucket='b', ACL='public-read')"),
        python(
            """\
            import boto3

            boto3.client("rds").modify_db_instance(
                DBInstanceIdentifier="shop", PubliclyAccessible=True
            )
            """
        ),
    )
    good = (
        python(
            """\
            import boto3

            boto3.client("ec2").authorize_security_group_ingress(
                GroupId="sg-1", IpProtocol="tcp", FromPort=5432, ToPort=5432, CidrIp="10.0.0.0/16"
            )
            """
        ),
        python("import boto3\n\nboto3.client('s3').put_bucket_acl(Bucket='b', ACL='private')"),
        python(
            """\
            import boto3

            boto3.client("rds").modify_db_instance(
                DBInstanceIdentifier="shop", PubliclyAccessible=False
            )
            """
        ),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """Anything that the internet is let into."""
        if change.verb is not Verb.GRANT or EVERYBODY not in change.whom:
            return
        how = ", ".join(dict.fromkeys(change.privileges))
        level = Level.INFO if how in SERVED else Level.ERROR
        if _MEANT.match(change.on) or how.startswith("a port that"):
            level = min(level, Level.WARNING)
        seen = _SHOWN.fullmatch(change.on) and not _KEPT.search(change.on)
        if seen and how.startswith("reading"):
            level = Level.INFO
        by = "" if how == "access" else f": {how}"
        yield from weighed(
            self, change, context, f"{change.on} is opened to everybody{by}", level=level
        )
