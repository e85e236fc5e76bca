"""The table of statements: what each does, in a line an effect (see `cases/`).

A statement stands at the margin, with its dialect in brackets where it isn't PostgreSQL; what it
yields is indented below it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_sql import items, shown

CASES = Path(__file__).parent / "cases"


def cases() -> list[tuple[str, str, list[str]]]:
    """Every statement with its dialect and what is expected of it."""
    found: list[tuple[str, str, list[str]]] = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            head, *expected = block.split("\n")
            dialect, _, text = (
                head[1:].partition("] ") if head[0] == "[" else ("postgres", "", head)
            )
            found.append((dialect, text, [line.strip() for line in expected]))
    return found


@pytest.mark.parametrize(("dialect", "text", "expected"), cases())
def test_statement(dialect: str, text: str, expected: list[str]) -> None:
    assert [shown(item) for item in items(text, dialect)] == expected


def test_there_are_enough_cases() -> None:
    assert len(cases()) > 300


@pytest.mark.parametrize(
    "neighbour", ["SELECT FROM WHERE", "DROP", "CREATE", "ALTER TABLE", ")((", "DELETE"]
)
def test_a_bad_statement_hides_no_neighbour(neighbour: str) -> None:
    found = [shown(item) for item in items(f"DROP TABLE a; {neighbour}; DROP TABLE b")]
    assert "SchemaChange verb=drop kind=table table=a name=a" in found
    assert "SchemaChange verb=drop kind=table table=b name=b" in found


def test_no_secret_is_kept() -> None:
    found = items("CREATE USER r WITH PASSWORD 'hunter22'; ALTER ROLE r PASSWORD 'hunter22'")
    assert found
    assert not [item for item in found if "hunter22" in repr(item)]


def test_the_evidence_of_a_password_does_not_tell_it() -> None:
    one, other = (
        [item.evidence for item in items(f"CREATE USER r PASSWORD '{secret}'")]  # type: ignore[union-attr]
        for secret in ("hunter22", "swordfish9")
    )
    assert one == other


def test_evidence_changes_with_the_statement_and_not_with_its_layout() -> None:
    def evidence(text: str) -> str:
        (item,) = items(text)
        return item.evidence  # type: ignore[union-attr]

    plain = evidence("DELETE FROM users WHERE name = 'x'")
    assert evidence("delete  from users -- all\n where name = 'x'") == plain
    assert evidence("DELETE FROM users WHERE name = 'y'") != plain
    assert evidence("DELETE FROM users WHERE name = 'x' OR true") != plain
