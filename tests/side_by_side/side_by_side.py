"""Programs that do harm beside twins that don't, in text files.

Each pair begins with `=== name`; `%bad` and `%good` begin its two programs, of which the first may
be missing. The name of the file
is the name of the rule that tells the first and nothing of the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from guardrail.engine.check import Request, check
from guardrail.model import Finding, Level
from guardrail.policy.policy import load
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

_HERE = Path(__file__).parent
_MAIN = "app/main.py"


class Pair(Struct, frozen=True):
    """Two programs that differ in what decides, and the rule that tells the harmful one."""

    name: str
    rule: str
    bad: str
    good: str


def pairs() -> Iterator[Pair]:
    """The pairs of all files."""
    for path in sorted(_HERE.glob("*.txt")):
        rule = path.stem.partition(".")[0].replace("_", "-")
        for part in re.split(r"^=== ", path.read_text(), flags=re.MULTILINE)[1:]:
            name, _, code = part.partition("\n")
            bad, _, good = code.partition("%good\n")
            bad = bad.removeprefix("%bad\n")
            yield Pair(f"{path.stem}: {name}", rule, bad, good)


def told(code: str) -> list[Finding]:
    """What is told of a program at least as a warning."""
    tree = Overlay(Nothing(), {_MAIN: code})
    findings = check(Request(tree, load(tree), [_MAIN], jobs=0)).findings
    return [one for one in findings if one.level >= Level.WARNING]
