"""Command lines that give a container its machine, or somebody a whole cluster."""

from __future__ import annotations

import pytest

from guardrail.effects import PrivilegeChange
from guardrail.frontends import reader
from guardrail.model import Source
from guardrail.settings import Settings


def granted(line: str) -> list[tuple[str, ...]]:
    """What the line grants."""
    read = reader("shell")
    assert read is not None
    found = read(Source("up.sh", "shell", line), Settings())
    return [one.privileges for one in found if isinstance(one, PrivilegeChange)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker run --privileged acme/build", "every right of its machine"),
        ("docker container run --cap-add SYS_ADMIN acme/build", "every right of its machine"),
        ("podman run --pid=host acme/build", "the processes of its machine"),
        ("docker run -v /:/host acme/build", "the root folder of its machine"),
        ("docker run --volume=/:/host:rw acme/build", "the root folder of its machine"),
        ("docker create --mount type=bind,source=/,target=/h a", "the root folder of its machine"),
        ("kubectl create clusterrolebinding a --clusterrole=cluster-admin --user=b", "every right"),
    ],
)
def test_what_hands_a_machine_or_a_cluster_over(line: str, told: str) -> None:
    assert granted(line) == [(told,)]


@pytest.mark.parametrize(
    "line",
    [
        "docker run --cap-drop ALL --cap-add NET_BIND_SERVICE acme/build",
        "docker run --privileged=false acme/build",
        "docker run -v /:/host:ro acme/metrics",
        "docker run -v /srv:/srv acme/build",
        "docker create --mount type=bind,source=/,target=/h,readonly a",
        "docker run --rm --privileged multiarch/qemu-user-static --reset -p yes",
        "docker build --privileged .",
        "kubectl create clusterrolebinding a --clusterrole=view --user=b",
        "kubectl get clusterrolebinding a --clusterrole=cluster-admin",
        "kubectl create clusterrolebinding a --clusterrole=cluster-admin --user=b --dry-run=client",
    ],
)
def test_what_does_not(line: str) -> None:
    assert granted(line) == []
