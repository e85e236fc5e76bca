"""The rule `machine-handed-over`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

CONTAINERS = "containers"


class MachineHandedOver(Rule):
    """A container gets the rights of the machine it runs on: privileged, or with its root folder.

    ## Why it matters

    What runs in such a container can write the machine's own programs and keys, load modules into
    its kernel and read what every other container holds. The walls that a container is made for
    are gone, and a fault in an image that somebody else has built is a fault in the whole machine.

    ## Do this instead

    Give the one device or capability that is needed (`devices`, `cap_add`), mount the one folder,
    to be read where reading is enough, and keep the rest: `cap_drop=["ALL"]`, `read_only=True`.
    """

    name = "machine-handed-over"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        python(
            """\
            import docker

            docker.from_env().containers.run("acme/build", "make", privileged=True)
            """
        ),
        python(
            """\
            import docker

            client = docker.from_env()
            client.containers.run(
                "alpine", "sh /job.sh", volumes={"/": {"bind": "/host", "mode": "rw"}}
            )
            """
        ),
        python(
            """\
            from kubernetes import client

            context = client.V1SecurityContext(privileged=True)
            """
        ),
        shell("docker run --rm --privileged acme/build make"),
        shell("docker run -v /:/host alpine chroot /host sh"),
    )
    good = (
        python(
            """\
            import docker

            docker.from_env().containers.run("acme/build", "make", cap_drop=["ALL"])
            """
        ),
        python(
            """\
            import docker

            client = docker.from_env()
            client.containers.run(
                "alpine", "sh /job.sh", volumes={"/srv/job": {"bind": "/job", "mode": "ro"}}
            )
            """
        ),
        python(
            """\
            from kubernetes import client

            context = client.V1SecurityContext(privileged=False, run_as_non_root=True)
            """
        ),
        shell("docker run --rm acme/build make"),
        shell("docker run -v /:/host:ro acme/metrics"),
        shell("docker run --rm --privileged tonistiigi/binfmt --install all"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """What the container is given of its machine."""
        if change.dialect != CONTAINERS:
            return
        whom = ", ".join(change.whom) or "container"
        message = f"the {whom} is given {' and '.join(dict.fromkeys(change.privileges))}"
        yield from weighed(self, change, context, message)
