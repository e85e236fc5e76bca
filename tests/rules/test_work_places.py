"""Whose machines a text is for, by its path: what may quieten, and what may hide."""

from __future__ import annotations

import pytest
from guardrail_rules.exposure.unverified_host import UnverifiedHost
from guardrail_rules.work_places import for_development, of_image, on_own_machine

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

UNVERIFIED = "import requests\n\nrequests.get('https://erp.acme.io', auth=auth, verify=False)\n"


@pytest.mark.parametrize(
    ("path", "development", "own"),
    [
        ("app/orders.py", False, False),
        ("dev/reset.sh", True, True),
        ("examples/client.py", True, True),
        ("app/example_client.py", True, True),
        ("ci/publish.py", True, False),
        ("examples/ci/publish.py", True, False),
        ("tools/dev_ci.py", True, False),
        ("lab/samples.py", True, False),
        ("samples/client.py", True, True),
        ("app/specials.py", False, False),
        ("molecule/upgrade/files/apt.priv", True, True),
        ("noxfile.py", True, True),
        ("scripts/jenkins-run.sh", True, False),
        ("scripts/jenkinson.sh", False, False),
    ],
)
def test_what_is_for_developers_and_what_is_on_their_machines_alone(
    path: str, development: bool, own: bool
) -> None:
    assert (for_development(path), on_own_machine(path)) == (development, own)


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("ci/publish.py", Level.WARNING),
        ("lab/samples.py", Level.WARNING),
        ("examples/client.py", Level.INFO),
    ],
)
def test_a_check_that_ci_leaves_out_is_a_warning(path: str, level: Level) -> None:
    found = judge_example(UnverifiedHost, python(UNVERIFIED, path=path))
    assert [one.level for one in found] == [level]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docker/start.sh", True),
        ("Containers/web/start.sh", True),
        ("app/docker-entrypoint.sh", True),
        ("app/start.sh", False),
        ("dockerhub/push.sh", False),
    ],
)
def test_what_a_containers_image_is_made_of(path: str, expected: bool) -> None:
    assert of_image(path) is expected
