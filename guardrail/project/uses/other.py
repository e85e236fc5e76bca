"""Languages that aren't looked through in detail: what stands near the table's or model's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.project.uses.files import File
from guardrail.project.uses.hit import MOST, Hit, Mentions
from guardrail.project.uses.names import Names, normal

_NEAR = 300
_BLOCK = re.compile(
    r"\b(?:class|model|struct|interface|entity|type|schema|table|record)\s+[\"']?(?P<name>\w+)[^\n]*\n"
    r"(?P<body>(?:[ \t][^\n]*(?:\n|\Z)|[ \t]*\n){1,400})"
)

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
    yield from _members(text, mentions, spelled)
    pattern = re.compile(
        rf"(?<!\w)(?P<whose>\w+)[?!]?(?:\.|->)(?P<field>{spelled})\b"
        rf"|[\"'`](?P<text>{spelled})[\"'`]|(?<![\w.])(?P<key>{spelled}):(?!:)|(?<![\w:]):(?P<symbol>{spelled})\b"
    )
    for count, found in enumerate(pattern.finditer(text)):
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


def _members(text: str, mentions: Mentions, spelled: str) -> Iterator[Hit]:
    """Members of a class, struct or model of that name."""
    member = re.compile(
        rf"^[ \t]+(?:(?:public|private|protected|readonly|static|final|declare|val|var|let)\s+)*"
        rf"(?:[\w<>\[\]?.]+\s+)?[$@]?(?P<field>{spelled})\b\s*(?:[?!:;=]|[A-Z]\w*|[\w.*\[\]]+\s*(?:`|$))",
        re.MULTILINE,
    )
    for count, found in enumerate(_BLOCK.finditer(text)):
        if count >= MOST:
            return
        if normal(found["name"]) in mentions.models:
            one = member.search(text, *found.span("body"))
            if one is not None:
                yield Hit(*one.span("field"), 60, f"{found['name']} declares it")


def _of_table(text: str, names: Names) -> Iterator[Hit]:
    pattern = re.compile(rf"(?:[\"'`]|(?<!:):){re.escape(names.table)}(?!\w)")
    for count, found in enumerate(pattern.finditer(text)):
        if count >= MOST:
            return
        yield Hit(found.start() + 1, found.end(), 40, "seems to name it")
