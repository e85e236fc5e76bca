"""Which lines of a file a change touched."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from guardrail.model import FileEdit

MOST_LINES = 4_000
WHOLE = ((1, 1_000_000_000),)

Stretches = tuple[tuple[int, int], ...]


def changed_lines(edits: Iterable[FileEdit]) -> dict[str, Stretches]:
    """The changed stretches of every file that is still there, 1-based, both ends inclusive."""
    return {
        edit.path: stretches(edit.before, edit.after) for edit in edits if edit.after is not None
    }


def stretches(before: str | None, after: str | None) -> Stretches:
    """The stretches of `after` that aren't in `before`; where lines went, the lines around.

    A middle too long to compare in reasonable time counts as changed altogether.
    """
    if before is None or after is None:
        return WHOLE
    old, new = before.splitlines(), after.splitlines()
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old and not new:
        return ()
    if max(len(old), len(new)) > MOST_LINES:
        return ((head + 1, head + max(len(new), 1)),)
    found = []
    for tag, _, _, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "delete":
            found.append((head + low, head + low + 1))
        elif tag != "equal":
            found.append((head + low + 1, head + high))
    return tuple(found)


def _common(one: list[str], other: list[str]) -> int:
    """How many lines two lists begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
