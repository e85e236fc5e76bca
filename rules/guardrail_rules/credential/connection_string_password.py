"""The rule `connection-string-password`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CredentialUse
from guardrail.example import python, shell, workflow
from guardrail.model import Category, EnvironmentKind, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.credential.kinds import HARMLESS, is_connection, of_password, written
from guardrail_rules.credential.specimens import password

_HOST = "shop.c9x2.eu-west-1.rds.amazonaws.com"


class ConnectionStringPassword(Rule):
    """A connection string holds the password of a database or service.

    ## Why it matters

    The string says where the data is and opens it: whoever reads the repository can connect. Such
    strings also end up in logs and error messages whole.

    ## Do this instead

    Change the password, and read the whole connection string at run time from the environment or a
    secret store.

    A string for a database on the developer's own machine is no secret and isn't told.
    """

    name = "connection-string-password"
    category = Category.CREDENTIAL
    level = Level.ERROR
    judges = (CredentialUse,)
    inline = False

    bad = (
        python(f'engine = create_engine("postgresql://shop:{password()}@{_HOST}/shop")'),
        python(f'BROKER = "amqps://worker:{password()}@queue.shop.io:5671/prod"'),
        shell(f"pg_dump 'postgres://backup:{password()}@{_HOST}/shop' > shop.dump"),
        workflow(
            f"""
            on: push
            jobs:
              migrate:
                env:
                  DATABASE_URL: postgres://shop:{password()}@db.prod.shop.io/shop
            """
        ),
    )
    good = (
        python('engine = create_engine(os.environ["DATABASE_URL"])'),
        python('engine = create_engine(f"postgresql://{user}:{password}@{host}/shop")'),
        python('engine = create_engine("postgresql://postgres:postgres@localhost/shop")'),
        python(f'engine = create_engine("postgresql://shop:{password()}@127.0.0.1/shop")'),
        python('URL = "postgres://user:<password>@db.shop.io/shop"'),
        shell('psql "$DATABASE_URL"'),
    )

    def judge(self, use: CredentialUse, context: Context) -> Iterator[Finding]:
        """A password in a connection string, unless it opens only this machine's own."""
        kind = use.environment.kind
        if not written(use) or not is_connection(use) or kind in HARMLESS:
            return
        level = of_password(use, context)
        if kind is EnvironmentKind.UNKNOWN:
            level = min(level, Level.WARNING)
        target = use.host or "a host that isn't named"
        yield self.finding(use, f"the password for {target} is written in the text", level=level)
