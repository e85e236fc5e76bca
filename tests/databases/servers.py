"""Throw-away servers in a temporary folder, run by a user without rights, on a socket alone."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pg8000.dbapi
import pg8000.exceptions
import pymysql
import pymysql.cursors
from releases import Unavailable, unpacked

_PATIENCE = 60.0
_POSTGRES = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "20",
    "shared_buffers": "16MB",
    "autovacuum": "off",
    "timezone": "Europe/Berlin",
}
_INITDB = ("-U", "guardrail", "-A", "trust", "-E", "UTF8", "--locale=C")
_INSTALL_DB = ("--skip-test-db", "--auth-root-authentication-method=normal")
_MARIADB = (
    "--no-defaults",
    "--skip-networking",
    "--innodb-buffer-pool-size=32M",
    "--innodb-flush-log-at-trx-commit=0",
    "--skip-log-bin",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
)


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL server."""

    major: int
    socket: Path
    tablespace: Path
    """An empty folder that the server may use for a tablespace."""

    def connect(self, database: str = "postgres") -> pg8000.dbapi.Connection:
        """A new session, in which each statement commits by itself until `autocommit` is off."""
        connection = pg8000.dbapi.connect(
            "guardrail", database=database, unix_sock=str(self.socket), timeout=60
        )
        connection.autocommit = True
        return connection


@dataclass(frozen=True)
class MariaDB:
    """A running MariaDB server; `version` is major and minor ("10.11")."""

    version: tuple[int, int]
    socket: Path

    def connect(self, database: str | None = None) -> pymysql.connections.Connection[Any]:
        """A new session, in which each statement commits by itself."""
        return pymysql.connect(
            unix_socket=str(self.socket), user="root", database=database, autocommit=True
        )


@contextlib.contextmanager
def postgres(major: int) -> Iterator[Postgres]:
    """A PostgreSQL server of a major version, stopped and removed at the end."""
    with _folder() as folder:
        programs = unpacked(major, folder / "programs") / "bin"
        data, spare = _owned(folder / "data"), _owned(folder / "spare")
        run(
            [str(programs / "initdb"), "-D", str(data), *_INITDB],
            folder,
        )
        parallel = {"max_parallel_maintenance_workers": "0"} if major >= 11 else {}
        settings = [f"{name}={value}" for name, value in (_POSTGRES | parallel).items()]
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(data)]
        command += [word for setting in settings for word in ("-c", setting)]
        server = Postgres(major, data / ".s.PGSQL.5432", spare)
        with _running(command, folder, signal.SIGINT, server):
            yield server


@contextlib.contextmanager
def mariadb() -> Iterator[MariaDB]:
    """The MariaDB server of this machine, on data of its own.

    Raises `Unavailable` where the machine has none.
    """
    paths = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    program = shutil.which("mariadbd", path=paths)
    install = shutil.which("mariadb-install-db", path=paths)
    if program is None or install is None:
        raise Unavailable("MariaDB isn't on this machine (Debian: apt-get install mariadb-server)")
    with _folder() as folder:
        data = _owned(folder / "data")
        where = [f"--datadir={data}", f"--socket={data / 'sock'}", f"--pid-file={data / 'pid'}"]
        run(
            [install, "--no-defaults", f"--datadir={data}", *_INSTALL_DB],
            folder,
        )
        version = _version(run([program, "--version"], folder))
        server = MariaDB(version, data / "sock")
        command = [program, *_MARIADB, *where, f"--tmpdir={_owned(folder / 'tmp')}"]
        with _running(command, folder, signal.SIGTERM, server):
            yield server


def _version(told: str) -> tuple[int, int]:
    """Major and minor of `mariadbd  Ver 10.11.19-MariaDB …`."""
    words = told.split()
    major, minor = words[words.index("Ver") + 1].split(".")[:2]
    return int(major), int(minor)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder that a user without rights may enter; short, since sockets are named."""
    with tempfile.TemporaryDirectory(prefix="grdb-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _user() -> dict[str, Any]:
    """As whom servers run: nobody where this is root, who may not start them, otherwise oneself."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _owned(folder: Path) -> Path:
    """A new folder of the user who runs the server."""
    folder.mkdir(mode=0o700)
    who = _user()
    if who:
        os.chown(folder, who["user"], who["group"])
    return folder


def _environment(folder: Path) -> Mapping[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(folder), "TZ": "UTC"}


def run(command: Sequence[str], folder: Path) -> str:
    """What a program prints that is run as the server's user; raises `Unavailable` if it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        **_user(),
    )
    if done.returncode != 0:
        raise Unavailable(f"{command[0]}: {(done.stderr or done.stdout).strip()[-1000:]}")
    return done.stdout


@contextlib.contextmanager
def _running(
    command: Sequence[str], folder: Path, stop: signal.Signals, server: Postgres | MariaDB
) -> Iterator[None]:
    """A server process, from its first answer until it is told to `stop`."""
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(folder), stdout=out, stderr=out, **_user()
        )
    try:
        _wait(process, server, log)
        yield
    finally:
        process.send_signal(stop)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], server: Postgres | MariaDB, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            if not server.socket.exists():
                raise FileNotFoundError(server.socket)
            server.connect().close()
            return
        except (OSError, pg8000.exceptions.Error, pymysql.Error) as error:
            if process.poll() is not None or time.monotonic() > end:
                told = log.read_text(errors="replace")[-2000:]
                raise Unavailable(f"the server doesn't start: {error}; {told}") from error
            time.sleep(0.05)
