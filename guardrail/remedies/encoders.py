"""How text is written inside the quotings that an embedded text can stand in.

Each encoder turns text into what must stand between the quotes, its decoder back. `ENCODERS` is
the table of them, by the name of the quoting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from guardrail.patterns import late

_PYTHON_ESCAPE = late(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))", re.S)
_PYTHON_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", "'": "\\'", '"': '\\"'}
_PYTHON_LETTERS = {written[1]: letter for letter, written in _PYTHON_NAMED.items()}
_SHELL_SPECIAL = late(r'(["$`\\])')
_BREAKS = "\n"


class Encoder(NamedTuple):
    """A quoting: text to what stands between the quotes, and back."""

    encode: Callable[[str], str]
    decode: Callable[[str], str]


def python_string(text: str) -> str:
    """Text inside an ordinary, one-line string literal of Python, whichever its quotes."""
    return "".join(_python_letter(letter) for letter in text)


def _python_letter(letter: str) -> str:
    if letter in _PYTHON_NAMED:
        return _PYTHON_NAMED[letter]
    number = ord(letter)
    if number < 0x20 or number == 0x7F:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if 0xD800 <= number <= 0xDFFF else letter


def python_string_read(written: str) -> str:
    """What `python_string` wrote."""

    def letter(found: re.Match[str]) -> str:
        digits = found[1] or found[2]
        return chr(int(digits, 16)) if digits else _PYTHON_LETTERS[found[3]]

    return _PYTHON_ESCAPE.sub(letter, written)


def shell_single(text: str) -> str:
    """Text inside single quotes of a POSIX shell: each quote ends them and begins them anew."""
    return text.replace("'", "'\\''")


def shell_single_read(written: str) -> str:
    """What `shell_single` wrote."""
    return written.replace("'\\''", "'")


def shell_double(text: str) -> str:
    """Text inside double quotes of a POSIX shell, with nothing expanded."""
    return _SHELL_SPECIAL.sub(r"\\\1", text)


def shell_double_read(written: str) -> str:
    """What `shell_double` wrote."""
    return re.sub(r'\\(["$`\\])', r"\1", written)


def sql_string(text: str) -> str:
    """Text inside a standard string literal of SQL."""
    return text.replace("'", "''")


def sql_string_read(written: str) -> str:
    """What `sql_string` wrote."""
    return written.replace("''", "'")


def yaml_block(text: str, indentation: int) -> str:
    """Text inside a literal block scalar of YAML, every line after the first indented.

    Breaks are line feeds alone: text with another break of YAML can't stand in a block.
    """
    return text.replace(_BREAKS, _BREAKS + " " * indentation)


def yaml_block_read(written: str, indentation: int) -> str:
    """What `yaml_block` wrote."""
    return written.replace(_BREAKS + " " * indentation, _BREAKS)


ENCODERS: Mapping[str, Encoder] = {
    "python": Encoder(python_string, python_string_read),
    "shell single": Encoder(shell_single, shell_single_read),
    "shell double": Encoder(shell_double, shell_double_read),
    "sql": Encoder(sql_string, sql_string_read),
    "yaml": Encoder(lambda text: yaml_block(text, 2), lambda text: yaml_block_read(text, 2)),
}


def plain_everywhere(words: str) -> bool:
    """Whether the words read the same inside every quoting, so that they may simply be inserted."""
    return all(encoder.encode(words) == words for encoder in ENCODERS.values())
