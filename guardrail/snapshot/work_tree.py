"""The files as they lie on disk."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from guardrail.git import GitError, Repository, repository, work_tree_paths
from guardrail.snapshot import LIMIT, Obstacle, Text, Unreadable
from guardrail.snapshot.content import below, cleaned, text_of, too_large

SKIPPED_FOLDERS = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".tox",
        "__pycache__",
        "node_modules",
    }
)
"""Folders that hold nobody's own work. A virtual environment is known by its `pyvenv.cfg`."""


_SETTLED = 2_000_000_000
"""How old a file's last change must be, in nanoseconds, for its times to tell it from a later."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _NO_FOLLOW | getattr(os, "O_BINARY", 0)


class WorkTree:
    """A folder on disk: in a repository what git doesn't ignore, elsewhere what lies there."""

    name = "work tree"

    def __init__(self, root: Path, *, git: bool = True) -> None:
        """The work tree at `root`. Without `git` the folder is walked, whatever is in it."""
        self.root: Path = Path(os.path.realpath(root))
        self._above = os.path.join(self.root, "")  # noqa: PTH118 - surrogates stay as they are
        self._git = git
        self._folders: dict[str, str] = {}

    @cached_property
    def _repository(self) -> Repository | None:
        try:
            return repository(self.root) if self._git else None
        except GitError:
            return None

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """Every file's path, sorted; only those at or below `under` where it is given.

        A file that is named in `under` is there even if git ignores it.
        """
        tops = cleaned(tuple(under))
        found = {path for path in self._listed(tops) if below(path, tops)}
        found.update(path for path in tops if path and self.exists(path))
        yield from sorted(found)

    def nearest(self, beside: Iterable[str], most: int) -> tuple[Sequence[str], bool]:
        """Paths, sorted, and whether they are all: in a repository they are, elsewhere `most`.

        The files that lie nearest to those `beside` come first.
        """
        if self._repository is not None:
            return list(self.paths()), True
        found = list(islice(outwards(self.root, beside), most + 1))
        return sorted(found[:most]), len(found) <= most

    def _listed(self, tops: Sequence[str]) -> Iterator[str]:
        repo = self._repository
        if repo is None:
            for top in tops or ("",):
                yield from walk(self.root, top)
            return
        try:
            paths, nested = work_tree_paths(repo, self.root)
        except GitError:
            yield from walk(self.root, "")
            return
        yield from (path for path in paths if os.path.lexists(self._file(path)))
        for folder in nested:
            yield from walk(self.root, folder)

    def _file(self, path: str) -> str:
        if os.sep == "/" and not path.startswith("/"):
            return self._above + path
        return os.path.join(self.root, path)  # noqa: PTH118 - surrogates stay as they are

    def exists(self, path: str) -> bool:
        """Whether there is a file at the path that doesn't lead out of the project."""
        try:
            if not os.path.lexists(self._file(path)):
                return False
            real = self._inside(path)
            return not stat.S_ISDIR(Path(real).stat().st_mode)
        except (Unreadable, OSError, ValueError):
            return False

    def text(self, path: str) -> Text:
        """The file's text. Raises `Unreadable`; never waits for a pipe or a device."""
        return text_of(self._bytes(path), path)

    def identity(self, path: str) -> str:
        """A name for the file's content, "" where there is none.

        Place, size and times stand for it, unless they are so young that another write could leave
        them as they are.
        """
        try:
            seen = os.stat(self._file(path))  # noqa: PTH116 - hot
        except (OSError, ValueError):
            return ""
        if time.time_ns() - seen.st_ctime_ns > _SETTLED and stat.S_ISREG(seen.st_mode):
            return (
                f"{seen.st_dev}:{seen.st_ino}:{seen.st_size}:{seen.st_mtime_ns}:{seen.st_ctime_ns}"
            )
        try:
            return hashlib.sha256(self._bytes(path)).hexdigest()
        except Unreadable:
            return ""

    def _inside(self, path: str) -> str:
        """The real path of a file. Raises `Unreadable` where it leads out, or in a circle."""
        if "\0" in path:
            raise Unreadable("there is no such file", Obstacle.MISSING)
        try:
            real = os.path.realpath(self._file(path), strict=True)
        except FileNotFoundError:
            link = Path(self._file(path)).is_symlink()
            why = "it is a symbolic link to nothing" if link else "there is no such file"
            raise Unreadable(why, Obstacle.LINK if link else Obstacle.MISSING) from None
        except OSError as error:
            raise _unreadable(error) from None
        if real != str(self.root) and not real.startswith(self._above):
            raise Unreadable("it leads out of the project", Obstacle.LINK)
        return real

    def _bytes(self, path: str) -> bytes:
        try:
            handle = self._open(path)
        except (OSError, ValueError) as error:
            raise _unreadable(error) from None
        try:
            return _read(handle)
        except OSError as error:
            raise _unreadable(error) from None
        finally:
            os.close(handle)

    def _open(self, path: str) -> int:
        """Opens a file without waiting for whatever is at its other end. Raises `Unreadable`."""
        folder, _, name = path.rpartition("/")
        if _NO_FOLLOW and name not in ("", ".", ".."):
            real = self._folder(folder)
            try:
                return os.open(f"{real}/{name}", _FLAGS)
            except OSError as error:
                if error.errno != errno.ELOOP:
                    raise
        real = self._inside(path)
        if not stat.S_ISREG(Path(real).stat().st_mode):
            raise _special(Path(real).stat().st_mode)
        return os.open(real, _FLAGS)

    def _folder(self, folder: str) -> str:
        """The real path of a folder, worked out once. Raises `Unreadable` where it leads out."""
        real = self._folders.get(folder)
        if real is None:
            above, _, name = folder.rpartition("/")
            plain = not folder.startswith("/") and name not in ("", ".", "..")
            if plain and stat.S_ISDIR(os.lstat(own := f"{self._folder(above)}/{name}").st_mode):
                real = own
            else:
                real = self._inside(folder)
            self._folders[folder] = real
        return real


