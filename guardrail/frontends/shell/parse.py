"""Parses shell text into commands. Tolerant: what no shell would take is noted and passed over.

Grammar: bash 5.2's manual, section 3.2. Reserved words that close nothing are skipped, so that
half a script still yields its commands.
"""

from __future__ import annotations

import re

from guardrail.frontends.shell.compound import compound, named_function, parenthesised
from guardrail.frontends.shell.scan import Scanner, TooDeep
from guardrail.frontends.shell.simple import simple
from guardrail.frontends.shell.syntax import Node, Pipeline, Script, Sequence, Test, Text
from guardrail.patterns import late

_RESERVED = late(
    r"(if|then|elif|else|fi|while|until|for|select|do|done|case|esac|function|time|coproc"
    r"|\{|\}|!|\[\[)(?=[ \t\r\n;&|<>()]|\Z)|!(?=\()"
)
_SEPARATORS = late(r"[;&]+")
_CLOSERS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
_TRANSPARENT = frozenset({"!", "time", "coproc"})


def parse(text: str) -> Script:
    """The commands of a shell text, its comments and the places no shell would take."""
    return Parser(text).script()


class Parser:
    """Parses one text; its commands end up in a `Script`."""

    def __init__(self, text: str) -> None:
        self.scanner = Scanner(text)
        self.scanner.parse = self.until
        self.statements: list[tuple[int, int]] = []

    def script(self) -> Script:
        """Parse the whole text."""
        scanner = self.scanner
        nodes: list[Node] = []
        try:
            self.items(nodes, "", frozenset())
        except TooDeep:
            scanner.end = len(scanner.text)
            start = nodes[-1].end if nodes else 0
            scanner.fault(start, scanner.end, "commands are nested too deep")
        return Script(nodes, scanner.comments, scanner.faults, self.statements)

    def until(self, closer: str) -> list[Node]:
        """The commands up to a closing character, which isn't read."""
        nodes: list[Node] = []
        self.items(nodes, closer, frozenset({closer}) if closer else frozenset())
        return nodes

    def items(self, nodes: list[Node], closer: str, words: frozenset[str]) -> str:
        """Add commands to `nodes` up to `closer` or one of the reserved `words`; which it was."""
        scanner = self.scanner
        while True:
            scanner.skip_blanks()
            char = scanner.peek()
            if not char or char == closer:
                return closer if char else ""
            if scanner.at_newline():
                scanner.newline()
                continue
            if char in ";&" and not scanner.text.startswith("&>", scanner.at):
                if "esac" in words and char == ";" and scanner.peek(1) in (";", "&"):
                    return ";;"
                scanner.at = self.past(_SEPARATORS)
                continue
            reserved = self.reserved()
            if reserved in words:
                return reserved
            start = scanner.at
            if reserved in _CLOSERS:
                scanner.at += len(reserved)
                scanner.fault(start, scanner.at, f"{reserved} closes nothing")
                continue
            node = self.sequence()
            if node is not None:
                nodes.append(node)
            if scanner.at == start:
                scanner.at += 1
                scanner.fault(start, scanner.at, f"{char} has no place here")

    def reserved(self) -> str:
        """The reserved word that stands here, "" where there is none."""
        found = _RESERVED.match(self.scanner.text, self.scanner.at, self.scanner.end)
        return found[0] if found else ""

    def past(self, pattern: re.Pattern[str]) -> int:
        """Where the pattern ends that stands here; here, where it doesn't."""
        found = pattern.match(self.scanner.text, self.scanner.at, self.scanner.end)
        return found.end() if found else self.scanner.at

    def sequence(self) -> Node | None:
        """Pipelines joined by `&&` and `||`."""
        scanner = self.scanner
        start = scanner.at
        nodes: list[Node] = []
        operators: list[str] = []
        while True:
            node = self.pipeline()
            if node is not None:
                nodes.append(node)
            elif operators:
                operators.pop()
            joint = scanner.text[scanner.at : scanner.at + 2]
            if node is None or joint not in ("&&", "||") or scanner.at + 2 > scanner.end:
                break
            operators.append(joint)
            scanner.at += 2
            self.to_next_line()
        if not nodes:
            return None
        end = nodes[-1].end
        self.statements.append((start, end))
        return nodes[0] if len(nodes) == 1 else Sequence(nodes, operators, start, end)

    def to_next_line(self) -> None:
        """Go past blanks, comments and line ends."""
        self.scanner.skip_blanks()
        while self.scanner.at_newline():
            self.scanner.newline()
            self.scanner.skip_blanks()

    def pipeline(self) -> Node | None:
        """Commands joined by `|`."""
        scanner = self.scanner
        nodes: list[Node] = []
        start = scanner.at
        while True:
            node = self.command()
            if node is not None:
                nodes.append(node)
            scanner.skip_blanks()
            if node is None or scanner.peek() != "|" or scanner.peek(1) == "|":
                break
            scanner.at += 2 if scanner.peek(1) == "&" else 1
            self.to_next_line()
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        return Pipeline(nodes, start, nodes[-1].end)

    def command(self) -> Node | None:
        """One command of any kind, words that change nothing before it passed over."""
        scanner = self.scanner
        reserved = self.reserved()
        while reserved in _TRANSPARENT:
            scanner.at += len(reserved)
            scanner.skip_blanks()
            reserved = self.reserved()
        start = scanner.at
        if scanner.peek() == "(":
            return parenthesised(self, start)
        if reserved == "[[":
            scanner.at += 2
            parts = tuple(part for part in scanner.test() if not isinstance(part, Text))
            return Test(parts, start, scanner.at)
        if reserved == "function":
            return named_function(self, start)
        if reserved and reserved not in _CLOSERS:
            return compound(self, reserved, start)
        return None if reserved else simple(self, start)
