"""Files in which a line gives lasting rights or stops a check, written from Python.

Source: Python library reference, built-in `open`, `pathlib.Path.open`, `write_text`, `write_bytes`;
which files they are is told in `guardrail.knowledge.watched_files`.
"""

from __future__ import annotations

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
