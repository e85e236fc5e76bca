"""Containers and pods that are given the rights of the machine they run on, or stand open.

Sources: the references of docker 7 (`containers.run`, `APIClient.create_host_config`), of podman-py
5.8, of Kubernetes' client 32 (`V1SecurityContext`, `V1HostPathVolumeSource`, `V1PodSpec`), and of
Airflow's Docker provider 4 (`DockerOperator`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

STORE = "containers"
EVERY_RIGHT = "every right of its machine"
_PROCESSES = "the processes of its machine"
_FOLDER = "the root folder of its machine"
_ROOT = "/:*[!o]|/:*[!r]o"
"""The root folder of the machine, mounted otherwise than to be read."""

_GIVEN: tuple[tuple[str, str, str], ...] = (
    ("privileged.", "True", EVERY_RIGHT),
    ("cap_add.", "ALL|SYS_ADMIN|CAP_SYS_ADMIN", EVERY_RIGHT),
    ("pid_mode.", "host", _PROCESSES),
    ("volumes.", _ROOT, _FOLDER),
    ("binds.", _ROOT, _FOLDER),
    ("volumes./.mode", "rw", _FOLDER),
    ("volumes./.mode", "z", _FOLDER),
)
_SOCKET = "/run/docker.sock"
_BY_PATTERN: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "volumes",
        r"~~/run/docker\.sock\b",
        "the socket of its machine's Docker",
        f"{{'/var{_SOCKET}': {{'bind': '/var{_SOCKET}'}}}}",
        "{'/srv/shop': {'bind': '/srv'}}",
    ),
    (
        "security_opt",
        r"~~(?:seccomp|apparmor)[=:]unconfined",
        "every call of its machine's kernel",
        "['seccomp=unconfined']",
        "['no-new-privileges']",
    ),
)
"""An argument, what its code holds, what that gives, how it is written and how it is not."""

_OPEN_PORT = r"~~[\"'](?:0\.0\.0\.0|::)[\"']"
_NO_PASSWORD = (
    r"~~POSTGRES_HOST_AUTH_METHOD\W{1,9}trust\b|ALLOW_EMPTY_(?:ROOT_)?PASSWORD\W{1,9}(?:yes|true|1)\b"
    r"|(?i:xpack\.security\.enabled\W{1,9}false|DISABLE_SECURITY_PLUGIN\W{1,9}true)\b"
    r"|NEO4J_AUTH\W{1,9}none\b"
)
"""How the images of databases are told to let everybody in."""

_UNPROVED = "the method takes any keywords"
_DOCKER = "import docker\nclient = docker.from_env()\n"
_KUBERNETES = "from kubernetes import client\n"


def _row(
    names: tuple[str, ...],
    example: str,
    twin: str,
    given: tuple[tuple[str, str, str], ...] = _GIVEN,
    *,
    on: tuple[str, ...] = (),
    what: str = "container",
    when: tuple[Condition, ...] = (),
    spared: tuple[Condition, ...] = (),
    beside: tuple[str, ...],
    unproved: str = "",
) -> ChangesObject:
    return ChangesObject(
        names=names,
        on=on,
        what=what,
        verb=Verb.ESCALATE,
        store=STORE,
        target=NOWHERE,
        protections=given,
        when=when,
        spared=spared,
        beside=beside,
        unproved=unproved,
        example=example,
        twin=twin,
    )


_FROM_DATA = (
    "from kubernetes import client, utils\nutils.create_from_dict(client.ApiClient(), {{'kind':"
    " 'Pod', 'spec': {{'containers': [{{'name': 'a', 'securityContext':"
    " {{'privileged': {0}}}}}]}}}})"
)

ROWS: tuple[Row, ...] = (
    _row(
        (".run", ".create"),
        _DOCKER + "client.containers.run('alpine', 'id', privileged=True)",
        _DOCKER + "client.containers.run('alpine', 'id', privileged=False)",
        on=("docker containers", "podman containers"),
        beside=("docker", "podman"),
        unproved=_UNPROVED,
    ),
    *(
        _row(
            (".run", ".create"),
            f"{_DOCKER}client.containers.run('alpine', {argument}={given})",
            f"{_DOCKER}client.containers.run('alpine', {argument}={kept})",
            (("-", "-", right),),
            when=((argument, (pattern,)),),
            on=("docker containers", "podman containers"),
            beside=("docker", "podman"),
            unproved=_UNPROVED,
        )
        for argument, pattern, right, given, kept in _BY_PATTERN
    ),
    ChangesObject(
        names=(".run", ".create"),
        on=("docker containers", "podman containers"),
        what="database in the container",
        verb=Verb.GRANT,
        store="docker",
        target=NOWHERE,
        protections=(("-", "-", "its port, without a password"),),
        when=(("ports", (_OPEN_PORT,)), ("environment", (_NO_PASSWORD,))),
        beside=("docker", "podman"),
        unproved=_UNPROVED,
        example=(
            f"{_DOCKER}client.containers.run('postgres:16',"
            " ports={'5432/tcp': ('0.0.0.0', 5432)},"
            " environment={'POSTGRES_HOST_AUTH_METHOD': 'trust'})"
        ),
        twin=(
            f"{_DOCKER}client.containers.run('postgres:16',"
            " ports={'5432/tcp': ('127.0.0.1', 5432)},"
            " environment={'POSTGRES_HOST_AUTH_METHOD': 'trust'})"
        ),
    ),
    _row(
        (".create_host_config",),
        "import docker\ndocker.APIClient().create_host_config(binds=['/:/host'])",
        "import docker\ndocker.APIClient().create_host_config(binds=['/:/host:ro'])",
        on=("docker api",),
        beside=("docker",),
        unproved=_UNPROVED,
    ),
    _row(
        ("docker.types.Mount",),
        "import docker\ndocker.types.Mount('/host', source='/', type='bind')",
        "import docker\ndocker.types.Mount('/host', source='/', type='bind', read_only=True)",
        (("source.", "/", _FOLDER),),
        spared=((Argument(-1, "read_only"), ("True",)),),
        beside=("docker",),
        unproved=_UNPROVED,
    ),
    _row(
        ("airflow.providers.docker.operators.docker.DockerOperator",),
        (
            "from airflow.providers.docker.operators.docker import DockerOperator\n"
            "DockerOperator(task_id='a', image='alpine', privileged=True)"
        ),
        (
            "from airflow.providers.docker.operators.docker import DockerOperator\n"
            "DockerOperator(task_id='a', image='alpine', privileged=False)"
        ),
        (("privileged.", "True", EVERY_RIGHT),),
        beside=("airflow",),
    ),
    _row(
        (
            "airflow.providers.cncf.kubernetes.operators.pod.KubernetesPodOperator",
            "airflow.providers.cncf.kubernetes.operators.kubernetes_pod.KubernetesPodOperator",
        ),
        (
            "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator\n"
            "KubernetesPodOperator(task_id='a', image='b', security_context={'privileged': True})"
        ),
        (
            "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator\n"
            "KubernetesPodOperator(task_id='a', image='b', security_context={'privileged': False})"
        ),
        (("security_context.privileged", "True", EVERY_RIGHT),),
        what="pod",
        beside=("airflow",),
        unproved="one of the modules is of the provider's older releases",
    ),
    _row(
        ("kubernetes.client.V1PodSpec", "kubernetes_asyncio.client.V1PodSpec"),
        _KUBERNETES + "client.V1PodSpec(containers=[], host_pid=True)",
        _KUBERNETES + "client.V1PodSpec(containers=[], host_pid=False)",
        (("host_pid.", "True", _PROCESSES),),
        what="pod",
        beside=("kubernetes", "kubernetes_asyncio"),
    ),
    _row(
        ("kubernetes.client.V1SecurityContext", "kubernetes_asyncio.client.V1SecurityContext"),
        _KUBERNETES + "client.V1SecurityContext(privileged=True)",
        _KUBERNETES + "client.V1SecurityContext(privileged=False)",
        (("privileged.", "True", EVERY_RIGHT),),
        beside=("kubernetes", "kubernetes_asyncio"),
    ),
    _row(
        (
            "kubernetes.client.V1HostPathVolumeSource",
            "kubernetes_asyncio.client.V1HostPathVolumeSource",
        ),
        _KUBERNETES + "client.V1HostPathVolumeSource(path='/')",
        _KUBERNETES + "client.V1HostPathVolumeSource(path='/var/log/shop')",
        (
            ("path.", "/|/etc|/root", _FOLDER),
            ("path.", "*/run/docker.sock|*/containerd.sock", "the socket of its machine's Docker"),
        ),
        beside=("kubernetes", "kubernetes_asyncio"),
    ),
    _row(
        (
            ".create_namespaced_pod",
            ".create_namespaced_deployment",
            ".create_namespaced_daemon_set",
            ".create_namespaced_job",
            ".create_namespaced_cron_job",
        ),
        _KUBERNETES
        + "client.CoreV1Api().create_namespaced_pod('shop', body={'spec': {'containers': ["
        "{'name': 'a', 'securityContext': {'privileged': True}}]}})",
        _KUBERNETES
        + "client.CoreV1Api().create_namespaced_pod('shop', body={'spec': {'containers': ["
        "{'name': 'a', 'securityContext': {'privileged': False}}]}})",
        (
            ("body.securityContext.privileged", "True", EVERY_RIGHT),
            ("1.securityContext.privileged", "True", EVERY_RIGHT),
            ("body.hostPath.path", "/|/etc|/root", _FOLDER),
            ("1.hostPath.path", "/|/etc|/root", _FOLDER),
            ("body.hostPID", "True", _PROCESSES),
            ("1.hostPID", "True", _PROCESSES),
        ),
        what="pod",
        on=("kubernetes CoreV1Api", "kubernetes AppsV1Api", "kubernetes BatchV1Api"),
        beside=("kubernetes", "kubernetes_asyncio"),
        unproved="each method is of one of several classes",
    ),
    _row(
        (
            "kubernetes.utils.create_from_dict",
            "kubernetes.utils.create_from_yaml",
            "kubernetes_asyncio.utils.create_from_dict",
        ),
        _FROM_DATA.format(True),
        _FROM_DATA.format(False),
        tuple(
            (f"{place}.{key}", value, what)
            for place in ("1", "data", "yaml_objects")
            for key, value, what in (
                ("securityContext.privileged", "True", EVERY_RIGHT),
                ("hostPath.path", "/|/etc|/root", _FOLDER),
                ("hostPID", "True", _PROCESSES),
            )
        ),
        what="pod",
        beside=("kubernetes", "kubernetes_asyncio"),
        unproved="what they make is data",
    ),
)
