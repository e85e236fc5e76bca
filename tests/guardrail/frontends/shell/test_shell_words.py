"""Words become what bash makes of them, and every piece of them stands where it says."""

from __future__ import annotations

import shlex
import shutil
import string
import subprocess

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guardrail.frontends.shell.expand import Expander
from guardrail.frontends.shell.parse import parse
from guardrail.frontends.shell.scope import Scope, Value
from guardrail.frontends.shell.syntax import Simple
from guardrail.knowledge.programs.command import Word
from guardrail.model import Source
from guardrail.spanmap import PieceKind, TextBuilder

VARIABLES = {"V": "one two", "W": "x", "P": "dir/file.tar.gz", "E": ""}

PLAIN = st.text(string.ascii_letters + string.digits + "-_./,:=+%@é😀", min_size=1, max_size=6)
INNER = st.text(string.ascii_letters + " \t;|&<>()*?[]{}#~'é\n", max_size=8)
SINGLE = INNER.map(lambda text: "'" + text.replace("'", "") + "'")
DOUBLE_PART = st.one_of(
    INNER,
    st.sampled_from(['\\"', "\\\\", "\\$", "\\`", "\\a", "\\\n", "${V}", "${W}", "${P%.gz}"]),
)
DOUBLE = st.lists(DOUBLE_PART, max_size=5).map(lambda parts: '"' + "".join(parts) + '"')
ANSI_PART = st.sampled_from(
    [
        "a",
        "\\n",
        "\\t",
        "\\x72",
        "\\162",
        "\\u00e9",
        "\\U0001f600",
        "\\'",
        '\\"',
        "\\\\",
        "\\e",
        "\\z",
    ]
)
ANSI = st.lists(ANSI_PART, max_size=5).map(lambda parts: "$'" + "".join(parts) + "'")
ESCAPED = st.sampled_from(" ;|&<>()'\"$`*ab#~\\").map(lambda char: "\\" + char)
EXPANDED = st.sampled_from(
    [
        "${V}",
        "${W}",
        "${W:-d}",
        "${E:-d e}",
        "${U:-'q r'}",
        "${P#dir/}",
        "${P##*.}",
        "${P%%.*}",
        "${P/tar/zip}",
        "${P//r/_}",
        "${W^^}",
        "${P:4}",
        "${P:0:3}",
        "${P: -2}",
        "${E}",
        "\\\n",
    ]
)
BRACED = st.sampled_from(
    ["{a,b}", "{a,{b,c}d}", "{1..3}", "{c..a}", "{x}", "{,y}", "{1..7..3}", "{a,"]
)
WORD = st.lists(
    st.one_of(PLAIN, SINGLE, DOUBLE, ANSI, ESCAPED, EXPANDED, BRACED), min_size=1, max_size=4
).map("".join)


def scope() -> Scope:
    """The variables that the texts use."""
    known = Scope()
    for name, text in VARIABLES.items():
        builder = TextBuilder()
        builder.gap(text)
        known.set(name, Value((builder.build(),)))
    return known


def words_of(text: str) -> tuple[list[Word], Source]:
    """The arguments of the one command in the text."""
    source = Source("x.sh", "shell", text)
    script = parse(text)
    assert script.faults == []
    (node,) = script.nodes
    assert isinstance(node, Simple)
    return Expander(source, lambda part, scope: None).words(node.words, scope())[1:], source


def bash(words: list[str]) -> list[list[str]]:
    """What bash hands to a program for each word: only `printf` runs, on texts made here."""
    lines = [f"{name}={shlex.quote(value)}" for name, value in VARIABLES.items()]
    lines.append("set -f; unset U; export LC_ALL=C.UTF-8")
    lines.extend(f"printf '%s\\0' {word}\nprintf '\\1\\0'" for word in words)
    done = subprocess.run(
        ["bash", "--norc"],
        input="\n".join(lines).encode(),
        capture_output=True,
        timeout=20,
        check=True,
    )
    groups = done.stdout.decode().split("\1\0")[:-1]
    return [group.split("\0")[:-1] for group in groups]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash isn't installed")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORD, min_size=10, max_size=40))
@example(
    ['r""m', "'r'm", "\\rm", '"r"m', "$'\\x72m'", "{rm,-rf,x}", "a#b", "${E:-d e}", "$V$W", "$E"]
)
def test_words_become_what_bash_makes_of_them(words: list[str]) -> None:
    expected = bash(words)
    for word, made in zip(words, expected, strict=True):
        found = [each.text for each in words_of(f"x {word}")[0]]
        # printf writes one empty text where there is no argument at all
        assert (_plain(found) or [""]) == made, word


def _plain(texts: list[str]) -> list[str]:
    """The texts without the mark of a quoted tilde, which says that no home is meant."""
    return [text.removeprefix("./") if text.startswith("./~") else text for text in texts]


@given(
    st.lists(
        st.one_of(
            PLAIN,
            SINGLE,
            st.text(string.ascii_letters + " ;|", max_size=6).map(lambda text: f'"{text}"'),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_the_common_subset_is_read_as_shlex_does(parts: list[str]) -> None:
    text = "x " + " ".join(parts)
    assert _plain([word.text for word in words_of(text)[0]]) == shlex.split(text, comments=True)[1:]


@given(st.lists(WORD, min_size=1, max_size=6))
def test_every_verbatim_piece_stands_where_it_says(words: list[str]) -> None:
    text = "x " + " ".join(words)
    found, source = words_of(text)
    for word in found:
        for piece in word.built.map.pieces:
            inner = word.text[piece.start : piece.end]
            if piece.kind is PieceKind.VERBATIM:
                assert source.text[piece.outer_start : piece.outer_end] == inner
            elif piece.kind is not PieceKind.GAP:
                assert 0 <= piece.outer_start < piece.outer_end <= len(text)


@pytest.mark.parametrize(
    ("text", "holes"),
    [
        ('x "$UNKNOWN"', ["UNKNOWN"]),
        ("x a${B}c", ["B"]),
        ('x "$(date)"', ["$(date)"]),
        ("x $((1 + 2))", ["$((…))"]),
        ("x ${{ inputs.name }}", ["inputs.name"]),
        ('x "${!name}"', ["name"]),
        ("x '$UNKNOWN'", []),
        ("x \\$UNKNOWN", []),
    ],
)
def test_what_only_run_time_knows_is_a_hole(text: str, holes: list[str]) -> None:
    (word,) = words_of(text)[0]
    assert [hole.name for hole in word.built.holes] == holes


def test_a_word_that_would_become_thousands_stays_as_written() -> None:
    (word,) = words_of("x " + "{a,b}" * 30)[0]
    assert word.text == "{a,b}" * 30
