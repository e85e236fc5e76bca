"""Where harm stands makes it no less harm: only what surely guards it lowers its level.

The bad examples of rules and rows are put into contexts. In those that guard nothing they are told
as loudly as before; those that guard all do the same to a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from levels import USUAL, Case, Levels, as_it_is, cases, less, levels, some
from weaving import Context, Harm, contexts, woven

from guardrail.model import Level

FREE = contexts("python_free.txt")
LIKE, *GUARDING = contexts("python_guarding.txt")
FEW = 3
CHECKING = re.compile(r"\b(?:check|ensure|assert)_")
LOOKED_AT = {"piped-remote-code 8", "unchecked-path 2"}
"""A call of that name between might look at what they use: it isn't told apart yet."""


def _combined(context: Context, *, rows: bool) -> Iterator[tuple[Case, Levels, Harm, str]]:
    for case in some(cases("python", rows=rows), context):
        if context.path and case.example.path != USUAL:
            continue
        if case.name in LOOKED_AT and CHECKING.search(context.body):
            continue
        told, harm = as_it_is(case)
        text = woven(harm, context) if harm is not None else None
        if harm is not None and text is not None:
            yield case, told, harm, text


def _louder(case: Case, context: Context, harm: Harm, told: Levels, text: str) -> str:
    """The rules that say more than behind the first guard, "" for none or where that is none."""
    first = woven(harm, LIKE)
    if first is None:
        return ""
    like = levels(case.findings(first))
    if all(like.get(rule, Level.OFF) == level for rule, level in told.items()):
        return ""
    found = levels(case.findings(text, context.path))
    more = {
        rule: f"{found[rule]} for {like.get(rule, Level.OFF)}"
        for rule in told
        if found.get(rule, Level.OFF) > like.get(rule, Level.OFF)
    }
    return f"{more} in\n{text}" if more else ""


def _first(context: Context, rows: bool, most: int) -> list[tuple[Case, Levels, Harm, str]]:
    found = _combined(context, rows=rows)
    return [one for one, _ in zip(found, range(most), strict=False)]


@pytest.mark.parametrize("rows", [False, True], ids=["rules", "rows"])
@pytest.mark.parametrize("context", FREE, ids=lambda one: one.name)
def test_what_guards_nothing_lowers_nothing(context: Context, rows: bool) -> None:
    combined = _first(context, rows, FEW)
    assert combined
    quieter = [less(case, text, context.path) for case, _, _, text in combined]
    assert [one for one in quieter if one] == []


@pytest.mark.parametrize("context", GUARDING, ids=lambda one: one.name)
def test_what_guards_lowers_like_any_other_guard(context: Context) -> None:
    combined = _first(context, False, FEW)
    assert combined
    louder = [_louder(case, context, harm, told, text) for case, told, harm, text in combined]
    assert [one for one in louder if one] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("context", FREE, ids=lambda one: one.name)
def test_no_example_at_all_is_lowered(context: Context) -> None:
    for rows in (False, True):
        for case, _, _, text in _combined(context, rows=rows):
            assert less(case, text, context.path) == ""


@pytest.mark.exhaustive
@pytest.mark.parametrize("context", GUARDING, ids=lambda one: one.name)
def test_every_example_is_lowered(context: Context) -> None:
    for rows in (False, True):
        for case, told, harm, text in _combined(context, rows=rows):
            assert _louder(case, context, harm, told, text) == ""


def test_contexts_are_programs() -> None:
    """A context that Python doesn't read would prove nothing."""
    harm = Harm("", "", "HARM()", "")
    for context in (*FREE, LIKE, *GUARDING):
        text = woven(harm, context)
        assert text is not None
        compile(text, context.name, "exec")
