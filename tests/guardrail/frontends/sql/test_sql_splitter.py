"""Statements are cut where the database would cut them, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.frontends.sql.lexis import LEXES
from guardrail.frontends.sql.splitter import Splitter

PIECES = [
    "SELECT 1",
    "'it''s; x'",
    "E'a\\'; b'",
    "'a\\'",
    '"a;b"',
    "`a;b`",
    "[a;b]",
    "$$ a; b $$",
    "$t$ $$; $t$",
    "/* a; */",
    "/* /* ; */ */",
    "-- a; b\n",
    "# a; b\n",
    ";",
    ";",
    " ",
    "\n",
    "BEGIN",
    "END",
    "CREATE FUNCTION f",
    "GO\n",
    "\nDELIMITER //\n",
    "//",
    "{{ a; }}",
    "{% if ; %}",
    "${a}",
    "%s",
    "'",
    '"',
    "$$",
    "/*",
    "*/",
    "\\c x\n",
    "(",
    ")",
]
PROCEDURE = "CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; CASE x WHEN 1 THEN c; END CASE; END"
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
DIALECTS = st.sampled_from(sorted(LEXES))


def statements(text: str, dialect: str = "postgres") -> list[str]:
    """The statements of a text, as written."""
    return [
        text[s.tokens[0].start : s.tokens[-1].end]
        for s in Splitter(text, LEXES[dialect])
        if s.tokens
    ]


@given(TEXTS | st.text(max_size=60), DIALECTS)
@settings(max_examples=300, deadline=None)
def test_the_parts_are_the_whole(text: str, dialect: str) -> None:
    found = list(Splitter(text, LEXES[dialect]))
    assert "".join(text[s.start : s.stop] for s in found) == text


@given(TEXTS | st.text(max_size=60), DIALECTS)
@settings(max_examples=300, deadline=None)
def test_tokens_stand_where_they_say_and_in_order(text: str, dialect: str) -> None:
    end = 0
    for statement in Splitter(text, LEXES[dialect]):
        for token in statement.tokens:
            assert end <= token.start < token.end <= len(text)
            assert statement.start <= token.start and token.end <= statement.stop
            end = token.end
            if token.up.isalpha():
                assert text[token.start : token.end].upper() == token.up


@given(st.lists(st.sampled_from(["it''s", "a;b", "--", "/*", "$$", '"', "`", "#"]), max_size=6))
def test_a_string_hides_whatever_is_in_it(inside: list[str]) -> None:
    literal = "'" + "".join(inside) + "'"
    for dialect in ("postgres", "mysql", "sqlite", "tsql", "oracle"):
        assert statements(f"SELECT {literal}; SELECT 2", dialect) == [
            f"SELECT {literal}",
            "SELECT 2",
        ]


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("postgres", "a; b;", ["a", "b"]),
        ("postgres", "a /* ; /* ; */ ; */ b", ["a /* ; /* ; */ ; */ b"]),
        ("mysql", "a /* ; /* ; */ ; b", ["a", "b"]),
        ("postgres", r"SELECT '\'; DROP TABLE x", [r"SELECT '\'", "DROP TABLE x"]),
        ("mysql", r"SELECT '\'; DROP TABLE x'; a", [r"SELECT '\'; DROP TABLE x'", "a"]),
        ("postgres", r"SELECT E'\'; x'; b", [r"SELECT E'\'; x'", "b"]),
        ("postgres", "DO $a$ x; $$ y; $$ $a$; b", ["DO $a$ x; $$ y; $$ $a$", "b"]),
        ("mysql", "a -- b\n; c --d; e", ["a", "c --d", "e"]),
        ("postgres", "a --b; c\n; d", ["a", "d"]),
        ("mysql", "a # b; c\n; d", ["a", "d"]),
        (
            "mysql",
            "DELIMITER //\na; b//\nDELIMITER ;\nc;",
            ["DELIMITER //", "a; b", "DELIMITER ;", "c"],
        ),
        ("mysql", "DELIMITER $$\nBEGIN a; END$$\n", ["DELIMITER $$", "BEGIN a; END"]),
        ("tsql", "a\nGO\nb\ngo 5\nc", ["a", "b", "c"]),
        ("tsql", "SELECT [a;b]; c", ["SELECT [a;b]", "c"]),
        ("oracle", "SELECT q'[it's; x]' FROM dual; b", ["SELECT q'[it's; x]' FROM dual", "b"]),
        ("oracle", "BEGIN a; END;\n/\nb", ["BEGIN a; END", "b"]),
        (
            "oracle",
            "CREATE PROCEDURE p IS x NUMBER; BEGIN a; END; b",
            ["CREATE PROCEDURE p IS x NUMBER; BEGIN a; END", "b"],
        ),
        (
            "mysql",
            f"{PROCEDURE}; d",
            [
                PROCEDURE,
                "d",
            ],
        ),
        (
            "sqlite",
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN b; c; END; d",
            ["CREATE TRIGGER t AFTER INSERT ON a BEGIN b; c; END", "d"],
        ),
        (
            "postgres",
            "CREATE FUNCTION f() BEGIN ATOMIC a; b; END; c",
            ["CREATE FUNCTION f() BEGIN ATOMIC a; b; END", "c"],
        ),
        ("postgres", "BEGIN; a; COMMIT; b", ["BEGIN", "a", "COMMIT", "b"]),
        ("sqlite", "BEGIN IMMEDIATE; a; END; b", ["BEGIN IMMEDIATE", "a", "END", "b"]),
        ("postgres", "COPY t FROM STDIN;\n1;2\nDROP TABLE x;\n\\.\nb;", ["COPY t FROM STDIN", "b"]),
        ("postgres", "COPY t FROM STDIN;\nDROP TABLE x;", ["COPY t FROM STDIN", "DROP TABLE x"]),
        ("postgres", "\\c db\nSELECT 1 \\g\na", ["\\c db", "SELECT 1 \\g", "a"]),
        ("postgres", "SELECT {{ a; b }}; c", ["SELECT {{ a; b }}", "c"]),
        ("snowflake", "a // b; c\n; d", ["a", "d"]),
    ],
)
def test_where_statements_end(dialect: str, text: str, expected: list[str]) -> None:
    assert statements(text, dialect) == expected


@pytest.mark.parametrize("opener", ["'", '"', "/*", "$$", "`"])
def test_what_is_never_closed_hides_nothing_and_is_told(opener: str) -> None:
    splitter = Splitter(f"SELECT {opener} ; DROP TABLE x; ", LEXES["postgres"])
    found = [[token.up for token in statement.tokens] for statement in splitter]
    assert ["DROP", "TABLE", "X"] in found
    assert len(splitter.broken) == 1


@pytest.mark.parametrize("value", ["now()", "CURRENT_TIMESTAMP", "gen_random_uuid()", "'x'"])
def test_rows_of_a_seed_are_never_too_many(value: str) -> None:
    rows = ",\n".join(f"({n}, {value})" for n in range(40_000))
    (statement,) = Splitter(f"INSERT INTO t (a, b) VALUES\n{rows};", LEXES["postgres"])
    assert not statement.cut


def test_rows_that_do_something_are_looked_at() -> None:
    rows = ",\n".join(f"({n}, now())" for n in range(9_000))
    text = f"INSERT INTO t (a, b) VALUES\n{rows},\n(1, pg_terminate_backend(7)),\n(2, now());"
    (statement,) = Splitter(text, LEXES["postgres"])
    assert "PG_TERMINATE_BACKEND" in {token.up for token in statement.tokens}
