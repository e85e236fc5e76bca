"""The lines of keys in a TOML text."""

from __future__ import annotations

import time
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from guardrail.policy.lines import key_lines, line_of

TEXT = '''\
plain = 1
"quoted key" = "[not.a.table]" # key = 2
a.dotted.key = 3

[table]
inner = """
fake = 1
"""
after = 4

[[rows]]
name = 'one'
[[rows]]
name = 'two'
cells = [ 1,
  { deep = 1, second = [
    2 ] },
]
[rows.sub]
key = 1
'''


def test_each_key_stands_on_its_line() -> None:
    assert key_lines(TEXT) == {
        ("plain",): 1,
        ("quoted key",): 2,
        ("a",): 3,
        ("a", "dotted"): 3,
        ("a", "dotted", "key"): 3,
        ("table",): 5,
        ("table", "inner"): 6,
        ("table", "after"): 9,
        ("rows",): 11,
        ("rows", 0): 11,
        ("rows", 0, "name"): 12,
        ("rows", 1): 13,
        ("rows", 1, "name"): 14,
        ("rows", 1, "cells"): 15,
        ("rows", 1, "cells", 0): 15,
        ("rows", 1, "cells", 1): 16,
        ("rows", 1, "cells", 1, "deep"): 16,
        ("rows", 1, "cells", 1, "second"): 16,
        ("rows", 1, "cells", 1, "second", 0): 17,
        ("rows", 1, "sub"): 19,
        ("rows", 1, "sub", "key"): 20,
    }


def test_a_missing_key_is_looked_for_in_its_table() -> None:
    lines = key_lines(TEXT)
    assert line_of(lines, ("rows", 1, "missing")) == 13
    assert line_of(lines, ("missing",)) == 0


def test_windows_line_ends_count_once() -> None:
    assert key_lines("a = 1\r\n\r\nb = 2\r\n") == {("a",): 1, ("b",): 3}


keys = st.text("abc", min_size=1, max_size=3)
values = st.recursive(
    st.one_of(st.integers(0, 9).map(str), st.sampled_from(["'a=1'", '"]"', '"""\n[x]\n"""'])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ",\n".join(items) + "]"),
        st.dictionaries(keys, inner, max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{k} = {v}" for k, v in pairs.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@given(st.dictionaries(keys, values, max_size=5))
def test_the_keys_found_are_those_that_a_parser_finds(table: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in table.items())
    parsed = tomllib.loads(text)
    found = {key[0]: line for key, line in key_lines(text).items() if len(key) == 1}
    assert set(found) == set(parsed)
    starts = text.split("\n")
    assert all(starts[line - 1].startswith(f"{key} = ") for key, line in found.items())


def test_a_long_text_is_read_in_linear_time() -> None:
    started = time.process_time()
    key_lines("a." * 100_000 + "b = [" + "{a=[1]}," * 20_000 + "]\n" + "x = '''" + "'" * 50_000)
    assert time.process_time() - started < 3
