"""Tools that are run from Python by their own functions: ansible-runner and dbt.

Source: the reference of ansible-runner 2 (`run`, `run_async`: `module` and `module_args`, or a
`playbook` as plain data) and of dbt-core 1.9, "Programmatic invocations" (`dbtRunner.invoke`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Inside, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import Argument, Row

_ANY = r"(?s)\s*\S"

_RUN = ("ansible_runner.run", "ansible_runner.run_async", "ansible_runner.interface.run")
_MODULES = tuple(
    f"{package}{module}"
    for package in ("", "ansible.builtin.")
    for module in ("shell", "command", "raw")
)
"""Modules of a play's tasks that run a command line, as a play names them."""
_PLAY = (
    "import ansible_runner\nansible_runner.run(private_data_dir='.', playbook=[{{'hosts': 'db',"
    " 'tasks': [{{'{0}': '{1}'}}]}}])"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("dbt.cli.main.dbtRunner",), kind="dbt runner", unproved="the package isn't installed"
    ),
)

ROWS: tuple[Row, ...] = (
    RunsQuery(
        names=_RUN,
        language="shell",
        text=Argument(-1, "module_args"),
        like=_ANY,
        when=(("module", ("shell", "command", "raw", "ansible.builtin.shell")),),
        store="ansible",
        beside=("ansible_runner",),
        unproved="options are taken as any keywords",
        example=(
            "import ansible_runner\nansible_runner.run(host_pattern='db', module='shell',"
            " module_args='rm -rf /var/lib/mysql')"
        ),
        twin=(
            "import ansible_runner\nansible_runner.run(host_pattern='db', module='copy',"
            " module_args='src=a dest=/var/lib/mysql')"
        ),
    ),
    RunsQuery(
        names=_RUN,
        language="shell",
        text=Inside(Argument(-1, "playbook"), "|".join(_MODULES)),
        like=_ANY,
        store="ansible",
        beside=("ansible_runner",),
        unproved="options are taken as any keywords",
        example=_PLAY.format("ansible.builtin.shell", "rm -rf /var/lib/mysql"),
        twin=_PLAY.format("ansible.builtin.debug", "rm -rf /var/lib/mysql"),
    ),
    RunsQuery(
        names=(".invoke",),
        on=("dbt runner",),
        language="shell",
        program="dbt",
        text=Argument(0, "args"),
        like=_ANY,
        store="dbt",
        beside=("dbtRunner",),
        unproved="the package isn't installed",
        example=(
            "from dbt.cli.main import dbtRunner\n"
            "dbtRunner().invoke(['run', '--full-refresh', '--select', 'orders'])"
        ),
        twin=(
            "from dbt.cli.main import dbtRunner\n"
            "runner = dbtRunner(callbacks=['run', '--full-refresh'])"
        ),
    ),
)
