"""Splits a program's arguments into options and operands the way the program does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct, field

from guardrail.knowledge.programs.command import Word


class Options(Struct, frozen=True):
    """How a program reads its options.

    `names` maps each spelling to the one it is known by, `valued` holds those that take a value.
    `permute`: options count after operands too (GNU). `single`: long options have one dash
    (terraform, Go's flag package), so that there are no clusters. After one of the `last` options
    and its value, nothing is an option any more.
    """

    names: dict[str, str]
    valued: frozenset[str]
    permute: bool = True
    single: bool = False
    last: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def options(
    spec: str, *, permute: bool = True, single: bool = False, last: tuple[str, ...] = ()
) -> Options:
    """The options that a specification names: `-c|--command: -q|--quiet`.

    Spellings of one option are joined by `|`, the first is the name it is known by; a colon at the
    end means that it takes a value.
    """
    names: dict[str, str] = {}
    valued: set[str] = set()
    for entry in spec.split():
        spellings = entry.rstrip(":").split("|")
        names.update((spelling, spellings[0]) for spelling in spellings)
        if entry.endswith(":"):
            valued.add(spellings[0])
    return Options(names, frozenset(valued), permute, single, last)


class Parsed(Struct):
    """A command line's options in order, with their values, and its operands."""

    given: list[tuple[str, Word | None]] = field(default_factory=list)
    operands: list[Word] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether one of the options was given."""
        return any(name in names for name, _ in self.given)

    def values(self, *names: str) -> list[Word]:
        """The values given to the options, in order."""
        return [value for name, value in self.given if name in names and value is not None]

    def value(self, *names: str) -> str:
        """The last value given to the options, "" where there is none."""
        found = self.values(*names)
        return found[-1].text if found else ""


def parse(args: Iterable[Word], table: Options) -> Parsed:
    """The arguments as the program sees them. Never fails: an odd option is a flag."""
    parsed = Parsed()
    waiting = ""
    only_operands = False
    for word in args:
        text = word.text
        if waiting:
            parsed.given.append((waiting, word))
            only_operands = waiting in table.last
            waiting = ""
        elif only_operands or len(text) < 2 or text[0] != "-":
            parsed.operands.append(word)
            only_operands = only_operands or not table.permute
        elif text == "--":
            only_operands = True
        elif text.startswith("--") or table.single:
            waiting = _long(word, table, parsed)
        else:
            waiting = _cluster(word, table, parsed)
        if not waiting and not only_operands and parsed.given:
            only_operands = parsed.given[-1][0] in table.last
    if waiting:
        parsed.given.append((waiting, None))
    return parsed


def _long(word: Word, table: Options, parsed: Parsed) -> str:
    """Read `--name`, `--name=value` or a prefix; the name if its value is the next word."""
    spelled, equals, _ = word.text.partition("=")
    name = table.names.get(spelled) or _by_prefix(spelled, table)
    if equals:
        parsed.given.append((name, word.cut(len(spelled) + 1)))
        return ""
    if name in table.valued:
        return name
    parsed.given.append((name, None))
    return ""


def _by_prefix(spelled: str, table: Options) -> str:
    """The option that GNU getopt takes an abbreviation for; itself where that isn't clear."""
    if len(spelled) < 3 or not spelled.startswith("--"):
        return spelled
    found = {known for name, known in table.names.items() if name.startswith(spelled)}
    return found.pop() if len(found) == 1 else spelled


def _cluster(word: Word, table: Options, parsed: Parsed) -> str:
    """Read `-abc`, `-ovalue`; the name if its value is the next word."""
    text = word.text
    for at in range(1, len(text)):
        spelled = f"-{text[at]}"
        name = table.names.get(spelled, spelled)
        if name in table.valued:
            if at + 1 == len(text):
                return name
            parsed.given.append((name, word.cut(at + 1)))
            return ""
        parsed.given.append((name, None))
    return ""
