"""What is written inside a quoting reads back as what was meant."""

import ast
import shlex

import yaml
from hypothesis import given
from hypothesis import strategies as st

from guardrail.remedies.encoders import (
    ENCODERS,
    plain_everywhere,
    python_string,
    shell_double,
    shell_single,
    sql_string,
    yaml_block,
    yaml_block_read,
)

TEXTS = st.text(st.characters(exclude_characters="\0"))
QUOTED = st.text(st.sampled_from("'\"\\$`\n aé%{}#"))
LINES = st.text(
    st.characters(codec="ascii", min_codepoint=32, exclude_characters="\x7f"), min_size=1
)


@given(st.sampled_from(sorted(ENCODERS)), st.one_of(TEXTS, QUOTED))
def test_what_was_encoded_decodes_to_itself(name: str, text: str) -> None:
    encoder = ENCODERS[name]
    assert encoder.decode(encoder.encode(text)) == text


@given(st.one_of(st.text(), QUOTED), st.sampled_from(["'", '"']))
def test_python_reads_what_was_meant(text: str, quote: str) -> None:
    assert ast.literal_eval(quote + python_string(text) + quote) == text


@given(st.one_of(TEXTS, QUOTED))
def test_a_shell_reads_what_was_meant(text: str) -> None:
    assert shlex.split(f"'{shell_single(text)}'") == [text]


@given(QUOTED)
def test_inside_double_quotes_nothing_is_left_to_expand(text: str) -> None:
    written = shell_double(text)
    unescaped = written.replace("\\\\", "").replace('\\"', "").replace("\\$", "").replace("\\`", "")
    assert not set(unescaped) & set('"$`\\')


@given(st.one_of(TEXTS, QUOTED))
def test_every_quote_of_a_sql_string_is_doubled(text: str) -> None:
    assert "'" not in sql_string(text).replace("''", "")


@given(st.lists(LINES, min_size=1, max_size=5), st.integers(1, 8))
def test_a_block_of_yaml_reads_as_what_was_meant(lines: list[str], indentation: int) -> None:
    text = "\n".join(["first", *lines])
    written = " " * indentation + yaml_block(text, indentation)
    assert yaml.safe_load(f"run: |-\n{written}\n")["run"] == text
    assert yaml_block_read(yaml_block(text, indentation), indentation) == text


def test_words_without_quotes_and_breaks_read_the_same_everywhere() -> None:
    assert plain_everywhere(" CONCURRENTLY")
    assert not plain_everywhere("it's")
    assert not plain_everywhere("a\nb")
    assert not plain_everywhere("$HOME")
