"""`guardrail fix` makes what has to follow; `guardrail rollback-plan` says what can't come back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from guardrail.cli.main import main

POLICY = '[[database]]\ndialect = "postgres"\n'
CHECK = "ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17);\n"
GIVEN = "CREATE TABLE users (id int PRIMARY KEY, age int NOT NULL DEFAULT 18, name varchar(20));\n"

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(project, monkeypatch, capfd) -> Run:
    """Runs a command line in the project: exit status and standard output."""
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("GUARDRAIL_CACHE", str(project.root.parent / "cache"))
    project.write("guardrail.toml", POLICY)
    project.write("migrations/0001_users.sql", GIVEN)

    def call(*arguments: str) -> tuple[int, str]:
        status = main([*arguments])
        return status, capfd.readouterr().out

    return call


def test_a_fix_writes_the_migration_that_follows(project, run) -> None:
    file = project.write("migrations/0002_a.sql", CHECK)
    status, out = run("fix", "--unsafe", "--diff", "migrations/0002_a.sql")
    assert status == 1
    assert "--- /dev/null\n+++ b/migrations/0003_validate_adult.sql" in out
    assert file.read_text() == CHECK
    status, out = run("fix", "--unsafe", "migrations/0002_a.sql")
    assert status == 0
    assert "made migrations/0003_validate_adult.sql" in out
    assert "CHECK (age > 17) NOT VALID;" in file.read_text()
    made = project.root / "migrations" / "0003_validate_adult.sql"
    assert made.read_text() == "ALTER TABLE users VALIDATE CONSTRAINT adult;\n"
    assert run("fix", "--unsafe", "--diff", "migrations")[1].startswith("0 findings")


def test_without_unsafe_nothing_moves(project, run) -> None:
    file = project.write("migrations/0002_a.sql", CHECK)
    assert "more with --unsafe" in run("fix", "migrations/0002_a.sql")[1]
    assert file.read_text() == CHECK
    assert len(list((project.root / "migrations").iterdir())) == 2


def test_a_plan_that_loses_nothing(project, run) -> None:
    project.write("migrations/0002_a.sql", "ALTER TABLE users RENAME COLUMN name TO called;\n")
    status, out = run("rollback-plan", "migrations/0002_a.sql")
    assert status == 0
    assert "can be undone" in out
    assert "ALTER TABLE users RENAME COLUMN called TO name;" in out


def test_a_plan_says_what_cannot_come_back(project, run) -> None:
    project.write("migrations/0002_a.sql", "ALTER TABLE users DROP COLUMN age;\nDROP VIEW v;\n")
    status, out = run("rollback-plan", "migrations/0002_a.sql")
    assert status == 1
    assert "ALTER TABLE users ADD COLUMN age int DEFAULT 18 NOT NULL;" in out
    assert "line 1, drop column users.age: the values of users.age" in out
    assert "line 2, drop view v: its definition isn't known" in out
    status, out = run("rollback-plan", "--format", "json", "migrations/0002_a.sql")
    (plan,) = json.loads(out)["plans"]
    assert plan["verdict"] == "partly"
    assert plan["sql"] == ["ALTER TABLE users ADD COLUMN age int DEFAULT 18 NOT NULL"]


def test_a_plan_in_the_frameworks_own_words(project, run) -> None:
    text = (
        "from alembic import op\nimport sqlalchemy as sa\n\n"
        "revision = 'b'\ndown_revision = None\n\n"
        "def upgrade():\n    op.add_column('users', sa.Column('x', sa.Integer()))\n\n"
        "def downgrade():\n    pass\n"
    )
    project.write("versions/b.py", text)
    _, out = run("rollback-plan", "--format", "down", "versions/b.py")
    assert out == ('def downgrade():\n    op.execute("ALTER TABLE users DROP COLUMN x")\n')
