"""The standard library's ways to delete, overwrite and move files.

Source: Python library reference, `os`, `shutil`, `pathlib`, built-in `open`.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.rows import Argument, ChangesFile, Row

SELF = Argument(-1, "self")
_PATH = Argument(0, "path")
WRITING = tuple(f"{quote}w{more}" for quote in "\"'" for more in (quote, "b", "t", "+"))

ROWS: tuple[Row, ...] = (
    ChangesFile(
        names=("shutil.rmtree",),
        verb=Verb.DELETE,
        path=_PATH,
        recursive=True,
        example='shutil.rmtree("/srv/data")',
    ),
    ChangesFile(
        names=("os.remove", "os.unlink", "os.rmdir"),
        verb=Verb.DELETE,
        path=_PATH,
        example='os.remove("/srv/data/users.db")',
    ),
    ChangesFile(
        names=("os.removedirs",),
        verb=Verb.DELETE,
        path=Argument(0, "name"),
        example='os.removedirs("/srv/data/old")',
    ),
    ChangesFile(
        names=("pathlib.Path().unlink", "pathlib.Path().rmdir"),
        verb=Verb.DELETE,
        path=SELF,
        example='Path("/srv/data/users.db").unlink()',
    ),
    ChangesFile(
        names=("os.rename", "os.replace", "os.renames", "shutil.move"),
        verb=Verb.MOVE,
        path=Argument(0, "src"),
        example='shutil.move("/srv/data", "/tmp/data")',
    ),
    ChangesFile(
        names=("pathlib.Path().rename", "pathlib.Path().replace"),
        verb=Verb.MOVE,
        path=SELF,
        example='Path("/srv/data").rename("/tmp/data")',
    ),
    ChangesFile(
        names=("pathlib.Path().write_text", "pathlib.Path().write_bytes"),
        verb=Verb.OVERWRITE,
        path=SELF,
        example='Path("/etc/hosts").write_text("")',
    ),
    ChangesFile(
        names=("builtins.open", "io.open", "codecs.open"),
        beside=WRITING,
        verb=Verb.OVERWRITE,
        path=Argument(0, "file"),
        mode=Argument(1, "mode"),
        example='open("/etc/hosts", "w").write("")',
    ),
    ChangesFile(
        names=("pathlib.Path().open",),
        beside=WRITING,
        verb=Verb.OVERWRITE,
        path=SELF,
        mode=Argument(0, "mode"),
        example='Path("/etc/hosts").open("w")',
    ),
    ChangesFile(
        names=("os.truncate",),
        verb=Verb.OVERWRITE,
        path=_PATH,
        example='os.truncate("/srv/data/users.db", 0)',
    ),
    ChangesFile(
        names=("os.chmod", "os.lchmod"),
        verb=Verb.CHMOD,
        path=_PATH,
        example='os.chmod("/etc/shadow", 0o777)',
    ),
    ChangesFile(
        names=("pathlib.Path().chmod",),
        verb=Verb.CHMOD,
        path=SELF,
        example='Path("/etc/shadow").chmod(0o777)',
    ),
)
