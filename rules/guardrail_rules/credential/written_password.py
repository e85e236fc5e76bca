"""The rule `written-password`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CredentialUse
from guardrail.example import python, sql, workflow
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import article
from guardrail_rules.credential.kinds import (
    is_connection,
    is_private_key,
    is_token,
    of_password,
    where,
    written,
)
from guardrail_rules.credential.specimens import password


class WrittenPassword(Rule):
    """A password is written in the text.

    ## Why it matters

    Everybody who can read the repository, its history or a server's log of statements knows the
    password from then on, and it can't be changed without changing the code.

    ## Do this instead

    Change the password, and read the new one at run time from the environment or a secret store.

    In SQL, pass it as a variable of the client (`psql -v`), or create the role without a password
    and set one outside of version control. Migrations run in every environment: a password in one
    is the same everywhere.
    """

    name = "written-password"
    category = Category.CREDENTIAL
    level = Level.ERROR
    judges = (CredentialUse,)
    inline = False

    bad = (
        sql(f"CREATE USER reporting WITH PASSWORD '{password()}'"),
        sql(f"ALTER ROLE app PASSWORD '{password()}'"),
        sql(f"CREATE USER 'app'@'%' IDENTIFIED BY '{password()}'", dialect="mysql"),
        python(f'conn = psycopg2.connect(host="db.shop.io", password="{password()}")'),
        python(f'DB_PASSWORD = "{password()}"'),
        workflow(
            f"""
            on: push
            jobs:
              build:
                env:
                  DB_PASSWORD: {password()}
            """
        ),
    )
    good = (
        sql("CREATE USER reporting"),
        sql("CREATE USER reporting WITH PASSWORD :'reporting_password'"),
        python('conn = psycopg2.connect(host="db.shop.io", password=os.environ["DB_PASSWORD"])'),
        python('PASSWORD_FIELD = "password"'),
        python('DB_PASSWORD = "changeme"'),
        workflow(
            """
            on: push
            jobs:
              build:
                env:
                  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}
            """
        ),
    )

    def judge(self, use: CredentialUse, context: Context) -> Iterator[Finding]:
        """A password, or another secret that no provider's shape tells, in place of a value."""
        if not written(use) or is_token(use) or is_connection(use) or is_private_key(use):
            return
        message = f"{article(use.kind)} is written in {where(use)}"
        yield self.finding(use, message, level=of_password(use, context))
