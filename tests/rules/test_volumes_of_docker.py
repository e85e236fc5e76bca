"""Volumes that nobody uses just now, on hosts that a check lets through."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python, shell
from guardrail.model import Level


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("docker volume prune --all --force", Level.WARNING),
        ("docker volume prune --force --filter label!=keep", Level.WARNING),
        ("docker volume prune --force --filter label=acme.ci.run", Level.INFO),
        ("podman volume prune --force --filter=label=ci", Level.INFO),
        ("docker system prune --all --volumes --force --filter label=ci=1", Level.INFO),
    ],
)
def test_by_a_command(command: str, expected: Level) -> None:
    assert level("destroyed-resource", shell(command)) is expected


HOSTS = """\
import ansible_runner

def relieve(pattern):
    if pattern not in {0}:
        return
    ansible_runner.run(
        private_data_dir="ops", inventory="ops/inventory/hosts", host_pattern=pattern,
        module="shell", module_args="docker volume prune --all --force",
    )
"""


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        ('{"docker_hosts", "ci_hosts"}', Level.ERROR),
        ('("web_hosts", "test_hosts")', Level.ERROR),
        ('{"ci_hosts", "test_hosts"}', Level.INFO),
        ('{"dev", "test"}', Level.INFO),
    ],
)
def test_on_hosts_some_of_which_are_in_use(hosts: str, expected: Level) -> None:
    assert level("destroyed-resource", python(HOSTS.format(hosts))) is expected
