"""Passwords and keys written down in statements. No value leaves this module."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.knowledge.credentials.literals import says_what_it_is
from guardrail.model import Confidence
from guardrail.patterns import late
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
_CONNECTION = late(
    r"(?:\b(?:password|pwd)\s*=\s*(?P<plain>[^\s;'&]+))|(?:://[^/\s:@]*:(?P<url>[^@\s/]+)@)",
    re.IGNORECASE,
)
_COPY_KEY = late(r"(?:aws_)?secret_access_key\s*=\s*(?P<key>[^\s;'&]+)", re.IGNORECASE)
_RUN_TIME = late(rf"\$[\{{(]|\{{\{{|\{{\w*\}}|{HOLE_WORD}\d|%\(|%s|^[:$?]\w*$|^&", re.IGNORECASE)
_SAMPLE = late(
    r"(?:<.*>|\*+|x+|\.+|change[_-]?me|(?:your|my|some|the|new)?[_-]?(?:strong)?[_-]?"
    r"(?:password|secret|passwd|key)(?:[_-]?here)?|redacted|todo|…)",
    re.IGNORECASE | re.DOTALL,
)
_HASH = late(
    r"md5[0-9a-f]{32}|scram-sha-256\$.*|\*[0-9a-f]{40}|\$2[aby]\$.*|0x[0-9a-f]{16,}", re.IGNORECASE
)
_QUERIES = ("SELECT", "PERFORM", "CALL")
_TAKES_PASSWORD = ("sp_addlogin", "sp_password")
_CONNECTS = ("REMOTE", "REMOTESECURE", "MYSQL", "POSTGRESQL", "MONGODB")
_NEAR = 4
CONNECTION = "password in a connection string"
_LONGEST = 2000


def credentials(reading: Reading, tokens: Sequence[Token]) -> Iterator[CredentialUse]:
    """The credentials that a statement writes down; none in statements about rows."""
    if not tokens or tokens[0].up not in VERBS:
        return
    statement = _Statement(replace(reading, masked=True), tokens)
    for index, token in enumerate(tokens):
        if token.kind is Kind.STRING and len(token.text) <= _LONGEST and token.text[0] != "$":
            yield from statement.string(index)
        elif token.up == "IDENTIFIED" and index + 2 < len(tokens):
            yield from statement.bare(index)


class _Statement(Struct, frozen=True):
    """A statement that may write credentials down."""

    reading: Reading
    tokens: Sequence[Token]

    def string(self, index: int) -> Iterator[CredentialUse]:
        """What a string is, by the words before it and by what it says."""
        token = self.tokens[index]
        value = plain(token)
        kind = self._kind_before(index)
        asked = self.tokens[0].up in _QUERIES and not self._is_last_argument(index)
        if kind and not asked:
            yield from self._written(token, value, kind)
            return
        for pattern, what in ((_CONNECTION, CONNECTION), (_COPY_KEY, "secret access key")):
            found = pattern.search(value)
            if found is not None:
                secret = next(group for group in found.groups() if group is not None)
                yield from self._written(token, secret, what)

    def bare(self, index: int) -> Iterator[CredentialUse]:
        """Oracle's passwords are words: `IDENTIFIED BY tiger`."""
        by, value = self.tokens[index + 1], self.tokens[index + 2]
        named = value.kind in (Kind.WORD, Kind.NAME) and value.up not in _NO_PASSWORD
        if by.up == "BY" and named:
            yield from self._written(value, value.text, "password")

    def _of_whom(self) -> str:
        """Who gets the password: one that says the name again is an example's, as in a URL."""
        named = self.tokens[0].up in ("CREATE", "ALTER") and self.tokens[1].up in ("USER", "ROLE")
        return plain(self.tokens[2]).lower() if named and len(self.tokens) > 3 else ""

    def _kind_before(self, index: int) -> str:
        """What the words before a string make of it: a password, a key, or nothing."""
        tokens, first = self.tokens, self.tokens[0].up
        back = index - 1
        while back >= 0 and tokens[back].up in _BETWEEN and index - back < _NEAR:
            if tokens[back].up == "PASSWORD":
                return "password"
            back -= 1
        up = tokens[back].up if back >= 0 else ""
        if up in _PASSWORDS or up == "IDENTIFIED":
            return "password"
        if up in _KEYS:
            return "secret key"
        if first == "PRAGMA" and up in ("KEY", "REKEY", "HEXKEY"):
            return "database key"
        plugin = back >= 2 and tokens[back - 1].up in ("WITH", "VIA")
        if plugin and tokens[back - 2].up == "IDENTIFIED":
            return "password"
        if first == "SET" and tokens[1].up == "PASSWORD" and tokens[index - 1].up in _BETWEEN:
            return "password"
        called = any(token.text.lower() in _TAKES_PASSWORD for token in tokens[:4])
        if called and tokens[index - 1].up == ",":
            return "password"
        return "password" if self._is_last_argument(index) else ""

    def _is_last_argument(self, index: int) -> bool:
        """Whether the string is the password at the end of a call that connects to a server."""
        tokens = self.tokens
        follow = tokens[index + 1].up if index + 1 < len(tokens) else ""
        if any(token.text.lower() == "sp_addlinkedsrvlogin" for token in tokens[:6]):
            return follow in ("", ";") and sum(token.up == "," for token in tokens[:index]) >= 4
        if self.reading.dialect != "clickhouse" or follow != ")":
            return False
        back, arguments = index, 1
        while back > 0 and tokens[back].up not in ("(", ")"):
            arguments += tokens[back].up == ","
            back -= 1
        return arguments >= 4 and back > 0 and tokens[back - 1].up in _CONNECTS

    def _written(self, token: Token, value: str, kind: str) -> Iterator[CredentialUse]:
        if not value or _RUN_TIME.search(value):
            return
        confidence = self.reading.confidence
        if _SAMPLE.fullmatch(value) or value.lower() == self._of_whom():
            confidence = Confidence.LOW
        elif _HASH.fullmatch(value):
            kind, confidence = "password hash", min(confidence, Confidence.MEDIUM)
        elif says_what_it_is(value):
            confidence = min(confidence, Confidence.MEDIUM)
        named = 2 if self.tokens[0].up in ("CREATE", "ALTER", "SET") else 1
        yield self.reading.make(
            CredentialUse,
            [token],
            action=CredentialAction.WRITTEN,
            kind=kind,
            place=" ".join(each.up for each in self.tokens[:named] if each.up),
            confidence=confidence,
            evidence=self.reading.evidence(self.tokens),
        )
