"""GitHub workflows in which the check no longer runs, or no longer decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guardrail.frontends.change.commands import excused, guarding_lines, names_guardrail
from guardrail.frontends.change.plain import Data, listed, table, words, yaml
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit
from guardrail.patterns import late

CI = "CI check"

_NEVER = late(r"^\s*(?:\$\{\{)?\s*(?:false|0|'')\s*(?:\}\})?\s*$", re.IGNORECASE)
_FILTERS = ("paths", "paths-ignore", "branches", "branches-ignore", "types")
_GUARDING_EVENTS = ("pull_request", "pull_request_target", "merge_group", "push")

Step = dict[str, Any]


def workflow(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of a workflow takes from the steps that run the check."""
    was = _steps(yaml(edit.before))
    if not was:
        return
    if edit.after is None:
        yield Weakening(CI, "a workflow that runs the check is deleted")
        return
    new = yaml(edit.after)
    now = _steps(new)
    if len(now) < len(was):
        place = place_of(edit.before, edit.after)
        yield Weakening(CI, "a step that runs the check is removed", place)
    for job, step in now:
        old_job, old_step = _counterpart(was, job, step)
        for detail, needle, sure in (
            *_switched(old_step, step, "step"),
            *_switched(old_job, job, "job"),
            *_said(old_step, step),
        ):
            yield Weakening(CI, detail, place_of(edit.before, edit.after, needle), sure)
    yield from _events(edit, table(yaml(edit.before)).get("on"), table(new).get("on"))


def _steps(data: Data) -> list[tuple[dict[str, Any], Step]]:
    """Every step that runs the check, with its job. A job can be a step: a reusable workflow."""
    found: list[tuple[dict[str, Any], Step]] = []
    for name, job in table(data, "jobs").items():
        if not isinstance(job, dict):
            continue
        steps = [step for step in listed(job.get("steps")) if isinstance(step, dict)]
        for step in (*steps, {"uses": job.get("uses")}):
            if guarding_lines(str(step.get("run") or "")) or names_guardrail(step.get("uses")):
                found.append(({**job, "": name}, step))
    return found


def _counterpart(
    steps: list[tuple[dict[str, Any], Step]], job: dict[str, Any], step: Step
) -> tuple[dict[str, Any], Step]:
    """The step as it was: the one most like it by job and by name, run or uses."""

    def likeness(other: tuple[dict[str, Any], Step]) -> tuple[bool, int]:
        same = sum(bool(other[1].get(k) == step.get(k)) for k in ("name", "id", "run", "uses"))
        return bool(other[0].get("") == job.get("")), same

    return max(steps, key=likeness)


Said = tuple[str, str, Confidence]


def _switched(old: dict[str, Any], new: dict[str, Any], what: str) -> Iterator[Said]:
    key = "continue-on-error"
    if new.get(key) not in (None, False) and new.get(key) != old.get(key):
        yield f"the check's {what} may fail without consequence ({key})", key, Confidence.HIGH
    condition = new.get("if")
    if condition is None or condition == old.get("if"):
        return
    if _NEVER.match(str(condition).lower()):
        yield f"the check's {what} never runs (if: false)", "if:", Confidence.HIGH
    elif "always()" not in str(condition):
        yield f"the check's {what} runs under a new condition", "if:", Confidence.MEDIUM


def _said(old: Step, new: Step) -> Iterator[Said]:
    """What the step's own words changed."""
    before = guarding_lines(str(old.get("run") or ""))
    for line in guarding_lines(str(new.get("run") or "")):
        if excused(line) and line not in before:
            yield "a failed check no longer fails the step", line[:40], Confidence.HIGH
    was, now = (str(step.get("uses") or "").partition("@")[0] for step in (old, new))
    if was and now and was.lower() != now.lower() and names_guardrail(was):
        yield "the check comes from another repository", "uses:", Confidence.HIGH
    weaker = {"fail-on": {"off", "none", "never"}, "continue-on-error": {"true"}}
    for key, values in weaker.items():
        value = str(table(new, "with").get(key)).lower()
        if value in values and value != str(table(old, "with").get(key)).lower():
            yield f"the check is told to let everything pass ({key})", key, Confidence.HIGH


def _events(edit: FileEdit, old: Data, new: Data) -> Iterator[Weakening]:
    was, now = _triggers(old), _triggers(new)
    for event in _GUARDING_EVENTS:
        if event in was and event not in now:
            place = place_of(edit.before, edit.after)
            yield Weakening(CI, f"the check no longer runs on {event}", place)
        for key in _FILTERS:
            if event in was and event in now:
                before, after = was[event].get(key), now[event].get(key)
                if after is not None and after != before and not _wider(key, before, after):
                    place = place_of(edit.before, edit.after, key)
                    detail = f"the check runs on fewer changes ({event}: {key})"
                    yield Weakening(CI, detail, place, Confidence.MEDIUM)


def _wider(key: str, before: Data, after: Data) -> bool:
    """Whether a changed filter lets through all that it did."""
    was, now = set(words(before)), set(words(after))
    if before is None:
        return False
    return now <= was if key.endswith("-ignore") else now >= was


def _triggers(on: Data) -> dict[str, dict[str, Any]]:
    if isinstance(on, dict):
        return {event: table(filters) for event, filters in on.items()}
    return {event: {} for event in words(on)}
