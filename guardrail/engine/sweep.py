"""The second sweep: which texts may call the functions of others that run what they are given.

Such texts needn't hold any entry word. They do hold the function's name or that of its class, or
another name that some module gave one of these: all of them are looked for in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from guardrail.automaton import Automaton
from guardrail.definitions import Definition
from guardrail.patterns import late
from guardrail.project.imports import Imports

_PASSES = 3
_MOST_WORDS = 2_000
_MADE = late(r"^(\w+)[ \t]*(?::[^=\n]*)?=[ \t]*(?:\w+\.)*(\w+)\(", re.MULTILINE)


class Sweep:
    """The words under which Definitions are used, and the `paths` of the texts that use them."""

    def __init__(self, texts: Mapping[str, str], imports: Callable[[str, str], Imports]) -> None:
        """`texts` are those to look through, by path; `imports` reads the imports of one."""
        self._texts = texts
        self._imports = imports
        self.paths: set[str] = set()
        self.words: set[str] = set()

    def add(self, definitions: Iterable[Definition]) -> None:
        """Look for the uses of Definitions; for names that were looked for once, not again."""
        new = {part for one in definitions for part in one.name.split(".")}
        for _ in range(_PASSES):
            new -= self.words
            if not new or len(self.words) > _MOST_WORDS:
                return
            self.words |= new
            new = set(self._pass(new))

    def _pass(self, words: set[str]) -> Iterator[str]:
        """Find the texts that use some words, and yield the other names that these have there."""
        forms = ("{}(", "{}.", "({}", "{} as ")
        sought = [form.format(word) for word in sorted(words) for form in forms]
        automaton = Automaton(sought, overlapping=True)
        for path, text in self._texts.items():
            matches = automaton.find(text)
            if not any(_stands_alone(text, start, end) for _, start, end in matches):
                continue
            self.paths.add(path)
            imports = self._imports(path, text)
            for bound, name in imports.names.items():
                if name.rpartition(".")[2] in words:
                    yield bound
            for name, made in _MADE.findall(text):
                if made in words and (made in imports.names or f"class {made}" in text):
                    yield name


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what was found is a word of its own and not the end or the beginning of another."""
    if text[start] == "(":
        return not text[end : end + 1].isidentifier()
    return not (start and (text[start - 1].isalnum() or text[start - 1] == "_"))
