"""Fixed migrations of Django and Alembic, run by Django and Alembic themselves.

They end in the schema, and the models' state, in which the original ends, and no longer fire.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from textwrap import dedent, indent

import pytest
from catalog import schema_of
from servers import Postgres

from guardrail.cli.mending import Mended, mend
from guardrail.engine.check import Request, check
from guardrail.policy.policy import load
from guardrail.snapshot.work_tree import WorkTree

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / ".cache" / "libraries" / "migrators" / "bin" / "python"
OLDEST_FOR_DJANGO = 14

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="Django and Alembic aren't installed (make test-databases)"
)

DJANGO_GIVEN = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            "User",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("email", models.TextField(null=True)),
                ("name", models.CharField(max_length=50, null=True)),
                ("age", models.IntegerField(null=True, db_index=True)),
                ("Odd Name", models.IntegerField(null=True, db_column="odd name")),
            ],
            options={"indexes": [models.Index(fields=["name"], name="by_name")]},
        ),
        migrations.CreateModel(
            "Order",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("user", models.ForeignKey("shop.User", models.CASCADE, null=True)),
            ],
            options={"db_table": "orders"},
        ),
        migrations.RunSQL(
            "INSERT INTO shop_user (email, name, age, \\"odd name\\") "
            "SELECT n || '@x', 'n' || n, n, n FROM generate_series(1, 2500) n"
        ),
        migrations.AddField("user", "later", models.TextField(null=True)),
        migrations.RunSQL("INSERT INTO orders (user_id) SELECT id FROM shop_user"),
    ]
"""

DJANGO = """\
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Value
{before}

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
{operations}
    ]
"""

FILL = """

def fill(apps, schema_editor):
    User = apps.get_model("shop", "User")
    User.objects.all().update(extra=Value("x"))

"""

EXTRA = 'migrations.AddField("user", "extra", models.TextField(null=True)),'

OPERATIONS = {
    "index": 'migrations.AddIndex("user", models.Index(fields=["email"], name="by_email")),',
    "index among others": f'{EXTRA}\nmigrations.AddIndex("user", '
    'models.Index(fields=["email"], name="by_email")),',
    "index removed": 'migrations.RemoveIndex("user", "by_name"),',
    "index in a transaction": 'AddIndexConcurrently("user", '
    'models.Index(fields=["email"], name="by_email")),',
    "index in sql": 'migrations.RunSQL("CREATE INDEX by_email ON shop_user (email)", '
    '"DROP INDEX by_email"),',
    "check": 'migrations.AddConstraint("user", models.CheckConstraint('
    'condition=models.Q(age__gt=0), name="old_enough")),',
    "foreign key in sql": 'migrations.RunSQL("ALTER TABLE orders ADD CONSTRAINT known '
    'FOREIGN KEY (user_id) REFERENCES shop_user (id)", '
    '"ALTER TABLE orders DROP CONSTRAINT known"),',
    "required": 'migrations.AlterField("user", "email", models.TextField()),',
    "required in words": """\
        migrations.AlterField(
            model_name="user",
            name="Odd Name",
            field=models.IntegerField(
                db_column="odd name",
            ),
        ),
    """,
    "required and longer": 'migrations.AlterField("user", "name", '
    "models.CharField(max_length=90)),",
    "required key": 'migrations.AlterField("order", "user", '
    'models.ForeignKey("shop.User", models.CASCADE)),',
    "required after another": f'{EXTRA}\nmigrations.AlterField("user", "email", '
    "models.TextField()),",
    "unique": 'migrations.AddConstraint("user", '
    'models.UniqueConstraint(fields=["name", "age"], name="one_each")),',
    "unique among others": f'{EXTRA}\nmigrations.AddConstraint("order", '
    'models.UniqueConstraint(fields=("user",), name="one_order")),',
    "unique number": 'migrations.AlterField("user", "age", '
    "models.IntegerField(null=True, unique=True)),",
    "unique text": """\
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.TextField(
                null=True,
                unique=True,
            ),
        ),
    """,
    "unique and required": 'migrations.AlterField("user", "name", '
    "models.CharField(unique=True, max_length=60)),",
    "backfill": "migrations.RunPython(fill, migrations.RunPython.noop),",
    "backfill with its column": f"{EXTRA}\nmigrations.RunPython(fill),",
    "way back": 'migrations.RunSQL("UPDATE shop_user SET age = 2 WHERE id = 1"),',
}

MEANT = {"index in a transaction": "index"}
"""What can't be run as it is, and what its author wanted."""

ALEMBIC_GIVEN = """\
import sqlalchemy as sa
from alembic import op

revision = "a"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("name", sa.String(50)),
        sa.Index("by_name", "name"),
    )
    op.create_table("orders", sa.Column("user_id", sa.BigInteger), sa.Column("total", sa.Integer))
    op.execute("CREATE UNIQUE INDEX users_id ON users (id)")
    op.execute(
        "INSERT INTO users SELECT n, n || '@x', 'n' || n FROM generate_series(1, 2500) n"
    )
    op.execute("INSERT INTO orders SELECT id, id FROM users")


def downgrade():
    op.drop_table("orders")
    op.drop_table("users")
"""

ALEMBIC = """\
import sqlalchemy as sa
from alembic import op

revision = "b"
down_revision = "a"


def upgrade():
{statements}


def downgrade():
    pass
"""

