"""Bytes become the text that would run, or a reason why there is none."""

from __future__ import annotations

import codecs
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.snapshot import Obstacle, Unreadable
from guardrail.snapshot.decoding import cookie, decode


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, codec: str) -> None:
    text = decode(mark + "select 'ä';\r\n".encode(codec), "a.sql")
    assert (text.text, text.codec, text.unusual) == ("select 'ä';\r\n", codec, "")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(codec: str) -> None:
    assert decode("DROP TABLE users;\n".encode(codec), "a.sql").text == "DROP TABLE users;\n"


def test_every_newline_is_kept() -> None:
    assert decode(b"a\r\nb\rc\n\x0cd", "a.sql").text == "a\r\nb\rc\n\x0cd"


def test_what_is_not_utf_8_is_latin_1() -> None:
    text = decode(b"select '\xe4';", "a.sql")
    assert (text.text, text.codec) == ("select 'ä';", "latin-1")


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", "a.py").text == ""


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0" * 100, b"ab\0\x01cd"])
def test_binary_is_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable) as why:
        decode(content, "a.sql")
    assert why.value.obstacle is Obstacle.BINARY


def test_a_nul_byte_in_text_is_told_as_such() -> None:
    with pytest.raises(Unreadable) as why:
        decode(b"DROP TABLE users;\n" * 10 + b"\0", "a.sql")
    assert why.value.obstacle is Obstacle.NUL


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (b"# coding: latin-1\n", "latin-1"),
        (b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\n", "cp1252"),
        (b"# vim: set fileencoding=utf-7 :\n", "utf-7"),
        (b"\n\x0c # coding=utf-7\n", "utf-7"),
        (b"#\r# coding: utf-7\rx = 1\r", "utf-7"),
        (b"x = 1\n# coding: utf-7\n", ""),
        (b"\n\n# coding: utf-7\n", ""),
        (b"'''\n# coding: utf-7\n'''\n", ""),
    ],
)
def test_the_cookie_stands_in_one_of_the_first_two_lines(lines: bytes, named: str) -> None:
    assert cookie(lines) == named


def test_a_cookie_counts_in_python_alone() -> None:
    content = b"# coding: utf-7\n+AGQAcgBvAHA-\n"
    assert "drop" in decode(content, "a.py").text
    assert "drop" not in decode(content, "a.sh").text


HIDDEN = {
    "utf-7": b"# coding: utf-7\n#+AAo-print('ran')\n",
    "unicode_escape": b"# coding: unicode_escape\n#\\nprint('ran')\n",
    "raw_unicode_escape": b"# coding: raw_unicode_escape\n#\\u000aprint('ran')\n",
}


@pytest.mark.parametrize("codec", HIDDEN)
def test_hidden_code_is_seen_just_as_python_runs_it(codec: str, tmp_path: Path) -> None:
    text = decode(HIDDEN[codec], "a.py")
    assert text.unusual.replace("-", "_") == codec.replace("-", "_")
    assert "\nprint('ran')" in text.text
    file = tmp_path / "a.py"
    file.write_bytes(HIDDEN[codec])
    done = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, check=False)
    assert done.stdout == "ran\n"


@pytest.mark.parametrize(
    "codec",
    ["rot13", "hex", "base64", "zip", "bz2", "uu", "quopri", "idna", "punycode", "undefined",
     "cp037", "cp500", "hz", "iso2022_jp", "utf_16", "utf-32", "no-such-codec", "a" * 300],
)  # fmt: skip
def test_other_odd_codecs_are_named_and_something_is_read(codec: str) -> None:
    text = decode(f"# coding: {codec}\nimport os\n".encode(), "a.py")
    assert text.unusual


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf8", "latin-1", "iso-8859-15", "cp1252", "euc-jp", "gbk", "koi8-r", "ascii"],
)
def test_ordinary_codecs_are_not_unusual(codec: str) -> None:
    text = decode(f"# coding: {codec}\nx = 1\n".encode(), "a.py")
    assert text.unusual == ""
    assert text.text.endswith("x = 1\n")


def test_a_slow_codec_is_only_used_on_little() -> None:
    content = b"# coding: punycode\n" + b"a" * 3_000_000 + b"-" + b"z" * 100_000
    assert decode(content, "a.py").unusual == "punycode"


def test_a_codec_never_comes_from_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evil.py").write_text("raise SystemExit('it ran')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert decode(b"# coding: evil\n", "a.py").unusual == "evil"
    assert "evil" not in sys.modules


@given(st.binary(max_size=300), st.sampled_from(["a.py", "a.sql", "a.sh", "a"]))
def test_any_bytes_end_in_text_or_a_reason(content: bytes, path: str) -> None:
    try:
        decode(content, path)
    except Unreadable as why:
        assert str(why)


@given(st.text(max_size=200).filter(lambda t: "\0" not in t and not t.startswith("\ufeff")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    assert decode(content, "a.sql").text == text


@given(
    st.sampled_from(
        sorted({*HIDDEN, "utf-8", "latin-1", "idna", "punycode", "shift_jis", "utf-16"})
    ),
    st.binary(max_size=200),
)
def test_any_cookie_over_any_bytes_is_survived(codec: str, rest: bytes) -> None:
    try:
        decode(f"# coding: {codec}\n".encode() + rest, "a.py")
    except Unreadable as why:
        assert str(why)
