"""Open documents against a model that knows nothing of lines: any text, any edits, any units."""

from __future__ import annotations

import re

import pytest
from guardrail_lsp.server.documents import Document, lines_of, offset_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec

TEXTS = st.text(st.sampled_from("ab é😀\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029\t"), max_size=60)
ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
SIZE = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def position(text: str, offset: int, encoding: str) -> types.Position:
    """The position of an offset, worked out the slow way."""
    before = re.split(r"\r\n|\r|\n", text[:offset])
    if text[offset - 1 : offset + 1] == "\r\n":
        before.pop()
    column = before[-1].encode(ENCODINGS[encoding])
    return types.Position(len(before) - 1, len(column) // SIZE[encoding])


def document(text: str, encoding: str) -> Document:
    """An open document of an editor that counts in an encoding."""
    codec = PositionCodec(types.PositionEncodingKind(encoding))
    return Document("file:///a.py", source=text, version=1, position_codec=codec)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(deadline=None)
@given(data=st.data())
def test_edits_land_where_they_were_made(encoding: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    edited = document(text, encoding)
    for _ in range(data.draw(st.integers(1, 6))):
        low = data.draw(st.integers(0, len(text)))
        high = data.draw(st.integers(low, len(text)))
        low, high = outside_line_ends(text, low), outside_line_ends(text, high)
        new = data.draw(TEXTS)
        place = types.Range(position(text, low, encoding), position(text, high, encoding))
        edited.apply_change(types.TextDocumentContentChangePartial(range=place, text=new))
        text = text[:low] + new + text[high:]
        assert edited.source == text


def outside_line_ends(text: str, offset: int) -> int:
    """The offset, moved out of the middle of a CR LF, where no position can be."""
    return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" and offset else offset


@given(TEXTS)
def test_lines_put_together_are_the_text(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert all(re.search(r"(?:\r\n|\r|\n)\Z", line) for line in lines[:-1])
    assert not any(re.search(r"[\r\n](?!\n?\Z)", line.replace("\r\n", "\n")) for line in lines)


@given(TEXTS, st.integers(0, 99), st.integers(0, 99), st.sampled_from(list(ENCODINGS)))
def test_no_position_is_out_of_reach(text: str, line: int, column: int, encoding: str) -> None:
    assert 0 <= offset_of(text, types.Position(line, column), encoding) <= len(text)
