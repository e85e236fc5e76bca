"""Which lines a change touched."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from guardrail.engine.changed import WHOLE, changed_lines, stretches
from guardrail.model import ChangeKind, FileEdit

LINES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


def text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_nothing_changed() -> None:
    assert stretches("a\nb\n", "a\nb\n") == ()


def test_a_line_was_added_edited_and_removed() -> None:
    assert stretches("a\nc\n", "a\nb\nc\n") == ((2, 2),)
    assert stretches("a\nb\nc\n", "a\nX\nc\n") == ((2, 2),)
    assert stretches("a\nb\nc\n", "a\nc\n") == ((1, 2),)


def test_a_new_file_is_changed_altogether_and_a_deleted_one_has_no_lines() -> None:
    added = FileEdit(ChangeKind.ADDED, "n", "n", None, "x\n")
    deleted = FileEdit(ChangeKind.DELETED, "d", "d", "x\n", None)
    assert changed_lines([added, deleted]) == {"n": WHOLE}


@given(LINES, LINES)
def test_every_line_outside_the_stretches_stood_there_before(
    before: list[str], after: list[str]
) -> None:
    found = stretches(text(before), text(after))
    kept = [
        line
        for number, line in enumerate(after, start=1)
        if not any(low <= number <= high for low, high in found)
    ]
    rest = iter(before)
    assert all(line in rest for line in kept)


def test_files_that_have_nothing_in_common_don_t_take_long() -> None:
    started = time.process_time()
    old, new = (text([f"{side}{n % 7}" for n in range(50_000)]) for side in "ab")
    assert stretches(old, new) == ((1, 50_000),)
    assert time.process_time() - started < 2
