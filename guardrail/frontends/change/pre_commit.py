"""Hooks of pre-commit (and prek) taken out of the way of a commit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guardrail.frontends.change.commands import excused, names_guardrail
from guardrail.frontends.change.plain import Data, listed, table, words, yaml
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit

HOOKS = "hook configuration"

_COMMIT_STAGES = frozenset({"pre-commit", "commit"})


def pre_commit_config(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of `.pre-commit-config.yaml` takes away from Guardrail's hooks."""
    if edit.before is None:
        return
    old = yaml(edit.before)
    if edit.after is None:
        sure = Confidence.HIGH if _hooks(old) else Confidence.MEDIUM
        yield Weakening(HOOKS, "pre-commit's configuration is deleted", confidence=sure)
        return
    new = yaml(edit.after)
    was, now = _hooks(old), _hooks(new)
    for id, hook in was.items():
        if id not in now:
            place = place_of(edit.before, edit.after)
            yield Weakening(HOOKS, f"the hook {id} is removed from pre-commit", place)
            continue
        for detail, needles in _loosened(hook, now[id]):
            place = place_of(edit.before, edit.after, *needles)
            yield Weakening(HOOKS, f"the hook {id} {detail}", place)
    if was:
        yield from _around(edit, old, new, now)


def _hooks(data: Data) -> dict[str, dict[str, Any]]:
    """Guardrail's hooks by id, each with the `repo` it comes from."""
    found: dict[str, dict[str, Any]] = {}
    for repo in listed(table(data).get("repos")):
        if not isinstance(repo, dict):
            continue
        for hook in listed(repo.get("hooks")):
            if isinstance(hook, dict) and (
                names_guardrail(hook.get("id")) or names_guardrail(hook.get("entry"))
            ):
                found[str(hook.get("id"))] = {**hook, "repo": str(repo.get("repo"))}
    return found


def _loosened(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if old["repo"].rstrip("/") != new["repo"].rstrip("/"):
        yield "comes from another repository", ("repo",)
    if old.get("entry") != new.get("entry") and new.get("entry") is not None:
        entry = str(new["entry"])
        if not names_guardrail(entry):
            yield "runs something else", ("entry",)
        elif excused(entry):
            yield "no longer fails", ("entry",)
    for key in ("exclude", "files", "types", "types_or", "exclude_types"):
        if new.get(key) != old.get(key) and new.get(key) is not None:
            yield f"looks at fewer files ({key})", (key,)
    was, now = set(words(old.get("stages"))), set(words(new.get("stages")))
    if now and not now & _COMMIT_STAGES and (not was or was & _COMMIT_STAGES):
        yield f"no longer runs before a commit ({', '.join(sorted(now))})", ("stages",)
    if new.get("always_run") is False and old.get("always_run") is not False:
        yield "no longer runs on every commit", ("always_run",)
    added = [w for w in words(new.get("args")) if w not in words(old.get("args"))]
    if added and excused(" ".join(added)):
        yield f"is told to let more pass ({' '.join(added)})", ("args",)


def _around(
    edit: FileEdit, old: Data, new: Data, hooks: dict[str, dict[str, Any]]
) -> Iterator[Weakening]:
    """Settings of the whole file that keep a hook from running."""
    was, now = table(old), table(new)
    for key in ("exclude", "files"):
        if now.get(key) != was.get(key) and now.get(key) is not None:
            place = place_of(edit.before, edit.after, key)
            yield Weakening(HOOKS, f"every hook looks at fewer files ({key})", place)
    stages = set(words(now.get("default_stages")))
    inherits = any(not hook.get("stages") for hook in hooks.values())
    changed = stages != set(words(was.get("default_stages")))
    if changed and stages and not stages & _COMMIT_STAGES and inherits:
        place = place_of(edit.before, edit.after, "default_stages")
        yield Weakening(HOOKS, "hooks no longer run before a commit (default_stages)", place)
    skipped = set(words(table(now, "ci").get("skip"))) - set(words(table(was, "ci").get("skip")))
    for id in sorted(skipped & set(hooks)):
        place = place_of(edit.before, edit.after, id)
        yield Weakening(HOOKS, f"the hook {id} is skipped in CI", place)
