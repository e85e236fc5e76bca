"""String literals become texts of which every character knows where it stands."""

from __future__ import annotations

import ast
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_python import with_holes

from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.building import Builder
from guardrail.frontends.python.strings.rope import built
from guardrail.model import Hole, Source
from guardrail.spanmap import BuiltText, PieceKind, TextBuilder


def value_of(code: str, holes: tuple[Hole, ...] = ()) -> BuiltText:
    """The text that the expression after `x = ` builds."""
    module = Module(Source("a.py", "python", code, holes=holes))
    scopes = Scopes(module)
    builder = Builder(module, scopes, Names(module, scopes))
    bound = scopes.top().bindings["x"][-1].value
    assert bound is not None
    return built(builder.text(bound), "python")


def assert_faithful(made: BuiltText, code: str) -> None:
    """Every verbatim piece stands in the code as it is, and the pieces make up the text."""
    at = 0
    for piece in made.map.pieces:
        assert piece.start == at
        at = piece.end
        inner = made.text[piece.start : piece.end]
        if piece.kind is PieceKind.VERBATIM:
            assert code[piece.outer_start : piece.outer_end] == inner
        elif piece.kind is not PieceKind.GAP:
            assert 0 <= piece.outer_start < piece.outer_end <= len(code)
    assert at == len(made.text)


PREFIXES = st.sampled_from(["", "r", "R", "u", "b", "rb", "Br"])
QUOTES = st.sampled_from(["'", '"', "'''", '"""'])
PIECES = st.sampled_from(
    [
        "a",
        " ",
        "'",
        '"',
        "\\\\",
        "\\'",
        '\\"',
        "\\n",
        "\\x41",
        "\\101",
        "\\7",
        "\\777",
        "\\u00e9",
        "\\U0001F600",
        "\\N{BULLET}",
        "\\N{LATIN SMALL LETTER E WITH ACUTE}",
        "\\\n",
        "\\d",
        "é",
        "\U0001f600",
        "{",
        "}",
        "%s",
        "\n",
        "#",
    ]
)


def literal_or_none(code: str) -> str | None:
    """What Python makes of a literal, bytes as the characters of the same numbers."""
    try:
        value = ast.literal_eval(code)
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str) else cast(bytes, value).decode("latin-1")


@pytest.mark.filterwarnings("ignore")
@given(PREFIXES, QUOTES, st.lists(PIECES, max_size=12))
def test_a_literal_means_what_python_says(prefix: str, quote: str, pieces: list[str]) -> None:
    literal = f"{prefix}{quote}{''.join(pieces)}{quote}"
    expected = literal_or_none(literal)
    if expected is None:
        return
    code = f"x = {literal}\n"
    made = value_of(code)
    assert made.text == expected
    assert_faithful(made, code)


@pytest.mark.filterwarnings("ignore")
@given(st.lists(st.tuples(PREFIXES, QUOTES, st.lists(PIECES, max_size=4)), min_size=2, max_size=4))
def test_adjoining_literals_are_one_text(literals: list[tuple[str, str, list[str]]]) -> None:
    written = " ".join(f"{p}{q}{''.join(inner)}{q}" for p, q, inner in literals)
    expected = literal_or_none(f"({written})")
    if expected is None:
        return
    code = f"x = ({written})\n"
    made = value_of(code)
    assert made.text == expected
    assert_faithful(made, code)


PLAIN = st.text(st.characters(codec="ascii", exclude_characters="'\"\\{}\n\r\0"), max_size=8)


@given(st.lists(PLAIN, min_size=1, max_size=6), st.booleans())
def test_an_f_string_is_its_texts_with_holes_between(parts: list[str], raw: bool) -> None:
    prefix = "rf" if raw else "f"
    code = f"x = {prefix}'{{{{{'{a}'.join(parts)}}}}}'\n"
    made = value_of(code)
    assert with_holes(source_of(made)) == "{" + "{a}".join(parts) + "}"
    assert_faithful(made, code)


def source_of(made: BuiltText) -> Source:
    """The built text as a source of its own."""
    return Source("a.py", "sql", made.text, made.map, made.holes)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("x = f'a {b!r} {c:>10} {d[\"k\"]} {{e}}'", 'a {b} {c} {d["k"]} {e}'),
        ("x = f'''a\n{b}\n'''", "a\n{b}\n"),
        ("x = f'{a}' 'b' f'{c}'", "{a}b{c}"),
        ("x = f\"{f'{a}b'}c\"", "{a}bc"),
        ("x = f'\\x41{a}\\n'", "A{a}\n"),
        ("x = f'{a,}'", "{a,}"),
        ("x = f'{1 if a else 2}'", "1"),
    ],
)
def test_what_stands_in_braces(code: str, text: str) -> None:
    made = value_of(code)
    assert with_holes(source_of(made)) == text
    assert_faithful(made, code)


def test_newlines_of_any_kind_are_one_character() -> None:
    made = value_of("x = '''a\r\nb\rc'''\n")
    assert made.text == "a\nb\nc"


def test_offsets_are_code_points() -> None:
    code = "# \U0001f600é\nx = 'é\U0001f600 DROP'\n"
    made = value_of(code)
    start = made.text.index("DROP")
    assert made.map.ranges(start, start + 4) == (
        [(code.index("DROP"), code.index("DROP") + 4)],
        True,
    )


def test_half_a_surrogate_does_not_leave_the_reader() -> None:
    assert value_of("x = '\\ud800'\n").text == "\ufffd"


def test_a_hole_of_the_text_around_stays_one() -> None:
    outer = TextBuilder()
    outer.gap("x = 'DROP TABLE ")
    outer.hole(0, 1, "$TABLE")
    outer.gap("'\n")
    given_text = outer.build()
    made = value_of(given_text.text, given_text.holes)
    assert with_holes(source_of(made)) == "DROP TABLE {$TABLE}"
