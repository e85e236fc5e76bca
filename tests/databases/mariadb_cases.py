"""Statements for every form of the knowledge of MariaDB, on one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A statement on `t`, the form it has, and what is done before it."""

    form: str
    statement: str
    setup: str = ""


SETUP = """CREATE TABLE t (id int PRIMARY KEY, email varchar(50), n int NOT NULL DEFAULT 0,
    note text, kind enum('a', 'b'), place point, p int, KEY by_n (n), KEY by_p (p)) ENGINE=InnoDB;
    INSERT INTO t (id, email, kind) VALUES (1, 'a', 'a'), (2, 'b', 'b');
    CREATE TABLE parent (id int PRIMARY KEY) ENGINE=InnoDB;
    CREATE TABLE k (id int, n int) ENGINE=InnoDB"""
FOREIGN = "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id)"

CASES: tuple[Case, ...] = (
    Case("ADD COLUMN", "ALTER TABLE t ADD COLUMN c int"),
    Case("ADD COLUMN", "ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 7"),
    Case("ADD COLUMN", "ALTER TABLE t ADD COLUMN c int AFTER id"),
    Case("ADD COLUMN, volatile default", "ALTER TABLE t ADD COLUMN c double DEFAULT (rand())"),
    Case("ADD COLUMN, numbered", "ALTER TABLE k ADD COLUMN c int AUTO_INCREMENT PRIMARY KEY"),
    Case("ADD COLUMN, generated stored", "ALTER TABLE t ADD COLUMN c int AS (n * 2) STORED"),
    Case("ADD COLUMN, generated virtual", "ALTER TABLE t ADD COLUMN c int AS (n * 2) VIRTUAL"),
    Case("ADD COLUMN UNIQUE", "ALTER TABLE t ADD COLUMN c int UNIQUE"),
    Case("ADD COLUMN REFERENCES", "ALTER TABLE t ADD COLUMN c int REFERENCES parent (id)"),
    Case("DROP COLUMN", "ALTER TABLE t DROP COLUMN note"),
    Case("RENAME COLUMN", "ALTER TABLE t RENAME COLUMN note TO remark"),
    Case("RENAME COLUMN", "ALTER TABLE t CHANGE note remark text"),
    Case("CHANGE TYPE", "ALTER TABLE t MODIFY n bigint NOT NULL DEFAULT 0"),
    Case("CHANGE TYPE", "ALTER TABLE t MODIFY email varchar(20)"),
    Case("CHANGE TYPE", "ALTER TABLE t MODIFY email text"),
    Case("CHANGE TYPE", "ALTER TABLE t MODIFY kind enum('b', 'a')"),
    Case("CHANGE TYPE, longer text", "ALTER TABLE t MODIFY email varchar(60)"),
    Case("CHANGE TYPE", "ALTER TABLE t MODIFY email varchar(300)"),
    Case("CHANGE TYPE, more values", "ALTER TABLE t MODIFY kind enum('a', 'b', 'c')"),
    Case("SET NOT NULL", "ALTER TABLE t MODIFY email varchar(50) NOT NULL"),
    Case("DROP NOT NULL", "ALTER TABLE t MODIFY n int NULL DEFAULT 0"),
    Case("SET DEFAULT", "ALTER TABLE t ALTER COLUMN n SET DEFAULT 5"),
    Case("SET DEFAULT", "ALTER TABLE t ALTER COLUMN n DROP DEFAULT"),
    Case("ADD INDEX", "ALTER TABLE t ADD INDEX i (email)"),
    Case("ADD INDEX", "ALTER TABLE t ADD UNIQUE INDEX i (email)"),
    Case("ADD INDEX", "CREATE INDEX i ON t (email)"),
    Case("ADD INDEX", "CREATE UNIQUE INDEX i ON t (email)"),
    Case("ADD UNIQUE", "ALTER TABLE t ADD CONSTRAINT u UNIQUE (email)"),
    Case("ADD FULLTEXT INDEX", "ALTER TABLE t ADD FULLTEXT INDEX i (note)"),
    Case("ADD FULLTEXT INDEX", "CREATE FULLTEXT INDEX i ON t (note)"),
    Case("DROP INDEX", "ALTER TABLE t DROP INDEX by_n"),
    Case("RENAME INDEX", "ALTER TABLE t RENAME INDEX by_n TO i"),
    Case("ADD PRIMARY KEY", "ALTER TABLE k ADD PRIMARY KEY (id)"),
    Case("DROP PRIMARY KEY", "ALTER TABLE t DROP PRIMARY KEY"),
    Case("ADD FOREIGN KEY", FOREIGN),
    Case("DROP FOREIGN KEY", "ALTER TABLE t DROP FOREIGN KEY fk", FOREIGN),
    Case("ADD CHECK", "ALTER TABLE t ADD CONSTRAINT c CHECK (n >= 0)"),
    Case(
        "DROP CONSTRAINT",
        "ALTER TABLE t DROP CONSTRAINT c",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (n >= 0)",
    ),
    Case("RENAME TABLE", "ALTER TABLE t RENAME TO u"),
    Case("CONVERT CHARACTER SET", "ALTER TABLE t CONVERT TO CHARACTER SET latin1"),
    Case("REBUILD", "ALTER TABLE t ENGINE=InnoDB"),
    Case("REBUILD", "ALTER TABLE t FORCE"),
    Case("CHANGE ROW FORMAT", "ALTER TABLE t ROW_FORMAT=COMPRESSED"),
)