def _read(handle: int) -> bytes:
    """Everything in an open file. Raises `Unreadable` unless it is an ordinary one."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise _special(status.st_mode)
    if status.st_size > LIMIT:
        raise too_large(status.st_size)
    parts = []
    left = LIMIT + 1
    while left and (part := os.read(handle, min(left, status.st_size + 1))):
        parts.append(part)
        left -= len(part)
        if len(part) == status.st_size:
            break  # one more was asked for: this is the end
    return parts[0] if len(parts) == 1 else b"".join(parts)


def outwards(root: Path, beside: Iterable[str]) -> Iterator[str]:
    """The files below the root, those in the folders of some paths and above them first.

    After these the ones nearer to the root come before those that lie deeper.
    """
    waiting: dict[str, None] = {}
    for path in beside:
        folder = path.rpartition("/")[0]
        while folder and folder not in waiting:
            waiting[folder] = None
            folder = folder.rpartition("/")[0]
    waiting.pop("", None)
    near = deque([*waiting, ""])
    seen = {*near}
    while near:
        files, folders = _within(root, near.popleft())
        yield from files
        fresh = [folder for folder in folders if folder not in seen]
        seen.update(fresh)
        near.extend(fresh)


def walk(root: Path, top: str) -> Iterator[str]:
    """The files below a folder of the root, or the file itself, without following links."""
    start = os.path.join(root, top)  # noqa: PTH118
    if top and not os.path.isdir(start):  # noqa: PTH112
        if os.path.lexists(start):
            yield top
        return
    waiting = [top]
    while waiting:
        files, folders = _within(root, waiting.pop())
        yield from files
        waiting += folders


def _within(root: Path, folder: str) -> tuple[list[str], list[str]]:
    """The files of a folder, and the folders in it that are somebody's own work."""
    try:
        entries = list(os.scandir(os.path.join(root, folder)))  # noqa: PTH118
    except OSError:
        return [], []
    if folder and any(entry.name == "pyvenv.cfg" for entry in entries):
        return [], []
    files: list[str] = []
    folders: list[str] = []
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if not entry.is_dir(follow_symlinks=False):
            files.append(path)
        elif entry.name not in SKIPPED_FOLDERS:
            folders.append(path)
    return files, folders


def _special(mode: int) -> Unreadable:
    if stat.S_ISDIR(mode):
        return Unreadable("it is a folder", Obstacle.SPECIAL)
    kind = "a named pipe" if stat.S_ISFIFO(mode) else "not an ordinary file"
    return Unreadable(f"it is {kind}", Obstacle.SPECIAL)


def _unreadable(error: Exception) -> Unreadable:
    if isinstance(error, PermissionError):
        return Unreadable("it may not be read", Obstacle.DENIED)
    if isinstance(error, OSError) and error.errno == errno.ENXIO:
        return Unreadable("it is not an ordinary file", Obstacle.SPECIAL)
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return Unreadable("there is no such file", Obstacle.MISSING)
    reason = getattr(error, "strerror", None) or "it can't be opened"
    return Unreadable(f"{reason[:1].lower()}{reason[1:]}", Obstacle.OTHER)
