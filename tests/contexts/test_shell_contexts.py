"""A command in a branch, a function, behind `sudo` does what it does on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from levels import Case, cases, less, some
from weaving import HARM, Context, contexts, filled

FREE = contexts("shell_free.txt")
FEW = 8
_JOINED = ("&&", "||", ";", "|", ">", "&", "\n", "<")
_NO_PROGRAMS = frozenset(
    (
        *("cd", "export", "set", "alias", "source", ".", "eval", "if", "for", "while", "case"),
        *("trap", "exec", "{", "(", "[", "[[", "read", "unset"),
    )
)


def _text(case: Case, context: Context) -> str | None:
    """A script in a context; within a line only a plain command of a program can stand."""
    script = case.example.whole.rstrip("\n")
    if any(line.strip() == HARM for line in context.body.split("\n")):
        if "<<" not in script and not script.endswith("\\"):
            return filled(context.body, script)
        return "\n".join(script if one.strip() == HARM else one for one in context.body.split("\n"))
    first = script.split()[0]
    if "=" in first or first in _NO_PROGRAMS or any(sign in script for sign in _JOINED):
        return None
    return context.body.replace(HARM, script)


def _quieter(context: Context) -> Iterator[str]:
    for case in some(cases("shell"), context):
        text = _text(case, context)
        if text is not None:
            yield less(case, text)


@pytest.mark.parametrize("context", FREE, ids=lambda one: one.name)
def test_what_guards_nothing_lowers_nothing(context: Context) -> None:
    told = [*islice(_quieter(context), FEW)]
    assert told
    assert [one for one in told if one] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("context", FREE, ids=lambda one: one.name)
def test_no_example_at_all_is_lowered(context: Context) -> None:
    assert [one for one in _quieter(context) if one] == []
