"""nox and pexpect: programs that a session runs, and lines that are typed into a program.

Sources: the reference of nox 2025 (`Session.run`, `run_always`, `run_install`: the arguments are
the program's own) and of pexpect 4.9 (`spawn`, `run`, `sendline`, `pxssh`). What is typed into a
program is what it reads from its standard input.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Hands, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import FIRST, Argument, Row, RunsProgram, RunsText

_NOX = "nox session"
_TYPED = "program that is typed into"
_ANYTHING = r"(?s)\s*\S"

KINDS: tuple[Kind, ...] = (
    Makes(names=("nox.Session", "nox.sessions.Session"), kind=_NOX),
    Hands(names=("nox.session",), kind=_NOX),
    Makes(
        names=("pexpect.spawn", "pexpect.spawnu", "pexpect.popen_spawn.PopenSpawn"),
        kind=_TYPED,
        named=Argument(0, "command"),
    ),
    Makes(names=("pexpect.pxssh.pxssh",), kind=_TYPED),
)

ROWS: tuple[Row, ...] = (
    RunsQuery(
        names=(".run", ".run_always", ".run_install"),
        on=(_NOX,),
        language="shell",
        text=FIRST,
        spread=True,
        like=_ANYTHING,
        store="nox",
        beside=("nox",),
        example="import nox\n@nox.session\ndef new(s):\n    s.run('dropdb', 'shop')",
        twin="import nox\n@nox.session\ndef new(s):\n    s.run('createdb', 'shop')",
    ),
    RunsQuery(
        names=(".sendline", ".send"),
        on=(_TYPED,),
        language="shell",
        text=Argument(0, "s"),
        like=_ANYTHING,
        typed_into=True,
        store="pexpect",
        beside=("pexpect",),
        example=(
            "import pexpect\nchild = pexpect.spawn('psql shop')\n"
            "child.sendline('DROP TABLE users;')"
        ),
        twin=(
            "import pexpect\nchild = pexpect.spawn('psql shop')\n"
            "child.sendline('SELECT * FROM users;')"
        ),
    ),
    RunsProgram(
        names=("pexpect.spawn", "pexpect.spawnu", "pexpect.popen_spawn.PopenSpawn"),
        arguments=Argument(0, "command"),
        apart=Argument(1, "args"),
        beside=("pexpect",),
        example='import pexpect\npexpect.spawn("rm", ["-rf", "/srv/data"])',
    ),
    RunsText(
        names=("pexpect.run", "pexpect.runu"),
        language="shell",
        text=Argument(0, "command"),
        certain=True,
        directory="cwd",
        beside=("pexpect",),
        example="import pexpect\npexpect.run(\"psql -c 'DELETE FROM users'\")",
    ),
)
