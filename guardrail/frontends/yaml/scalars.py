"""YAML's five kinds of scalars, each with the exact map from its value to the text.

YAML 1.1 as PyYAML reads it (the same in YAML 1.2, chapters 7 and 8, for all that is here).
"""

from __future__ import annotations

from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder

_BREAKS = late(r"[ \t]*(?:\r?\n[ \t]*)+")
_HEADER = late(r"[|>](?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*(#[^\n]*)?(?:\r?\n|\Z)")
_ESCAPE = late(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r?\n)[ \t]*(?:\r?\n[ \t]*)*|(.))"
)
_SIMPLE = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_IN_SINGLE = late(r"[^'\r\n \t]+")
_IN_DOUBLE = late(r'[^"\\\r\n \t]+')
_BLANKS = late(r"[ \t]+")


def folded(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Add what line ends between two parts of a flow scalar stand for: a blank, or newlines."""
    count = text.count("\n", start, end)
    builder.atom(" " if count == 1 else "\n" * (count - 1), start, end)


def quoted(text: str, start: int) -> tuple[BuiltText, int, bool]:
    """A quoted scalar that begins at `start`: its value, where it ends, whether it is closed."""
    single = text[start] == "'"
    plain = _IN_SINGLE if single else _IN_DOUBLE
    builder = TextBuilder("yaml-single" if single else "yaml-double")
    at = start + 1
    while at < len(text):
        if found := plain.match(text, at):
            builder.verbatim(found[0], at)
        elif found := _BREAKS.match(text, at):
            if _marker(text, found.end()):
                return builder.build(), found.start(), False
            folded(builder, text, at, found.end())
        elif found := _BLANKS.match(text, at):
            builder.verbatim(found[0], at)
        elif single:
            if text.startswith("''", at):
                builder.atom("'", at, at + 2)
                at += 2
                continue
            if text[at] == "'":
                return builder.build(), at + 1, True
            builder.verbatim(text[at], at)
            at += 1
            continue
        elif text[at] == '"':
            return builder.build(), at + 1, True
        else:
            at = _escape(builder, text, at)
            continue
        at = found.end()
    return builder.build(), at, False


def _marker(text: str, at: int) -> bool:
    """Whether a document marker begins here, which no scalar reaches across."""
    return text.startswith(("---", "..."), at) and text[at - 1 : at] == "\n"


def _escape(builder: TextBuilder, text: str, at: int) -> int:
    """Add what the escape at `at` stands for; where it ends."""
    found = _ESCAPE.match(text, at)
    if found is None:
        builder.verbatim(text[at], at)
        return at + 1
    if found[4]:
        breaks = text.count("\n", at, found.end())
        builder.atom("\n" * (breaks - 1), at, found.end())
        return found.end()
    digits = found[1] or found[2] or found[3]
    if digits:
        code = int(digits, 16)
        value = chr(code) if code < 0x110000 else "\ufffd"
    else:
        value = _SIMPLE.get(found[5], found[5])
    builder.atom(value, at, found.end())
    return found.end()


def block(text: str, start: int, parent: int) -> tuple[BuiltText, int] | None:
    """A block scalar whose `|` or `>` stands at `start`, inside a node indented by `parent`.

    Its value and where it ends; `None` where that isn't a block scalar's header.
    """
    header = _HEADER.match(text, start)
    if header is None:
        return None
    digit = header[2] or header[3]
    at = header.end()
    indent = max(parent, 0) + int(digit) if digit else _detected(text, at, parent)
    builder = TextBuilder("yaml-folded" if text[start] == ">" else "yaml-literal")
    style = text[start] + (header[1] or header[4] or "")
    end = _lines(builder, text, at, indent, style)
    return builder.build(), end


def _detected(text: str, at: int, parent: int) -> int:
    """The indentation of a block scalar's first line that isn't empty."""
    longest = 0
    while at < len(text):
        newline = text.find("\n", at)
        stop = len(text) if newline < 0 else newline
        start = at
        while start < stop and text[start] == " ":
            start += 1
        if start < stop and text[start] != "\r":
            return max(start - at, parent + 1)
        longest = max(longest, start - at)
        at = stop + 1
    return max(longest, parent + 1)


def _breaks(text: str, at: int, indent: int) -> tuple[list[tuple[int, int]], int, int]:
    """The empty lines at `at`: their ends, the content's start, the next line's indentation."""
    found: list[tuple[int, int]] = []
    while True:
        start = at
        while start - at < indent and start < len(text) and text[start] == " ":
            start += 1
        stop = start + (text[start : start + 1] == "\r")
        if text[stop : stop + 1] != "\n":
            return found, start, start - at
        found.append((start, stop + 1))
        at = stop + 1


def _lines(builder: TextBuilder, text: str, at: int, indent: int, style: str) -> int:
    """Add a block scalar's lines; where it ends. `style` is its header without the digit."""
    breaks, at, column = _breaks(text, at, indent)
    last: tuple[int, int] | None = None
    end = at - column
    while column == indent and at < len(text) and not (indent == 0 and _marker(text, at)):
        for low, high in breaks:
            builder.atom("\n", low, high)
        outdented = text[at] not in " \t"
        newline = text.find("\n", at)
        stop = len(text) if newline < 0 else newline
        bare = stop - (stop > at and text[stop - 1] == "\r" and newline >= 0)
        builder.verbatim(text[at:bare], at)
        last = (bare, stop + 1) if newline >= 0 else None
        end = at = stop + 1 if newline >= 0 else stop
        breaks, at, column = _breaks(text, at, indent)
        if not (column == indent and at < len(text)) or (indent == 0 and _marker(text, at)):
            break
        if style[0] == ">" and outdented and text[at] not in " \t":
            if not breaks and last:
                builder.atom(" ", last[0], at)
        elif last:
            _newline(builder, text, last)
    if last and style[1:] != "-":
        _newline(builder, text, last)
    if style[1:] == "+":
        for low, high in breaks:
            builder.atom("\n", low, high)
    return end if not breaks else max(end, breaks[-1][1])


def _newline(builder: TextBuilder, text: str, place: tuple[int, int]) -> None:
    if place[1] - place[0] == 1:
        builder.verbatim("\n", place[0])
    else:
        builder.atom("\n", *place)
