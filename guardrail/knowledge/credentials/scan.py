"""Finds tokens of known shapes in a text: one pass for the words, then a look at each place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from guardrail.automaton import Automaton
from guardrail.knowledge.credentials.decoys import is_run, only_words, placeholder, repetitive
from guardrail.knowledge.credentials.shapes import Facts, Shape
from guardrail.knowledge.credentials.table import SHAPES, TOKEN_WORDS
from guardrail.patterns import late

# Values that providers print in their documentation, by SHA-256 so that none stands here.
PUBLISHED = frozenset(
    (
        "2cafc0970149a84f3b9e62eaf169f36f59907a3b3e31f7b82e68c69cd27f7326",
        "f2d6ca16515033e5dce14eba840b979d27b5cbae24bb3e5bf484339667f86397",
        "2d1f7723aabc5c7a51fcdc2463c99b5f3fdbc57cf3134db4ac12913c35976e6f",
        "0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059",
        "aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615",
        "2ddc147f3a3b5a1722b8ed6be3c45c49a7156b17fca5d11410137a6d04def6eb",
        "5ef11621c9bb0e157f7c2296f507055d7c149fd96bd1eafc9efe1a5138bfb8e2",
        "78314b11be2e581549ac1c4f616563fad3fdf0c3b71678f6e2299182080e0598",
    )
)

_NOT_BEFORE = late(r"[A-Za-z0-9_]")
_ESCAPES = ("\\n", "\\r", "\\t")


class Token(Struct, frozen=True):
    """A place that has the shape of a token. `start` and `end` delimit the secret itself."""

    shape: Shape
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Every place with the shape of a token, decoys among them, in no overlap, in text order."""
    taken = -1
    for start, end, shape in sorted(_places(text), key=lambda place: (place[0], -place[1])):
        if start >= taken:
            taken = end
            yield Token(shape, start, end)


def facts(token: Token, text: str) -> Facts:
    """What the token says about itself."""
    value = text[token.start : token.end]
    return token.shape.check(value) if token.shape.check else Facts()


def is_decoy(value: str) -> bool:
    """Whether a value with the shape of a token was made up or is printed in documentation."""
    if hashlib.sha256(value.encode("utf-8", "replace")).hexdigest() in PUBLISHED:
        return True
    body = re.sub(r"^[A-Za-z0-9]{2,12}[_-](?:[a-z0-9]{2,8}[_-])?", "", value)
    varied = len(set(body)) >= min(len(body), 32) / 4
    told = (repetitive, is_run, only_words, placeholder)
    return not varied or any(test(body[:4000]) for test in told)


@lru_cache(maxsize=1)
def _automaton() -> Automaton:
    return Automaton(list(TOKEN_WORDS), dense=True, overlapping=True)


@lru_cache(maxsize=1)
def _shapes_of_words() -> tuple[tuple[Shape, ...], ...]:
    by_word: dict[str, list[Shape]] = {word: [] for word in TOKEN_WORDS}
    for shape in SHAPES:
        for word in shape.words:
            by_word[word].append(shape)
    return tuple(tuple(by_word[word]) for word in TOKEN_WORDS)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?![A-Za-z0-9])", re.ASCII)


def _places(text: str) -> Iterator[tuple[int, int, Shape]]:
    searchable = text if text.isascii() else text.encode("utf-8", "replace").decode()
    shapes = _shapes_of_words()
    searched: set[Shape] = set()
    past: dict[Shape, int] = {}
    for index, at, _ in _automaton().find(searchable):
        for shape in shapes[index]:
            if shape.anywhere:
                if shape not in searched:
                    searched.add(shape)
                    for found in _compiled(shape.pattern).finditer(text):
                        yield _bounds(found, shape)
            elif at >= past.get(shape, 0):
                found_here = _match_at(text, at, shape)
                if found_here is not None:
                    past[shape] = found_here.end()
                    yield _bounds(found_here, shape)


def _bounds(found: re.Match[str], shape: Shape) -> tuple[int, int, Shape]:
    group = "value" if "value" in found.re.groupindex else 0
    return found.start(group), found.end(group), shape


def _match_at(text: str, at: int, shape: Shape) -> re.Match[str] | None:
    start = at - shape.back
    if shape.lead:
        start = text.rfind(shape.lead, max(0, start), at)
    if start < 0:
        return None
    before, first = text[start - 1 : start], text[start]
    if first.isalnum() and _NOT_BEFORE.match(before) and text[start - 2 : start] not in _ESCAPES:
        return None
    return _compiled(shape.pattern).match(text, start)
