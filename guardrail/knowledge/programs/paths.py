"""Words as paths of files: what a deletion or an overwriting reaches."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from guardrail.knowledge.left_empty import left_empty, unless_given
from guardrail.knowledge.programs.command import Word
from guardrail.model import Confidence

FOUND = "each found"
FOUND_OLD = "each found, old enough"
"""Holes that stand for all that a search finds, one after the other: no variable is called so."""
_EVERYTHING = frozenset({"", ".", "/", "*", "/*", ".*", "..", "/.", "/.*", "//"})


def path_text(word: Word, directory: str | None) -> str:
    """The path a word means, seen from the project's root.

    What is only known at run time stays as `${name}`; a home folder is `~`. "" where the path
    would be everything if the unknown part were empty, or where nothing tells it.
    """
    text = _with_holes(word, directory)
    if text is None:
        return ""
    absolute = text.startswith(("/", "~", "${"))
    if not absolute and directory is None:
        return "" if _stem(text) in _EVERYTHING else f"${{PWD}}/{text}"
    joined = text if absolute or not directory else f"{directory}/{text}"
    normal = posixpath.normpath(joined) if joined else joined
    if normal.startswith("//"):
        return "/" + normal.lstrip("/")
    return f"./{normal}" if normal.startswith("~") and joined.startswith("./") else normal


def paths(word: Word, directory: str | None) -> Iterator[str]:
    """Every path that a word may mean."""
    holes = word.built.holes
    if len(holes) == 1 and holes[0].values:
        before, after = word.text[: holes[0].start], word.text[holes[0].end :]
        for value in holes[0].values:
            text = f"{before}{value}{after}"
            yield posixpath.normpath(posixpath.join(directory or "", text)) if text else ""
    else:
        yield path_text(word, directory)


def emptied(word: Word) -> tuple[str, str]:
    """The path that a word means where its values are left empty, and the guard; "" for none."""
    holes = word.built.holes
    if word.guarded or not holes or not all(left_empty(hole.name) for hole in holes):
        return "", ""
    bare = word.text
    for hole in reversed(holes):
        bare = bare[: hole.start] + bare[hole.end :]
    if not bare.startswith("/"):
        return "", ""
    return posixpath.normpath(bare), unless_given(hole.name for hole in holes)


def sureness(word: Word, directory: str | None) -> Confidence:
    """How surely a word means its path: less so where a `cd` led out of the project before."""
    elsewhere = directory is not None and directory.startswith(("/", "~"))
    absolute = word.text.startswith(("/", "~"))
    return Confidence.MEDIUM if elsewhere and not absolute else Confidence.HIGH


def _with_holes(word: Word, directory: str | None) -> str | None:
    """The text with its holes shown by name, `None` where it may be everything."""
    text = word.text
    bare = text
    for hole in reversed(word.built.holes):
        bare = bare[: hole.start] + bare[hole.end :]
        at_start = hole.start == 0
        if hole.name == "HOME" and at_start:
            shown = "~"
            bare = "~" + bare
        elif hole.name == "PWD" and at_start and directory is not None:
            shown = directory or "."
            bare = shown + bare
        else:
            shown = f"${{{hole.name}{':?' if word.guarded else ''}}}"
        text = text[: hole.start] + shown + text[hole.end :]
    if word.built.holes and not word.guarded and _stem(bare) in _EVERYTHING:
        return None
    return text


def _stem(text: str) -> str:
    return posixpath.normpath(text) if text else ""
