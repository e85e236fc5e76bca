"""What the base of a change already allows."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.engine.check import Request, check
from guardrail.model import FileEdit
from guardrail.policy.policy import PolicySet
from guardrail.policy.trusted import Trusted
from guardrail.snapshot import Snapshot

MARK = "guardrail:"


def trusted_by(base: Snapshot, policies: PolicySet, edits: Iterable[FileEdit]) -> Trusted:
    """The base's policies, and what comments allow there in the files that a change touches."""
    paths = [edit.old_path for edit in edits if edit.before and MARK in edit.before]
    findings = check(Request(base, policies, paths)).findings if paths else []
    return Trusted.of(policies, findings)
