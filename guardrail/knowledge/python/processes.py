"""The standard library's ways to run programs.

Source: Python library reference, `subprocess`, `os` ("Process Management"), `asyncio`
("Subprocesses"), `pty`, `commands`; the documentation of anyio 4 and trio 0.30 (`run_process`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, RunsProgram, RunsText

_COMMAND = Argument(0, "args")

ROWS: tuple[Row, ...] = (
    RunsProgram(
        names=(
            "subprocess.run",
            "subprocess.call",
            "subprocess.check_call",
            "subprocess.check_output",
            "subprocess.Popen",
        ),
        arguments=_COMMAND,
        shell_if="shell",
        example='subprocess.run(["psql", "-c", "DELETE FROM users"])',
    ),
    RunsProgram(
        names=("os.execv", "os.execve", "os.execvp", "os.execvpe"),
        arguments=Argument(1, "args"),
        example='os.execvp("psql", ["psql", "-c", "DELETE FROM users"])',
    ),
    RunsProgram(
        names=("os.execl", "os.execle", "os.execlp", "os.execlpe"),
        arguments=Argument(0),
        spread=True,
        first=1,
        example='os.execlp("psql", "psql", "-c", "DELETE FROM users")',
    ),
    RunsProgram(
        names=("os.spawnv", "os.spawnve", "os.spawnvp", "os.spawnvpe"),
        arguments=Argument(2, "args"),
        example='os.spawnvp(os.P_WAIT, "psql", ["psql", "-c", "DELETE FROM users"])',
    ),
    RunsProgram(
        names=("os.spawnl", "os.spawnlp"),
        arguments=Argument(1),
        spread=True,
        first=1,
        example='os.spawnlp(os.P_WAIT, "psql", "psql", "-c", "DELETE FROM users")',
    ),
    RunsProgram(
        names=("os.posix_spawn", "os.posix_spawnp"),
        arguments=Argument(1, "argv"),
        example='os.posix_spawnp("psql", ["psql", "-c", "DELETE FROM users"], os.environ)',
    ),
    RunsProgram(
        names=("asyncio.create_subprocess_exec", "asyncio.subprocess.create_subprocess_exec"),
        arguments=Argument(0, "program"),
        spread=True,
        example='await asyncio.create_subprocess_exec("psql", "-c", "DELETE FROM users")',
    ),
    RunsProgram(
        names=(
            *("anyio.run_process", "anyio.open_process", "trio.run_process"),
            "trio.lowlevel.open_process",
        ),
        arguments=Argument(0, "command"),
        shell_if="shell",
        example='import anyio\nawait anyio.run_process(["psql", "-c", "DELETE FROM users"])',
    ),
    RunsProgram(
        names=("pty.spawn",),
        arguments=Argument(0, "argv"),
        example='pty.spawn(["psql", "-c", "DELETE FROM users"])',
    ),
    RunsText(
        names=("os.system",),
        language="shell",
        text=Argument(0, "command"),
        certain=True,
        example="os.system(\"psql -c 'DELETE FROM users'\")",
    ),
    RunsText(
        names=(
            *("os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"),
            *("commands.getoutput", "commands.getstatusoutput"),
        ),
        language="shell",
        text=Argument(0, "cmd"),
        certain=True,
        example="subprocess.getoutput(\"psql -c 'DELETE FROM users'\")",
    ),
    RunsText(
        names=(
            "asyncio.create_subprocess_shell",
            "asyncio.subprocess.create_subprocess_shell",
        ),
        language="shell",
        text=Argument(0, "cmd"),
        certain=True,
        directory="cwd",
        variables="env",
        example="await asyncio.create_subprocess_shell(\"psql -c 'DELETE FROM users'\")",
    ),
)
