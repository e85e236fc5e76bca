"""Hook scripts that lie in the repository: husky's, `.githooks/`, `hooks/pre-commit`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.frontends.change.commands import excused, guarding_lines
from guardrail.frontends.change.pre_commit import HOOKS
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit
from guardrail.patterns import late

_LEAVES_EARLY = late(
    r"^(?:exit(?:[ \t]+0)?|return(?:[ \t]+0)?|exec[ \t]+\S.*|set \+e)[ \t]*$", re.MULTILINE
)


def hook_script(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of a hook's script takes away."""
    if edit.before is None:
        return
    was = guarding_lines(edit.before)
    if edit.after is None:
        sure = Confidence.HIGH if was else Confidence.MEDIUM
        yield Weakening(HOOKS, "a git hook is deleted", confidence=sure)
        return
    if edit.old_mode & 0o100 and edit.new_mode and not edit.new_mode & 0o100:
        yield Weakening(HOOKS, "a git hook is no longer executable")
    now = guarding_lines(edit.after)
    if not was:
        return
    if not now:
        place = place_of(edit.before, edit.after)
        yield Weakening(HOOKS, "a git hook no longer runs the check", place)
        return
    for line in now:
        if excused(line) and line not in was:
            place = place_of(edit.before, edit.after, line[:40])
            yield Weakening(HOOKS, "the check can no longer stop a git hook", place)
    if _leaves_early(edit.after, now[0]) and not _leaves_early(edit.before, was[0]):
        place = place_of(edit.before, edit.after)
        yield Weakening(HOOKS, "a git hook ends before the check", place)


def _leaves_early(script: str, line: str) -> bool:
    """Whether the script ends, on the outermost level, before it comes to a line."""
    before = script[: max(script.find(line), 0)]
    return _LEAVES_EARLY.search(before) is not None
