"""Which file of a project a module's name leads to: from any root that imports may start at."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Callable, Iterator

_MOST_PARTS = 12
_SOURCES = ("", "src")


class Modules:
    """Finds modules of a project. Answers are remembered: it doesn't change meanwhile."""

    def __init__(
        self, exists: Callable[[str], bool], folder: Callable[[str], bool] = lambda _: True
    ) -> None:
        """`exists` says whether there is a file at a path, `folder` where there may be a folder."""
        self._exists = exists
        self._folder = folder
        self._files: dict[str, bool] = {}
        self._roots: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str], tuple[str, str] | None] = {}
        self._named: dict[tuple[str, str], tuple[str, str] | None] = {}

    def find(self, name: str, path: str) -> tuple[str, str] | None:
        """The file that a dotted name of the text at `path` leads to, and what of it is meant.

        "app.db.run" is ("app/db.py", "run"). `None` where the project has no such module.
        """
        key = (name, path.rpartition("/")[0])
        if key not in self._named:
            self._named[key] = self._sought(*key)
        return self._named[key]

    def _sought(self, name: str, folder: str) -> tuple[str, str] | None:
        """The same for a text in a folder."""
        if name.startswith("."):
            bare = name.lstrip(".")
            for _ in range(len(name) - len(bare) - 1):
                folder = posixpath.dirname(folder)
            return self._below(folder, bare, least=0)
        if name.split(".", 1)[0] in sys.stdlib_module_names:
            return None
        for root in self._starts(folder):
            found = self._below(root, name)
            if found is not None:
                return found
        return None

    def _starts(self, folder: str) -> tuple[str, ...]:
        """Where an absolute import may start, the outermost first: never inside of a package."""
        if folder not in self._roots:
            self._roots[folder] = tuple(self._outwards(folder))[::-1]
        return self._roots[folder]

    def _outwards(self, folder: str) -> Iterator[str]:
        while True:
            if not self._is_file(posixpath.join(folder, "__init__.py")):
                for source in reversed(_SOURCES):
                    yield posixpath.join(folder, source) if source else folder
            if not folder:
                return
            folder = posixpath.dirname(folder)

    def _below(self, root: str, name: str, least: int = 1) -> tuple[str, str] | None:
        key = (root, name)
        if key not in self._found:
            parts = name.split(".") if name else []
            there = not least or self._is_there(posixpath.join(root, parts[0]))
            self._found[key] = self._longest(root, parts, least) if there else None
        return self._found[key]

    def _is_there(self, top: str) -> bool:
        """Whether a top module or package stands at a path, without its ending."""
        return (
            self._is_file(f"{top}.py")
            or self._is_file(posixpath.join(top, "__init__.py"))
            or self._folder(top)
        )

    def _longest(self, root: str, parts: list[str], least: int) -> tuple[str, str] | None:
        """The module with the longest name of which the rest is a part."""
        for count in range(min(len(parts), _MOST_PARTS), least - 1, -1):
            at = posixpath.join(root, *parts[:count])
            for path in (f"{at}.py" if count else "", posixpath.join(at, "__init__.py")):
                if path and self._is_file(path):
                    return path, ".".join(parts[count:])
        return None

    def _is_file(self, path: str) -> bool:
        known = self._files.get(path)
        if known is None:
            known = self._files[path] = self._exists(path)
        return known
