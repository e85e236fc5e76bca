"""Containers and pods that get the rights of their machine, and roles with every right."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange

DOCKER = "import docker\nclient = docker.from_env()\n"
KUBERNETES = "from kubernetes import client\ncore = client.CoreV1Api()\n"


def granted(code: str) -> list[tuple[str, ...]]:
    """What the code grants."""
    return [one.privileges for one in items(code) if isinstance(one, PrivilegeChange)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("privileged=True", ("every right of its machine",)),
        ("cap_add=['NET_ADMIN', 'SYS_ADMIN']", ("every right of its machine",)),
        ("volumes=['/:/host:rw']", ("the root folder of its machine",)),
        ("volumes={'/': {'bind': '/host', 'mode': 'rw'}}", ("the root folder of its machine",)),
        ("pid_mode='host'", ("the processes of its machine",)),
    ],
)
def test_a_container_that_gets_its_machine(given: str, told: tuple[str, ...]) -> None:
    assert granted(f"{DOCKER}client.containers.run('alpine', 'id', {given})") == [told]


@pytest.mark.parametrize(
    "given",
    [
        "privileged=False",
        "cap_add=['NET_ADMIN']",
        "volumes=['/:/host:ro', '/srv/foo:/srv/foo']",
        "volumes={'/': {'bind': '/host', 'mode': 'ro'}}",
        "volumes={'/srv': {'bind': '/srv', 'mode': 'rw'}}",
    ],
)
def test_a_container_that_gets_less(given: str) -> None:
    assert granted(f"{DOCKER}client.containers.run('alpine', 'id', {given})") == []


@pytest.mark.parametrize(
    ("flag", "told"),
    [("True", [("every right of its machine",)]), ("False", [])],
)
def test_a_pod_that_is_written_as_a_document(flag: str, told: list[tuple[str, ...]]) -> None:
    code = (
        f"{KUBERNETES}pod = {{'spec': {{'containers': [{{'name': 'a', 'securityContext': "
        f"{{'privileged': {flag}}}}}]}}}}\ncore.create_namespaced_pod('shop', pod)"
    )
    assert granted(code) == told


@pytest.mark.parametrize(("verb", "count"), [("'*'", 1), ("'get', 'list'", 0)])
def test_a_rule_that_allows_everything_on_everything(verb: str, count: int) -> None:
    code = f"client.V1PolicyRule(verbs=[{verb}], resources=['*'], api_groups=['*'])"
    assert len(granted(KUBERNETES + code)) == count


@pytest.mark.parametrize(
    ("address", "environment", "opened"),
    [
        ("0.0.0.0", "{'POSTGRES_HOST_AUTH_METHOD': 'trust'}", True),
        ("0.0.0.0", "['MYSQL_ALLOW_EMPTY_PASSWORD=yes']", True),
        ("0.0.0.0", "{'xpack.security.enabled': 'false'}", True),
        ("127.0.0.1", "{'POSTGRES_HOST_AUTH_METHOD': 'trust'}", False),
        ("0.0.0.0", "{'POSTGRES_PASSWORD': password}", False),
        ("0.0.0.0", "{'POSTGRES_HOST_AUTH_METHOD': 'scram-sha-256'}", False),
    ],
)
def test_a_database_that_everybody_comes_to(address: str, environment: str, opened: bool) -> None:
    code = (
        f"{DOCKER}ports = {{'5432/tcp': ('{address}', 5432)}}\n"
        f"client.containers.run('postgres:16', ports=ports, environment={environment})"
    )
    assert granted(code) == [("its port, without a password",)] * opened
