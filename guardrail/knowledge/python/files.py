"""The standard library's ways to delete, overwrite and move files, and the same when awaited.

Source: Python library reference, `os`, `shutil`, `pathlib`, `tempfile`, `tarfile`, `zipfile`,
built-in `open`; of
Python 3.11 `distutils.dir_util`; the documentation of aiofiles 25.1, anyio 4 and trio 0.30
(`open_file`), aiofile 3 (`async_open`), aioshutil 1.6 and send2trash 2.2; python-telegram-bot 22
(`File.download_to_drive`), discord.py 2 (`Attachment.save`); of plumbum 2.0 (`LocalPath.delete`)
and path 17 (`Path.rmtree`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.rows import Argument, ChangesFile, Row, words

SELF = Argument(-1, "self")
_PATH = Argument(0, "path")
_TARS = ("open", "TarFile", "TarFile.open", "TarFile.gzopen", "TarFile.xzopen")
WRITING = tuple(f"{quote}w{more}" for quote in "\"'" for more in (quote, "b", "t", "+"))

PATH_CLASSES: frozenset[str] = words(
    "pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath pathlib.WindowsPath"
    " pathlib.PureWindowsPath anyio.Path trio.Path aiopath.AsyncPath upath.UPath path.Path"
    " plumbum.local.path"
)
"""Classes whose objects are paths that are put together and used as those of `pathlib`."""

MADE_WITH_MODE = "os.open"
"""What makes a file with a mode, of which the umask takes the right to write away (open(2))."""
TEMPORARY: dict[str, str] = {
    "tempfile.mkdtemp": "/tmp/mkdtemp",
    "tempfile.mktemp": "/tmp/mktemp",
    "tempfile.gettempdir": "/tmp",
    "tempfile.TemporaryDirectory": "/tmp/TemporaryDirectory",
}
"""Functions that give a folder for what is thrown away, and what stands for it."""

ROWS: tuple[Row, ...] = (
    ChangesFile(
        names=("shutil.rmtree", "aioshutil.rmtree"),
        verb=Verb.DELETE,
        path=_PATH,
        recursive=True,
        example='shutil.rmtree("/srv/data")',
    ),
    ChangesFile(
        names=("distutils.dir_util.remove_tree", "setuptools._distutils.dir_util.remove_tree"),
        verb=Verb.DELETE,
        path=Argument(0, "directory"),
        recursive=True,
        example=('from distutils.dir_util import remove_tree\nremove_tree("/srv/data")'),
    ),
    ChangesFile(
        names=("aiofiles.os.remove", "aiofiles.os.unlink", "aiofiles.os.rmdir"),
        verb=Verb.DELETE,
        path=_PATH,
        beside=("aiofiles",),
        example='import aiofiles.os\nawait aiofiles.os.remove("/srv/data/users.db")',
    ),
    ChangesFile(
        names=("os.remove", "os.unlink", "os.rmdir"),
        verb=Verb.DELETE,
        path=_PATH,
        example='os.remove("/srv/data/users.db")',
    ),
    ChangesFile(
        names=("send2trash.send2trash",),
        verb=Verb.DELETE,
        path=Argument(0, "paths"),
        recursive=True,
        restorable=True,
        beside=("send2trash",),
        example='from send2trash import send2trash\nsend2trash("/srv/data")',
    ),
    ChangesFile(
        names=("os.removedirs",),
        verb=Verb.DELETE,
        path=Argument(0, "name"),
        example='os.removedirs("/srv/data/old")',
    ),
    ChangesFile(
        names=("pathlib.Path().unlink", "pathlib.Path().rmdir", ".unlink"),
        verb=Verb.DELETE,
        path=SELF,
        example='Path("/srv/data/users.db").unlink()',
    ),
    ChangesFile(
        names=("pathlib.Path().delete", "pathlib.Path().rmtree", "pathlib.Path().rmtree_p"),
        beside=("plumbum", "from path import", "import path"),
        verb=Verb.DELETE,
        path=SELF,
        recursive=True,
        unproved="paths of plumbum and of path, which have what those of pathlib don't",
        example='from path import Path\nPath("/srv/data").rmtree()',
    ),
    ChangesFile(
        names=("os.rename", "os.replace", "os.renames", "shutil.move"),
        verb=Verb.MOVE,
        path=Argument(0, "src"),
        onto=Argument(1, "dst"),
        example='shutil.move("/srv/data", "/tmp/data")',
    ),
    ChangesFile(
        names=("shutil.copy", "shutil.copy2", "shutil.copyfile"),
        beside=("shutil",),
        verb=Verb.OVERWRITE,
        path=Argument(1, "dst"),
        example='import shutil\nshutil.copyfile("disk.img", "/dev/sda")',
    ),
    ChangesFile(
        names=("pathlib.Path().rename", "pathlib.Path().replace"),
        verb=Verb.MOVE,
        path=SELF,
        onto=Argument(0, "target"),
        example='Path("/srv/data").rename("/tmp/data")',
    ),
    ChangesFile(
        names=("pathlib.Path().write_text", "pathlib.Path().write_bytes"),
        verb=Verb.OVERWRITE,
        path=SELF,
        example='Path("/etc/hosts").write_text("")',
    ),
    ChangesFile(
        names=(".write_text", ".write_bytes"),
        beside=("Path",),
        verb=Verb.OVERWRITE,
        path=SELF,
        unproved="what a loop takes from a folder is a path",
        example='for path in Path("/srv/raw").glob("*.csv"):\n    path.write_text("")',
    ),
    ChangesFile(
        names=("builtins.open", "io.open", "codecs.open", "aiofiles.open"),
        beside=WRITING,
        verb=Verb.OVERWRITE,
        path=Argument(0, "file"),
        mode=Argument(1, "mode"),
        example='open("/etc/hosts", "w").write("")',
    ),
    ChangesFile(
        names=("anyio.open_file", "trio.open_file", "aiofile.async_open"),
        beside=WRITING,
        verb=Verb.OVERWRITE,
        path=Argument(0, "file"),
        mode=Argument(1, "mode"),
        unproved="aiofile calls the argument otherwise",
        example='import anyio\nawait anyio.open_file("/etc/hosts", "w")',
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
        names=tuple(f"tarfile.{made}().extractall" for made in _TARS),
        beside=("tarfile",),
        unproved="what a class's own method makes isn't asked",
        verb=Verb.OVERWRITE,
        path=_PATH,
        recursive=True,
        filters=("filter", "members"),
        example='import tarfile\ntarfile.open("shop.tar").extractall("/")',
    ),
    ChangesFile(
        names=tuple(f"tarfile.{made}().extract" for made in _TARS),
        beside=("tarfile",),
        unproved="what a class's own method makes isn't asked",
        verb=Verb.OVERWRITE,
        path=Argument(1, "path"),
        filters=("filter",),
        example='import tarfile\ntarfile.open("shop.tar").extract("shop/a.txt", "/srv")',
    ),
    ChangesFile(
        names=("zipfile.ZipFile().extractall",),
        beside=("zipfile",),
        verb=Verb.OVERWRITE,
        path=_PATH,
        recursive=True,
        example='import zipfile\nzipfile.ZipFile("shop.zip").extractall("/")',
    ),
    ChangesFile(
        names=("shutil.unpack_archive",),
        verb=Verb.OVERWRITE,
        path=Argument(1, "extract_dir"),
        recursive=True,
        filters=("filter",),
        example='shutil.unpack_archive("shop.zip", "/")',
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
        names=(MADE_WITH_MODE,),
        verb=Verb.CHMOD,
        path=_PATH,
        beside=("os.open",),
        example='os.open("/etc/ssl/private/shop.key", os.O_WRONLY | os.O_CREAT, 0o644)',
    ),
    ChangesFile(
        names=("pathlib.Path().chmod",),
        verb=Verb.CHMOD,
        path=SELF,
        example='Path("/etc/shadow").chmod(0o777)',
    ),
    ChangesFile(
        names=(".save",),
        verb=Verb.OVERWRITE,
        path=Argument(0, "dst"),
        by_others=True,
        beside=("flask", "werkzeug", "quart", "bottle", "discord"),
        unproved="methods of this name are those of models and pictures too",
        example=(
            "import flask, os\nfrom flask import request\n"
            "def add(photo):\n    photo.save(os.path.join('/srv', request.form['name']))"
        ),
    ),
    ChangesFile(
        names=(".download_to_drive",),
        verb=Verb.OVERWRITE,
        path=Argument(0, "custom_path"),
        by_others=True,
        beside=("telegram",),
        unproved="files are what calls of a bot give",
        example=(
            "import telegram\nasync def keep(update, context):\n"
            "    file = await update.message.document.get_file()\n"
            "    await file.download_to_drive(f'/srv/{update.message.document.file_name}')"
        ),
    ),
)
