"""A fix in the migrations of Django and Alembic: what changes, which file follows."""

from __future__ import annotations

from textwrap import dedent

from mended_files import Files, mended

INDEX = "CREATE INDEX i ON t (c)"
DJANGO = dedent("""\
    from django.db import migrations, models


    class Migration(migrations.Migration):
        dependencies = [("shop", "0001_initial")]

        operations = [
            {}
        ]
""")


def django(*operations: str) -> Files:
    """An app with two migrations, the second of these operations."""
    joined = "\n        ".join(f"{each}," for each in operations)
    first = DJANGO.replace('("shop", "0001_initial")', "").format("")
    return {
        "shop/migrations/0002_a.py": DJANGO.format(joined),
        "shop/migrations/0001_initial.py": first,
        "shop/migrations/__init__.py": "",
    }


ADD = 'migrations.AddIndex("t", models.Index(fields=["c"], name="i"))'


def test_in_django_a_lone_operation_makes_its_migration_bare() -> None:
    assert mended("concurrently", ADD, django(ADD)) == {
        "shop/migrations/0002_a.py": dedent("""\
            from django.contrib.postgres.operations import AddIndexConcurrently
            from django.db import migrations, models


            class Migration(migrations.Migration):
                atomic = False

                dependencies = [("shop", "0001_initial")]

                operations = [
                    AddIndexConcurrently("t", models.Index(fields=["c"], name="i")),
                ]
        """)
    }


def test_in_django_one_of_several_operations_gets_a_migration_of_its_own() -> None:
    after = mended("concurrently", ADD, django('migrations.RemoveField("t", "d")', ADD))
    assert after is not None
    assert after["shop/migrations/0002_a.py"] == DJANGO.format('migrations.RemoveField("t", "d"),')
    assert after["shop/migrations/0003_build_i.py"] == dedent("""\
        from django.contrib.postgres.operations import AddIndexConcurrently
        from django.db import migrations, models


        class Migration(migrations.Migration):
            atomic = False

            dependencies = [("shop", "0002_a")]

            operations = [
                AddIndexConcurrently("t", models.Index(fields=["c"], name="i")),
            ]
    """)


def test_in_django_with_two_last_migrations_nothing_is_guessed() -> None:
    files = django('migrations.RemoveField("t", "d")', ADD)
    files["shop/migrations/0002_b.py"] = files["shop/migrations/0002_a.py"]
    assert mended("concurrently", ADD, files) is None


def test_in_django_a_check_is_validated_by_the_migration_that_follows() -> None:
    check = (
        'migrations.AddConstraint("t", '
        'models.CheckConstraint(condition=models.Q(a__gt=0), name="c"))'
    )
    after = mended("not-valid", check, django(check))
    assert after is not None
    assert 'AddConstraintNotValid("t", models.Check' in after["shop/migrations/0002_a.py"]
    assert 'name="c",' in after["shop/migrations/0003_validate_c.py"]
    assert 'dependencies = [("shop", "0002_a")]' in after["shop/migrations/0003_validate_c.py"]


def test_in_django_sql_is_fixed_where_it_stands() -> None:
    run = f'migrations.RunSQL("{INDEX}", "DROP INDEX i")'
    after = mended("concurrently", INDEX, django(run))
    assert after is not None
    text = after["shop/migrations/0002_a.py"]
    assert "atomic = False" in text
    assert 'RunSQL("CREATE INDEX CONCURRENTLY i ON t (c)", "DROP INDEX i")' in text


ALEMBIC = dedent("""\
    from alembic import op

    revision = "b"
    down_revision = "a"


    def upgrade():
        {}


    def downgrade():
        pass
""")


def alembic(statement: str) -> Files:
    """A revision of one statement."""
    return {"versions/b_change.py": ALEMBIC.format(statement)}


def test_in_alembic_an_operation_gets_a_block_of_its_own() -> None:
    call = 'op.create_index(\n        "i",\n        "t",\n        ["c"],\n    )'
    assert mended("concurrently", call, alembic(call)) == alembic(
        "with op.get_context().autocommit_block():\n"
        '        op.create_index(\n            "i",\n            "t",\n            ["c"],\n'
        "            postgresql_concurrently=True,\n        )"
    )


def test_in_alembic_a_constraint_is_validated_by_the_revision_that_follows() -> None:
    call = 'op.create_check_constraint("c", "t", "a > 0", schema="s")'
    after = mended("not-valid", call, alembic(call))
    assert after is not None
    (path,) = set(after) - {"versions/b_change.py"}
    assert after[path].count("ALTER TABLE s.t VALIDATE CONSTRAINT c") == 1
    assert 'down_revision = "b"' in after[path]
    assert path.endswith("_validate_c.py")
    compile(after[path], path, "exec")


def test_in_alembic_not_null_and_unique_have_their_ways_too() -> None:
    call = 'op.alter_column("t", "c", existing_type=sa.Text(), nullable=False)'
    after = mended("not-null-by-check", call, alembic(call))
    assert after is not None
    assert (
        '"t_c_given", "t", "c IS NOT NULL", postgresql_not_valid=True'
        in after["versions/b_change.py"]
    )
    call = 'op.create_unique_constraint("u", "t", ["c"])'
    after = mended("unique-by-index", call, alembic(call))
    assert after is not None
    text = after["versions/b_change.py"]
    assert "unique=True" in text
    assert 'op.execute("ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u")' in text
    compile(text, "b.py", "exec")


def test_in_python_a_timeout_comes_first_in_the_transaction() -> None:
    call = 'op.drop_table("t")'
    assert mended("lock-timeout", call, alembic(call)) == alembic(
        f"op.execute(\"SET LOCAL lock_timeout = '5s'\")\n    {call}"
    )
    drop = 'migrations.DeleteModel("t")'
    after = mended("lock-timeout", drop, django(drop))
    assert after is not None
    assert (
        "RunSQL(\"SET LOCAL lock_timeout = '5s'\", migrations.RunSQL.noop),\n        migrations.Del"
        in after["shop/migrations/0002_a.py"]
    )
