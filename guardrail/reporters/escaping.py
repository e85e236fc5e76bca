"""Makes text from the code under judgement safe to show, for each place where it is shown.

File names, SQL and messages are hostile: they may hold line ends, terminal escapes, commands for a
CI runner, Markdown, or characters that turn the reading direction around.
"""

from __future__ import annotations

import re

from guardrail.patterns import late

# Letters by Unicode's classes that show nothing: fillers, joiners, variation selectors.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x180F), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Harmless as Markdown wherever they stand within a line, and no address that becomes a link.
_PLAIN = late(r"[A-Za-z0-9 ,;?!%/'\"()+=.:-]*\Z")
_LINKED = late(r"www\.|//|:(?! |\Z)", re.IGNORECASE)
_RUNNER = late(r"^(\s*):(?=:)|#(?=#\[|#vso\[)", re.IGNORECASE)


def visible(text: str) -> str:
    """The text on one line, with every character that shows nothing written as an escape.

    Control characters, line ends, terminal escapes, reading directions, zero-width and unassigned
    characters, and lone surrogates (which stand for undecodable bytes: `\\xff`).
    """
    if text.isprintable() and (text.isascii() or _BLANK.isdisjoint(text)):
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() and character not in _BLANK:
        return character
    if character in _SHORT:
        return _SHORT[character]
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:
        number -= 0xDC00
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def without_surrogates(text: str) -> str:
    """The text with lone surrogates written as escapes, for formats that must be valid Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(_shown(c) if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def defused(line: str) -> str:
    """A line that no CI runner takes for a command.

    GitHub's runner reads every line of output: `::command::` at a line's start, and `##[command]`
    and Azure's `##vso[…]` anywhere.
    """
    return _RUNNER.sub(lambda found: f"{found[0]} ", line)


def command_data(text: str) -> str:
    """The message of a workflow command (`actions/toolkit`, command.ts), on one line.

    Line feeds survive as `%0A`; everything else that shows nothing is made visible.
    """
    lines = (visible(line).replace("%", "%25") for line in text.split("\n"))
    return "%0A".join(lines)


def command_property(text: str) -> str:
    """A property of a workflow command: as a message, and `:` and `,` are escaped too."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def markdown(text: str) -> str:
    """The text as Markdown that is read as nothing but text.

    Plain prose stays as it is; anything else stands in a code span, where there are no links,
    mentions, images or tags.
    """
    shown = visible(text)
    if _PLAIN.match(shown) and not _LINKED.search(shown):
        return shown
    return code(shown)


def code(text: str) -> str:
    """A Markdown code span around the text, with a fence that the text doesn't contain."""
    shown = visible(text)
    if not shown.strip():
        return "` `"
    fence = "`" * (_longest_run(shown) + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def code_in_cell(text: str) -> str:
    """A code span in a Markdown table, where a bar would end the cell."""
    return code(text.replace("|", "¦"))


def fenced(lines: list[str], language: str = "") -> list[str]:
    """Lines of a fenced Markdown block whose fence none of the lines contains."""
    shown = [visible(line) for line in lines]
    fence = "`" * max(3, max(map(_longest_run, shown), default=0) + 1)
    return [fence + language, *shown, fence]


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)


def xml(text: str) -> str:
    """The text for an XML element or attribute; characters that XML forbids are made visible."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("'", "&apos;")
