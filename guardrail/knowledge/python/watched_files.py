"""Files in which a line gives lasting rights or stops a check, written from Python.

Source: Python library reference, built-in `open`, `pathlib.Path.open`, `write_text`, `write_bytes`;
paramiko 3 (`SFTPClient.open`, `file`);
which files they are is told in `guardrail.knowledge.watched_files`.
"""

from __future__ import annotations

from guardrail.knowledge.python.file_transfer import SFTP
from guardrail.knowledge.python.rows import Argument, Row, WritesWatchedFile
from guardrail.knowledge.watched_files import WORDS

_SELF = Argument(-1, "self")

ROWS: tuple[Row, ...] = (
    WritesWatchedFile(
        names=("builtins.open", "io.open", "aiofiles.open"),
        path=Argument(0, "file"),
        mode=Argument(1, "mode"),
        beside=WORDS,
        example=(
            'with open("/root/.ssh/authorized_keys", "a") as keys:\n    keys.write("ssh-rsa AAAA")'
        ),
    ),
    WritesWatchedFile(
        names=tuple(f"{client}.{method}" for client in SFTP for method in ("open", "file")),
        path=Argument(0, "filename"),
        mode=Argument(1, "mode"),
        beside=WORDS,
        unproved="a method makes paramiko's client; pysftp needs an old setuptools",
        example=(
            "import paramiko\nsftp = paramiko.SSHClient().open_sftp()\n"
            'with sftp.open("/etc/sudoers.d/app", "w") as rule:\n'
            '    rule.write("app ALL=(ALL) NOPASSWD: ALL\\n")'
        ),
    ),
    WritesWatchedFile(
        names=("pathlib.Path().open",),
        path=_SELF,
        mode=Argument(0, "mode"),
        beside=WORDS,
        example='Path("/etc/sudoers.d/app").open("w").write("app ALL=(ALL) NOPASSWD: ALL\\n")',
    ),
    WritesWatchedFile(
        names=("pathlib.Path().write_text", "pathlib.Path().write_bytes"),
        path=_SELF,
        text=Argument(0, "data"),
        beside=WORDS,
        example='Path("/etc/sudoers.d/app").write_text("app ALL=(ALL) NOPASSWD: ALL\\n")',
    ),
)
