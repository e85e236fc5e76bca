"""The rule `weak-cryptography`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

SECRECY = "secrecy"
_CIPHERS = ("ECB", "MODE_ECB", "ARC4")


class WeakCryptography(Rule):
    """A secret is drawn from numbers that can be foreseen, or a cipher shows what is alike.

    ## Why it matters

    `random` is made for games: who sees some of its numbers knows the next ones, and with them the
    token that another user is sent. ECB encrypts what is alike alike, and RC4 has been broken:
    what is kept with them is read without the key.

    ## Do this instead

    Draw secrets with `secrets.token_urlsafe()` or `secrets.choice`. Encrypt with `Fernet`, or with
    AES-GCM (`AESGCM`) and a new nonce each time.
    """

    name = "weak-cryptography"
    category = Category.CREDENTIAL
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            import random

            def make_reset_token():
                return "".join(random.choice(ALPHABET) for _ in range(32))
            """
        ),
        python(
            """\
            from Crypto.Cipher import AES

            AES.new(KEY, AES.MODE_ECB).encrypt(record)
            """
        ),
    )
    good = (
        python(
            """\
            import random
            import secrets

            def make_reset_token():
                return secrets.token_urlsafe(32)

            def pick_greeting():
                return random.choice(GREETINGS)
            """
        ),
        python(
            """\
            from Crypto.Cipher import AES

            AES.new(KEY, AES.MODE_GCM).encrypt(record)
            """
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Either of them; told only in examples, for tests and where somebody asks for it."""
        if change.guard != SECRECY:
            return
        level = loosened_level(change, self.level)
        message = f"the secret can be foreseen ({change.detail})"
        if change.detail.startswith(_CIPHERS):
            message = f"the cipher shows what is alike in what it encrypts ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
