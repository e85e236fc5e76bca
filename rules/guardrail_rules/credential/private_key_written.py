"""The rule `private-key-written`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CredentialUse
from guardrail.example import python, shell
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail_rules.circumstances import article
from guardrail_rules.credential.kinds import is_private_key, written
from guardrail_rules.credential.specimens import private_key
from guardrail_rules.work_places import for_development

_KEY_FILE = late(
    r"(?:.*\.(?:pem|key|priv(?:ate)?|asc|gpg|pgp|p8|pk8|ppk|crt|cer|cert)"
    r"|.*key)(?:\.(?:default|example|sample|dist))?\Z",
    re.IGNORECASE,
)
_IN_USE = late(
    r"(?:^|[^a-z])(?:prod(?:uction)?|prd|live|staging|stg|release|deploy|deployment|deployer|root|admin"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)|letsencrypt|authkey|aws|gcp|ec2)(?:[^a-z]|$)",
    re.IGNORECASE,
)


class PrivateKeyWritten(Rule):
    """A private key is written in the text.

    ## Why it matters

    A private key proves who somebody is: whoever has a copy can log in, sign or decrypt in its
    owner's name, and nobody notices. Deleting the file leaves it in the history.

    ## Do this instead

    Replace the key pair, and load the new private key at run time from a secret store or a file
    outside the repository.

    Tests can make a key when they start. An encrypted key is only as safe as its passphrase.

    A file that is nothing but a key is told as a warning, unless its name says that it opens
    something that runs or that it is a person's: most such files are of a test server.
    """

    name = "private-key-written"
    category = Category.CREDENTIAL
    level = Level.ERROR
    judges = (CredentialUse,)
    inline = False

    bad = (
        python(f'KEY = """{private_key()}"""'),
        python("KEY = '" + private_key("RSA").replace("\n", "\\n") + "'"),
        shell(f"cat > deploy.pem <<'EOF'\n{private_key('EC')}\nEOF\n"),
    )
    good = (
        python('KEY = pathlib.Path(os.environ["KEY_FILE"]).read_text()'),
        python(f'KEY = """{private_key().replace("PRIVATE", "PUBLIC")}"""'),
        python('HEADER = "-----BEGIN " + kind + "-----"'),
    )

    def judge(self, use: CredentialUse, context: Context) -> Iterator[Finding]:
        """A private key; quieter where a passphrase encrypts it, and quiet in tests."""
        if not written(use) or not is_private_key(use):
            return
        level = Level.WARNING if use.kind.startswith("encrypted") else Level.ERROR
        if for_development(use.span.path) or _of_some_server(use.span.path):
            level = min(level, Level.WARNING)
        level = Level.INFO if context.in_test or use.confidence is Confidence.LOW else level
        yield self.finding(use, f"{article(use.kind)} is written in the text", level=level)


def _of_some_server(path: str) -> bool:
    """Whether the file holds keys alone, and no name says that anybody uses them."""
    name = path.rpartition("/")[2]
    return _KEY_FILE.fullmatch(name) is not None and _IN_USE.search(path) is None
