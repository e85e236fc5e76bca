"""The rule `logged-secret`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CredentialAction, CredentialUse
from guardrail.effects.guarding import is_withheld
from guardrail.example import python
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.work_places import on_own_machine


class LoggedSecret(Rule):
    """A secret is shown: printed, logged, put into a message, a page or the record of a run.

    ## Why it matters

    Output and logs are kept for months, copied to other services and read by many who may not have
    the secret; CI masks only what it knows, in the form it knows. The whole environment holds every
    secret that the process was given.

    ## Do this instead

    Show that there is one, or its name: `"set" if api_key else "missing"`, `sorted(os.environ)`.
    Keep secrets in a type that hides them (pydantic's `SecretStr`, `field(repr=False)`). What was
    shown has to be replaced.
    """

    name = "logged-secret"
    category = Category.CREDENTIAL
    level = Level.WARNING
    judges = (CredentialUse,)
    inline = False

    bad = (
        python("import os\n\nprint(dict(os.environ))"),
        python(
            """\
            import os

            for name, value in sorted(os.environ.items()):
                print(f"{name}={value}")
            """
        ),
        python(
            """\
            import os

            print(f"deploying with {os.environ['DEPLOY_TOKEN']}")
            """,
            path="ci/deploy.py",
        ),
        python(
            """\
            import logging
            import os

            password = os.environ["DB_PASSWORD"]
            logging.getLogger().info("connecting with %s", password)
            """
        ),
        python(
            """\
            import os
            from slack_sdk import WebClient

            client = WebClient(token=os.environ["SLACK_TOKEN"])
            client.chat_postMessage(channel="#ops", text=f"key: {os.environ['STRIPE_API_KEY']}")
            """
        ),
    )
    good = (
        python("import os\n\nprint(sorted(os.environ))"),
        python(
            """\
            import os

            for name, value in sorted(os.environ.items()):
                if name in ("CI", "HOME"):
                    print(f"{name}={value}")
            """
        ),
        python(
            """\
            import logging
            import os

            password = os.environ["DB_PASSWORD"]
            logging.getLogger().info("password is %s", "set" if password else "missing")
            """
        ),
    )

    def judge(self, use: CredentialUse, context: Context) -> Iterator[Finding]:
        """Any of them; told only where a person is shown a new one or asks, and in examples.

        A runner of CI is thrown away, but what it printed isn't.
        """
        if use.action is not CredentialAction.SENT or context.in_test:
            return
        new = use.confidence is Confidence.LOW
        quiet = new or on_own_machine(use.span.path) or is_withheld(use.guards)
        level = Level.INFO if quiet else self.level
        yield self.finding(use, f"{use.kind} goes into {use.place}", level=level)
