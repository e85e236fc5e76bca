"""The rule `unverified-token`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

TOKEN, END = "token check", "end of a token"
EXPIRY, UNSIGNED = "verify_exp", "algorithm=none"


class UnverifiedToken(Rule):
    """A token is read without its signature, or its end, being checked.

    ## Why it matters

    A token is a text that anybody can write. Only the signature says who has: without it, whoever
    sends `{"sub": "1", "role": "admin"}` is the administrator. And a token that never ends is
    of use to whoever finds it, for years.

    ## Do this instead

    Give the key and the algorithms: `jwt.decode(token, key, algorithms=["RS256"])`, with
    `PyJWKClient` where the keys are fetched. What must be known before (`kid`, `iss`) is read with
    `get_unverified_header`, and the token is decoded with the key that this leads to.
    """

    name = "unverified-token"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python('import jwt\n\njwt.decode(token, options={"verify_signature": False})'),
        python("import jwt\n\njwt.decode(token, key, verify=False)"),
        python('import jwt\n\njwt.decode(token, key, ["HS256"], options={"verify_exp": False})'),
    )
    good = (
        python('import jwt\n\njwt.decode(token, key, algorithms=["HS256"])'),
        python('import jwt\n\njwt.decode(token, key, ["RS256"], options={"verify_aud": False})'),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """The check switched off; told only where the function decodes the token once more."""
        if change.guard not in (TOKEN, END):
            return
        level = Level.INFO if change.confidence is Confidence.LOW else self.level
        message = f"the token's signature isn't checked ({change.detail})"
        if change.detail.startswith(EXPIRY):
            message = f"a token that has expired is taken all the same ({change.detail})"
        if change.detail.lower().replace(" ", "") == UNSIGNED:
            message = f"a token is made that nobody has signed ({change.detail})"
        if change.guard == END:
            message = f"a token is good for ever, or for years ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
