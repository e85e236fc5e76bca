"""How loudly statements are told: by what a server has shown, and what a constraint kept."""

from __future__ import annotations

import pytest
from judged import RULES, level

from guardrail.engine.examples import judge_example
from guardrail.example import Example, python, sql
from guardrail.model import Level


@pytest.mark.parametrize(
    ("rule", "text", "proved", "elsewhere"),
    [
        ("blocking-index", "CREATE INDEX i ON users (email)", "postgres", "tsql"),
        (
            "rewriting-column",
            "ALTER TABLE users ALTER COLUMN id {}bigint",
            "postgres=TYPE ",
            "tsql=",
        ),
        ("unbalanced-transaction", "BEGIN TRAN; ALTER TABLE t ADD a int", "sqlite", "tsql"),
        ("narrowed-type", "ALTER TABLE t {} varchar(9)", "mysql=MODIFY n", "oracle=MODIFY n"),
    ],
)
def test_what_a_server_would_do_is_quieter_where_none_showed_it(
    rule: str, text: str, proved: str, elsewhere: str
) -> None:
    told = []
    for one in (proved, elsewhere):
        dialect, _, word = one.partition("=")
        before = "CREATE TABLE t (n varchar(90)); CREATE TABLE users (id int, email text);"
        told.append(level(rule, sql(text.format(word), dialect=dialect, history=before)))
    assert Level.INFO <= told[1] <= max(Level.INFO, told[0] - 1)


@pytest.mark.parametrize("dialect", ["postgres", "tsql", "oracle", "snowflake", "tidb"])
def test_what_the_statement_says_itself_is_as_loud_everywhere(dialect: str) -> None:
    assert level("dropped-table", sql("DROP TABLE users", dialect=dialect)) is Level.ERROR
    assert level("unscoped-delete", sql("DELETE FROM users", dialect=dialect)) is Level.ERROR


TABLE = (
    "CREATE TABLE users (id int CONSTRAINT users_pk PRIMARY KEY, email text, boss int, "
    "CONSTRAINT one UNIQUE (email), CONSTRAINT led FOREIGN KEY (boss) REFERENCES users, "
    "CONSTRAINT old CHECK (id > 1));"
)


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("one", "", Level.WARNING),
        ("users_pk", "", Level.WARNING),
        ("led", "", Level.INFO),
        ("old", "", Level.INFO),
        ("one", "CREATE INDEX other ON users (email, id);", Level.INFO),
        ("one", "CREATE INDEX other ON users (id, email);", Level.WARNING),
        ("one", "CREATE INDEX other ON users (email) WHERE id > 3;", Level.WARNING),
    ],
)
def test_a_dropped_constraint_is_loud_where_nothing_else_leads_to_its_columns(
    name: str, more: str, expected: Level
) -> None:
    drop = sql(f"ALTER TABLE users DROP CONSTRAINT {name}", history=f"{TABLE} {more}")
    assert level("dropped-constraint", drop) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("users_email_key", Level.WARNING),
        ("users_pkey", Level.WARNING),
        ("users_boss_fkey", Level.INFO),
        ("anything", Level.INFO),
    ],
)
def test_of_an_unknown_constraint_its_name_tells(name: str, expected: Level) -> None:
    assert level("dropped-constraint", sql(f"ALTER TABLE u DROP CONSTRAINT {name}")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP FUNCTION total(int)", Level.WARNING),
        ("DROP TRIGGER keep ON orders; DROP FUNCTION kept()", Level.INFO),
        (
            "CREATE OR REPLACE FUNCTION step() RETURNS int AS 'SELECT 1'; DROP FUNCTION step()",
            Level.INFO,
        ),
        ("DROP SEQUENCE numbers", Level.INFO),
    ],
)
def test_a_dropped_function_is_loud_where_code_may_call_it(text: str, expected: Level) -> None:
    assert level("dropped-object", sql(text)) is expected


