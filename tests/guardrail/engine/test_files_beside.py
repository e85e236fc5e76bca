"""Files beside a migration say whether it runs in a transaction and can be taken back."""

from __future__ import annotations

import pytest

from guardrail.engine.check import Request, check
from guardrail.policy.policy import load
from guardrail.project.beside import Beside, Opens, beside
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

INDEX = "CREATE INDEX CONCURRENTLY i ON users (email);\n"


def rules(files: dict[str, str], path: str) -> set[str]:
    """The rules that fire on a file."""
    tree = Overlay(Nothing(), {"guardrail.toml": '[[database]]\ndialect = "postgres"\n', **files})
    return {finding.rule for finding in check(Request(tree, load(tree), [path])).counted()}


DIESEL = "migrations/2024-01-01-000000_a/up.sql"
FLYWAY = "db/migration/V2__a.sql"
TWO = f"CREATE TABLE t (id int);\n{INDEX}"


@pytest.mark.parametrize(
    ("path", "text", "more", "inside"),
    [
        (DIESEL, INDEX, {}, True),
        (DIESEL, INDEX, {"metadata.toml": "run_in_transaction = false\n"}, False),
        (DIESEL, INDEX, {"metadata.toml": "run_in_transaction = true\n"}, True),
        (FLYWAY, TWO, {}, True),
        (FLYWAY, TWO, {"V2__a.sql.conf": "executeInTransaction=false\n"}, False),
        (FLYWAY, TWO, {"V3__a.sql.conf": "executeInTransaction=false\n"}, True),
        (FLYWAY, TWO, {"/flyway.conf": "flyway.mixed=true\n"}, False),
        (FLYWAY, TWO, {"/flyway.conf": "flyway.executeInTransaction=false\n"}, False),
        (FLYWAY, TWO, {"/flyway.toml": "[flyway]\nmixed = true\n"}, False),
        (FLYWAY, TWO, {"/conf/flyway.conf": "flyway.mixed=false\n"}, True),
        (
            "src/main/resources/db/migration/V2__a.sql",
            TWO,
            {"/src/main/resources/application.yml": "spring:\n  flyway:\n    mixed: true\n"},
            False,
        ),
        ("migrations/20240101000000_a.sql", f"-- no-transaction\n{TWO}", {}, False),
        ("migrations/20240101000000_a.up.sql", f"-- hello\n-- no-transaction\n{TWO}", {}, True),
        ("migrations/20240101000000_a.up.sql", f"-- no-transaction\n{TWO}", {}, False),
        ("migrations/20240101000000_a.autocommit.up.sql", TWO, {}, False),
        ("migrations/20240101000000_a.up.sql", TWO, {}, True),
    ],
)
def test_what_runs_in_a_transaction(
    path: str, text: str, more: dict[str, str], inside: bool
) -> None:
    folder = path.rpartition("/")[0]
    files = {n[1:] if n.startswith("/") else f"{folder}/{n}": t for n, t in more.items()}
    assert ("concurrently-in-transaction" in rules({path: text, **files}, path)) is inside


ADD = "ALTER TABLE users ADD COLUMN email text;\n"


@pytest.mark.parametrize(
    ("path", "others", "told"),
    [
        ("m/2_a.up.sql", ["m/1_a.up.sql", "m/1_a.down.sql"], True),
        ("m/2_a.up.sql", ["m/1_a.down.sql", "m/2_a.down.sql"], False),
        ("m/2_a.up.sql", ["m/1_a.up.sql"], False),
        ("m/2_a.up.sql", ["m/1_a.down.sql", "m/2_a.down.go"], False),
        ("m/2_a.up.sql", ["m/1_a.down.sql", "m/2_other.down.sql"], False),
        ("m/2_a.up.sql", ["m/1_a.down.sql", "m/22_a.down.sql"], True),
        ("m/2_a.up.sql", ["other/1_a.down.sql"], False),
        ("migrations/2_a/up.sql", ["migrations/1_a/down.sql"], True),
        ("migrations/2_a/up.sql", ["migrations/2_a/down.sql"], False),
    ],
)
def test_a_missing_way_back_is_told(path: str, others: list[str], told: bool) -> None:
    files = {path: ADD, **dict.fromkeys(others, "SELECT 1;\n")}
    assert ("irreversible-migration" in rules(files, path)) is told


def test_a_file_of_its_own_counts_before_settings_around_it() -> None:
    files = {"a/V1__x.sql.conf": "executeInTransaction=true", "flyway.conf": "flyway.mixed=true"}
    assert beside("a/V1__x.sql", [], files.get) == Beside(Opens.TOOL)
    assert beside("a/V2__x.sql", [], files.get) == Beside(Opens.MIXED)
