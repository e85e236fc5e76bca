"""Docker SDK for Python: volumes, and containers with theirs, removed.

Source: the reference of docker 7 (`DockerClient`, `volumes`, `containers`, `APIClient`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("docker", "aiodocker")
_START = "import docker\nclient = docker.from_env()\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("docker.from_env", "docker.DockerClient", "docker.client.from_env"),
        kind="docker client",
    ),
    Makes(names=("docker.APIClient",), kind="docker api"),
    Makes(names=("docker.models.volumes.Volume",), kind="docker volume"),
    Makes(names=("docker.models.volumes.VolumeCollection",), kind="docker volumes"),
    Makes(names=("docker.models.containers.Container",), kind="docker container"),
    Makes(names=("docker.models.containers.ContainerCollection",), kind="docker containers"),
    Gives(kind="docker client", member="api", gives="docker api"),
    Gives(kind="docker client", member="swarm", gives="docker swarm"),
    Gives(kind="docker client", member="volumes", gives="docker volumes"),
    Gives(kind="docker client", member="containers", gives="docker containers"),
    Gives(kind="docker volumes", member="get() create()", gives="docker volume", named=FIRST),
    Gives(kind="docker volumes", member="list()", gives="docker listed volumes"),
    Gives(kind="docker listed volumes", member="for", gives="docker volume"),
    Gives(kind="docker containers", member="get() run()", gives="docker container", named=FIRST),
    Gives(kind="docker containers", member="list()", gives="docker listed containers"),
    Gives(kind="docker listed containers", member="for", gives="docker container"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".leave",),
        on=("docker swarm",),
        what="swarm's own state",
        store="docker",
        target="",
        when=((Argument(-1, "force"), ("True",)),),
        beside=_BESIDE,
        example=_START + "client.swarm.leave(force=True)",
        twin=_START + "client.swarm.leave()",
    ),
    ChangesObject(
        names=(".remove",),
        on=("docker volume",),
        what="volume",
        store="docker",
        beside=_BESIDE,
        example=_START + 'client.volumes.get("data").remove(force=True)',
        twin=_START + 'client.volumes.get("data").reload()',
    ),
    ChangesObject(
        names=(".prune",),
        on=("docker volumes",),
        what="volumes that no container uses",
        store="docker",
        beside=_BESIDE,
        example=_START + "client.volumes.prune()",
        twin=_START + "client.volumes.list()",
    ),
    ChangesObject(
        names=(".prune_volumes",),
        on=("docker api",),
        what="volumes that no container uses",
        store="docker",
        beside=_BESIDE,
        example="import docker\ndocker.APIClient().prune_volumes()",
        twin="import docker\ndocker.APIClient().volumes()",
    ),
    ChangesObject(
        names=(".prune_containers",),
        on=("docker api",),
        what="stopped containers",
        store="docker",
        recoverable=Recoverable.BACKUP,
        beside=_BESIDE,
        example="import docker\ndocker.APIClient().prune_containers()",
        twin="import docker\ndocker.APIClient().containers()",
    ),
    ChangesObject(
        names=(".remove_volume",),
        on=("docker api",),
        what="volume",
        store="docker",
        target=Argument(0, "name"),
        beside=_BESIDE,
        example='import docker\ndocker.APIClient().remove_volume("data")',
        twin='import docker\ndocker.APIClient().inspect_volume("data")',
    ),
    ChangesObject(
        names=(".remove",),
        on=("docker container",),
        what="container with its volumes",
        store="docker",
        when=((Argument(-1, "v"), ("True",)),),
        beside=_BESIDE,
        unproved="the method takes any keywords",
        example=_START + 'client.containers.get("db").remove(v=True, force=True)',
        twin=_START + 'client.containers.get("db").remove(force=True)',
    ),
    ChangesObject(
        names=(".prune",),
        on=("docker containers",),
        what="stopped containers",
        store="docker",
        recoverable=Recoverable.BACKUP,
        beside=_BESIDE,
        example=_START + "client.containers.prune()",
        twin=_START + "client.containers.list()",
    ),
    RunsQuery(
        names=(".exec_run",),
        on=("docker container",),
        language="shell",
        text=Argument(0, "cmd"),
        like=r"(?s)\s*\S",
        store="docker",
        beside=_BESIDE,
        example=_START + 'client.containers.get("db").exec_run("dropdb shop")',
        twin=_START + 'client.containers.get("db").stats()',
    ),
)
