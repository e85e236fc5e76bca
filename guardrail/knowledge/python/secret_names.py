"""Parts of names under which secrets are kept, as they are spelled in Python.

Whether a whole name is a secret's is decided by `guardrail.knowledge.credentials.literals`; these
are only what to look at.
"""

from __future__ import annotations

_PARTS = (
    "passw",
    "passphrase",
    "passcode",
    "pass",
    "pwd",
    "pw",
    "secret",
    "bearer",
    "token",
    "key",
    "authorization",
)

SECRET_WORDS: tuple[str, ...] = tuple(
    sorted({form for part in _PARTS for form in (part, part.upper(), part.capitalize())})
)

HEADERS: frozenset[str] = frozenset(("authorization", "proxy-authorization"))
"""Headers whose value is a scheme and a secret."""
