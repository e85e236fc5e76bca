"""What CI services say about a change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from guardrail_hooks.ci.event import NO_COMMIT, Change, NoEvent, change_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

REPOSITORY = {"default_branch": "main"}


def github(tmp_path: Path, event: Any) -> Change:
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event))
    return change_of({"GITHUB_EVENT_PATH": str(file), "GITHUB_EVENT_NAME": "x"})


@pytest.mark.parametrize("action", ["opened", "synchronize", "edited"])
def test_a_pull_request_whatever_happened_to_it(tmp_path: Path, action: str) -> None:
    ends = {"base": {"sha": "b" * 40}, "head": {"sha": "a" * 40}}
    event = {"action": action, "number": 7, "repository": REPOSITORY, "pull_request": ends}
    assert github(tmp_path, event) == Change("b" * 40, "a" * 40, "main", "pull request #7")


def test_a_merge_group(tmp_path: Path) -> None:
    event = {"merge_group": {"base_sha": "b", "head_sha": "a"}, "repository": REPOSITORY}
    assert github(tmp_path, event) == Change("b", "a", "main", "merge queue")


def test_a_push_and_the_first_push_of_a_branch(tmp_path: Path) -> None:
    event = {"before": "b", "after": "a", "repository": REPOSITORY}
    assert github(tmp_path, event) == Change("b", "a", "main", "push")
    event["before"] = NO_COMMIT
    assert github(tmp_path, event).base == "origin/main"


@pytest.mark.parametrize("event", [{}, [], {"pull_request": {}}, {"pull_request": None}, "x", 3])
def test_an_event_that_names_no_change_is_refused(tmp_path: Path, event: Any) -> None:
    with pytest.raises(NoEvent):
        github(tmp_path, event)


def test_an_event_file_that_is_not_there_or_not_one(tmp_path: Path) -> None:
    with pytest.raises(NoEvent):
        change_of({"GITHUB_EVENT_PATH": str(tmp_path / "none")})
    (tmp_path / "deep").write_text("[" * 100_000)
    with pytest.raises(NoEvent):
        change_of({"GITHUB_EVENT_PATH": str(tmp_path / "deep")})


def test_gitlab_merge_requests() -> None:
    variables = {
        "GITLAB_CI": "true",
        "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_SHA": "a",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "b",
        "CI_MERGE_REQUEST_IID": "12",
    }
    assert change_of(variables) == Change("b", "a", "main", "merge request !12")


def test_outside_of_any_service() -> None:
    with pytest.raises(NoEvent):
        change_of({})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["pull_request", "base", "head", "sha", "merge_group", "before", "after"]
            ),
            inner,
            max_size=3,
        )
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(JSON)
def test_any_event_is_a_change_or_refused(tmp_path: Path, event: Any) -> None:
    try:
        change = github(tmp_path, event)
    except NoEvent:
        return
    assert change.base
    assert change.head
