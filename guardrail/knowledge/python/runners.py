"""Tools that are run from Python by their own functions: ansible-runner and dbt.

Source: the reference of ansible-runner 2 (`run`, `run_async`: `module` and `module_args`, or a
`playbook` as plain data) and of dbt-core 1.9, "Programmatic invocations" (`dbtRunner.invoke`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Inside, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import Argument, Row, RunsProgram

_HOSTS = Argument(-1, "host_pattern")
_ANY = r"(?s)\s*\S"

_RUN = ("ansible_runner.run", "ansible_runner.run_async", "ansible_runner.interface.run")
_COLLECTIONS = (
    *("", "ansible.builtin.", "ansible.posix.", "community.general.", "community.docker."),
    *("community.mysql.", "community.postgresql.", "kubernetes.core.", "amazon.aws."),
)
_SETTINGS = (
    ("file", "path=/srv/shop state=absent", "path=/srv/shop state=directory"),
    ("filesystem", "dev=/dev/sdb fstype=xfs force=yes", "dev=/dev/sdb fstype=xfs"),
    ("parted", "device=/dev/sdb number=1 state=absent", "device=/dev/sdb number=1 state=info"),
    ("lvg", "vg=data state=absent", "vg=data pvs=/dev/sdb"),
    ("lvol", "vg=data lv=shop state=absent force=yes", "vg=data lv=shop size=10g"),
    ("zfs", "name=tank/shop state=absent", "name=tank/shop state=present"),
    ("ufw", "state=disabled", "state=enabled"),
    ("iptables", "flush=yes", "chain=INPUT jump=DROP"),
    ("selinux", "state=disabled", "state=enforcing policy=targeted"),
    ("service", "name=auditd state=stopped", "name=auditd state=started"),
    ("systemd", "name=firewalld enabled=no", "name=firewalld enabled=yes"),
    ("systemd_service", "name=firewalld enabled=no", "name=firewalld enabled=yes"),
    ("reboot", "msg=kernel", ""),
    ("user", "name=ada groups=sudo append=yes", "name=ada groups=shop append=yes"),
    ("mysql_db", "name=shop state=absent", "name=shop state=present"),
    ("mysql_query", 'query="DROP TABLE orders"', 'query="SELECT 1"'),
    ("postgresql_db", "name=shop state=absent", "name=shop state=present"),
    ("postgresql_query", 'query="DROP TABLE orders"', 'query="SELECT 1"'),
    ("docker_volume", "name=shop state=absent", "name=shop state=present"),
    ("docker_prune", "volumes=yes", "images=yes"),
    ("docker_compose_v2", "state=absent remove_volumes=yes", "state=present"),
    ("k8s", "state=absent kind=Namespace name=shop", "state=present kind=Namespace name=shop"),
    ("s3_bucket", "name=shop state=absent force=yes", "name=shop state=present"),
)
"""Modules that are as good as a command line: settings that do damage, and harmless ones."""
_MODULES = tuple(
    f"{package}{module}"
    for package in ("", "ansible.builtin.")
    for module in ("shell", "command", "raw")
)
"""Modules of a play's tasks that run a command line, as a play names them."""
_MODULE = (
    "import ansible_runner\nansible_runner.run(private_data_dir='.', host_pattern='db',"
    " module='{0}', module_args='{1}')"
)
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
        hosts=_HOSTS,
        like=_ANY,
        when=(("module", _MODULES),),
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
    *(
        RunsQuery(
            names=_RUN,
            language="shell",
            text=Argument(-1, "module_args"),
            hosts=_HOSTS,
            like=_ANY,
            quoted_in=f"ansible all -m {module} -a",
            when=(("module", tuple(f"{one}{module}" for one in _COLLECTIONS)),),
            store="ansible",
            beside=("ansible_runner",),
            unproved="options are taken as any keywords",
            example=_MODULE.format(module, harmful),
            twin=_MODULE.format(module, harmless),
        )
        for module, harmful, harmless in _SETTINGS
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
    RunsProgram(
        names=("ansible_runner.run_command", "ansible_runner.run_command_async"),
        arguments=Argument(0, "executable_cmd"),
        apart=Argument(1, "cmdline_args"),
        beside=("ansible_runner",),
        example=(
            "import ansible_runner\nansible_runner.run_command(executable_cmd='ansible',"
            " cmdline_args=['all', '-m', 'shell', '-a', 'rm -rf /srv/shop'])"
        ),
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
