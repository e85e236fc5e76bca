"""What is dropped in a loop over a list: one in turn, or the whole list again."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange, SchemaChange
from guardrail.model import Confidence

LOOP = """\
from elasticsearch import Elasticsearch
def is_ours(name): return not name.startswith(".")
def is_old(name): return name < "logs-2024"
def rotate(es: Elasticsearch):
    names = sorted(es.indices.get(index="logs-*"))
{body}
"""
ONE = "    for name in names:\n        if name < oldest:\n            es.indices.delete(index={0})"
PUT = """\
    old = []
    for name in names:
        {0}old.append(name)
    es.indices.delete(index=old)
"""
KEPT = "    es.indices.delete(index=[name for name in names{0}])"
ASKED = "    for name in names:\n        if {0}:\n            es.indices.delete(index=name)"


@pytest.mark.parametrize(
    ("body", "chosen"),
    [
        (ONE.format("name"), True),
        (ONE.format("names"), False),
        (ONE.format('",".join(names)'), False),
        (PUT.format("if name < oldest: "), True),
        (PUT.format(""), False),
        (KEPT.format(" if name < oldest"), True),
        (KEPT.format(""), False),
        (ASKED.format("is_old(name)"), True),
        (ASKED.format("is_ours(name)"), False),  # the store's own alone are spared
    ],
)
def test_what_is_dropped_was_chosen_or_not(body: str, chosen: bool) -> None:
    (found,) = (one for one in items(LOOP.format(body=body)) if isinstance(one, SchemaChange))
    assert (found.confidence is Confidence.LOW) is chosen


MACHINES = """\
import boto3
ec2 = boto3.client("ec2")
ids = [one["InstanceId"] for one in ec2.describe_instances()["Reservations"]]
for one in ids:
    if one.startswith("tmp-"):
        ec2.terminate_instances(InstanceIds={0})
"""


def test_conditions_on_one_pick_nothing_of_a_whole_list() -> None:
    def chosen(given: str) -> list[str]:
        found = items(MACHINES.format(given))
        return [one.chosen for one in found if isinstance(one, ResourceChange)]

    assert chosen("[one]") == ["label"]
    assert chosen("ids") == [""]
