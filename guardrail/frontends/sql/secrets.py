"""Passwords and keys written down in statements. No value leaves this module."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.model import Confidence
from guardrail.spanmap import HOLE_WORD

VERBS = words(
    "CREATE ALTER GRANT SET COPY UNLOAD CHANGE EXEC EXECUTE SELECT PERFORM CALL OPEN ATTACH BACKUP "
    "RESTORE PRAGMA START EXPORT"
)
_PASSWORDS = words("PASSWORD PASSWD PWD MASTER_PASSWORD SOURCE_PASSWORD PASSPHRASE")
_KEYS = words(
    "SECRET SECRET_KEY AWS_SECRET_KEY AWS_SECRET_ACCESS_KEY SECRET_ACCESS_KEY AWS_TOKEN "
    "SESSION_TOKEN AZURE_SAS_TOKEN ACCESS_TOKEN API_KEY CLIENT_SECRET BEARER_TOKEN "
    "OAUTH_CLIENT_SECRET OAUTH_REFRESH_TOKEN"
)
_BETWEEN = words("= := => BY AS IS TO ( SET ADD PASSWORD HASHED")
_NO_PASSWORD = ("PASSWORD", "VALUES", "RANDOM")
_CONNECTION = re.compile(
    r"(?:\b(?:password|pwd)\s*=\s*(?P<plain>[^\s;'&]+))|(?:://[^/\s:@]*:(?P<url>[^@\s/]+)@)",
    re.IGNORECASE,
)
_COPY_KEY = re.compile(r"(?:aws_)?secret_access_key\s*=\s*(?P<key>[^\s;'&]+)", re.IGNORECASE)
_RUN_TIME = re.compile(rf"\$\{{|\{{\{{|\{{\w*\}}|{HOLE_WORD}\d|%\(|%s|^[:$?]\w*$|^&", re.IGNORECASE)
_SAMPLE = re.compile(
    r"(?:<.*>|\*+|x+|\.+|change[_-]?me|(?:your|my|some|the|new)?[_-]?(?:strong)?[_-]?"
    r"(?:password|secret|passwd|key)(?:[_-]?here)?|redacted|todo|…)",
    re.IGNORECASE | re.DOTALL,
)
_HASH = re.compile(
    r"md5[0-9a-f]{32}|scram-sha-256\$.*|\*[0-9a-f]{40}|\$2[aby]\$.*|0x[0-9a-f]{16,}", re.IGNORECASE
)
CONNECTION = "password in a connection string"
_LONGEST = 2000


def credentials(reading: Reading, tokens: Sequence[Token]) -> Iterator[CredentialUse]:
    """The credentials that a statement writes down; none in statements about rows."""
    if not tokens or tokens[0].up not in VERBS:
        return
    named = 2 if tokens[0].up in ("CREATE", "ALTER", "SET") else 1
    place = " ".join(token.up for token in tokens[:named] if token.up)
    for index, token in enumerate(tokens):
        if token.kind is Kind.STRING and len(token.text) <= _LONGEST and token.text[0] != "$":
            yield from _string(reading, tokens, index, place)
        elif token.up == "IDENTIFIED" and index + 2 < len(tokens):
            yield from _bare(reading, tokens, index, place)


def _string(
    reading: Reading, tokens: Sequence[Token], index: int, place: str
) -> Iterator[CredentialUse]:
    token = tokens[index]
    value = token.text[token.text.index(token.text[-1]) + 1 : -1]
    kind = _kind_before(tokens, index)
    if kind and tokens[0].up not in ("SELECT", "PERFORM", "CALL"):
        if value:
            yield from _written(reading, token, value, kind, place)
        return
    for pattern, what in ((_CONNECTION, CONNECTION), (_COPY_KEY, "secret access key")):
        found = pattern.search(value)
        if found is not None:
            secret = next(group for group in found.groups() if group is not None)
            yield from _written(reading, token, secret, what, place)


def _kind_before(tokens: Sequence[Token], index: int) -> str:
    """What the words before a string make of it: a password, a key, or nothing."""
    back = index - 1
    while back >= 0 and tokens[back].up in _BETWEEN and index - back < 4:
        if tokens[back].up == "PASSWORD":
            return "password"
        back -= 1
    up = tokens[back].up if back >= 0 else ""
    if up in _PASSWORDS or up == "IDENTIFIED":
        return "password"
    if up in _KEYS:
        return "secret key"
    if tokens[0].up == "PRAGMA" and up in ("KEY", "REKEY", "HEXKEY"):
        return "database key"
    if (
        up
        and back >= 2
        and tokens[back - 2].up == "IDENTIFIED"
        and tokens[back - 1].up in ("WITH", "VIA")
    ):
        return "password"
    sets_password = tokens[0].up == "SET" and len(tokens) > 1 and tokens[1].up == "PASSWORD"
    if sets_password and tokens[index - 1].up in ("=", "TO", "("):
        return "password"
    called = [token.text.lower() for token in tokens[:4]]
    if any(name in ("sp_addlogin", "sp_password") for name in called):
        return "password" if tokens[index - 1].up == "," else ""
    return ""


def _bare(
    reading: Reading, tokens: Sequence[Token], index: int, place: str
) -> Iterator[CredentialUse]:
    """Oracle's passwords are words: `IDENTIFIED BY tiger`."""
    by, value = tokens[index + 1], tokens[index + 2]
    if (
        by.up == "BY"
        and value.kind in (Kind.WORD, Kind.NAME)
        and value.up not in ("PASSWORD", "VALUES", "RANDOM")
    ):
        yield from _written(reading, value, value.text, "password", place)


def _written(
    reading: Reading, token: Token, value: str, kind: str, place: str
) -> Iterator[CredentialUse]:
    if _RUN_TIME.search(value):
        return
    confidence = reading.confidence
    if _SAMPLE.fullmatch(value):
        confidence = Confidence.LOW
    elif _HASH.fullmatch(value):
        kind, confidence = "password hash", min(confidence, Confidence.MEDIUM)
    yield reading.make(
        CredentialUse,
        [token],
        action=CredentialAction.WRITTEN,
        kind=kind,
        place=place,
        confidence=confidence,
    )
