"""The one redactor: no report leaves without passing through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from guardrail.effects import CredentialUse
from guardrail.knowledge.credentials.masking import PASSWORD, mask, mask_with_mark
from guardrail.knowledge.credentials.scan import tokens
from guardrail.model import Excerpt, Finding
from guardrail.report import Report

__all__ = ["redact", "redacted"]

redact = mask

# Digests and fixed words: nothing of the judged text is in them.
_KEPT = frozenset(("fingerprint", "key", "evidence", "rule", "category", "language"))

_PLAIN = frozenset((int, bool, float))

T = TypeVar("T")


def redacted(report: Report) -> Report:
    """The report with every secret in every string of it masked."""
    done: dict[str, str] = {}

    def masked(text: str) -> str:
        if text not in done:
            done[text] = mask(text)
        return done[text]

    return replace(
        report,
        findings=[_finding(finding, masked) for finding in report.findings],
        gaps=[_clean(gap, masked) for gap in report.gaps],
        migrations=[_clean(unit, masked) for unit in report.migrations],
        notes=[masked(note) for note in report.notes],
    )


def _finding(finding: Finding, masked: Callable[[str], str]) -> Finding:
    excerpt = finding.excerpt
    cleaned = _clean(replace(finding, excerpt=None), masked)
    if excerpt is None:
        return cleaned
    return replace(cleaned, excerpt=_excerpt(excerpt, isinstance(finding.effect, CredentialUse)))


def _excerpt(excerpt: Excerpt, of_credential: bool) -> Excerpt:
    """The excerpt masked; the marked range of a credential is one, whatever it looks like."""
    low, high = excerpt.mark
    marked = excerpt.text[low:high]
    shown_as = PASSWORD in marked or "…]" in marked or any(tokens(marked))
    spans = [excerpt.mark] if of_credential and not shown_as else []
    text, mark = mask_with_mark(excerpt.text, excerpt.mark, spans)
    return replace(excerpt, text=text, mark=mark)


def _clean(value: T, masked: Callable[[str], str]) -> T:
    """The value with its strings masked, through data classes and tuples."""
    found: Any = value
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        found = masked(value)
    elif isinstance(value, tuple):
        cleaned = tuple(_clean(each, masked) if each else each for each in value)
        found = value if cleaned == value else cleaned
    elif names := _names_in(found.__class__):
        changed = {}
        for name in names:
            before = getattr(value, name)
            # Most fields are at their default: numbers, flags and empty texts hold no secret.
            if before and type(before) not in _PLAIN:
                after = _clean(before, masked)
                if after is not before and after != before:
                    changed[name] = after
        found = replace(found, **changed) if changed else value
    return found  # type: ignore[no-any-return]


@cache
def _names_in(kind: type) -> tuple[str, ...]:
    """The fields of a data class in which text of others may stand; none for other types."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.name not in _KEPT)
