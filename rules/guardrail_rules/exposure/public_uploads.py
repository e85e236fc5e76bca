"""The rule `public-uploads`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

STORED_FILES = "stored files"


class PublicUploads(Rule):
    """Everybody on the internet reads the files that an application stores.

    ## Why it matters

    Each file gets an access list of its own that lets anybody read it who knows or guesses its
    address, or finds it in a log, a mail or a search engine. What users upload, invoices and
    exports, is rarely meant for all, and setting it back doesn't change the files that are there.

    ## Do this instead

    Leave the access list away or `"private"`, and hand out signed addresses that expire
    (`querystring_auth = True`). Give what a site shows to all a storage of its own.
    """

    name = "public-uploads"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            from storages.backends.s3 import S3Storage


            class InvoiceStorage(S3Storage):
                location = "invoices"
                default_acl = "public-read"
            """
        ),
        python('AWS_DEFAULT_ACL = "public-read"\n', path="config/settings/production.py"),
    )
    good = (
        python(
            """\
            from storages.backends.s3 import S3Storage


            class InvoiceStorage(S3Storage):
                location = "invoices"
                default_acl = "private"
            """
        ),
        python("AWS_DEFAULT_ACL = None\n", path="config/settings/production.py"),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """An access list for all; told only of a storage that is there for what a site shows."""
        if change.guard != STORED_FILES:
            return
        level = loosened_level(change, self.level)
        message = f"everybody reads what is stored ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
