"""What the rules on rights, policies and correctness say of PostgreSQL is so on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pg8000.dbapi
import pytest
import servers

Connection = pg8000.dbapi.Connection
REFUSED = (pg8000.dbapi.DatabaseError, pg8000.dbapi.ProgrammingError)
NOTES = (
    "CREATE TABLE notes (id bigint PRIMARY KEY, owner text)",
    "INSERT INTO notes VALUES (1, 'asker'), (2, 'other')",
    "GRANT ALL ON notes TO asker",
)
OWN = "CREATE POLICY own ON notes USING (owner = current_user)"
ON = "ALTER TABLE notes ENABLE ROW LEVEL SECURITY"


def run(database: Connection, *statements: str) -> None:
    cursor = database.cursor()
    for statement in statements:
        cursor.execute(statement)


def asked(database: Connection, query: str) -> list[Any]:
    cursor = database.cursor()
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def notes(database: Connection) -> Iterator[Connection]:
    """A table with two rows, one of them `asker`'s."""
    if not asked(database, "SELECT 1 FROM pg_roles WHERE rolname = 'asker'"):
        run(database, "CREATE ROLE asker")
    run(database, "GRANT ALL ON SCHEMA public TO asker", *NOTES)
    yield database
    run(database, "RESET ROLE", "RESET session_replication_role", "RESET row_security")


def seen(database: Connection, table: str = "notes") -> list[Any]:
    """The rows that `asker` sees."""
    run(database, "SET ROLE asker")
    try:
        return asked(database, f"SELECT id FROM {table} ORDER BY id")
    finally:
        run(database, "RESET ROLE")


class TestPolicies:
    """Row level security, its policies and the ways past it."""

    def test_a_policy_does_nothing_while_row_security_is_off(self, notes: Connection) -> None:
        run(notes, OWN)
        assert seen(notes) == [1, 2]
        run(notes, ON)
        assert seen(notes) == [1]

    def test_without_a_policy_nobody_sees_a_row(self, notes: Connection) -> None:
        run(notes, ON)
        assert seen(notes) == []

    def test_a_policy_that_is_always_true_undoes_the_others(self, notes: Connection) -> None:
        run(notes, ON, OWN, "CREATE POLICY p ON notes USING (true)")
        assert seen(notes) == [1, 2]

    def test_a_restrictive_one_does_not(self, notes: Connection) -> None:
        run(notes, ON, OWN, "CREATE POLICY p ON notes AS RESTRICTIVE USING (true)")
        assert seen(notes) == [1]

    def test_a_dropped_policy_takes_its_rows_out_of_sight(self, notes: Connection) -> None:
        run(notes, ON, OWN, "DROP POLICY own ON notes")
        assert seen(notes) == []

    def test_the_owner_passes_unless_it_is_forced(self, notes: Connection) -> None:
        run(notes, ON, OWN, "ALTER TABLE notes OWNER TO asker")
        assert seen(notes) == [1, 2]
        run(notes, "ALTER TABLE notes FORCE ROW LEVEL SECURITY")
        assert seen(notes) == [1]
        run(notes, "ALTER TABLE notes NO FORCE ROW LEVEL SECURITY")
        assert seen(notes) == [1, 2]

    def test_a_view_shows_what_its_owner_sees(self, notes: Connection) -> None:
        run(notes, ON, OWN, "CREATE VIEW v AS SELECT * FROM notes", "GRANT SELECT ON v TO asker")
        assert seen(notes, "v") == [1, 2]

    def test_a_view_of_its_invoker_does_not_since_15(
        self, notes: Connection, postgres: servers.Postgres
    ) -> None:
        view = "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM notes"
        run(notes, ON, OWN)
        if postgres.major < 15:
            with pytest.raises(REFUSED):
                run(notes, view)
            return
        run(notes, view, "GRANT SELECT ON v TO asker")
        assert seen(notes, "v") == [1]

    def test_bypassrls_passes(self, notes: Connection) -> None:
        run(notes, ON, OWN, "ALTER ROLE asker BYPASSRLS")
        try:
            assert seen(notes) == [1, 2]
        finally:
            run(notes, "ALTER ROLE asker NOBYPASSRLS")

    def test_row_security_off_fails_rather_than_shows(self, notes: Connection) -> None:
        run(notes, ON, OWN, "SET row_security = off")
        with pytest.raises(REFUSED):
            seen(notes)


