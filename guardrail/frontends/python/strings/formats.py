"""Formatting: `%`, `str.format`, templates and joins, over ropes.

Source of the forms: the Python library reference, "printf-style String Formatting", "Format
String Syntax" and "Template strings". What is put in counts as standing where its placeholder
stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from guardrail.frontends.python.strings.rope import (
    Part,
    Rope,
    as_plain_value,
    cut,
    size,
    standing_at,
)
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

MOST_PLACES = 20_000
"""With more placeholders a text is left as it is."""

Fill = Callable[[str, int, int], Rope]
"""Gives the rope for a placeholder, by its key ("" for the next one) and its place."""

_PERCENT = late(
    r"%(?:\((?P<key>[^)]{0,200})\))?[#0\- +]{0,9}(?:\*|\d{1,9})?(?:\.(?:\*|\d{1,9}))?[hlL]?"
    r"(?P<type>[diouxXeEfFgGcrsab%])"
)
_NUMERIC = late(r"\A%[^}]*[diouxXeEfFgG]\Z|\A\{[^}]*:[^}]*[bdeEfFgGnoxX]\}\Z")
"""Places that a text can't be written in."""
_BRACES = late(
    r"\{\{|\}\}|\{(?P<key>[^{}:!\[\].]{0,200})(?P<rest>[.\[][^{}:!]{0,200})?"
    r"(?:![rsa])?(?::[^{}]{0,200})?\}"
)
_MUSTACHES = late(r"\{\{-?\s{0,20}(?P<key>[^\W\d]\w{0,200})\s{0,20}(?:\|[^{}]{0,200})?-?\}\}")
_DOLLARS = late(r"\$\$|\$\{?(?P<key>[^\W\d]\w{0,200})\}?")


def percent(rope: Rope, fill: Fill) -> Rope:
    """The rope with its `%s` and `%(name)s` filled."""
    return _filled(rope, _PERCENT, fill, lambda match: match["type"] == "%" and "%")


def braces(rope: Rope, fill: Fill) -> Rope:
    """The rope with its `{}` and `{name}` filled."""
    return _filled(rope, _BRACES, fill, lambda match: match["key"] is None and match[0][0])


def mustaches(rope: Rope, fill: Fill) -> Rope:
    """The rope with the `{{ name }}` of a Jinja template filled."""
    return _filled(rope, _MUSTACHES, fill, lambda _: False)


def dollars(rope: Rope, fill: Fill) -> Rope:
    """The rope with the `$name` and `${name}` of a template filled."""
    return _filled(rope, _DOLLARS, fill, lambda match: match["key"] is None and "$")


def _filled(
    rope: Rope,
    pattern: re.Pattern[str],
    fill: Fill,
    constant: Callable[[re.Match[str]], str | bool],
) -> Rope:
    out: list[Part] = []
    places = 0
    for part in rope:
        if part.kind is PieceKind.HOLE or places > MOST_PLACES:
            out.append(part)
            continue
        at = 0
        places += part.text.count("%") + part.text.count("{") + part.text.count("$")
        if places > MOST_PLACES:
            out.append(part)
            continue
        for match in pattern.finditer(part.text):
            out.extend(_between(part, at, match.start()))
            (place,) = _between(part, match.start(), match.end())
            text = constant(match)
            if text:
                out.append(Part(str(text), place.start, place.end, PieceKind.ATOM))
            else:
                found = fill(match["key"] or "", place.start, place.end)
                found = as_plain_value(found) if _NUMERIC.search(match[0]) else found
                out.extend(standing_at(found, place.start, place.end))
            at = match.end()
        out.extend(_between(part, at, len(part.text)))
    return tuple(out)


def _between(part: Part, low: int, high: int) -> Rope:
    return cut((part,), [(0, low), (high, len(part.text))]) if low < high else ()


def joined(separator: Rope, items: Sequence[Rope]) -> Rope:
    """The items with the separator between them."""
    out: list[Part] = []
    for index, item in enumerate(items):
        if index:
            out.extend(separator)
        out.extend(item)
    return tuple(out)


def repeated(rope: Rope, times: int, most: int) -> Rope | None:
    """The rope several times over, `None` where that is longer than `most` characters."""
    if times <= 0:
        return ()
    return rope * times if size(rope) * times <= most else None
