"""Changes of type: which of them write the rows anew, on the table `t` of the other cases."""

from __future__ import annotations

from postgres_cases import Case, T

REWRITE = "ALTER COLUMN TYPE, rewrite"
CATALOG = "ALTER COLUMN TYPE, catalog only"
INDEXED = "ALTER COLUMN TYPE, index rebuilt"
CHECKED = "ALTER COLUMN TYPE, check verified"


def _to(form: str, column: str, type: str, setup: str = "") -> Case:
    statement = f"ALTER TABLE t ALTER COLUMN {column} TYPE {type}"
    return Case(form, statement, f"{T}; {setup}")


RETYPING: tuple[Case, ...] = (
    _to(CATALOG, "email", "varchar(50)"),
    _to(CATALOG, "email", "varchar(51)"),
    _to(CATALOG, "email", "varchar"),
    _to(CATALOG, "email", "text"),
    _to(CATALOG, "email", "text USING email::text"),
    _to(CATALOG, "email", "character varying(255)"),
    _to(CATALOG, "note", "varchar"),
    _to(CATALOG, "price", "numeric(12, 2)"),
    _to(CATALOG, "price", "numeric"),
    _to(CATALOG, "price", "decimal(11, 2)"),
    _to(CATALOG, "network", "inet"),
    _to(CATALOG, "flags", "bit varying(16)"),
    _to(CATALOG, "flags", "varbit"),
    _to(CATALOG, "at", "timestamp(6)"),
    _to(CATALOG, "at", "timestamp"),
    _to(CATALOG, "seen", "timestamp(6)"),
    _to(CATALOG, "n", "oid"),
    _to(CATALOG, "x", "text"),
    _to(REWRITE, "email", "varchar(20)"),
    _to(REWRITE, "note", "varchar(100)"),
    _to(REWRITE, "email", "char(50)"),
    _to(REWRITE, "code", "text"),
    _to(REWRITE, "code", "char(8)"),
    _to(REWRITE, "n", "bigint"),
    _to(REWRITE, "small", "int"),
    _to(REWRITE, "n", "numeric"),
    _to(REWRITE, "n", "text"),
    _to(REWRITE, "n", "real"),
    _to(REWRITE, "price", "numeric(12, 4)"),
    _to(REWRITE, "price", "numeric(8, 2)"),
    _to(REWRITE, "seen", "timestamptz"),
    _to(REWRITE, "seen", "timestamp(3)"),
    _to(REWRITE, "seen", "date"),
    _to(REWRITE, "tags", "text[]"),
    _to(REWRITE, "tags", "varchar(20)[]"),
    _to(REWRITE, "email", "text USING lower(email)"),
    _to(REWRITE, "email", "text USING email || ''"),
    _to(REWRITE, "note", "jsonb USING note::jsonb", "UPDATE t SET note = '1'"),
    _to(CATALOG, "email", "varchar(80)", "CREATE INDEX i ON t (email)"),
    _to(CATALOG, "email", "text", "CREATE INDEX i ON t (email)"),
    _to(CATALOG, "price", "numeric(12, 2)", "CREATE INDEX i ON t (price)"),
    _to(CATALOG, "network", "inet", "CREATE INDEX i ON t (network)"),
    _to(CATALOG, "at", "timestamp", "CREATE INDEX i ON t (at)"),
    _to(INDEXED, "n", "oid", "CREATE INDEX i ON t (n)"),
    _to(INDEXED, "email", 'text COLLATE "POSIX"', "CREATE INDEX i ON t (email)"),
    _to(CATALOG, "email", 'text COLLATE "POSIX"'),
    _to(CATALOG, "email", "varchar(80)", "ALTER TABLE t ADD UNIQUE (email)"),
    _to(CHECKED, "email", "varchar(80)", "ALTER TABLE t ADD CHECK (email <> '')"),
    _to(CHECKED, "email", "text", "ALTER TABLE t ADD CHECK (length(email) > 0)"),
    _to(CATALOG, "email", "varchar(80)", "ALTER TABLE t ADD CHECK (n >= 0)"),
)
"""Each says what the change is expected to be; what it is, the server tells."""
