"""Spans: an effect stands exactly where its text stands, however it is quoted."""

from __future__ import annotations

import pytest

from guardrail.frontends.shell import read
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Comment, Embedded, Item


def items(text: str) -> list[Item]:
    return list(read(Source("x.sh", "shell", text), Settings()))


def innermost(text: str) -> Source:
    """The text that is embedded deepest."""
    source = Source("x.sh", "shell", text)
    while True:
        (item,) = [i for i in read(source, Settings()) if isinstance(i, Embedded)]
        source = item.source
        if source.language != "shell":
            return source


@pytest.mark.parametrize(
    "text",
    [
        "psql -c 'DELETE FROM users'",
        'psql -c "DELETE FROM users"',
        "psql -c'DELETE FROM users'",
        "psql --command='DELETE FROM users'",
        "psql <<E\nDELETE FROM users\nE",
        "psql <<'E'\nDELETE FROM users\nE",
        "psql <<-E\n\t\tDELETE FROM users\n\tE",
        "psql <<< 'DELETE FROM users'",
        "echo 'DELETE FROM users' | psql",
        "printf '%s;\\n' 'DELETE FROM users' | psql",
        "SQL='DELETE FROM users'; psql -c \"$SQL\"",
        "bash -c \"psql -c 'DELETE FROM users'\"",
        "eval 'psql -c \"DELETE FROM users\"'",
        "# é😀\npsql -c 'DELETE FROM users'",
        "psql -c 'select 1;\nDELETE FROM users'",
    ],
)
def test_the_statement_stands_where_it_is_written(text: str) -> None:
    source = innermost(text)
    start = source.text.index("DELETE FROM users")
    span = source.span(start, start + len("DELETE FROM users"))
    assert text[span.start : span.end] == "DELETE FROM users"
    assert span.exact
    assert span.parts == ()


def test_an_escape_stands_as_a_whole() -> None:
    text = 'psql -c "DELETE FROM \\"users\\""'
    source = innermost(text)
    assert source.text == 'DELETE FROM "users"'
    span = source.span(12, 19)
    assert text[span.start : span.end] == '\\"users\\"'


def test_a_statement_in_two_pieces_has_two_places() -> None:
    text = "psql -c 'DELETE '\"FROM users\""
    source = innermost(text)
    span = source.span(0, len(source.text))
    assert [text[start:end] for start, end in span.parts] == ["DELETE ", "FROM users"]


def test_holes_keep_their_names_and_places() -> None:
    text = 'psql -c "DELETE FROM $table WHERE id = ${id}"'
    source = innermost(text)
    assert source.text == "DELETE FROM gr_hole_0 WHERE id = gr_hole_1"
    assert [hole.name for hole in source.holes] == ["table", "id"]
    spans = [source.span(hole.start, hole.end) for hole in source.holes]
    assert [text[span.start : span.end] for span in spans] == ["$table", "${id}"]


def test_holes_of_the_text_around_stay_holes() -> None:
    text = "psql -c 'DELETE FROM gr_hole_0'"
    from guardrail.model import Hole

    around = Source("x.py", "shell", text, holes=(Hole(21, 30, "table", ("a", "b")),))
    (item,) = [i for i in read(around, Settings()) if isinstance(i, Embedded)]
    (hole,) = item.source.holes
    assert (hole.name, hole.values) == ("table", ("a", "b"))


def test_the_steps_say_how_the_text_is_reached() -> None:
    source = innermost("bash -c \"psql -c 'x'\"")
    assert [step.label for step in source.via] == ["bash -c", "psql -c"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("# guardrail: allow[a]\nrm -rf x\nrm y", "rm -rf x"),
        ("rm y\nrm -rf x # guardrail: allow[a]\nrm z", "rm -rf x"),
        ("# guardrail: allow[a]\nif t; then\n  rm x\nfi", "if t; then\n  rm x\nfi"),
        ("if t; then\n  # guardrail: allow[a]\n  rm x\nfi", "rm x"),
        ("psql <<E # guardrail: allow[a]\nx\nE\n", "psql <<E"),
        ("rm x && \\\n  rm y # guardrail: allow[a]", "rm x && \\\n  rm y"),
        ("#guardrail:allow[a]\n\n# more words\nrm x", "rm x"),
        ("rm x\n# guardrail: allow[a]", "# guardrail: allow[a]"),
    ],
)
def test_a_comment_binds_the_statement_it_stands_at(text: str, bound: str) -> None:
    (comment,) = [item for item in items(text) if isinstance(item, Comment)]
    assert comment.text == "allow[a]"
    assert text[comment.binds.start : comment.binds.end] == bound


@pytest.mark.parametrize(
    "text",
    [
        "# allow[a]",
        "echo '# guardrail: allow[a]'",
        "echo a#guardrail: b",
        "cat <<E\n# guardrail: x\nE",
    ],
)
def test_other_text_is_no_such_comment(text: str) -> None:
    assert not [item for item in items(text) if isinstance(item, Comment)]


def test_a_hole_of_the_text_around_may_be_empty() -> None:
    from guardrail.effects import FileChange
    from guardrail.model import Hole

    around = Source("x.py", "shell", "rm -rf gr_hole_0/*", holes=(Hole(7, 16, "path"),))
    (change,) = [item for item in read(around, Settings()) if isinstance(item, FileChange)]
    assert change.path == ""
