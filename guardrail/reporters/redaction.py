"""The one redactor: no report leaves without passing through it."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.knowledge.credentials.masking import PASSWORD, mask, mask_with_mark
from guardrail.knowledge.credentials.scan import tokens
from guardrail.model import Excerpt, Finding
from guardrail.report import Report

__all__ = ["redact", "redacted"]

redact = mask

# Digests and fixed words: nothing of the judged text is in them. An excerpt is masked by itself.
_KEPT = frozenset(("fingerprint", "key", "evidence", "rule", "category", "language", "excerpt"))

T = TypeVar("T")


def redacted(report: Report) -> Report:
    """The report with every secret in every string of it masked."""
    run = _Redaction()
    return replace(
        report,
        findings=[run.finding(finding) for finding in report.findings],
        gaps=[run.clean(gap) for gap in report.gaps],
        migrations=[run.clean(unit) for unit in report.migrations],
        notes=[run.masked(note) for note in report.notes],
    )


def _is_written(effect: object) -> bool:
    """Whether an effect's place is that of a secret itself, not of a name it is kept under."""
    return isinstance(effect, CredentialUse) and effect.action is CredentialAction.WRITTEN


class _Redaction:
    """One report's: what was masked once isn't looked at again."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._parts: dict[int, tuple[object, object]] = {}

    def masked(self, text: str) -> str:
        """The text with its secrets masked."""
        done = self._texts.get(text)
        if done is None:
            done = self._texts[text] = mask(text)
        return done

    def finding(self, finding: Finding) -> Finding:
        """The finding with its texts masked, its excerpt around the place it marks."""
        changed = self._changed(finding)
        if finding.excerpt is not None:
            of_credential = _is_written(finding.effect)
            changed["excerpt"] = _excerpt(finding.excerpt, of_credential)
        return replace(finding, **changed) if changed else finding

    def clean(self, value: T) -> T:
        """The value with its strings masked, through Structs and tuples."""
        found: Any = value
        kind: type = value.__class__
        if _is_plain(kind):
            return value
        if isinstance(value, str):
            found = self.masked(value)
        elif isinstance(value, tuple):
            cleaned = tuple(self.clean(each) if each else each for each in value)
            found = value if cleaned == value else cleaned
        elif _names_in(kind):
            # Findings share their effects, and those their places.
            known = self._parts.get(id(value))
            if known is None:
                changed = self._changed(value)
                known = (value, replace(found, **changed) if changed else value)
                self._parts[id(value)] = known
            found = known[1]
        return found  # type: ignore[no-any-return]

    def _changed(self, value: Any) -> dict[str, Any]:
        """The fields of a Struct that hold a secret, masked."""
        changed = {}
        for name in _names_in(value.__class__):
            before = getattr(value, name)
            if before:  # most fields are at their default
                after = self.masked(before) if before.__class__ is str else self.clean(before)
                if after is not before and after != before:
                    changed[name] = after
        return changed


def _excerpt(excerpt: Excerpt, of_credential: bool) -> Excerpt:
    """The excerpt masked; the marked range of a credential is one, whatever it looks like."""
    low, high = excerpt.mark
    marked = excerpt.text[low:high]
    shown_as = of_credential and (PASSWORD in marked or "…]" in marked or any(tokens(marked)))
    spans = [excerpt.mark] if of_credential and not shown_as else []
    text, mark = mask_with_mark(excerpt.text, excerpt.mark, spans)
    return replace(excerpt, text=text, mark=mark)


@cache
def _is_plain(kind: type) -> bool:
    """Whether what is of the type holds no text of others: numbers, flags, fixed words."""
    return issubclass(kind, int | float | Enum)


@cache
def _names_in(kind: type) -> tuple[str, ...]:
    """The fields of a Struct in which text of others may stand; none for other types."""
    if not issubclass(kind, Struct):
        return ()
    return tuple(name for name in kind.__struct_fields__ if name not in _KEPT)