def test_names_that_a_program_puts_together_are_renamed_quietly() -> None:
    code = 'cursor.execute(f"ALTER TABLE {name} RENAME TO {name}_old")'
    assert level("renamed-table", python(code)) is Level.INFO
    assert level("renamed-table", python(code.replace("{name}", "users"))) is Level.WARNING


def test_foreign_keys_that_a_connection_begins_without_are_switched_off_quietly() -> None:
    text = "PRAGMA foreign_keys = OFF"
    assert level("disabled-guard", sql(text, dialect="sqlite")) is Level.INFO
    checks = sql("SET FOREIGN_KEY_CHECKS = 0", dialect="mysql")
    assert level("disabled-guard", checks) is Level.WARNING


def test_a_rebuild_says_whether_foreign_keys_are_surely_on() -> None:
    before = "CREATE TABLE t (id int); CREATE TABLE c (t int REFERENCES t (id) ON DELETE CASCADE);"
    rebuild = (
        "CREATE TABLE n (id int); INSERT INTO n SELECT * FROM t; DROP TABLE t;"
        " ALTER TABLE n RENAME TO t;"
    )
    said = [
        judge_example(RULES["cascading-rebuild"], sql(text, history=before, dialect="sqlite"))[
            0
        ].message
        for text in (rebuild, "PRAGMA foreign_keys = ON; " + rebuild)
    ]
    assert [" where foreign keys are on" in one for one in said] == [True, False]


def test_a_program_that_locks_whichever_account_it_is_told_is_quieter() -> None:
    text = 'cursor.execute(f"ALTER USER {} ACCOUNT LOCK")'
    assert level("revoked-right", python(text.format("{name}"))) is Level.INFO
    assert level("revoked-right", python(text.format("app"))) is Level.WARNING


def test_who_connects_to_a_server_is_quieter_than_the_server() -> None:
    server = sql("CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db2')")
    assert level("foreign-connection", server) is Level.WARNING
    mapping = sql("CREATE USER MAPPING FOR app SERVER far OPTIONS (user 'app')")
    assert level("foreign-connection", mapping) is Level.INFO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SET work_mem = '1GB'", Level.WARNING),
        ("RESET work_mem", Level.INFO),
        ("SET work_mem = DEFAULT", Level.INFO),
        ("SET shared_preload_libraries = 'other'", Level.ERROR),
        ("RESET shared_preload_libraries", Level.INFO),
        ("RESET ALL", Level.WARNING),
    ],
)
def test_a_setting_taken_back_is_quieter_than_one_made(text: str, expected: Level) -> None:
    assert level("changed-server-setting", sql(f"ALTER SYSTEM {text}")) is expected


def test_a_library_that_the_server_has_is_no_program_that_somebody_brings() -> None:
    assert level("server-side-program", sql("LOAD 'auto_explain'")) is Level.INFO
    assert level("server-side-program", sql("LOAD '$libdir/../../tmp/x'")) is Level.ERROR


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        ("grant-to-public", sql("GRANT ALL ON spatial_ref_sys TO PUBLIC"), Level.WARNING),
        ("grant-to-public", sql("GRANT ALL ON users TO PUBLIC"), Level.ERROR),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE boolean USING n::boolean",
                history="CREATE TABLE t (n int);",
            ),
            Level.WARNING,
        ),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE int",
                history="CREATE TABLE t (n double precision);",
            ),
            Level.ERROR,
        ),
        ("grant-all", sql("GRANT ALL ON *.* TO 'a'@'%'", dialect="mysql"), Level.ERROR),
        ("grant-all", sql("GRANT ALL ON * TO 'a'@'%'", dialect="mysql"), Level.WARNING),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE double precision",
                history="CREATE TABLE t (n numeric(4, 3));",
            ),
            Level.OFF,
        ),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE double precision",
                history="CREATE TABLE t (n numeric(20, 3));",
            ),
            Level.ERROR,
        ),
    ],
)
def test_what_is_less_than_it_looks(rule: str, example: Example, expected: Level) -> None:
    assert level(rule, example) is expected
