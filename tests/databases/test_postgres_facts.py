"""That a fact says `proved` is itself held to: each has a statement that was run."""

from __future__ import annotations

import pytest
from measuring import measured
from postgres_cases import CASES, T
from releases import RELEASES
from retyping_cases import RETYPING

from guardrail.cost import Work
from guardrail.knowledge.databases.postgres.locks import FACTS, NEWEST
from guardrail.knowledge.databases.postgres.proved import LATEST, OLDEST, UNPROVED


def test_the_newest_server_is_the_newest_known() -> None:
    assert max(RELEASES) == NEWEST == LATEST
    assert min(RELEASES) == OLDEST


@pytest.mark.parametrize("form", sorted(set(FACTS) - UNPROVED))
def test_every_proved_form_was_run_on_every_version_it_holds_for(form: str) -> None:
    run = {
        version
        for case in (*CASES, *RETYPING)
        if case.form == form
        for version in RELEASES
        if case.since <= version <= case.until
    }
    held = {version for version in RELEASES if any(fact.holds(version) for fact in FACTS[form])}
    assert held <= run | EXCEPT.get(form, set())


EXCEPT = {
    "ADD COLUMN REFERENCES, default": {10},
    "CREATE INDEX ON ONLY": {10},
    "ALTER TYPE ADD VALUE": {10, 11},
}
"""Forms that older servers don't have, or don't have in a transaction."""


def test_a_time_zone_of_utc_spares_timestamps_from_version_12(postgres, database) -> None:
    cursor = database.cursor()
    for statement in T.split(";"):
        cursor.execute(statement)
    cursor.execute("SET timezone = 'UTC'")
    seen = measured(database, "ALTER TABLE t ALTER COLUMN seen TYPE timestamptz")
    assert seen.work is (Work.CATALOG if postgres.major >= 12 else Work.REWRITE)
