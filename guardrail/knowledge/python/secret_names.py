"""Parts of names under which secrets are kept, as they are spelled in Python.

Whether a whole name is a secret's is decided by `guardrail.knowledge.credentials.literals`; these
are only what to look at.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import words

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

DEEDS: frozenset[str] = words(
    "bad change check confirm create encrypted forgot generate get hash hashed invalid lost make"
    " missing reset set update validate verify wrong"
)
"""First words of names that aren't a secret's own: what is done to one, or its digest."""

HEADERS: frozenset[str] = frozenset(("authorization", "proxy-authorization"))
"""Headers whose value is a scheme and a secret."""

_PAIR = r"""\s*=\s*\(\s*[rbuf]?["'][^"'\n]{1,80}["']\s*,\s*[rbuf]?["']"""

LOGINS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("auth", _PAIR, ("requests", "httpx", "aiohttp", "niquests")),
)
"""Words behind which a user's name and a password stand, with the pattern and what is beside them.

Sources: the documentation of requests 2 ("Authentication") and httpx 0.28.
"""
