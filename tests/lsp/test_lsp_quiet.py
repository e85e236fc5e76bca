"""Edits inside a comment change nothing, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from guardrail_lsp.analysis.quiet import Quiet
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings

TEXT = '''# one
# two
x = 1  # three
q = """
# four
"""
cur.execute("DELETE FROM t")  # five
'''


def line_of(old: str, new: str) -> int | None:
    """The line of the comment in which two texts differ."""
    return Quiet(old).line_of_comment(new)


@pytest.mark.parametrize(("word", "line"), [("three", 2), ("five", 6)])
def test_words_of_a_comment_may_change(word: str, line: int) -> None:
    for new in ("", "other", f"{word} and more", "é😀"):
        if new != word:
            assert line_of(TEXT, TEXT.replace(word, new)) == line


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("one", "encoding: latin-1"),
        TEXT.replace("# four", "# for"),
        TEXT.replace("x = 1", "x = 2"),
        TEXT.replace("three", "guardrail: allow[x]"),
        TEXT.replace("three", "three\ny = 2"),
        TEXT.replace("  # three", ""),
        TEXT.replace("three", "ghp_0123456789abcdefghijABCDEFGHIJ012345"),
        TEXT.replace("# five", "; cur.execute('DROP TABLE t')  # five"),
        TEXT,
    ],
)
def test_whatever_else_changes_is_judged(edited: str) -> None:
    assert line_of(TEXT, edited) is None


PIECES = st.sampled_from(
    ["#", " ", "a", "'", '"', '"""', "\n", "\\", "é", "\r", "x = 1\n", "# b\n"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=3), st.integers(0, 40))
def test_what_is_taken_for_a_comment_has_the_same_effects(
    before: list[str], inserted: list[str], at: int
) -> None:
    old = "#\n#\n" + "".join(before) + '\ncur.execute("DELETE FROM t")\n'
    new = old[:at] + "".join(inserted) + old[at:]
    if line_of(old, new) is not None:
        assert told(old) == told(new)
        assert old.count("\n") == new.count("\n")


def told(text: str) -> list[tuple[str, int]]:
    """The effects of a text, by kind and line."""
    facts = extract(Source("a.py", "python", text), Settings())
    return [
        (type(f).__name__, text.count("\n", 0, f.span.start)) for f in facts if hasattr(f, "span")
    ]
