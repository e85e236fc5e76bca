"""What `echo` and `printf` write (bash manual, 4.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrail.frontends.shell.quoting import decode_escape
from guardrail.knowledge.programs.command import Word
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder, cut

MOST_CHARACTERS = 200_000
_ECHO_FLAGS = late(r"-[neE]+\Z")
_FORMAT = late(r"\\.|%(?:%|[-+ #0]*(?:\*|\d{0,3})(?:\.\d{0,3})?([a-zA-Z]))", re.DOTALL)


def echo_text(args: Sequence[Word]) -> BuiltText:
    """What `echo` writes: the words with blanks between, escapes decoded after `-e`."""
    newline, escapes, first = True, False, 0
    for word in args:
        if not _ECHO_FLAGS.match(word.text):
            break
        newline = newline and "n" not in word.text
        escapes = "e" in word.text
        first += 1
    builder = TextBuilder()
    for number, word in enumerate(args[first:]):
        if number:
            builder.gap(" ")
        builder.append(_decoded(word.built) if escapes else word.built)
    if newline:
        builder.gap("\n")
    return builder.build()


def printf_text(args: Sequence[Word]) -> BuiltText | None:
    """What `printf` writes, `None` where it goes to a variable or the format isn't known."""
    words = list(args)
    if words and words[0].text == "--":
        words = words[1:]
    if not words or words[0].text == "-v" or not words[0].known:
        return None
    form, values = words[0], words[1:]
    builder = TextBuilder()
    used = _once(form, values, builder)
    while used and used < len(values) and builder.length < MOST_CHARACTERS:
        values = values[used:]
        used = _once(form, values, builder)
    return builder.build()


def _once(form: Word, values: Sequence[Word], builder: TextBuilder) -> int:
    """Write the format once; how many of the values it took."""
    at = used = 0
    text = form.text
    for found in _FORMAT.finditer(text):
        builder.append(cut(form.built, at, found.start()))
        at = found.end()
        if found[0] == "%%":
            builder.append(cut(form.built, found.start(), found.start() + 1))
        elif found[0].startswith("%"):
            if used < len(values):
                value = values[used].built
                builder.append(_decoded(value) if found[1] == "b" else value)
            used += 1
        else:
            decoded, at = decode_escape(text, found.start())
            _stand_in(builder, form.built, decoded, found.start(), at)
    builder.append(cut(form.built, at, len(text)))
    return used


def _decoded(built: BuiltText) -> BuiltText:
    """A text with its backslash escapes decoded."""
    if "\\" not in built.text:
        return built
    builder = TextBuilder()
    at = 0
    while (slash := built.text.find("\\", at)) >= 0:
        builder.append(cut(built, at, slash))
        decoded, at = decode_escape(built.text, slash)
        _stand_in(builder, built, decoded, slash, at)
    builder.append(cut(built, at, len(built.text)))
    return builder.build()


def _stand_in(builder: TextBuilder, built: BuiltText, text: str, start: int, end: int) -> None:
    """Add what an escape inside a built text stands for."""
    found, _ = built.map.ranges(start, end)
    if found:
        builder.atom(text, found[0][0], found[-1][1])
    else:
        builder.gap(text)
