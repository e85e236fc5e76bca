"""Who calls a function in a Python text: the functions around the calls, what stands above these.

The text is read by its lines, without parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from guardrail.patterns import late
from guardrail.project.entries import entry_of

_DEFINED = late(
    r"^(?P<indent>[ \t]*)(?:async[ \t]+)?(?P<what>def|class)[ \t]+(?P<name>\w+)"
    r"(?P<bases>\([^()\n]*\))?"
    r"|^(?P<main>[^\s#@)\]}\"'][^\n]*)",
    re.MULTILINE,
)
_ABOVE = late(r"(?:^[ \t]*@[^\n]*\n(?:^[ \t]+[^@\s][^\n]*\n|^[)\]}][^\n]*\n)*)+\Z", re.MULTILINE)
_BEFORE = late(r"[\w.]")
_OPENED = late(r"\s*\(")
_MOST_DEFINED = 5_000
MOST_CALLS = 200
"""So many calls by one name are looked at in a text."""
_LONGEST_ABOVE = 1_000
_BRACKET = late(r"[\[\](){}]")


class Site(Struct, frozen=True):
    """A function of a text, or "" for the text itself, in which something is called.

    `entry` says what runs it from outside, "" where nothing is known to; `start` and `end` are
    where its name stands, or the call at the top of the text.
    """

    name: str
    entry: str
    start: int
    end: int


class Definitions:
    """The functions of a text, and its classes, found once."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._found: list[re.Match[str]] = []
        for found in _DEFINED.finditer(text):
            self._found.append(found)
            if len(self._found) >= _MOST_DEFINED:
                break

    def calling(self, spoken: str) -> Iterator[Site]:
        """The functions that call something by a name ("run", "db.run"), each once."""
        seen: set[str] = set()
        for _, site in self.calls(spoken):
            if site.name not in seen:
                seen.add(site.name)
                yield site

    def calls(self, spoken: str) -> Iterator[tuple[int, Site]]:
        """Where something is called by a name, and the function around each call."""
        for start, end in islice(_calls_in(self._text, spoken), MOST_CALLS):
            site = self._around(start, end)
            if site is not None:
                yield start, site

    def _around(self, start: int, end: int) -> Site | None:
        """The function around a place; `None` where the place defines what is called."""
        at = self._last_before(start)
        inner = self._found[at] if at >= 0 else None
        if inner is None or inner["main"] is not None:
            entry = "the file itself" if inner is None or _runs(inner["main"]) else ""
            return Site("", entry, start, end - 1)
        if inner.end("name") >= start:
            return None
        if inner["what"] == "class":
            return None
        owner = self._owner(at)
        above = _ABOVE.search(self._text[max(inner.start() - _LONGEST_ABOVE, 0) : inner.start()])
        entry = entry_of(
            inner["name"],
            above[0] if above is not None else "",
            (owner["bases"] or "(object)") if owner is not None else "",
            self._path,
        )
        name = f"{owner['name']}.{inner['name']}" if owner is not None else inner["name"]
        return Site(name, entry, *inner.span("name"))

    def _last_before(self, place: int) -> int:
        low, high = 0, len(self._found)
        while low < high:
            middle = (low + high) // 2
            if self._found[middle].start() <= place:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def _owner(self, at: int) -> re.Match[str] | None:
        """The class whose method a function is."""
        indent = len(self._found[at]["indent"] or "")
        for found in reversed(self._found[:at] if indent else []):
            if len(found["indent"] or "") < indent:
                return found if found["what"] == "class" else None
        return None


def in_brackets(call: str) -> str:
    """What the call gives that a text begins with, without what stands in brackets there."""
    depth, since = 0, 0
    given: list[str] = []
    for found in _BRACKET.finditer(call):
        given += [call[since : found.start()]] if depth == 1 else []
        depth += 1 if found[0] in "([{" else -1
        since = found.end()
        if depth <= 0:
            break
    return " ".join(given)


def _calls_in(text: str, spoken: str) -> Iterator[tuple[int, int]]:
    """Where something is called by a name, with the bracket that opens the call."""
    at = text.find(spoken)
    while at >= 0:
        end = at + len(spoken)
        opened = _OPENED.match(text, end) if not _BEFORE.match(text, max(at - 1, 0), at) else None
        if opened is not None:
            yield at, opened.end()
        at = text.find(spoken, end)


def _runs(line: str) -> bool:
    """Whether a statement at the top of a text runs what stands in it when the text runs."""
    return not line.startswith(("import ", "from "))
