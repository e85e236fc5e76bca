"""podman-py and python-on-whales: volumes removed, stacks taken down with theirs.

Source: the references of podman 5.8 (`PodmanClient.volumes`) and of python-on-whales 0.81
(`docker.compose.down`, `docker.volume`, `docker.system.prune`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Is, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_PODMAN, _VOLUME, _WHALES = "podman", "podman volume", "whales"
_START = "from podman import PodmanClient\nclient = PodmanClient()\n"
_DOCKER = "from python_on_whales import docker\n"
_PARTS = "its parts are attributes of the client"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("podman.PodmanClient", "podman.client.PodmanClient", "podman.from_env"),
        kind=_PODMAN,
        proxy=_PARTS,
    ),
    Gives(kind=_PODMAN, member="volumes", gives="podman volumes"),
    Gives(kind=_PODMAN, member="containers", gives="podman containers"),
    Gives(kind="podman volumes", member="get() create()", gives=_VOLUME, named=FIRST),
    Gives(kind="podman volumes", member="list()", gives="podman listed", filters=("filters",)),
    Gives(kind="podman listed", member="for []", gives=_VOLUME),
    Is(names=("python_on_whales.docker",), kind=_WHALES),
    Makes(names=("python_on_whales.DockerClient",), kind=_WHALES, proxy=_PARTS),
    Gives(kind=_WHALES, member="compose", gives="whales compose"),
    Gives(kind=_WHALES, member="volume", gives="whales volumes"),
    Gives(kind=_WHALES, member="system", gives="whales system"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".prune",),
        on=("podman volumes",),
        what="volumes that no container uses",
        store="podman",
        beside=("podman",),
        example=_START + "client.volumes.prune()",
        twin=_START + "client.volumes.list()",
    ),
    ChangesObject(
        names=(".remove",),
        on=("podman volumes",),
        what="volume",
        store="podman",
        target=Argument(0, "name"),
        beside=("podman",),
        example=_START + "client.volumes.remove('data', force=True)",
        twin=_START + "client.volumes.get('data')",
    ),
    ChangesObject(
        names=(".remove",),
        on=(_VOLUME,),
        what="volume",
        store="podman",
        beside=("podman",),
        example=_START + "client.volumes.get('data').remove(force=True)",
        twin=_START + "client.volumes.get('data').reload()",
    ),
    ChangesObject(
        names=(".down", ".rm"),
        on=("whales compose",),
        what="stack with its volumes",
        store="docker",
        target="",
        when=(("volumes", ("True",)),),
        beside=("python_on_whales",),
        example=_DOCKER + "docker.compose.down(volumes=True)",
        twin=_DOCKER + "docker.compose.down()",
    ),
    ChangesObject(
        names=(".prune",),
        on=("whales volumes",),
        what="volumes that no container uses",
        store="docker",
        beside=("python_on_whales",),
        example=_DOCKER + "docker.volume.prune(all=True)",
        twin=_DOCKER + "docker.volume.list()",
    ),
    ChangesObject(
        names=(".remove",),
        on=("whales volumes",),
        what="volume",
        store="docker",
        target=Argument(0, "x"),
        beside=("python_on_whales",),
        example=_DOCKER + "docker.volume.remove('data')",
        twin=_DOCKER + "docker.volume.inspect('data')",
    ),
    ChangesObject(
        names=(".prune",),
        on=("whales system",),
        what="volumes that no container uses",
        store="docker",
        target="",
        when=(("volumes", ("True",)),),
        beside=("python_on_whales",),
        example=_DOCKER + "docker.system.prune(all=True, volumes=True)",
        twin=_DOCKER + "docker.system.prune(all=True)",
    ),
)
