"""Switches that take everything, put into options on some ways, by whichever function or object."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.model import Confidence

START = """
from dataclasses import dataclass
from pinecone import Pinecone

index = Pinecone().Index("docs")

def options_of(namespace, version):
    options = {"namespace": namespace}
    if version > 1:
        options[SWITCH]
    else:
        options["filter"] = {"version": 0}
    return options

@dataclass
class Sweep:
    version: int = 4

    def options(self, namespace):
        options: dict = {"namespace": namespace}
        if self.version > 1:
            options[SWITCH]
        return options

def run(sweep: Sweep, version):
    for namespace in index.describe_index_stats().namespaces:
"""
INLINE = """\
        options = {"namespace": namespace}
        if version > 1:
            options[SWITCH]
        index.delete(**options)
"""


def told(code: str, switch: str) -> list[Confidence]:
    """How surely everything is deleted."""
    found = items((START + code).replace("[SWITCH]", switch))
    return [one.confidence for one in found if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    "code",
    [
        INLINE,
        "        index.delete(**options_of(namespace, version))\n",
        "        index.delete(**sweep.options(namespace))\n",
    ],
)
def test_a_switch_counts_where_it_may_be_set(code: str) -> None:
    assert told(code, '["delete_all"] = True') == [Confidence.MEDIUM]
    assert told(code, '["filter"] = {"version": 3}') == []


def test_what_the_function_around_is_given_is_one_of_many() -> None:
    code = "        pass\ndef drop(namespace):\n    index.delete(**options_of(namespace, 4))\n"
    assert told(code, '["delete_all"] = True') == []
