"""What the CI service says about the change: its base, its head, the default branch.

GitHub: the event file named by `GITHUB_EVENT_PATH` ("Events that trigger workflows",
docs.github.com). GitLab: predefined variables ("Predefined CI/CD variables", docs.gitlab.com).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

NO_COMMIT = "0" * 40
LARGEST = 30_000_000


class NoEvent(Exception):
    """Nothing says what to compare; the message says what to do."""


class Change(Struct, frozen=True):
    """The two ends of a change, as refs or commit ids; `default` is the default branch, if known.

    `title` is what to call it, for people. It is text from outside.
    """

    base: str
    head: str
    default: str = ""
    title: str = ""


def change_of(variables: Mapping[str, str]) -> Change:
    """The change that the CI service is running for. Raises `NoEvent`."""
    if variables.get("GITHUB_EVENT_PATH"):
        return _github(variables)
    if variables.get("GITLAB_CI"):
        return _gitlab(variables)
    raise NoEvent("say what to compare: guardrail ci --base REF --head REF")


def _github(variables: Mapping[str, str]) -> Change:
    name = variables.get("GITHUB_EVENT_NAME", "")
    event = _event(Path(variables["GITHUB_EVENT_PATH"]))
    default = _text(event, "repository", "default_branch")
    if "pull_request" in event:
        base = _text(event, "pull_request", "base", "sha")
        head = _text(event, "pull_request", "head", "sha")
        title = f"pull request #{_text(event, 'number')}"
    elif "merge_group" in event:
        base = _text(event, "merge_group", "base_sha")
        head = _text(event, "merge_group", "head_sha")
        title = "merge queue"
    elif "before" in event and "after" in event:
        base, head = _text(event, "before"), _text(event, "after")
        title = "push"
    else:
        raise NoEvent(f"the event {name!r} names no change: say --base REF and --head REF")
    if not base or base == NO_COMMIT:
        base = f"origin/{default}" if default else ""
    if not base or not head:
        raise NoEvent(f"the event {name!r} names no base commit: say --base REF and --head REF")
    return Change(base, head, default, title)


def _event(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise NoEvent(f"the event file {path} is too large to be one")
        event = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise NoEvent(f"the event file {path} can't be read") from problem
    if not isinstance(event, dict):
        raise NoEvent(f"the event file {path} holds no event")
    return event


def _text(event: Any, *keys: str) -> str:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return str(event) if isinstance(event, str | int) else ""


def _gitlab(variables: Mapping[str, str]) -> Change:
    default = variables.get("CI_DEFAULT_BRANCH", "")
    head = variables.get("CI_COMMIT_SHA", "")
    base = (
        variables.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
        or variables.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")
        or variables.get("CI_COMMIT_BEFORE_SHA", "")
    )
    if not base or base == NO_COMMIT:
        base = f"origin/{default}" if default else ""
    if not base or not head:
        raise NoEvent("this pipeline names no change: say --base REF and --head REF")
    number = variables.get("CI_MERGE_REQUEST_IID", "")
    return Change(base, head, default, f"merge request !{number}" if number else "pipeline")
