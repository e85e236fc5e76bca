"""Manifests that a program holds as texts of YAML."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange
from guardrail.frontends.python.values.plain_yaml import plain_yaml

POD = '''
import yaml
from kubernetes import client
POD = """
kind: Pod
metadata: {{name: debug-$node}}
spec:
  hostPID: {0}
  containers:
    - name: shell
      securityContext:
        privileged: {0}
"""
body = yaml.safe_load({1})
client.CoreV1Api().create_namespaced_pod(namespace="shop", body=body)
'''


@pytest.mark.parametrize("text", ["POD", "POD + more"])
@pytest.mark.parametrize(("switch", "told"), [("true", 2), ("false", 0), ('"true"', 0)])
def test_what_a_manifest_gives_is_told(text: str, switch: str, told: int) -> None:
    found = [one for one in items(POD.format(switch, text)) if isinstance(one, PrivilegeChange)]
    assert sum(len(one.privileges) for one in found) == told


def test_values_are_what_loaders_make_of_them() -> None:
    assert plain_yaml("a: true\nb: 'true'\nc: [1, x]\nd: ~\n") == {
        "a": True,
        "b": "true",
        "c": [1, "x"],
        "d": None,
    }
    assert plain_yaml("a: 1\n---\nb: 2\n") == [{"a": 1}, {"b": 2}]
    assert plain_yaml("[" * 400) is None or plain_yaml("[" * 400) == []
