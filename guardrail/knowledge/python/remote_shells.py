"""Paramiko, Fabric, Invoke, AsyncSSH and the like: command lines run on another machine.

Source: the API references of paramiko 3 to 5 (`SSHClient.exec_command`, `invoke_shell`), fabric 3
(`Connection.run`, `sudo`, `local`), invoke 2 (`Context.run`) and asyncssh 2
(`SSHClientConnection.run`); of Fabric 1 the functions of `fabric.api`.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Gives, Hands, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_BESIDE = ("fabric", "invoke", "asyncssh", "paramiko")
_SHELL = "remote shell"
_ANYTHING = r"(?s)\s*\S"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("fabric.Connection", "fabric.connection.Connection"),
        kind=_SHELL,
        host=Argument(0, "host"),
    ),
    Makes(
        names=(
            "invoke.Context",
            "invoke.context.Context",
            "fabric.SerialGroup",
            "fabric.ThreadingGroup",
        ),
        kind=_SHELL,
    ),
    Makes(
        names=("asyncssh.connect", "asyncssh.SSHClientConnection"),
        kind=_SHELL,
        host=Argument(0, "host"),
        unproved="the package isn't installed",
    ),
    Gives(kind=_SHELL, member="with for", gives=_SHELL),
    Gives(kind="ssh client", member="with", gives="ssh client"),
    Gives(kind="ssh client", member="invoke_shell()", gives="ssh channel"),
    Hands(names=("fabric.task", "invoke.task", "invoke.tasks.task"), kind=_SHELL),
)

ROWS: tuple[Row, ...] = (
    RunsText(
        names=(".exec_command",),
        language="shell",
        text=Argument(0, "command"),
        certain=True,
        beside=("paramiko", "ssh", "SSHClient", "sshtunnel"),
        example=(
            "import paramiko\nclient = paramiko.SSHClient()\nclient.connect('db-1')\n"
            "client.exec_command(\"psql -c 'DELETE FROM users'\")"
        ),
    ),
    RunsQuery(
        names=(".send", ".sendall"),
        on=("ssh channel",),
        language="shell",
        text=Argument(0, "s"),
        like=_ANYTHING,
        store="ssh",
        beside=("paramiko",),
        example=(
            "import paramiko\nclient = paramiko.SSHClient()\nclient.connect('db-1')\n"
            "channel = client.invoke_shell()\nchannel.send('dropdb shop\\n')"
        ),
        twin=(
            "import paramiko\nclient = paramiko.SSHClient()\nclient.connect('db-1')\n"
            "channel = client.invoke_shell()\nchannel.recv(1024)"
        ),
    ),
    RunsQuery(
        names=(".run", ".sudo", ".local"),
        on=(_SHELL,),
        language="shell",
        text=Argument(0, "command"),
        like=_ANYTHING,
        store="ssh",
        beside=_BESIDE,
        example=(
            "from fabric import Connection\nConnection('db-1').run(\"psql -c 'DELETE FROM users'\")"
        ),
        twin="from fabric import Connection\nConnection('db-1').put('a.txt')",
    ),
    RunsText(
        names=(
            "invoke.run",
            "invoke.sudo",
            "fabric.api.run",
            "fabric.api.sudo",
            "fabric.api.local",
            "fabric.operations.run",
        ),
        language="shell",
        text=Argument(0, "command"),
        certain=True,
        beside=_BESIDE,
        example="import invoke\ninvoke.run(\"psql -c 'DELETE FROM users'\")",
    ),
)
