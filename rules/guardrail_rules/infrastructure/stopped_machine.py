"""The rule `stopped-machine`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Recoverable, ResourceChange
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

MACHINE = "machine"
"""What stands for the machine itself where a resource has its provider."""
EVERY = "every process"


class StoppedMachine(Rule):
    """Every process of a user or a machine is ended, or the machine is switched off.

    ## Why it matters

    Databases and editors lose what they haven't written yet, other people's work ends with one's
    own, and a machine that is off answers nobody who could switch it on again. The number -1 that
    a look-up gives for "not found" means everybody to `kill`.

    ## Do this instead

    End the processes that were started, by the numbers kept of them, or pick them by their name
    and their owner. Let the service manager stop services one by one.
    """

    name = "stopped-machine"
    category = Category.INFRASTRUCTURE
    level = Level.WARNING
    judges = (ResourceChange,)

    bad = (
        python("import os, signal\n\nos.kill(-1, signal.SIGKILL)"),
        python(
            """\
            import psutil

            for process in psutil.process_iter(["name"]):
                process.kill()
            """
        ),
        python(
            """\
            import psutil

            for process in psutil.process_iter(["name"]):
                if "python" in process.info["name"]:
                    process.kill()
            """
        ),
        shell("kill -9 -1"),
        shell("killall -9 python3"),
        shell("shutdown -h now"),
    )
    good = (
        python("import os, signal\n\nos.kill(child, signal.SIGKILL)"),
        python(
            """\
            import psutil

            for process in psutil.process_iter(["name"]):
                if process.info["name"] == "celery":
                    process.kill()
            """
        ),
        shell("kill -9 $PID"),
        shell("pkill -f reports.worker"),
        shell("shutdown -c"),
    )

    def judge(self, change: ResourceChange, context: Context) -> Iterator[Finding]:
        """The machine's own processes, or the machine."""
        if change.provider != MACHINE:
            return
        again = change.recoverable is Recoverable.YES
        if change.kind == "process":
            those = "that the user may end" if change.id == EVERY else "on the machine"
            message = f"{change.id} {those} is ended"
        else:
            message = f"the machine is {change.id}"
        level = Level.INFO if again else Level.WARNING
        yield from weighed(self, change, context, message, level=level)
