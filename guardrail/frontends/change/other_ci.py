"""Pipelines other than GitHub's: GitLab, Azure, CircleCI, Bitbucket, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guardrail.frontends.change.commands import excused, guarding_lines, names_guardrail
from guardrail.frontends.change.github import CI
from guardrail.frontends.change.plain import Data, strings, yaml
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit

_SWITCHES: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("allow_failure", (True,)),
    ("when", ("manual", "never")),
    ("continueOnError", (True,)),
    ("enabled", (False,)),
    ("condition", (False, "never()")),
    ("soft_fail", (True,)),
)


def pipeline(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of a pipeline takes from the jobs that run the check."""
    old = yaml(edit.before)
    was = _lines(old)
    if not was:
        return
    if edit.after is None:
        yield Weakening(CI, "a pipeline that runs the check is deleted")
        return
    new = yaml(edit.after)
    now = _lines(new)
    if len(now) < len(was):
        place = place_of(edit.before, edit.after)
        yield Weakening(CI, "a job no longer runs the check", place)
    for line in now:
        if excused(line) and line not in was:
            place = place_of(edit.before, edit.after, line[:40])
            yield Weakening(CI, "a failed check no longer fails the job", place)
    before = {str(key): job for key, job in _jobs(old)}
    for name, job in _jobs(new):
        for key, weak in _SWITCHES:
            if job.get(key) in weak and before.get(name, {}).get(key) != job.get(key):
                place = place_of(edit.before, edit.after, key)
                yield Weakening(CI, f"the check's job no longer decides ({key})", place)
        if "rules" in job and before.get(name, {}).get("rules") != job["rules"]:
            place = place_of(edit.before, edit.after, "rules")
            detail = "the check's job runs under new rules"
            yield Weakening(CI, detail, place, Confidence.MEDIUM)


def _lines(data: Data) -> list[str]:
    """The command lines and references that name the check."""
    return [line for text in strings(data) if names_guardrail(text) for line in _split(text)]


def _split(text: str) -> list[str]:
    return guarding_lines(text) or [text]


def _jobs(data: Data) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mappings in which the check stands directly or in a list, by the path of their keys."""
    waiting: list[tuple[str, Data]] = [("", data)]
    seen: set[int] = set()
    while waiting:
        path, item = waiting.pop()
        if not isinstance(item, dict | list) or id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, list):
            waiting += [(path, inner) for inner in item]
            continue
        own = [v for v in item.values() if not isinstance(v, dict)]
        flat = [s for v in own for s in (v if isinstance(v, list) else [v])]
        if any(names_guardrail(text) for text in flat):
            yield path, item
        waiting += [(f"{path}/{key}", inner) for key, inner in item.items()]
