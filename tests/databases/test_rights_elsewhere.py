"""What the rules on guards and correctness say of MariaDB and SQLite is so."""

from __future__ import annotations

import sqlite3
from typing import Any

import pymysql
import pytest

Maria = pymysql.connections.Connection


def told(maria: Maria[Any], *statements: str) -> Any:
    """What the last of the statements returns."""
    with maria.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall()


PARENT = "CREATE TABLE p (id int PRIMARY KEY) ENGINE=InnoDB"
CHILD = "CREATE TABLE c (p int, FOREIGN KEY (p) REFERENCES p (id)) ENGINE=InnoDB"


class TestMariaDB:
    """MariaDB, and as far as its manual says so MySQL."""

    def test_what_was_written_without_checks_is_not_checked_later(self, maria: Maria[Any]) -> None:
        told(maria, PARENT, CHILD)
        with pytest.raises(pymysql.err.IntegrityError):
            told(maria, "INSERT INTO c VALUES (9)")
        told(maria, "SET FOREIGN_KEY_CHECKS = 0", "INSERT INTO c VALUES (9)")
        assert told(maria, "SET FOREIGN_KEY_CHECKS = 1", "SELECT p FROM c") == ((9,),)

    def test_safe_updates_refuse_a_write_without_a_key(self, maria: Maria[Any]) -> None:
        told(maria, PARENT, "INSERT INTO p VALUES (1)", "SET SQL_SAFE_UPDATES = 1")
        with pytest.raises(pymysql.err.MySQLError):
            told(maria, "DELETE FROM p")
        told(maria, "SET SQL_SAFE_UPDATES = 0", "DELETE FROM p")
        assert told(maria, "SELECT id FROM p") == ()

    def test_a_foreign_key_has_an_index(self, maria: Maria[Any]) -> None:
        assert len(told(maria, PARENT, CHILD, "SHOW INDEX FROM c")) == 1

    def test_a_key_of_another_type_is_refused(self, maria: Maria[Any]) -> None:
        with pytest.raises(pymysql.err.MySQLError):
            told(maria, PARENT, CHILD.replace("p int", "p bigint"))

    def test_names_longer_than_64_are_refused(self, maria: Maria[Any]) -> None:
        told(maria, f"CREATE TABLE {'a' * 64} (id int)")
        with pytest.raises(pymysql.err.MySQLError):
            told(maria, f"CREATE TABLE {'a' * 65} (id int)")

    def test_the_last_of_two_assignments_stays(self, maria: Maria[Any]) -> None:
        told(maria, PARENT, "INSERT INTO p VALUES (1)", "UPDATE p SET id = 2, id = 3")
        assert told(maria, "SELECT id FROM p") == ((3,),)


class TestSQLite:
    """SQLite."""

    def test_what_was_written_without_checks_stays(self, sqlite: sqlite3.Connection) -> None:
        sqlite.executescript(
            "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p REFERENCES p);"
            "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (9); PRAGMA foreign_keys = ON"
        )
        assert sqlite.execute("SELECT p FROM c").fetchall() == [(9,)]

    def test_a_foreign_key_makes_no_index(self, sqlite: sqlite3.Connection) -> None:
        sqlite.executescript("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p REFERENCES p)")
        assert sqlite.execute("PRAGMA index_list(c)").fetchall() == []

    def test_one_of_two_assignments_stays_without_a_word(self, sqlite: sqlite3.Connection) -> None:
        sqlite.executescript(
            "CREATE TABLE p (id int, a int); INSERT INTO p VALUES (1, 0); "
            "UPDATE p SET a = 2, a = 3 WHERE id = 1"
        )
        assert sqlite.execute("SELECT a FROM p").fetchall() in ([(2,)], [(3,)])
