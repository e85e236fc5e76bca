"""Any bytes in any kind of file end in a report."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrail.cli.main import main
from guardrail.frontends.languages import BY_SUFFIX

NAMES = (
    *(f"a{suffix}" for suffix in sorted(BY_SUFFIX)),
    ".github/workflows/a.yml",
    "action.yml",
    "a.toml",
    "a.json",
    "a.txt",
    "Makefile",
    "migrations/0001_a.py",
    "migrations/0001_a.sql",
)

FRAGMENTS = (
    b"DROP TABLE users;", b"DELETE FROM t", b" WHERE ", b"cur.execute(", b"rm -rf /", b"psql -c ",
    b"run: ", b"- ", b"\n", b"\r", b"  ", b"\t", b"'", b'"', b"'''", b"`", b"$$", b"$(", b"${",
    b"(", b")", b"{", b"}", b"{{", b"}}", b"{%", b"[", b"]", b"<<EOF", b"EOF", b"/*", b"*/", b"--",
    b"#", b";", b"\\", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"f'", b"%s", b"+", b"=",
    b"lambda:",
    b"class Migration(migrations.Migration):", b"operations = [", b"migrations.RunSQL(", b"op.",
    b"# coding: utf-7\n", b"# guardrail: allow[", b"#!/bin/sh\n", b"BEGIN", b"END", b"AS", b"|",
    b"&", "\u202e\u200b\u0130\U0001d41e".encode(), b"aws_secret_access_key=", b"ghp_", b"eval ",
    b"\x0c",
)  # fmt: skip

contents = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.binary(max_size=4)), max_size=40).map(
        b"".join
    ),
)


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.lists(contents, min_size=1, max_size=6))
def test_any_bytes_end_in_a_report(
    name: str, content: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.path.realpath(tmp_path)) / "any"
    for number, each in enumerate(content):
        file = folder / str(number) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(each)
    monkeypatch.chdir(folder)
    report = tmp_path / "report.json"
    words = ["check", "--no-cache", "--jobs", "1", f"--format=json:{report}"]
    assert main(words) in (0, 1)
    loaded = json.loads(report.read_text())
    for gap in loaded["unanalysed"]:
        assert "failed on it" not in gap["reason"], gap
        assert "gave up on it" not in gap["reason"], gap
        assert "died on it" not in gap["reason"], gap
