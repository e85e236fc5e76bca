"""Languages that aren't looked through in detail: what stands near the table's or model's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guardrail.project.uses.files import File
from guardrail.project.uses.hit import MOST, Hit, Mentions
from guardrail.project.uses.names import Names, normal

_NEAR = 300

_OF_THE_BROWSER = frozenset(
    {"document", "event", "history", "location", "navigator", "performance", "screen", "window"}
)
"""Tables that are named like what every page has: in scripts the word says nothing."""

_SCRIPTS = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte")


def other_hits(file: File, names: Names) -> Iterator[Hit]:
    """Uses of the column, or of the table where no column is asked for."""
    mentions = Mentions(file, names)
    text = file.code
    if not names.column:
        if names.table not in _OF_THE_BROWSER or not file.path.endswith(_SCRIPTS):
            yield from _of_table(text, names)
        return
    spelled = "|".join(sorted(map(re.escape, names.columns), key=len, reverse=True))
    yield from _members(file, mentions, spelled)
    pattern = re.compile(
        rf"(?<!\w)(?P<whose>\w+)[?!]?(?:\.|->)(?P<field>{spelled})\b"
        rf"|[\"'`](?P<text>{spelled})[\"'`]|(?<![\w.])(?P<key>{spelled}):(?!:)|(?<![\w:]):(?P<symbol>{spelled})\b"
    )
    for count, found in enumerate(_around(pattern, text, names.columns)):
        if count >= MOST:
            return
        whose = found["whose"]
        kind = str(found.lastgroup if found.lastgroup != "whose" else "field")
        place = found.start(kind)
        if whose and mentions.means(whose):
            yield Hit(place, found.end(kind), 50, f"uses {whose}.{found['field']}")
        elif whose is None and mentions.near(place, _NEAR):
            yield Hit(place, found.end(kind), 30 if names.common else 40, "seems to name it")
        elif mentions and not names.common:
            yield Hit(place, found.end(kind), 15, "may use it")


def _around(pattern: re.Pattern[str], text: str, words: Iterable[str]) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a pattern that ends at one of the words, looked for there alone."""
    end = 0
    for place in _places(text, words):
        starts = (start for start in _starts(text, place) if start >= end)
        tried = (pattern.match(text, start) for start in starts)
        found = next((one for one in tried if one is not None and one.end() > place), None)
        if found is not None:
            yield found
            end = found.end()


def _places(text: str, words: Iterable[str]) -> list[int]:
    """Where any of the words stands, in order."""
    found: set[int] = set()
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.add(at)
            at = text.find(word, at + 1)
    return sorted(found)


def _starts(text: str, place: int) -> Iterator[int]:
    """Where a use of the word at a place may begin: at whose it is, at a sign before it, or there.

    `user.email`, `user?.email`, `user->email`; `:email`, `"email"`; `email`.
    """
    before = text[max(place - 2, 0) : place]
    arrow = 2 if before == "->" else 1 if before[-1:] == "." else 0
    if arrow:
        at = place - arrow
        at -= text[at - 1 : at] in ("?", "!")
        end = at
        while at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            at -= 1
        if at < end:
            yield at
    if place:
        yield place - 1
    yield place


def _members(file: File, mentions: Mentions, spelled: str) -> Iterator[Hit]:
    """Members of a class, struct or model of that name."""
    member = re.compile(
        rf"^[ \t]+(?:(?:public|private|protected|readonly|static|final|declare|val|var|let)\s+)*"
        rf"(?:[\w<>\[\]?.]+\s+)?[$@]?(?P<field>{spelled})\b\s*(?:[?!:;=]|[A-Z]\w*|[\w.*\[\]]+\s*(?:`|$))",
        re.MULTILINE,
    )
    for name, start, end in file.blocks[:MOST]:
        if normal(name) in mentions.models:
            one = member.search(file.code, start, end)
            if one is not None:
                yield Hit(*one.span("field"), 60, f"{name} declares it")


def _of_table(text: str, names: Names) -> Iterator[Hit]:
    pattern = re.compile(rf"(?:[\"'`]|(?<!:):){re.escape(names.table)}(?!\w)")
    for count, found in enumerate(_around(pattern, text, (names.table,))):
        if count >= MOST:
            return
        yield Hit(found.start() + 1, found.end(), 40, "seems to name it")