STATEMENTS = {
    "index": 'op.create_index("by_email", "users", ["email"])',
    "index among others": 'op.add_column("users", sa.Column("extra", sa.Text))\n'
    'op.create_index("by_email", "users", ["email"], unique=True)\n'
    'op.add_column("orders", sa.Column("extra", sa.Text))',
    "index dropped": 'op.drop_index("by_name", table_name="users")',
    "index in a transaction": 'op.create_index("by_email", "users", ["email"], '
    "postgresql_concurrently=True)",
    "index in sql": 'op.execute("CREATE INDEX by_email ON users (email)")',
    "check": 'op.create_check_constraint("positive", "orders", "total > 0")',
    "foreign key": 'op.create_foreign_key("known", "orders", "users", ["user_id"], ["id"])',
    "foreign key in sql": 'op.execute("ALTER TABLE orders ADD CONSTRAINT known '
    'FOREIGN KEY (user_id) REFERENCES users (id)")',
    "required": 'op.alter_column("users", "email", existing_type=sa.Text(), nullable=False)',
    "required in words": """\
        op.alter_column(
            "users",
            "email",
            existing_type=sa.Text(),
            nullable=False,
        )
    """,
    "unique": 'op.create_unique_constraint("one_email", "users", ["email"])',
    "unique in words": """\
        op.create_unique_constraint(
            "one_each",
            "users",
            ["email", "name"],
        )
    """,
    "primary key": 'op.create_primary_key("users_pkey", "users", ["id"])',
}


def django_files(operations: str) -> dict[str, str]:
    """A project whose second migration has these operations."""
    before = FILL if "fill" in operations else ""
    if before and EXTRA not in operations:
        before = before.replace("extra", "later")
    inside = indent(dedent(operations).strip(), " " * 8)
    return {
        "shop/__init__.py": "",
        "shop/migrations/__init__.py": "",
        "shop/migrations/0001_initial.py": DJANGO_GIVEN,
        "shop/migrations/0002_change.py": DJANGO.format(before=before, operations=inside),
    }


def alembic_files(statements: str) -> dict[str, str]:
    """A project whose second revision has these statements."""
    inside = indent(dedent(statements).strip(), " " * 4)
    return {
        "versions/a_given.py": ALEMBIC_GIVEN,
        "versions/b_change.py": ALEMBIC.format(statements=inside),
    }


def request(root: Path, only: list[str]) -> Request:
    """Judges some of the files."""
    tree = WorkTree(root, git=False)
    return Request(tree, load(tree), only)


def written(root: Path, files: dict[str, str]) -> Path:
    """A folder with the files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "guardrail.toml").write_text('[[database]]\ndialect = "postgres"\nversion = 16\n')
    return root


def fixed(root: Path, files: dict[str, str], changed: str) -> tuple[Mended, list[str]]:
    """What the fixes make of the project in the folder, and the rules of which nothing is left."""
    written(root, files)
    mended = mend(request(root, [changed]), unsafe=True)
    rules = {f.rule for f in check(request(root, [changed])).counted() if f.fix}
    written(root, {**files, **mended.texts})
    left = [
        f"{f.rule} {f.span.path} {f.message}"
        for f in check(request(root, [*mended.texts])).counted()
        if f.rule in rules
    ]
    return mended, left


def compare(server: Postgres, runner: str, folders: list[Path]) -> None:
    """Run both projects, each on a database of its own: the same comes of them."""
    databases = ("original", "fixed")
    admin = server.connect()
    cursor = admin.cursor()
    for database in databases:
        cursor.execute(f"DROP DATABASE IF EXISTS {database}")
        cursor.execute(f"CREATE DATABASE {database}")
    admin.close()
    projects = [[str(f), d] for f, d in zip(folders, databases, strict=True)]
    asked = json.dumps([str(server.socket.parent), projects])
    done = subprocess.run(
        [PYTHON, HERE / runner], input=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    states = json.loads(done.stdout)
    assert states[0] == states[1]
    schemas = []
    for database in databases:
        connection = server.connect(database)
        schemas.append(schema_of(connection))
        connection.close()
    assert schemas[0] == schemas[1]


@pytest.mark.parametrize("what", OPERATIONS)
def test_django_ends_in_the_same_schema(postgres: Postgres, tmp_path: Path, what: str) -> None:
    if postgres.major < OLDEST_FOR_DJANGO:
        pytest.skip("too old for Django 5.2")
    files = django_files(OPERATIONS[what])
    mended, left = fixed(tmp_path / "fixed", files, "shop/migrations/0002_change.py")
    assert mended.count and not left, left
    meant = django_files(OPERATIONS[MEANT.get(what, what)])
    original = written(tmp_path / "original", meant)
    compare(postgres, "run_django.py", [original, tmp_path / "fixed"])


@pytest.mark.parametrize("what", STATEMENTS)
def test_alembic_ends_in_the_same_schema(postgres: Postgres, tmp_path: Path, what: str) -> None:
    files = alembic_files(STATEMENTS[what])
    mended, left = fixed(tmp_path / "fixed", files, "versions/b_change.py")
    assert mended.count and not left, left
    meant = alembic_files(STATEMENTS[MEANT.get(what, what)])
    original = written(tmp_path / "original", meant)
    compare(postgres, "run_alembic.py", [original, tmp_path / "fixed"])
