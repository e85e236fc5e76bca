"""Methods that a function is handed to call them, with something of its own before the rest."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

CLUSTER = """\
from kubernetes import client

class Cleaner:
    def __init__(self, number, namespace="apps"):
        self.namespace = namespace
        self.selector = f"preview/pr={{number}}"
        self.core = client.CoreV1Api()

    def _call(self, func, {0}):
        {1}

    def clean(self):
        self._call(self.core.delete_collection_namespaced_persistent_volume_claim, {2})
"""
WAYS = [
    ("**options", "func(self.namespace, **options)"),
    ("**kwargs", "return func(self.namespace, **kwargs)"),
    ("*args, **kwargs", "return func(self.namespace, *args, **kwargs)"),
]


@pytest.mark.parametrize(("parameters", "body"), WAYS)
def test_all_claims_of_a_namespace(parameters: str, body: str) -> None:
    text = CLUSTER.format(parameters, body, "grace_period_seconds=0")
    assert level("destroyed-resource", python(text)) >= Level.WARNING


@pytest.mark.parametrize(("parameters", "body"), WAYS)
def test_the_claims_that_a_label_picks(parameters: str, body: str) -> None:
    text = CLUSTER.format(parameters, body, "label_selector=self.selector")
    assert level("destroyed-resource", python(text)) <= Level.INFO


DOCKER = """\
import docker

client = docker.from_env()
FILTERS = {{"images": {{"dangling": True}}, "volumes": {0}}}
{1}
"""
ASKED_FOR = [
    "for kind in FILTERS:\n    getattr(client, kind).prune(filters=FILTERS[kind])",
    "for kind in ('images', 'volumes'):\n    getattr(client, kind).prune(filters=FILTERS[kind])",
    (
        "def prune(kind):\n    of = getattr(client, kind)\n    of.prune(filters=FILTERS[kind])\n"
        "for kind in FILTERS:\n    prune(kind)"
    ),
]


@pytest.mark.parametrize("way", ASKED_FOR)
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ('{"all": True}', Level.WARNING),
        ('{"label": "acme.ci.run"}', Level.INFO),
    ],
)
def test_volumes_that_are_asked_for_by_name(way: str, filters: str, expected: Level) -> None:
    assert level("destroyed-resource", python(DOCKER.format(filters, way))) is expected
