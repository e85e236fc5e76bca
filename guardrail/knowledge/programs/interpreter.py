"""What is common to programs that run text: shells, Python, SQL clients.

Where a text comes from outside, or was encoded, code runs that can't be read here.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import CodeRun
from guardrail.knowledge.programs.command import (
    Command,
    Flow,
    FlowKind,
    Inline,
    Opens,
    Outcome,
    Target,
    Word,
)
from guardrail.model import Confidence

UNPACKERS = frozenset(("gunzip", "zcat", "bunzip2", "unxz", "gpg", "openssl"))
"""What unpacks a file that was packed to be small or private, and not to hide what it says."""


def code_from(
    command: Command,
    flow: Flow,
    language: str,
    label: str,
    word: Word | None = None,
    *,
    dialect: str = "",
    target: Target | None = None,
) -> Iterator[Outcome]:
    """What running a flow does: a text, a file, or code that can't be read."""
    if flow.kind is FlowKind.TEXT and flow.text is not None:
        yield Inline(language, flow.text, label, dialect, target)
    elif flow.kind is FlowKind.FILE:
        yield Opens(flow.path, language, label, word, dialect, target)
    elif flow.kind in (FlowKind.REMOTE, FlowKind.DECODED) and not _is_dump(flow, language):
        how = "fetched by" if flow.kind is FlowKind.REMOTE else "decoded by"
        yield CodeRun(
            span=command.span(),
            evidence=command.evidence,
            what=f"{language} {how} {flow.origin}",
            origin=flow.origin,
        )
    elif flow.parts:
        for part in flow.parts:
            yield from code_from(
                command, part, language, label, word, dialect=dialect, target=target
            )
    elif flow.origin:
        yield CodeRun(
            span=command.span(),
            evidence=command.evidence,
            confidence=Confidence.LOW,
            what=f"{language} written by {flow.origin}",
            origin=flow.origin,
        )


def _is_dump(flow: Flow, language: str) -> bool:
    """Whether a database is handed a file that is only unpacked on the way: a backup."""
    return language == "sql" and flow.kind is FlowKind.DECODED and flow.origin in UNPACKERS


def code_in(
    command: Command,
    word: Word,
    language: str,
    label: str,
    *,
    dialect: str = "",
    target: Target | None = None,
) -> Iterator[Outcome]:
    """What running the text of an argument does."""
    if word.flow is not None and word.flow.kind is not FlowKind.UNKNOWN:
        yield from code_from(
            command, word.flow, language, label, word, dialect=dialect, target=target
        )
    else:
        yield Inline(language, word.built, label, dialect, target)
