"""Open documents, as the protocol says: LF, CR LF and CR end a line, and nothing else does.

Python's `splitlines` also breaks at form feeds, U+2028 and others, after which every edit would
land on a wrong line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its end."""
    return _LINE.findall(text)


def offset_of(text: str, position: types.Position, encoding: str) -> int:
    """The code point at a position in the client's units; one past a line's end is its end."""
    start = _line_start(text, position.line)
    if start is None:
        return len(text)
    return start + _code_points(text, start, position.character, encoding)


def _line_start(text: str, line: int) -> int | None:
    at = 0
    for _ in range(line):
        newline, carriage = text.find("\n", at), text.find("\r", at)
        if newline < 0 and carriage < 0:
            return None
        first = newline if carriage < 0 or 0 <= newline < carriage else carriage
        at = first + (2 if text.startswith("\r\n", first) else 1)
    return at


def _code_points(text: str, start: int, count: int, encoding: str) -> int:
    """How many code points of the line at `start` the first `count` units are."""
    found = 0
    while count > 0 and start + found < len(text):
        character = text[start + found]
        if character in "\r\n":
            break
        count -= _width(character, encoding)
        if count < 0:
            break
        found += 1
    return found


def _width(character: str, encoding: str) -> int:
    if encoding == "utf-32":
        return 1
    if encoding == "utf-16":
        return 2 if character > "\uffff" else 1
    return len(character.encode("utf-8", "surrogatepass"))


class Document(TextDocument):
    """An open document."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines, each with its end."""
        return lines_of(self.source)

    @property
    def source(self) -> str:
        """The text; never read from disk, where it may be anything."""
        return self._source or ""

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        encoding = str(getattr(self.position_codec.encoding, "value", self.position_codec.encoding))
        text = self.source
        start = offset_of(text, change.range.start, encoding)
        end = max(start, offset_of(text, change.range.end, encoding))
        self._source = text[:start] + change.text + text[end:]


class Documents(Workspace):
    """The workspace, with documents of our own kind."""

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> Document:
        return Document(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self._position_codec,
        )
