"""Span maps: through quotings, composed, and back."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from guardrail.model import Source, Span
from guardrail.spanmap import MOST_PARTS, BuiltText, PieceKind, TextBuilder

CHARACTERS = st.sampled_from("abc '\"\\\n\té😀;")
TEXTS = st.text(CHARACTERS, max_size=30)


@dataclass(frozen=True)
class Quoting:
    """A way to write a text inside another: what stands around it, and escapes by character."""

    before: str
    after: str
    escapes: dict[str, str]

    def write(self, text: str) -> str:
        return self.before + "".join(self.escapes.get(c, c) for c in text) + self.after

    def read(self, outer: str, start: int, text: str) -> BuiltText:
        """The map that a frontend would build for `text` written at `start` of `outer`."""
        builder = TextBuilder("test")
        at = start + len(self.before)
        for character in text:
            written = self.escapes.get(character, character)
            assert outer.startswith(written, at)
            if written == character:
                builder.verbatim(character, at)
            else:
                builder.atom(character, at, at + len(written))
            at += len(written)
        return builder.build()


QUOTINGS = st.sampled_from(
    [
        Quoting("'", "'", {"'": "''"}),
        Quoting('"', '"', {'"': '\\"', "\\": "\\\\", "\n": "\\n"}),
        Quoting("$q$", "$q$", {}),
        Quoting("$'", "'", {"'": "\\'", "\\": "\\x5c", "é": "\\u00e9"}),
        Quoting("|\n    ", "\n", {"\n": "\n    "}),
    ]
)


def nested(text: str, quotings: list[Quoting], padding: str) -> tuple[str, Source]:
    """`text` written inside all quotings, outermost first, and the Source that stands for it."""
    writings = [text]
    for quoting in reversed(quotings):
        writings.append(padding + quoting.write(writings[-1]) + padding)
    writings.reverse()
    source = Source("f", "outer", writings[0])
    for outer, inner, quoting in zip(writings, writings[1:], quotings, strict=False):
        source = source.embed("inner", quoting.read(outer, len(padding), inner), "step")
    return writings[0], source


@given(TEXTS, st.lists(QUOTINGS, min_size=1, max_size=4), TEXTS, st.data())
def test_a_character_maps_to_where_it_is_written(
    text: str, quotings: list[Quoting], padding: str, data: st.DataObject
) -> None:
    outer, source = nested(text, quotings, padding)
    assert source.text == text
    if not text:
        return
    at = data.draw(st.integers(0, len(text) - 1))
    span = source.span(at, at + 1)
    written = outer[span.start : span.end]
    assert span.exact
    # Either it stands there itself, or an escape of it does, which nests with the quotings.
    assert written == text[at] or len(written) > 1


@given(TEXTS, st.lists(QUOTINGS, min_size=1, max_size=4), TEXTS, st.data())
def test_the_map_of_nested_texts_is_the_maps_one_after_the_other(
    text: str, quotings: list[Quoting], padding: str, data: st.DataObject
) -> None:
    """The pieces of neighbours adjoin, in order, without overlap."""
    _, source = nested(text, quotings, padding)
    spans = [source.span(at, at + 1) for at in range(len(text))]
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        whole = source.span(start, end)
        assert (whole.start, whole.end) == (spans[start].start, spans[end - 1].end)
        if whole.parts:
            assert whole.parts[0][0] == whole.start
            assert whole.parts[-1][1] == whole.end


@given(TEXTS, st.lists(QUOTINGS, min_size=1, max_size=3), TEXTS, st.data())
def test_an_edit_at_the_editable_range_changes_just_that_text(
    text: str, quotings: list[Quoting], padding: str, data: st.DataObject
) -> None:
    """The inverse: replacing a plain word outside gives the text with the word replaced."""
    outer, source = nested(text, quotings, padding)
    assert source.map is not None
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = source.map.editable(start, end)
    if place is None:
        return
    edited = outer[: place[0]] + "WORD" + outer[place[1] :]
    expected, _ = nested(text[:start] + "WORD" + text[end:], quotings, padding)
    assert edited == expected


def test_a_range_across_a_hole_is_a_hull_and_not_editable() -> None:
    builder = TextBuilder()
    builder.verbatim("DELETE FROM ", 10)
    builder.hole(22, 29, "table", ("a", "b"))
    builder.verbatim(" WHERE 1", 29)
    built = builder.build()
    source = Source("f", "python", "").embed("sql", built, "execute")
    assert built.text == "DELETE FROM gr_hole_0 WHERE 1"
    assert source.holes[0].values == ("a", "b")
    assert source.span(0, len(built.text)) == Span("f", 10, 37)
    assert source.span(12, 21) == Span("f", 22, 29)
    assert not source.span(12, 15).exact
    assert built.map.editable(10, 20) is None


def test_pieces_that_stand_apart_are_kept_apart() -> None:
    builder = TextBuilder()
    builder.verbatim("DROP ", 1)
    builder.verbatim("TABLE t", 20)
    source = Source("f", "python", "").embed("sql", builder.build(), "execute")
    assert source.span(0, 12) == Span("f", 1, 27, ((1, 6), (20, 27)))
    assert source.span(5, 12) == Span("f", 20, 27)
    assert source.map is not None
    assert source.map.editable(3, 8) is None


def test_of_a_place_in_many_parts_the_hull_is_told() -> None:
    """What a command says of each of a thousand arguments stays small."""
    builder = TextBuilder()
    for number in range(MOST_PARTS + 1):
        builder.verbatim("a", 10 + 2 * number)
    source = Source("f", "python", "").embed("shell", builder.build(), "run")
    end = MOST_PARTS + 1
    assert len(source.span(0, end - 1).parts) == MOST_PARTS
    assert source.span(0, end) == Span("f", 10, 9 + 2 * end, exact=False)


def test_a_gap_stands_nowhere() -> None:
    builder = TextBuilder()
    builder.verbatim("a", 3)
    builder.gap("\n")
    builder.verbatim("b", 8)
    source = Source("f", "shell", "").embed("sql", builder.build(), "step")
    assert source.span(0, 3) == Span("f", 3, 9, ((3, 4), (8, 9)))
    assert source.span(1, 2) == Span("f", 3, 9, exact=False)


def test_appending_a_built_text_renumbers_its_holes() -> None:
    inner = TextBuilder()
    inner.hole(0, 1, "x")
    outer = TextBuilder()
    outer.hole(5, 6, "y")
    outer.gap(" ")
    outer.append(inner.build())
    built = outer.build()
    assert built.text == "gr_hole_0 gr_hole_1"
    assert [hole.name for hole in built.holes] == ["y", "x"]
    assert [piece.kind for piece in built.map.pieces] == [
        PieceKind.HOLE,
        PieceKind.GAP,
        PieceKind.HOLE,
    ]
