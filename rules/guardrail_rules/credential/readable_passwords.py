"""The rule `readable-passwords`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

PASSWORDS = "kept passwords"


class ReadablePasswords(Rule):
    """Passwords are kept so that whoever gets hold of the file or the table can read them.

    ## Why it matters

    Tables and home folders are copied, backed up and lost. A text file needs no key at all, and of
    a fast digest (MD5, SHA-1) a graphics card tries billions of passwords a second.

    ## Do this instead

    Keep users' passwords with a slow hash that has a salt (Argon2, scrypt, PBKDF2: Django's
    defaults), and your own in a keyring of the system, an encrypted file or a store of secrets.
    """

    name = "readable-passwords"
    category = Category.CREDENTIAL
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n',
            path="config/settings/production.py",
        ),
        python(
            """\
            import keyring
            from keyrings.alt.file import PlaintextKeyring

            keyring.set_keyring(PlaintextKeyring())
            """
        ),
    )
    good = (
        python(
            'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n',
            path="config/settings/test.py",
        ),
        python(
            """\
            import keyring
            from keyrings.alt.file import EncryptedKeyring

            keyring.set_keyring(EncryptedKeyring())
            """
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Either of them; told only in examples, for tests and where somebody asks for it."""
        if change.guard != PASSWORDS:
            return
        level = loosened_level(change, self.level)
        message = f"whoever gets hold of them can read the passwords ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
