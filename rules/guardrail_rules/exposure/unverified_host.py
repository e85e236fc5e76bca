"""The rule `unverified-host`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

CERTIFICATE, HOST_KEY, ENCRYPTION = "certificate check", "host key check", "encryption"


class UnverifiedHost(Rule):
    """Whoever answers is believed: certificates or host keys aren't checked, nothing is encrypted.

    ## Why it matters

    The connection is encrypted, but to anybody who gets in between: on the network, by a changed
    name or a proxy. They read the password and the token that are sent first, and answer as they
    like, with data or with code that is run.

    ## Do this instead

    Give the authority that signed the certificate: `verify="/etc/ssl/certs/company-ca.pem"`,
    `ssl.create_default_context(cafile=…)`. For SSH, load the known hosts and refuse others
    (`paramiko.RejectPolicy()`).
    """

    name = "unverified-host"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            import requests

            requests.get("https://erp.acme.io/api/orders", auth=auth, verify=False)
            """
        ),
        python(
            """\
            import httpx

            VERIFY = False
            client = httpx.Client(base_url="https://erp.acme.io", verify=VERIFY)
            """
        ),
        python(
            """\
            import ssl

            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            """
        ),
        python(
            """\
            import paramiko

            client = paramiko.SSHClient()
            client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
            """
        ),
        python(
            """\
            import psycopg

            psycopg.connect(host="db1.acme.io", dbname="shop", sslmode="disable")
            """
        ),
    )
    good = (
        python(
            """\
            import requests

            requests.get("https://erp.acme.io/api/orders", auth=auth, verify="/etc/ssl/ca.pem")
            """
        ),
        python(
            """\
            import requests

            requests.get("https://localhost:8443/health", verify=False)
            """
        ),
        python(
            """\
            import ssl

            context = ssl.create_default_context(cafile="/etc/ssl/ca.pem")
            """
        ),
        python(
            """\
            import paramiko

            client = paramiko.SSHClient()
            client.load_system_host_keys()
            client.set_missing_host_key_policy(paramiko.RejectPolicy())
            """
        ),
        python(
            """\
            import psycopg

            psycopg.connect(host="db1.acme.io", dbname="shop", sslmode="verify-full")
            psycopg.connect(host="localhost", dbname="shop", sslmode="disable")
            """
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """A check or the encryption switched off; told only where somebody asks for it."""
        if change.guard not in (CERTIFICATE, HOST_KEY, ENCRYPTION):
            return
        level = loosened_level(change, self.level)
        what = "certificates aren't" if change.guard == CERTIFICATE else "host keys aren't"
        message = f"{what} checked ({change.detail}): whoever answers is believed"
        if change.guard == ENCRYPTION:
            message = f"nothing is encrypted ({change.detail}): whoever is between reads it all"
        yield from weighed(self, change, context, message, level=level)
