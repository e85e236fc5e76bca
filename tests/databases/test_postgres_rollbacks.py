"""Up, then the derived way back: the schema is what it was before."""

from __future__ import annotations

from collections.abc import Iterator

import pg8000.dbapi
import pytest
from catalog import schema_of
from conftest import emptied
from migrating import migrate

from guardrail.cli.rollback_plan import plans_of
from guardrail.cli.target import choose
from guardrail.console.options import Parsed
from guardrail.remedies.rollback.model import Verdict
from guardrail.remedies.rollback.text import sql

GIVEN = """
CREATE TABLE users (
    id bigserial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name varchar(50) DEFAULT 'x',
    age int CHECK (age > 0),
    "Plan" text,
    born date,
    made timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint REFERENCES users (id) ON DELETE CASCADE,
    total numeric(10, 2) DEFAULT 0.5,
    note text,
    "order" int,
    twice numeric GENERATED ALWAYS AS (total * 2) STORED,
    CONSTRAINT sane CHECK (total > -5 AND note <> 'a'),
    CONSTRAINT one UNIQUE (user_id, note)
);
CREATE INDEX by_total ON orders (total DESC NULLS LAST, lower(note)) WHERE total > 5;
CREATE UNIQUE INDEX by_name ON users USING btree (name text_pattern_ops) INCLUDE (age);
CREATE TABLE plain (a int, b text);
CREATE VIEW seen AS SELECT id FROM users;
"""

CLEAN = (
    "CREATE TABLE t (id int PRIMARY KEY, u bigint REFERENCES users (id));",
    "CREATE TABLE t (id int); CREATE INDEX i ON t (id); ALTER TABLE t ADD COLUMN a int;",
    "ALTER TABLE users ADD COLUMN seen boolean NOT NULL DEFAULT false;",
    "ALTER TABLE users ADD COLUMN seen int, ADD COLUMN other int; CREATE INDEX i ON users (seen);",
    "ALTER TABLE users RENAME COLUMN name TO called;",
    'ALTER TABLE users RENAME COLUMN "Plan" TO plan;',
    "ALTER TABLE users RENAME TO people;",
    "ALTER TABLE users RENAME CONSTRAINT users_email_key TO one_email;",
    "ALTER INDEX by_name RENAME TO by_called;",
    "ALTER TABLE users ALTER COLUMN name TYPE text;",
    "ALTER TABLE users ALTER COLUMN name TYPE varchar(80);",
    "ALTER TABLE users ALTER COLUMN age TYPE bigint;",
    "ALTER TABLE users ALTER COLUMN name DROP DEFAULT;",
    "ALTER TABLE orders ALTER COLUMN total SET DEFAULT 7;",
    "ALTER TABLE users ALTER COLUMN made DROP DEFAULT;",
    "ALTER TABLE users ALTER COLUMN born SET NOT NULL;",
    "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
    "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);",
    "ALTER TABLE orders ADD CHECK (total > 0);",
    "ALTER TABLE users ADD UNIQUE (age, born);",
    'ALTER TABLE orders ADD UNIQUE ("order");',
    "ALTER TABLE plain ADD PRIMARY KEY (a); ALTER TABLE plain ALTER COLUMN b SET NOT NULL;",
    "ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (id);",
    "ALTER TABLE orders DROP CONSTRAINT sane;",
    "ALTER TABLE orders DROP CONSTRAINT one;",
    "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;",
    "ALTER TABLE users DROP CONSTRAINT users_email_key;",
    "ALTER TABLE users DROP CONSTRAINT users_age_check;",
    "CREATE INDEX i ON users (age);",
    "CREATE INDEX ON users (age);",
    "CREATE INDEX CONCURRENTLY i ON users (age);",
    "DROP INDEX by_total;",
    "DROP INDEX CONCURRENTLY by_name;",
    "ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
    "ALTER TABLE users FORCE ROW LEVEL SECURITY;",
    "CREATE VIEW v AS SELECT 1 AS a;",
    "CREATE SEQUENCE s;",
    "CREATE TYPE mood AS ENUM ('a', 'b'); ALTER TABLE users ADD COLUMN m mood;",
    "CREATE MATERIALIZED VIEW m AS SELECT id FROM users;",
    "ALTER TABLE users RENAME name TO a; ALTER TABLE users ALTER COLUMN a TYPE text;",
)

LOSING = (
    "ALTER TABLE users DROP COLUMN name;",
    "ALTER TABLE users DROP COLUMN age;",
    'ALTER TABLE users DROP COLUMN "Plan";',
    "ALTER TABLE orders DROP COLUMN user_id;",
    'ALTER TABLE orders DROP COLUMN twice, DROP COLUMN "order";',
    "ALTER TABLE users DROP COLUMN made;",
    "DROP TABLE orders;",
    "DROP TABLE plain;",
    "ALTER TABLE orders ALTER COLUMN note TYPE varchar(3);",
    "ALTER TABLE users ALTER COLUMN born TYPE text USING born::text;",
    "UPDATE users SET name = 'q' WHERE id = 1; CREATE INDEX i ON users (born);",
    "DELETE FROM orders WHERE id = 1;",
    "TRUNCATE plain;",
)

PARTLY = (
    "DROP VIEW seen;",
    "CREATE TABLE IF NOT EXISTS users (id int);",
    "INSERT INTO plain VALUES (1, 'x');",
    "ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;",
)


def way_back(tmp_path, change: str):
    """The plan of a change after what is given."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_given.sql").write_text(GIVEN)
    (folder / "0002_change.sql").write_text(change)
    (tmp_path / "guardrail.toml").write_text('[[database]]\ndialect = "postgres"\n')
    chosen = choose(Parsed({"--no-cache": [""]}, ["migrations/0002_change.sql"]))
    (plan,) = plans_of(chosen, change)
    return plan


@pytest.fixture
def connection(postgres) -> Iterator[pg8000.dbapi.Connection]:
    """A session, closed in the end."""
    made = postgres.connect()
    yield made
    made.close()


@pytest.mark.parametrize("change", [*CLEAN, *LOSING])
def test_up_and_back_is_where_it_began(connection, tmp_path, monkeypatch, change) -> None:
    monkeypatch.chdir(tmp_path)
    plan = way_back(tmp_path, change)
    wanted = Verdict.CLEAN if change in CLEAN else Verdict.LOSES
    assert plan.verdict is wanted, [(s.does, s.loss, s.missing) for s in plan.steps]
    emptied(connection)
    migrate(connection, "sql", {"migrations/1.sql": GIVEN})
    before = schema_of(connection)
    migrate(connection, "sql", {"migrations/2.sql": change, "migrations/3.sql": sql(plan)})
    assert schema_of(connection) == before


@pytest.mark.parametrize("change", PARTLY)
def test_what_has_no_way_back_is_said(tmp_path, monkeypatch, change) -> None:
    monkeypatch.chdir(tmp_path)
    plan = way_back(tmp_path, change)
    assert plan.verdict is Verdict.PARTLY
    assert all(step.missing for step in plan.steps if not step.sql)
