"""Writes guardrail/screen_table.py from the knowledge: `python tools/generate_screen.py`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from guardrail.knowledge.credentials import SCREEN_PATTERN, SCREEN_WORDS
from guardrail.knowledge.python import all_rows
from guardrail.knowledge.python.hidden_names import FRAGMENTS
from guardrail.knowledge.python.kinds import facts
from guardrail.knowledge.python.loosened import SPOTS
from guardrail.knowledge.python.secret_names import LOGINS, SECRET_WORDS
from guardrail.knowledge.python.secret_stores import BESIDE, STORES
from guardrail.knowledge.python.telling import NEAR, SINKS
from guardrail.knowledge.python.test_databases import SIGNS, words

TABLE = Path(__file__).parent.parent / "guardrail" / "screen_table.py"
WIDTH = 100
HEAD = '''"""The words the screen looks for. Written by tools/generate_screen.py: don't edit."""

from __future__ import annotations
'''


def entry_words() -> dict[str, tuple[str, ...]]:
    """Each entry word with the texts it needs beside it, none where it stands for itself."""
    found: dict[str, set[str]] = {}
    alone: set[str] = set()
    for row in all_rows():
        for name in row.names:
            word = name.rsplit(".", 1)[-1]
            beside = row.beside or companion(name)
            found.setdefault(word, set()).update(beside)
            if not beside:
                alone.add(word)
    for word in STORES:
        found.setdefault(word, set()).update(BESIDE)
    spots = [(spot.word, spot.beside) for spot in SPOTS]
    for word, beside in [*spots, *((word, beside) for word, _, beside in LOGINS)]:
        found.setdefault(word, set()).update(beside)
        if not beside:
            alone.add(word)
    return {word: () if word in alone else tuple(sorted(found[word])) for word in sorted(found)}


def also_beside() -> dict[str, tuple[str, ...]]:
    """The packages beside which a word that stands for itself may mean something else as well."""
    found: dict[str, set[str]] = {}
    words = entry_words()
    packages = set(object_packages())
    for row in all_rows():
        for word in {name.rsplit(".", 1)[-1] for name in row.names}:
            if not words[word]:
                found.setdefault(word, set()).update(packages.intersection(row.beside))
    return {word: tuple(sorted(found[word])) for word in sorted(found) if found[word]}


def loosening() -> dict[str, str]:
    """The words of settings and logins that are looked at, with what must stand behind each."""
    found: dict[str, list[str]] = {word: [pattern] for word, pattern, _ in LOGINS}
    for spot in SPOTS:
        pattern = spot.pattern.replace("(?P<named>", "(?:").replace("(?P<switch>", "(?:")
        if pattern not in found.setdefault(spot.word, []):
            found[spot.word].append(pattern)
    return {word: "|".join(found[word]) for word in sorted(found)}


def telling() -> tuple[str, ...]:
    """The calls that show what they are given, as texts hold them: functions and methods."""
    known = sorted(word for words in SINKS.values() for word in words)
    ends = {"raise": " ", "[": "", ".": ""}
    return tuple(f"{word}{ends.get(word, ends.get(word[-1], '('))}" for word in known)


def companion(name: str) -> tuple[str, ...]:
    """The word without which a name can't be meant: its module, or the class of its receiver.

    None for names that are matched by their last part alone.
    """
    parts = name.split(".")
    if name.startswith((".", "builtins.")):
        return ()
    distinctive = parts[-1][0].isupper() or ("_" in parts[-1] and parts[0] != "alembic")
    if len(parts) > 2 and distinctive and not parts[-2].endswith("()"):
        return ()
    return (parts[-2].removesuffix("()"),)


def object_packages() -> tuple[str, ...]:
    """The packages whose objects a module may make for others: not those of Python itself."""
    known = facts()
    names = (*known.makes, *known.extends, *known.ready, *known.hands)
    packages = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    return tuple(sorted(filter(None, packages)))


def table() -> str:
    """The text of the table."""
    return "\n".join(
        (
            HEAD,
            keyed("ENTRY_WORDS", entry_words()),
            keyed("ALSO_BESIDE", also_beside()),
            patterns("LOOSENING", loosening()),
            listed("FRAGMENTS", tuple(sorted(FRAGMENTS))),
            listed("OBJECT_PACKAGES", object_packages()),
            listed("SECRET_WORDS", SECRET_WORDS),
            listed("TEST_SIGNS", SIGNS),
            listed("TEST_DATABASE_WORDS", tuple(sorted(words()))),
            listed("TELLING", telling()),
            listed("SECRET_STORES", tuple(sorted(STORES))),
            listed("NEAR_TELLING", NEAR),
            listed("CREDENTIAL_WORDS", tuple(sorted(SCREEN_WORDS))),
            f"CREDENTIAL_PATTERN = {json.dumps(SCREEN_PATTERN)}\n",
        )
    )


def keyed(name: str, words: dict[str, tuple[str, ...]]) -> str:
    """A dictionary of words as code, one a line; long tuples that several share stand before it."""
    written = {word: tuple_of(word, beside) for word, beside in words.items()}
    times = Counter(beside for word, beside in words.items() if "\n" in written[word])
    often = sorted(beside for beside, count in times.items() if count > 1)
    names = {beside: f"_BESIDE_{number}" for number, beside in enumerate(often)}
    shared = "".join(f"{name} = {spread(beside, '')}\n" for beside, name in names.items())
    lines = "".join(
        f"    {quoted(word)}: {names.get(beside) or written[word]},\n"
        for word, beside in words.items()
    )
    return f"{shared}\n{name}: dict[str, tuple[str, ...]] = {{\n{lines}}}\n"


def _too_long(line: str) -> bool:
    """Whether ruff finds a line too long: not one that ends with what reads as an address."""
    last = line.rsplit(maxsplit=1)[-1] if line.strip() else ""
    return len(line) > WIDTH and not ("://" in last and len(line) - len(last) <= WIDTH)


def patterns(name: str, told: dict[str, str]) -> str:
    """A dictionary of words and regular expressions as code, one a line."""
    lines = [f"    {quoted(word)}: {json.dumps(pattern)}," for word, pattern in told.items()]
    written = "".join(f"{line}{'  # noqa: E501' * _too_long(line)}\n" for line in lines)
    return f"{name}: dict[str, str] = {{\n{written}}}\n"


def spread(words: tuple[str, ...], margin: str) -> str:
    """A tuple of words over several lines, unless it fits on one as a constant."""
    line = f"({', '.join(map(quoted, words))})"
    if not margin and len(line) + len("_BESIDE_00 = ") <= WIDTH:
        return line
    return "(\n" + "".join(f"{margin}    {quoted(one)},\n" for one in words) + f"{margin})"


def tuple_of(word: str, beside: tuple[str, ...]) -> str:
    """A tuple of words, on one line where the formatter would leave it there."""
    inner = ", ".join(map(quoted, beside))
    line = f"({inner},)" if len(beside) == 1 else f"({inner})"
    if len(f"    {quoted(word)}: {line},") <= WIDTH:
        return line
    return spread(beside, "    ")


def listed(name: str, words: tuple[str, ...]) -> str:
    """A tuple of words as code, one a line."""
    lines = "".join(f"    {quoted(word)},\n" for word in words)
    return f"{name}: tuple[str, ...] = (\n{lines})\n"


def quoted(word: str) -> str:
    """A word as a literal, in the quotes that the formatter would choose."""
    return f"'{word}'" if '"' in word and "'" not in word else json.dumps(word)


if __name__ == "__main__":
    text = table()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if TABLE.read_text(encoding="utf-8") == text else f"{TABLE} is out of date")
    TABLE.write_text(text, encoding="utf-8")
