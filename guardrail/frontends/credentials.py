"""Reads any text for credentials written down in it: tokens, connection strings, settings.

Literals in the positions of SQL and Python where a password belongs are those frontends' affair.
The value itself leaves this module only as a keyed hash, and a password's not even as that.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.knowledge.credentials.hosts import environment_of_host, environment_of_path
from guardrail.knowledge.credentials.scan import Token, facts, is_decoy, tokens
from guardrail.knowledge.credentials.settings_names import (
    is_example_file,
    is_settings_file,
    secret_settings,
)
from guardrail.knowledge.credentials.urls import Connection, connections
from guardrail.model import Confidence, Environment, EnvironmentKind, Source
from guardrail.patterns import late
from guardrail.settings import Settings
from guardrail.stream import Item

# Keeps equal tokens recognisable without being a plain hash of them. Tokens are random: that the
# key is known to all doesn't make one guessable. Passwords are never hashed.
_KEY = b"guardrail credential identity, version 1"
_SHOWN = 4
_LONG_LINE = 1000
_SHORT_TOKEN = 20
_NEAR = 80
_TEST_NAME = late(
    r"(?:\b|_)tests?_\w*[\"']?\s*[:=]\s*[rbf]?[\"']*\s*\Z|_tests?[\"']?\s*[:=]\s*[rbf]?[\"']*\s*\Z",
    re.IGNORECASE,
)
_KEPT = late(
    r"""(?:token|secret|passw(?:or)?d|\bpat|api_?key|authorization)["']?\s*\]?\s*(?:[=:,(]|\bor\b)"""
    r"""\s*[rbf]?["']?(?:bearer\s|token\s)?\Z|://[^\s/@"']{0,60}\Z""",
    re.IGNORECASE,
)
"""How the text before a value looks that stands where a secret belongs."""
_ASIDE = late(
    r"(?:^|/)(?:tests?|testing|fixtures|spec|docs?|examples?)(?:/|_)|(?:^|/)test_|_test\.|conftest|\.md$",
    re.IGNORECASE,
)
"""Paths of tests and documents, where values are made up."""
_PATTERNED = ("[", "\\w", "\\d", "\\S", "(?:")
"""How a regular expression goes on after what tokens begin with."""
_EXAMPLE = late(r"\bexamples?[\"']?\s*[:=]\s*[\[({]?\s*[\"']?\Z")
"""`examples=["…"]` of pydantic, `"example": "…"` of OpenAPI."""


