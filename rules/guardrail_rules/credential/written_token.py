"""The rule `written-token`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CredentialUse
from guardrail.example import python, shell, sql, workflow
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import article
from guardrail_rules.credential.kinds import by_confidence, is_token, written
from guardrail_rules.credential.specimens import (
    github_token,
    slack_token,
    stripe_key,
)


class WrittenToken(Rule):
    """A provider's token is written in the text.

    ## Why it matters

    Whoever can read the repository, one of its copies or a log of its build can use the token, and
    deleting the line doesn't take it out of the history. Tokens in public repositories are found
    and used within minutes.

    ## Do this instead

    Revoke the token, and read its successor at run time from the environment or a secret store.

    A token that was committed stays known even after it was removed: only revoking it helps. In
    tests and documentation, use text that doesn't have the shape of a token.
    """

    name = "written-token"
    category = Category.CREDENTIAL
    level = Level.ERROR
    judges = (CredentialUse,)
    inline = False

    bad = (
        python(f'GITHUB = Github("{github_token()}")'),
        python(f'stripe.api_key = "{stripe_key("live")}"'),
        python(f'stripe.api_key = "{stripe_key("test")}"'),
        python(f'headers = {{"Authorization": "token {github_token("headers")}"}}'),
        sql(f"INSERT INTO settings VALUES ('slack', '{slack_token()}')"),
        shell(
            f"curl -H 'Authorization: Bearer {github_token('curl')}' https://api.github.com/user"
        ),
        workflow(
            f"""
            on: push
            jobs:
              build:
                env:
                  GH_TOKEN: {github_token("workflow")}
            """
        ),
    )
    good = (
        python('GITHUB = Github(os.environ["GITHUB_TOKEN"])'),
        python('PREFIXES = ("ghp_", "gho_", "ghs_")'),
        python('EXAMPLE = "ghp_' + "x" * 36 + '"'),
        shell('curl -H "Authorization: Bearer $GITHUB_TOKEN" https://api.github.com/user'),
    )

    def judge(self, use: CredentialUse, context: Context) -> Iterator[Finding]:
        """A token: a warning where it is for tests, a word where its checksum is wrong."""
        if not written(use) or not is_token(use):
            return
        level = by_confidence(use)
        if use.test_only:
            level = min(level, Level.WARNING)
        shown = f" ({use.shown})" if use.shown else ""
        host = f", for {use.host}" if use.host else ""
        if use.confidence is Confidence.LOW:
            message = f"this has the shape of {article(use.kind)}{shown}{host}, but may not be one"
        else:
            message = f"{article(use.kind)}{shown} is written in the text{host}"
        yield self.finding(use, message, level=level)
