"""Lines of a CODEOWNERS file that no longer ask anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit
from guardrail.patterns import late

OWNERS = "code owners"

_GUARDS = late(
    r"guardrail|codeowners|\.github|\.gitlab|\.claude|\.cursor|\.codex|\.gemini|\.mcp"
    r"|pre-commit|husky|lefthook|workflow|migrat|alembic|^\*+$|^/?\*\*?/?$",
    re.IGNORECASE,
)


def code_owners(edit: FileEdit) -> Iterator[Weakening]:
    """Patterns that lose their owners, or some of them for nobody new."""
    was, now = _owned(edit.before), _owned(edit.after)
    if edit.before is not None and edit.after is None and was:
        yield Weakening(OWNERS, "the file is deleted: nobody is asked any more")
        return
    for pattern, owners in was.items():
        left = now.get(pattern)
        if left or not owners:
            continue
        said = "has no owner any more" if left is not None else "is no longer named"
        place = place_of(edit.before, edit.after, *([pattern] if left is not None else []))
        sure = Confidence.HIGH if _GUARDS.search(pattern) else Confidence.MEDIUM
        yield Weakening(OWNERS, f"{pattern} {said}", place, sure)
    for pattern, owners in now.items():
        if not owners and pattern not in was and was:
            place = place_of(edit.before, edit.after, pattern)
            sure = Confidence.HIGH if _GUARDS.search(pattern) else Confidence.MEDIUM
            yield Weakening(OWNERS, f"{pattern} is left without an owner", place, sure)


def _owned(text: str | None) -> dict[str, tuple[str, ...]]:
    """Owners by pattern, the last line of a pattern winning. GitLab's section heads are skipped."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (text or "").splitlines():
        parts = re.split(r"(?<!\\)\s+", line.split(" #", 1)[0].strip())
        if parts[0] and not parts[0].startswith(("#", "[", "^[")):
            found[parts[0]] = tuple(parts[1:])
    return found
