"""Which names that a Python text gives a literal are a secret's, and which literals are one."""

from __future__ import annotations

from base64 import b64decode

from guardrail.knowledge.credentials.decoys import words_of
from guardrail.knowledge.credentials.literals import plausible_secret, secret_name
from guardrail.knowledge.python.secret_names import DEEDS, HEADERS


def names_secret(name: str) -> bool:
    """Whether a name is that of a secret, or of a header that holds one."""
    return name.lower() in HEADERS or (secret_name(name) and not _is_deed(name))


def is_secret(name: str, value: str) -> bool:
    """Whether the value under such a name is a secret, and not an example or a label."""
    if name.lower() in HEADERS:
        value = _of_header(value)
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
