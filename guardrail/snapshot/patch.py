"""A Snapshot that knows only what a unified diff shows: the hunks, each line at its own number.

Lines between the hunks are empty, so lines and columns are those of the real file; what a hunk
cuts in half is read as far as it goes. Judging one is marked partial.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guardrail.model import ChangeKind, FileEdit
from guardrail.snapshot import LIMIT, Text, Unreadable

if TYPE_CHECKING:
    from unidiff.patch import PatchedFile

HIGHEST_LINE = 1_000_000
_ESCAPES = {"n": 10, "t": 9, "r": 13, "a": 7, "b": 8, "f": 12, "v": 11, '"': 34, "\\": 92}


class BadPatch(Exception):
    """A text that isn't a unified diff; the message says where it stops being one."""


class Patch:
    """The state after a unified diff, as far as the diff shows it."""

    def __init__(self, diff: str) -> None:
        """Read the diff. Raises `BadPatch`."""
        from unidiff.errors import UnidiffParseError
        from unidiff.patch import PatchSet

        try:
            files = list(PatchSet(diff))
        except UnidiffParseError as problem:
            raise BadPatch(f"this is not a unified diff: {problem}") from problem
        if diff.strip() and not files:
            raise BadPatch("this is not a unified diff: it names no file")
        self._texts: dict[str, str] = {}
        self.edits: list[FileEdit] = []
        self.changed_lines: dict[str, list[tuple[int, int]]] = {}
        for patched in files:
            self._add(patched)

    def _add(self, patched: PatchedFile) -> None:
        old, new = _path(patched.source_file), _path(patched.target_file)
        before, _ = _shown(patched, added=False)
        after, changed = _shown(patched, added=True)
        if patched.is_removed_file:
            edit = FileEdit(ChangeKind.DELETED, old, old, before, None)
        elif patched.is_added_file:
            edit = FileEdit(ChangeKind.ADDED, new, new, None, after)
        else:
            kind = ChangeKind.RENAMED if old != new else ChangeKind.EDITED
            edit = FileEdit(kind, new, old, before, after)
        self.edits.append(edit)
        if edit.after is not None:
            self._texts[edit.path] = edit.after
            self.changed_lines[edit.path] = changed

    @property
    def name(self) -> str:
        """What a person calls it."""
        return "diff"

    @property
    def root(self) -> Path | None:
        """There is none: nothing outside the diff is read."""
        return None

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """Every file the diff leaves behind, sorted."""
        for path in sorted(self._texts):
            if not under or any(path == u or path.startswith(f"{u}/") for u in under):
                yield path

    def exists(self, path: str) -> bool:
        """Whether the diff shows a file at the path."""
        return path in self._texts

    def text(self, path: str) -> Text:
        """The lines that the diff shows of a file. Raises `Unreadable`."""
        if path not in self._texts:
            raise Unreadable("the diff doesn't show it")
        text = self._texts[path]
        if len(text) > LIMIT:
            raise Unreadable(f"it is larger than {LIMIT:,} characters")
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return Text(text, "utf-8", digest)

    def identity(self, path: str) -> str:
        """Always "": a diff shows parts of files."""
        return ""


def _shown(patched: PatchedFile, *, added: bool) -> tuple[str, list[tuple[int, int]]]:
    """One side of a file as the hunks show it, and its changed stretches of lines."""
    lines: list[str] = []
    changed: list[tuple[int, int]] = []
    for hunk in patched:
        for line in hunk:
            number = line.target_line_no if added else line.source_line_no
            if number is None or number > HIGHEST_LINE:
                continue
            while len(lines) < number - 1:
                lines.append("\n")
            lines.append(line.value)
            if line.is_added:
                if changed and changed[-1][1] == number - 1:
                    changed[-1] = (changed[-1][0], number)
                else:
                    changed.append((number, number))
    return "".join(lines), changed


def _path(shown: str) -> str:
    """The path that a header line means: unquoted as git quotes, without `a/` or `b/`."""
    path = shown.split("\t", 1)[0]
    if path.startswith('"') and path.endswith('"') and len(path) > 1:
        path = _unquoted(path[1:-1])
    return path[2:] if path[:2] in ("a/", "b/") else path


def _unquoted(quoted: str) -> str:
    raw = bytearray()
    at = 0
    while at < len(quoted):
        char, following = quoted[at], quoted[at + 1 : at + 2]
        if char != "\\" or not following:
            raw += char.encode("utf-8", "surrogateescape")
            at += 1
        elif following in _ESCAPES:
            raw.append(_ESCAPES[following])
            at += 2
        else:
            octal = quoted[at + 1 : at + 4]
            raw.append(int(octal, 8) & 0xFF if set(octal) <= set("01234567") else 63)
            at += 1 + len(octal)
    return raw.decode("utf-8", "surrogateescape")
