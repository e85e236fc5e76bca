"""Reads command lines from tables of options, and writes their help.

Our own because `argparse` costs a third of the start-up of a run that has nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

WIDTH = 26


class UsageError(Exception):
    """A command line that can't be understood; the message says what to do."""


class Option(Struct, frozen=True):
    """One option. Without a `value` it is a switch; `many` may be given more than once."""

    name: str
    help: str
    value: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()


class Parsed(Struct):
    """What a command line says: switches, values by option name, and the other words."""

    values: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether an option was given."""
        return name in self.values

    def one(self, name: str, default: str = "") -> str:
        """The last value of an option."""
        return self.values.get(name, [default])[-1]

    def all(self, name: str) -> list[str]:
        """Every value of an option, in order."""
        return self.values.get(name, [])


class Command(Struct, frozen=True):
    """A command's name, what it does, the words it takes, and its options."""

    name: str
    summary: str
    words: str = ""
    options: tuple[Option, ...] = ()
    epilogue: str = ""

    def parse(self, arguments: Sequence[str]) -> Parsed | None:
        """The arguments' meaning; `None` where help was asked for and has been printed.

        Raises `UsageError`.
        """
        parsed = Parsed()
        known = {option.name: option for option in self.options}
        rest = list(arguments)
        while rest:
            word = rest.pop(0)
            if word == "--":
                parsed.words += rest
                break
            if word in ("-h", "--help"):
                print(self.help())
                return None
            if not word.startswith("-") or word == "-":
                parsed.words.append(word)
                continue
            name, attached, value = word.partition("=")
            option = known.get(name)
            if option is None:
                raise UsageError(self._unknown(name, list(known)))
            parsed.values.setdefault(name, []).append(
                self._value(option, value if attached else None, rest)
            )
        return parsed

    def _value(self, option: Option, attached: str | None, rest: list[str]) -> str:
        if not option.value:
            if attached is not None:
                raise UsageError(f"{option.name} takes no value")
            return ""
        if attached is None:
            if not rest:
                raise UsageError(f"{option.name} needs a value: {option.name} {option.value}")
            attached = rest.pop(0)
        if option.choices and attached not in option.choices:
            raise UsageError(
                f"{option.name} takes one of {', '.join(option.choices)}, not {attached!r}"
            )
        return attached

    def _unknown(self, name: str, known: list[str]) -> str:
        from difflib import get_close_matches

        near = get_close_matches(name, [*known, "--help"], 1)
        hint = f"; did you mean {near[0]}?" if near else f"; see guardrail {self.name} --help"
        return f"guardrail {self.name} has no option {name}{hint}"

    def help(self) -> str:
        """The command's help."""
        usage = f"guardrail {self.name} [OPTIONS] {self.words}".rstrip()
        lines = [f"usage: {usage}", "", self.summary, ""]
        if self.options:
            lines += ["options:"]
        for option in self.options:
            shown = f"{option.name} {option.value}".rstrip()
            pad = shown.ljust(WIDTH) if len(shown) < WIDTH else f"{shown}\n{' ' * (WIDTH + 2)}"
            lines.append(f"  {pad}{option.help}")
        if self.epilogue:
            lines += ["", self.epilogue]
        return "\n".join(lines)
