"""Texts that aren't saved yet, on top of another Snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from guardrail.snapshot import LIMIT, Snapshot, Text
from guardrail.snapshot.content import below, cleaned, too_large


class Overlay:
    """A Snapshot in which some files have another text: an editor's buffers, standard input."""

    def __init__(self, base: Snapshot, texts: Mapping[str, str]) -> None:
        """`texts` by path stand in for, or are added to, the files of `base`."""
        self._base = base
        self._texts = dict(texts)

    @property
    def name(self) -> str:
        """The base's name."""
        return self._base.name

    @property
    def root(self) -> Path | None:
        """The base's root."""
        return self._base.root

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """Every file's path, sorted; only those at or below `under` where it is given."""
        tops = cleaned(tuple(under))
        own = (path for path in self._texts if below(path, tops))
        yield from sorted({*self._base.paths(under), *own})

    def exists(self, path: str) -> bool:
        """Whether there is a file at the path."""
        return path in self._texts or self._base.exists(path)

    def text(self, path: str) -> Text:
        """The file's text. Raises `Unreadable`."""
        own = self._texts.get(path)
        if own is None:
            return self._base.text(path)
        content = own.encode("utf-8", "surrogatepass")
        if len(content) > LIMIT:
            raise too_large(len(content))
        return Text(own, "utf-8", hashlib.sha256(content).hexdigest())

    def identity(self, path: str) -> str:
        """A name for the file's content, "" where there is none."""
        own = self._texts.get(path)
        if own is None:
            return self._base.identity(path)
        return hashlib.sha256(own.encode("utf-8", "surrogatepass")).hexdigest()
