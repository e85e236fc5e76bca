"""Which names that a Python text gives a literal are a secret's, and which literals are one."""

from __future__ import annotations

from base64 import b64decode

from guardrail.knowledge.credentials.decoys import words_of
from guardrail.knowledge.credentials.literals import plausible_secret, secret_name
from guardrail.knowledge.python.secret_names import DEEDS, HEADERS
from guardrail.patterns import late

_OTHER_TOKENS = frozenset(
    (
        *("page", "next", "previous", "continuation", "cursor", "sync", "pagination", "resume"),
        *("pad", "eos", "bos", "unk", "sep", "cls", "mask", "special", "stop", "start", "end"),
        *("public", "csrf", "xsrf", "test", "fake", "dummy", "example", "invalid", "wrong", "bad"),
        *("expected", "type", "kind", "contract", "erc20", "mint", "address", "lexer"),
    )
)
"""What tokens are called that are no secret: of pages, of language models, of coins, of tests."""
_DRAWN = late(r"(?=[^0-9]*(?:[0-9][^0-9]*){4})(?=.*[A-Za-z])[A-Za-z0-9_+/=-]{24,}")
"""A value that was drawn: long, with several digits among its letters."""


def names_secret(name: str) -> bool:
    """Whether a name is that of a secret, or of a header that holds one."""
    return name.lower() in HEADERS or (secret_name(name) and not _is_deed(name))


def names_token(name: str) -> bool:
    """Whether a name is that of some token, of which only the value tells that it is a secret."""
    words = words_of(name)
    return bool(words) and words[-1] == "token" and _OTHER_TOKENS.isdisjoint(words)


def is_secret(name: str, value: str) -> bool:
    """Whether the value under such a name is a secret, and not an example or a label."""
    if name.lower() in HEADERS:
        value = _of_header(value)
    if not names_secret(name) and _DRAWN.fullmatch(value) is None:
        return False
    return plausible_secret(value, name)


def _is_deed(name: str) -> bool:
    """Whether the name is of something done to a secret (`reset_password`), or of its digest."""
    words = words_of(name)
    return len(words) > 1 and words[0] in DEEDS


def _of_header(value: str) -> str:
    """The secret of an `Authorization` header: the token, or the password of `Basic`."""
    scheme, _, secret = value.partition(" ")
    if scheme.lower() != "basic":
        return secret.strip()
    try:
        return b64decode(secret, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
