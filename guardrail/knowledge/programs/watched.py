"""What a command writes into a file that gives lasting rights, or into a hook that checks."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import GuardChange, PrivilegeChange, Recoverable, Verb
from guardrail.knowledge.watched_files import is_empty_hook, lasting_right
from guardrail.model import Span


def written(
    span: Span, evidence: str, path: str, text: str
) -> Iterator[PrivilegeChange | GuardChange]:
    """The right that a text gives in a file at a path, or the check that it stops."""
    right = lasting_right(path, text)
    if right:
        yield PrivilegeChange(
            span=span,
            evidence=evidence,
            recoverable=Recoverable.YES,
            verb=Verb.ESCALATE,
            on=path,
            protection=right,
        )
    elif is_empty_hook(path, text):
        detail = "a hook is written that lets everything pass"
        yield GuardChange(span=span, evidence=evidence, guard="git hooks", path=path, detail=detail)
