"""Prefect and Dagster: command lines that their tasks run.

Source: the documentation of prefect-shell 0.3 (`ShellOperation`, `shell_run_command`) and of
dagster-shell 0.25 (`execute_shell_command`, `create_shell_command_op`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, RunsText

ROWS: tuple[Row, ...] = (
    RunsText(
        names=("prefect_shell.shell_run_command", "prefect_shell.commands.shell_run_command"),
        language="shell",
        text=Argument(0, "command"),
        certain=True,
        directory="cwd",
        variables="env",
        beside=("prefect_shell",),
        example=(
            "from prefect_shell import shell_run_command\n"
            "shell_run_command(command=\"psql -c 'DELETE FROM users'\")"
        ),
    ),
    RunsText(
        names=("prefect_shell.ShellOperation", "prefect_shell.commands.ShellOperation"),
        language="shell",
        text=Argument(-1, "commands"),
        certain=True,
        directory="working_dir",
        variables="env",
        beside=("prefect_shell",),
        example=(
            "from prefect_shell import ShellOperation\n"
            "ShellOperation(commands=[\"psql -c 'DELETE FROM users'\"]).run()"
        ),
    ),
    RunsText(
        names=("dagster_shell.execute_shell_command", "dagster_shell.create_shell_command_op"),
        language="shell",
        text=Argument(0, "shell_command"),
        certain=True,
        directory="cwd",
        variables="env",
        beside=("dagster_shell",),
        example=(
            "from dagster_shell import execute_shell_command\n"
            "execute_shell_command(\"psql -c 'DELETE FROM users'\", output_logging='STREAM',"
            " log=log)"
        ),
    ),
)