_FAR_ABOVE = 3000
_SHOWS = late(r"[ ]*(?:- )?[\"']?examples?[\"']?[ ]*:")


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The credentials written in the text, in text order."""
    found = [*_tokens(source), *_connections(source)]
    if is_settings_file(source.path):
        found += _settings(source)
    taken = -1
    for effect in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if effect.span.start >= taken:
            taken = effect.span.end
            yield effect


def _tokens(source: Source) -> Iterator[CredentialUse]:
    found = [*tokens(source.text)]
    sought = any(_is_sought(token, source.text) for token in found)
    for token in found:
        value = source.text[token.start : token.end]
        said = facts(token, source.text)
        if said.public or is_decoy(value):
            continue
        kind = said.kind or token.shape.kind
        where = said.environment
        if where.kind is EnvironmentKind.UNKNOWN:
            where = environment_of_path(source.path)
        key = hmac.new(_KEY, f"{kind}\0{value}".encode("utf-8", "replace"), hashlib.sha256)
        yield CredentialUse(
            span=source.span(token.start, token.end),
            action=CredentialAction.WRITTEN,
            kind=kind,
            shown=value[:_SHOWN] + "…" if len(value) >= _SHORT_TOKEN else "",
            key=key.hexdigest()[:16],
            host=said.host,
            checked=said.holds is True,
            test_only=token.shape.test_only or sought,
            confidence=_confidence(token, said.holds, source, sought),
            environment=where,
            evidence=key.hexdigest()[:16],
        )


def _is_sought(token: Token, text: str) -> bool:
    """Whether the text has a pattern that finds such tokens: `ghp_[a-zA-Z0-9]{36}`.

    Then it is a scanner's or a redactor's, and its tokens are what the pattern is tried on.
    """
    return any(
        f"{word}{sign}" in text
        for word in token.shape.words
        if text.startswith(word, token.start)
        for sign in _PATTERNED
    )


def _confidence(token: Token, holds: bool | None, source: Source, sought: bool) -> Confidence:
    """How sure it is; `sought` where the text itself looks for tokens."""
    text = source.text
    if _is_key(token) and _of_test(text, token.start):
        return Confidence.LOW
    if holds is True:
        return Confidence.HIGH
    if sought or _in_long_line(text, token.start) or _is_example(text, token.start):
        return Confidence.LOW
    if holds is False:
        # Mistyped or made up; where a secret belongs it is as much one as any other text.
        kept = _KEPT.search(text, max(0, token.start - _NEAR), token.start) is not None
        told = kept and not is_example_file(source.path) and not _ASIDE.search(source.path)
        return Confidence.MEDIUM if told else Confidence.LOW
    if holds is None and not _is_key(token) and _ASIDE.search(source.path):
        return min(token.shape.confidence, Confidence.MEDIUM)
    return token.shape.confidence


def _is_key(token: Token) -> bool:
    return token.shape.kind.endswith("private key")


def _is_example(text: str, at: int) -> bool:
    """Whether the value stands where a description of an interface shows one."""
    return _EXAMPLE.search(text, max(0, at - _NEAR), at) is not None


def _of_test(text: str, at: int) -> bool:
    """Whether the value stands under a name that says that it is for tests, as in `TEST_KEY`."""
    return _TEST_NAME.search(text, max(0, at - _NEAR), at) is not None


def _in_long_line(text: str, at: int) -> bool:
    """Whether the place is in a line that no person wrote: minified code, data."""
    before = text.rfind("\n", max(0, at - _LONG_LINE), at)
    after = text.find("\n", at, at + _LONG_LINE)
    start = before if before >= 0 else max(0, at - _LONG_LINE)
    end = after if after >= 0 else min(len(text), at + _LONG_LINE)
    return end - start >= _LONG_LINE


def _connections(source: Source) -> Iterator[CredentialUse]:
    for found in connections(source.text):
        where = environment_of_host(found.host)
        sure = _confidence_of(found, source)
        if sure is Confidence.LOW and where.kind is EnvironmentKind.LOCAL:
            continue
        yield CredentialUse(
            span=source.span(found.start, found.end),
            action=CredentialAction.WRITTEN,
            kind="password in a connection string",
            place=f"{found.scheme} URL" if found.scheme else "connection string",
            host=found.host,
            confidence=sure,
            environment=_settled(where, source.path),
            evidence=_digest("connection", found.scheme, found.user, found.host),
        )


def _confidence_of(found: Connection, source: Source) -> Confidence:
    if found.weak or is_example_file(source.path) or _in_long_line(source.text, found.start):
        return Confidence.LOW
    return Confidence.HIGH


def _settled(where: Environment, path: str) -> Environment:
    """The host's environment, or what the file's name says where the host says nothing."""
    return environment_of_path(path) if where.kind is EnvironmentKind.UNKNOWN else where


def _settings(source: Source) -> Iterator[CredentialUse]:
    for found in secret_settings(source.text):
        example = is_example_file(source.path) or _shown_as_example(source.text, found.start)
        if _in_long_line(source.text, found.start):
            continue
        named = found.name.lower()
        yield CredentialUse(
            span=source.span(found.start, found.end),
            action=CredentialAction.WRITTEN,
            kind="password" if "pass" in named or "pwd" in named else "secret",
            place=f"setting {found.name}",
            confidence=Confidence.LOW if example else Confidence.MEDIUM,
            environment=environment_of_path(source.path),
            evidence=_digest("setting", found.name),
        )


def _shown_as_example(text: str, at: int) -> bool:
    """Whether the setting stands below `example:`, where an interface is described."""
    above = text[max(0, at - _FAR_ABOVE) : at].split("\n")
    indent = _indent(above.pop())
    while above and indent:
        line = above.pop()
        if line.strip() and (outer := _indent(line)) < indent:
            if _SHOWS.match(line):
                return True
            indent = outer
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _digest(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(joined).hexdigest()[:16]
