"""Commands of lefthook that no longer run, or are skipped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guardrail.frontends.change.commands import excused, names_guardrail
from guardrail.frontends.change.plain import Data, jsonc, table, toml, yaml
from guardrail.frontends.change.pre_commit import HOOKS
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit

_NARROWING = ("skip", "only", "glob", "exclude", "file_types", "files", "tags")
_DEEPEST = 8


def lefthook(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of lefthook's configuration takes away."""
    if edit.before is None:
        return
    was = _jobs(_read(edit.path, edit.before))
    if edit.after is None:
        sure = Confidence.HIGH if was else Confidence.MEDIUM
        yield Weakening(HOOKS, "lefthook's configuration is deleted", confidence=sure)
        return
    new = _read(edit.path, edit.after)
    now = _jobs(new)
    for hook, job in was.items():
        if hook not in now:
            place = place_of(edit.before, edit.after)
            yield Weakening(HOOKS, f"lefthook no longer runs the check in {hook}", place)
            continue
        for key in _NARROWING:
            if now[hook].get(key) != job.get(key) and now[hook].get(key):
                place = place_of(edit.before, edit.after, key)
                yield Weakening(HOOKS, f"lefthook runs the check less often ({key})", place)
        command = str(now[hook].get("run"))
        if excused(command) and not excused(str(job.get("run"))):
            place = place_of(edit.before, edit.after, command[:40])
            yield Weakening(HOOKS, "the check can no longer stop a git hook", place)
    old_hooks, new_hooks = table(_read(edit.path, edit.before)), table(new)
    for hook in was:
        if table(new_hooks, hook).get("skip") and not table(old_hooks, hook).get("skip"):
            place = place_of(edit.before, edit.after, "skip")
            yield Weakening(HOOKS, f"lefthook skips {hook}", place)


def _read(path: str, text: str) -> Data:
    if path.endswith(".toml"):
        return toml(text)
    return jsonc(text) if path.endswith(".json") else yaml(text)


def _jobs(data: Data) -> dict[str, dict[str, Any]]:
    """By git hook, the first mapping below it that runs the check."""
    found: dict[str, dict[str, Any]] = {}
    for hook, content in table(data).items():
        job = _runs_check(content, _DEEPEST)
        if job is not None:
            found[hook] = job
    return found


def _runs_check(data: Data, depth: int) -> dict[str, Any] | None:
    if isinstance(data, dict) and names_guardrail(data.get("run")):
        return data
    if depth == 0 or not isinstance(data, dict | list):
        return None
    for inner in data.values() if isinstance(data, dict) else data:
        found = _runs_check(inner, depth - 1)
        if found is not None:
            return found
    return None
