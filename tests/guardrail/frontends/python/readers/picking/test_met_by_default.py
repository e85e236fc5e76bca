"""Labels that are looked up with a default: what bears none may meet the condition as well."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

STACKS = """\
import boto3

def may_go(stack):
    tags = {{t["Key"]: t["Value"] for t in stack.tags or []}}
    return {0}

for stack in boto3.resource("cloudformation").stacks.all():
    if may_go(stack):
        stack.delete()
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ('tags.get("ephemeral", "false") == "true"', "label"),
        ('tags.get("ephemeral") == "true"', "label"),
        ('tags.get("ephemeral", "true") == "true"', ""),
        ('tags.get("ephemeral", "true").lower() == "true"', ""),
        ('tags.get("keep", "no") != "yes"', ""),
        ('not tags.get("ephemeral", "no") != "yes"', "label"),
    ],
)
def test_what_bears_no_label(condition: str, told: str) -> None:
    found = [
        one.chosen for one in items(STACKS.format(condition)) if isinstance(one, ResourceChange)
    ]
    assert found == [told]
