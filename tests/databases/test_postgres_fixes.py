"""A fixed migration, with what follows it, ends in the schema that the original ends in."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalog import schema_of
from conftest import emptied
from migrating import migrate

from guardrail.cli.mending import mend
from guardrail.engine.check import Request, check
from guardrail.policy.policy import load
from guardrail.snapshot.work_tree import WorkTree

GIVEN = """
CREATE TABLE users (id bigint, email text, name varchar(50), plan text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, note text);
CREATE UNIQUE INDEX users_id ON users (id);
CREATE INDEX by_note ON orders (note);
CREATE INDEX by_total ON orders (total);
INSERT INTO users SELECT n, n || '@x', 'n' || n, 'free' FROM generate_series(1, 3000) n;
INSERT INTO orders SELECT n, 1 + n % 3000, n, 'x' FROM generate_series(1, 3000) n;
"""

STATEMENTS = {
    "index": "CREATE INDEX users_email ON users (email);",
    "unique index": "CREATE UNIQUE INDEX users_email ON public.users (lower(email)) WHERE id > 0;",
    "two indexes": "CREATE INDEX a ON users (email);\nCREATE INDEX b ON orders (total);",
    "drop": "DROP INDEX by_note;",
    "drop two": "DROP INDEX IF EXISTS by_note, by_total;",
    "table and index": "CREATE TABLE t (id int);\nCREATE INDEX users_email ON users (email);",
    "reindex": "REINDEX INDEX by_note;",
    "foreign key": "ALTER TABLE orders ADD CONSTRAINT o_user FOREIGN KEY (user_id) "
    "REFERENCES users (id) ON DELETE CASCADE;",
    "foreign key without a name": "ALTER TABLE orders ADD FOREIGN KEY (user_id) "
    "REFERENCES users (id);",
    "check": "alter table orders add constraint positive check (total > 0);",
    "several actions": "ALTER TABLE orders ADD COLUMN more int, ADD CONSTRAINT positive "
    "CHECK (total > 0);",
    "not null": "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
    "unique": "ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);",
    "unique without a name": "ALTER TABLE users ADD UNIQUE (email, name);",
    "unique that includes": "ALTER TABLE users ADD UNIQUE (email) INCLUDE (name);",
    "deferrable": "ALTER TABLE users ADD UNIQUE (email) DEFERRABLE INITIALLY DEFERRED;",
    "primary key": "ALTER TABLE users ADD PRIMARY KEY (id);",
    "volatile default": "ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();",
    "required volatile default": "ALTER TABLE users ADD COLUMN token uuid NOT NULL "
    "DEFAULT gen_random_uuid();",
    "backfill": "UPDATE users SET plan = 'paid' WHERE id > 10;",
    "column and backfill": "ALTER TABLE users ADD COLUMN seen int;\nUPDATE users SET seen = 0;",
}

TOOLS = {
    "sql": ("migrations/0001_given.sql", "migrations/0002_change.sql", "{}"),
    "goose": (
        "migrations/00001_given.sql",
        "migrations/00002_change.sql",
        "-- +goose Up\n{}\n\n-- +goose Down\n",
    ),
    "dbmate": (
        "migrations/20240101000001_given.sql",
        "migrations/20240101000002_change.sql",
        "-- migrate:up\n{}\n\n-- migrate:down\n",
    ),
    "flyway": ("migrations/V1__given.sql", "migrations/V2__change.sql", "{}"),
    "golang-migrate": ("migrations/1_given.up.sql", "migrations/2_change.up.sql", "{}"),
    "prisma": (
        "migrations/20240101000001_given/migration.sql",
        "migrations/20240101000002_change/migration.sql",
        "{}",
    ),
    "diesel": (
        "migrations/2024-01-01-000001_given/up.sql",
        "migrations/2024-01-01-000002_change/up.sql",
        "{}",
    ),
}


def written(root: Path, tool: str, statement: str) -> dict[str, str]:
    """The project's migrations before it is fixed."""
    first, second, around = TOOLS[tool]
    files = {first: around.format(GIVEN), second: around.format(statement)}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "guardrail.toml").write_text('[[database]]\ndialect = "postgres"\n')
    return files


def request(root: Path, only: list[str]) -> Request:
    """Judges some of the files."""
    tree = WorkTree(root, git=False)
    return Request(tree, load(tree), only)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("what", STATEMENTS)
def test_the_schema_is_the_same_in_the_end(postgres, tmp_path, tool, what) -> None:
    files = written(tmp_path, tool, STATEMENTS[what])
    second = TOOLS[tool][1]
    mended = mend(request(tmp_path, [second]), unsafe=True)
    if not mended.count:
        pytest.skip("nothing here is fixed")
    connection = postgres.connect()
    emptied(connection)
    migrate(connection, tool, files)
    expected = schema_of(connection)
    emptied(connection)
    migrate(connection, tool, {**files, **mended.texts})
    assert schema_of(connection) == expected
    connection.close()
    rules = {f.rule for f in check(request(tmp_path, [second])).counted() if f.fix}
    for path, text in mended.texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    paths = [path for path in mended.texts if path.endswith(".sql")]
    left = [f for f in check(request(tmp_path, paths)).counted() if f.rule in rules]
    assert not left, [(f.rule, f.span.path, f.message) for f in left]
