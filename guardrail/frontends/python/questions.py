"""Questions that a program asks whoever runs it, and the names that hold the answers."""

from __future__ import annotations

import re

from guardrail.frontends.python.tree import Module
from guardrail.frontends.python.whole_words import whole

_WORDS = ("input", "raw_input", "confirm", "prompt", "Confirm.ask", "Prompt.ask")
_ASKING = ("input(", "confirm", "prompt", ".ask(", " ask_", "(ask_", "yes_no", "yesno")
ASKED = re.compile(
    rf"(?:{whole(*_WORDS)}|(?<![\w.])(?:self\.|cls\.|utils?\.|cli\.|ui\.|prompts?\.|console\.)?_?"
    r"(?:confirm|prompt|ask)_\w+|(?<![\w.])(?:\w+_)?(?:yes_?no|confirm)(?:_\w+)?)\s*\("
)
"""A call that asks a question."""

_ABORTING = re.compile(r"\babort\s*=\s*True\b")
_NAME = re.compile(r"(?<![\w.\"'])[^\W\d]\w*(?![\w\"'(])")
_MOST_NAMES = 4
_DEEPEST = 2
_REACH = 4_000
_LONGEST = 300
_HELD = -4
"""Under which of a module's notes stands whether it asks anything."""


def asks(module: Module) -> bool:
    """Whether a question is asked anywhere in the module."""
    held: bool | None = module.notes.get(_HELD)
    if held is None:
        some = any(word in module.plain for word in _ASKING)
        held = module.notes[_HELD] = some and ASKED.search(module.plain) is not None
    return held


def asked_between(module: Module, start: int, end: int) -> bool:
    """Whether a question is asked in a part of a module."""
    return asks(module) and ASKED.search(module.plain, max(start, end - _REACH), end) is not None


def aborts(module: Module, start: int, end: int) -> bool:
    """Whether a statement asks, and leaves by itself where the answer is no."""
    if not asked_between(module, start, end):
        return False
    return _ABORTING.search(module.plain, start, min(end, start + _LONGEST)) is not None


def depends_on_answer(module: Module, text: str, start: int, end: int, depth: int = 0) -> bool:
    """Whether a condition asks a question, or for the answer of one asked between two places."""
    if not asks(module):
        return False
    if ASKED.search(text):
        return True
    start = max(start, end - _REACH)
    for name in dict.fromkeys(_NAME.findall(text)[:_MOST_NAMES]):
        given = re.compile(
            rf"{re.escape(name)}(?<![\w.]{re.escape(name)})\s*(?::[^=\n]+)?:?=(?!=)\s*"
        )
        for found in given.finditer(module.plain, start, end):
            value = module.plain[found.end() : found.end() + _LONGEST].split("\n", 1)[0]
            if ASKED.search(value):
                return True
            if depth < _DEEPEST and depends_on_answer(
                module, value, start, found.start(), depth + 1
            ):
                return True
    return False
