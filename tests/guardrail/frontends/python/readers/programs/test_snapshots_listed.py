"""File systems that are destroyed one after the other, and snapshots, of which there are many."""

from __future__ import annotations

import pytest
from guardrail_rules.infrastructure.destroyed_resource import DestroyedResource

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

CODE = """import subprocess

listed = subprocess.check_output(["zfs", "list", "-H", "-o", "name", "-t", "{0}"], text=True)
for name in listed.splitlines()[:-14]:
    subprocess.run(["zfs", "destroy", "-r", name], check=True)
"""


@pytest.mark.parametrize(
    ("kind", "told"),
    [("filesystem", True), ("snapshot,filesystem", True), ("volume", True), ("snapshot", False)],
)
def test_what_is_listed_is_what_goes(kind: str, told: bool) -> None:
    found = judge_example(DestroyedResource, python(CODE.format(kind)))
    assert any(one.level >= Level.WARNING for one in found) is told
