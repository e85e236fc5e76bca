"""PyFilesystem: the whole of a file system emptied, wherever it is kept.

Source: the API reference of fs 2.4 (`FS.removetree`: of "/" all contents go, the root stays).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_FILES = "file system"
_START = 'import fs\nhome = fs.open_fs("osfs:///srv/media")\n'

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("fs.open_fs", "fs.osfs.OSFS", "fs.base.FS", "fs.ftpfs.FTPFS"),
        kind=_FILES,
        unproved="the package needs an old setuptools",
    ),
    Makes(
        names=("fs.tempfs.TempFS", "fs.memoryfs.MemoryFS"),
        kind="passing file system",
        unproved="the package needs an old setuptools",
    ),
    Gives(kind=_FILES, member="with", gives=_FILES),
    Gives(kind=_FILES, member="opendir()", gives="folder of a file system"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".removetree",),
        on=(_FILES,),
        what="file system with all that is in it",
        store="",
        target="",
        when=((Argument(0, "dir_path"), ("/", "", ".")),),
        beside=("fs",),
        unproved="the package needs an old setuptools",
        example=_START + 'home.removetree("/")',
        twin=_START + 'home.removetree("/previews")',
    ),
)