class TestGuards:
    """What is switched off isn't checked later."""

    def test_a_replica_checks_no_foreign_key(self, notes: Connection) -> None:
        run(notes, "CREATE TABLE tags (note bigint REFERENCES notes (id))")
        with pytest.raises(REFUSED):
            run(notes, "INSERT INTO tags VALUES (9)")
        run(notes, "SET session_replication_role = replica", "INSERT INTO tags VALUES (9)")
        run(notes, "RESET session_replication_role")
        assert asked(notes, "SELECT note FROM tags") == [9]

    def test_disable_trigger_all_does_the_same(self, notes: Connection) -> None:
        run(notes, "CREATE TABLE tags (note bigint REFERENCES notes (id))")
        run(notes, "ALTER TABLE tags DISABLE TRIGGER ALL", "INSERT INTO tags VALUES (9)")
        run(notes, "ALTER TABLE tags ENABLE TRIGGER ALL")
        assert asked(notes, "SELECT note FROM tags") == [9]

    def test_a_definer_works_with_the_path_of_its_caller(self, notes: Connection) -> None:
        run(
            notes,
            "CREATE SCHEMA mine AUTHORIZATION asker",
            "CREATE TABLE mine.notes (id bigint)",
            "INSERT INTO mine.notes VALUES (7)",
            "CREATE FUNCTION first() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
            "AS 'SELECT min(id) FROM notes'",
            "SET search_path = mine, public",
        )
        try:
            assert asked(notes, "SELECT first()") == [7]
            run(notes, "ALTER FUNCTION first() SET search_path = public")
            assert asked(notes, "SELECT first()") == [1]
        finally:
            run(notes, "RESET search_path", "DROP SCHEMA mine CASCADE")


class TestCorrectness:
    """What works today and goes wrong later."""

    def test_names_are_cut_to_63_bytes(self, notes: Connection) -> None:
        run(notes, f"CREATE TABLE {'a' * 70} (id int)")
        assert asked(notes, "SELECT relname FROM pg_class WHERE relname LIKE 'aaaa%'") == ["a" * 63]

    def test_the_sequence_does_not_know_of_given_keys(self, notes: Connection) -> None:
        run(notes, "CREATE TABLE kinds (id serial PRIMARY KEY, name text)")
        run(notes, "INSERT INTO kinds (id, name) VALUES (1, 'a')")
        with pytest.raises(REFUSED):
            run(notes, "INSERT INTO kinds (name) VALUES ('b')")

    def test_a_check_of_the_time_is_taken_and_lets_old_rows_be(self, notes: Connection) -> None:
        run(
            notes,
            "CREATE TABLE offers (id int, ends timestamptz CHECK (ends > clock_timestamp()))",
            "INSERT INTO offers VALUES (1, clock_timestamp() + interval '50 ms')",
            "SELECT pg_sleep(0.1)",
        )
        with pytest.raises(REFUSED):
            run(notes, "UPDATE offers SET id = 2")

    def test_a_column_assigned_twice_is_refused(self, notes: Connection) -> None:
        with pytest.raises(REFUSED):
            run(notes, "UPDATE notes SET owner = 'a', owner = 'b' WHERE id = 1")

    def test_a_foreign_key_makes_no_index(self, notes: Connection) -> None:
        run(notes, "CREATE TABLE tags (note bigint REFERENCES notes (id))")
        found = asked(notes, "SELECT count(*) FROM pg_indexes WHERE tablename = 'tags'")
        assert found == [0]

    def test_an_int_that_refers_to_a_bigint_is_taken_until_it_is_full(
        self, notes: Connection
    ) -> None:
        run(notes, "INSERT INTO notes VALUES (3000000000, 'x')")
        run(notes, "CREATE TABLE tags (note int REFERENCES notes (id))")
        with pytest.raises(REFUSED):
            run(notes, "INSERT INTO tags VALUES (3000000000)")

    def test_without_a_replica_identity_published_rows_cannot_be_changed(
        self, notes: Connection
    ) -> None:
        run(notes, "ALTER TABLE notes REPLICA IDENTITY NOTHING")
        run(notes, "CREATE PUBLICATION everything FOR TABLE notes")
        try:
            with pytest.raises(REFUSED):
                run(notes, "DELETE FROM notes WHERE id = 1")
        finally:
            run(notes, "DROP PUBLICATION everything")
