"""The rule `mail-to-everybody`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import NetworkUse
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

EVERYBODY = ("mail to every ", "push to every ")


class MailToEverybody(Rule):
    """Mail or a message goes to everybody, and nobody is asked before.

    ## Why it matters

    What was sent can't be taken back. A draft, a test or a second run of the same script reaches
    every customer, also those who have left or never agreed, and the sender's domain is soon taken
    for a source of spam.

    ## Do this instead

    Send to the few who are meant, and make that the default: an address for previews, a flag that
    must be given for all, a question that tells how many it will be. Ask the table only for those
    who agreed and haven't been written to yet.
    """

    name = "mail-to-everybody"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (NetworkUse,)

    bad = (
        python(
            """\
            from django.core.mail import send_mail
            from shop.models import Customer

            def preview(subject, text):
                for customer in Customer.objects.all():
                    send_mail(subject, text, "news@acme.io", [customer.email])
            """
        ),
        python(
            """\
            import smtplib

            def addresses(conn):
                return [row[0] for row in conn.execute("SELECT email FROM customers ORDER BY id")]

            def send(conn, message):
                with smtplib.SMTP("mail.acme.io") as smtp:
                    for to in addresses(conn):
                        smtp.sendmail("news@acme.io", to, message)
            """
        ),
        python(
            """\
            import requests

            def preview(session):
                requests.post(
                    "https://api.sendgrid.com/v3/marketing/singlesends",
                    json={"name": "preview", "send_to": {"all": True}},
                )
            """
        ),
        python(
            """\
            from firebase_admin import messaging

            def check(release):
                messaging.send(messaging.Message(topic="all-users", data={"release": release}))
            """
        ),
    )
    good = (
        python(
            """\
            from firebase_admin import messaging

            def check(release):
                message = messaging.Message(topic="all-users", data={"release": release})
                messaging.send(message, dry_run=True)
            """
        ),
        python(
            """\
            from django.core.mail import send_mail
            from shop.models import Customer

            def remind(subject, text):
                for customer in Customer.objects.filter(invoice__overdue=True):
                    send_mail(subject, text, "billing@acme.io", [customer.email])
            """
        ),
        python(
            """\
            import smtplib

            def send(conn, message, reviewer):
                count = conn.execute("SELECT count(*) FROM customers").fetchone()[0]
                with smtplib.SMTP("mail.acme.io") as smtp:
                    for to in [reviewer]:
                        smtp.sendmail("news@acme.io", to, f"{message} ({count})")
            """
        ),
        python(
            """\
            import smtplib

            def due(conn):
                return conn.execute("SELECT email FROM users WHERE due < now()").fetchall()

            def send(conn, message):
                with smtplib.SMTP("mail.acme.io") as smtp:
                    for (to,) in due(conn):
                        smtp.sendmail("news@acme.io", to, message)
            """
        ),
    )

    def judge(self, use: NetworkUse, context: Context) -> Iterator[Finding]:
        """A message, or one after the other, to all there are."""
        told = next((one for one in use.sends if one.startswith(EVERYBODY)), "")
        if told and not context.in_test:
            message = told.replace("mail to", "mail is sent to", 1)
            message = message.replace("push to", "a message is pushed to", 1)
            yield from weighed(self, use, context, message)
