"""Writes guardrail/screen_table.py from the knowledge: `python tools/generate_screen.py`."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from guardrail.knowledge.python import rows_by_word
from guardrail.knowledge.python.hidden_names import FRAGMENTS

TABLE = Path(__file__).parent.parent / "guardrail" / "screen_table.py"
HEAD = '''"""The words the screen looks for. Written by tools/generate_screen.py: don't edit."""

from __future__ import annotations
'''


def fragments() -> tuple[str, ...]:
    """Texts that keep a file wherever they stand in it."""
    found = set(FRAGMENTS)
    name = "guardrail.knowledge.credentials"
    if find_spec(name) is not None:
        found.update(getattr(import_module(name), "SCREEN_WORDS", ()))
    return tuple(sorted(found))


def table() -> str:
    """The text of the table."""
    return "\n".join(
        (
            HEAD,
            listed("ENTRY_WORDS", tuple(sorted(rows_by_word()))),
            listed("FRAGMENTS", fragments()),
        )
    )


def listed(name: str, words: tuple[str, ...]) -> str:
    """A tuple of words as code, one a line."""
    lines = "".join(f"    {quoted(word)},\n" for word in words)
    return f"{name}: tuple[str, ...] = (\n{lines})\n"


def quoted(word: str) -> str:
    """A word as a literal, in the quotes that the formatter would choose."""
    plain = word.replace("\\", "\\\\")
    return (
        f"'{plain}'"
        if '"' in plain and "'" not in plain
        else f'"{plain.replace(chr(34), chr(92) + chr(34))}"'
    )


if __name__ == "__main__":
    text = table()
    if "--check" in sys.argv[1:]:
        sys.exit(
            0 if TABLE.read_text(encoding="utf-8") == text else "screen_table.py is out of date"
        )
    TABLE.write_text(text, encoding="utf-8")
