"""Migrations of Django: operations in order, both directions, what is spliced in."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from reading_migrations import TABLE, undialected
from reading_python import items, shown

from guardrail.effects import SchemaChange
from guardrail.model import Direction
from guardrail.stream import Enter, UnitKind

SHOP = "shop/migrations/0002_change.py"


def django(*operations: str, code: str = "", body: str = "") -> list[str]:
    """What a migration with these operations yields, without its own brackets."""
    text = (
        "from django.db import migrations, models\n"
        "from django.contrib.postgres.operations import *\n"
        + dedent(code)
        + "\nclass Migration(migrations.Migration):\n"
        + indent(dedent(body), "    ")
        + "    operations = [\n"
        + "".join(f"        {one},\n" for one in operations)
        + "    ]\n"
    )
    return undialected(line for line in shown(text, SHOP) if not line.startswith(("[", "]")))


IRREVERSIBLE = f"MigrationChange kind=irreversible path={SHOP} operation="


OPERATIONS = [
    (
        "migrations.CreateModel('Note', [('id', models.AutoField()), ('text', models.URLField())])",
        ["SchemaChange verb=create kind=table table=shop_note name=shop_note columns=id,text"],
    ),
    (
        "migrations.CreateModel('Note', [], options={'db_table': 'notes'})",
        ["SchemaChange verb=create kind=table table=notes name=notes"],
    ),
    ("migrations.CreateModel('Note', [], options={'managed': False})", []),
    (
        "migrations.CreateModel('Note', [], options={'proxy': True})",
        ["StateChange verb=create kind=table table=shop_note"],
    ),
    (
        "migrations.DeleteModel('Note')",
        ["SchemaChange verb=drop kind=table table=shop_note name=shop_note"],
    ),
    (
        "migrations.RenameModel('Note', 'Remark')",
        [
            (
                "SchemaChange verb=rename kind=table table=shop_note name=shop_note"
                " new_name=shop_remark"
            )
        ],
    ),
    (
        "migrations.AlterModelTable('Note', 'remarks')",
        ["SchemaChange verb=rename kind=table table=shop_note name=shop_note new_name=remarks"],
    ),
    ("migrations.AlterModelTable('Note', 'shop_note')", []),
    (
        "migrations.AddField('note', 'text', models.CharField(max_length=9, null=True))",
        [
            (
                "SchemaChange verb=create kind=column table=shop_note name=text new_type=varchar(9)"
                " nullable"
            )
        ],
    ),
    (
        "migrations.AddField('note', 'n', models.IntegerField(default=0))",
        [
            (
                "SchemaChange verb=create kind=column table=shop_note name=n new_type=integer"
                " default=constant options=default not kept"
            )
        ],
    ),
    (
        "migrations.AddField('note', 'n', models.UUIDField(db_default=RandomUUID()))",
        [
            (
                "SchemaChange verb=create kind=column table=shop_note name=n new_type=uuid"
                " default=volatile"
            )
        ],
    ),
    (
        "migrations.AddField('note', 'n', models.SlugField(null=True))",
        [
            (
                "SchemaChange verb=create kind=column table=shop_note name=n new_type=varchar(50)"
                " nullable"
            ),
            "SchemaChange verb=create kind=index table=shop_note columns=n",
        ],
    ),
    (
        "migrations.AddField('note', 'n', models.IntegerField(null=True, unique=True))",
        [
            (
                "SchemaChange verb=create kind=column table=shop_note name=n constraint=unique"
                " new_type=integer nullable"
            ),
        ],
    ),
    (
        "migrations.AddField('note', 'by', models.ForeignKey('auth.User', null=True))",
        [
            (
                "SchemaChange verb=create kind=column table=shop_note name=by_id"
                " constraint=foreign key nullable references=auth_user"
            ),
            "SchemaChange verb=create kind=index table=shop_note columns=by_id",
        ],
    ),
    (
        "migrations.AddField('note', 'tags', models.ManyToManyField('Tag'))",
        ["SchemaChange verb=create kind=table table=shop_note_tags name=shop_note_tags"],
    ),
    (
        "migrations.RemoveField(model_name='note', name='text')",
        ["SchemaChange verb=drop kind=column table=shop_note name=text"],
    ),
    (
        "migrations.RenameField('note', 'text', 'body')",
        ["SchemaChange verb=rename kind=column table=shop_note name=text new_name=body"],
    ),
    (
        "migrations.AddIndex('note', models.Index(fields=['-text'], name='i'))",
        ["SchemaChange verb=create kind=index table=shop_note name=i columns=text"],
    ),
    (
        "AddIndexConcurrently('note', models.Index(fields=['text'], name='i'))",
        ["SchemaChange verb=create kind=index table=shop_note name=i columns=text concurrently"],
    ),
    (
        "migrations.RemoveIndex('note', 'i')",
        ["SchemaChange verb=drop kind=index table=shop_note name=i"],
    ),
    (
        "RemoveIndexConcurrently('note', 'i')",
        ["SchemaChange verb=drop kind=index table=shop_note name=i concurrently"],
    ),
    (
        "migrations.AddConstraint('note', models.UniqueConstraint(fields=['a'], name='u'))",
        [
            (
                "SchemaChange verb=create kind=constraint table=shop_note name=u constraint=unique"
                " columns=a"
            )
        ],
    ),
    (
        "migrations.AddConstraint('note', models.CheckConstraint(condition=q, name='c'))",
        [
            (
                "SchemaChange verb=create kind=constraint table=shop_note name=c constraint=check"
                " expression=q"
            )
        ],
    ),
    (
        "AddConstraintNotValid('note', models.CheckConstraint(condition=q, name='c'))",
        [
            (
                "SchemaChange verb=create kind=constraint table=shop_note name=c constraint=check"
                " not_valid expression=q"
            )
        ],
    ),
    (
        "ValidateConstraint('note', 'c')",
        ["SchemaChange verb=alter kind=constraint table=shop_note name=c aspect=validation"],
    ),
    (
        "migrations.RemoveConstraint('note', 'c')",
        ["SchemaChange verb=drop kind=constraint table=shop_note name=c"],
    ),
    (
        "migrations.AlterUniqueTogether('note', {('a', 'b')})",
        [
            (
                "SchemaChange verb=create kind=constraint table=shop_note constraint=unique"
                " columns=a,b options=restated"
            )
        ],
    ),
    (
        "migrations.AlterIndexTogether('note', {('a', 'b')})",
        ["SchemaChange verb=create kind=index table=shop_note columns=a,b options=restated"],
    ),
    ("migrations.AlterModelOptions('note', {'ordering': ['a']})", []),
    ("migrations.RunSQL('DROP TABLE a', 'CREATE TABLE a (b int)')", ["sql: DROP TABLE a"]),
    ("migrations.RunSQL('DROP TABLE a', migrations.RunSQL.noop)", ["sql: DROP TABLE a"]),
    ("migrations.RunSQL('DROP TABLE a')", ["sql: DROP TABLE a", f"{IRREVERSIBLE}RunSQL"]),
    (
        "migrations.RunSQL(['DROP TABLE a', ('DELETE FROM b WHERE c = %s', [1])], '')",
        ["sql: DROP TABLE a", "sql: DELETE FROM b WHERE c = %s"],
    ),
    (
        "migrations.RunSQL(open('a.sql').read(), '')",
        ["sql file: a.sql"],
    ),
    (
        "migrations.RunSQL(SQL, '')",
        ["unanalysed: SQL that is only known at run time"],
    ),
    (
        "migrations.AddField('note', 'a', MoneyField())",
        ["SchemaChange verb=create kind=column table=shop_note name=a"],
    ),
    ("migrations.RunSQL(migrations.RunSQL.noop, '')", []),
    (
        "migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel('Note')])",
        ["StateChange verb=drop kind=table table=shop_note name=shop_note"],
    ),
    (
        (
            "migrations.SeparateDatabaseAndState([migrations.RemoveField('note', 'a')],"
            " [migrations.DeleteModel('Note')])"
        ),
        [
            "SchemaChange verb=drop kind=column table=shop_note name=a",
            "StateChange verb=drop kind=table table=shop_note name=shop_note",
        ],
    ),
    ("Odd('note')", ["unanalysed: it isn't known what the operation Odd does"]),
    ("*more()", ["unanalysed: these operations are only known at run time"]),
]


@pytest.mark.parametrize(("operation", "said"), OPERATIONS)
def test_what_an_operation_of_django_does(operation: str, said: list[str]) -> None:
    lines = [line for line in django(operation) if "CREATE TABLE a" not in line]
    assert lines == said


def test_a_field_altered_in_its_own_migration_is_compared() -> None:
    said = django(
        "migrations.AddField('note', 'a', models.CharField(max_length=20, null=True))",
        "migrations.AlterField('note', 'a', models.CharField(max_length=10))",
    )
    assert said[1:] == [
        (
            "SchemaChange verb=alter kind=column table=shop_note name=a aspect=type"
            " old_type=varchar(20) new_type=varchar(10)"
        ),
        "SchemaChange verb=alter kind=column table=shop_note name=a aspect=nullability",
    ]


@pytest.mark.parametrize(
    ("field", "nullable"),
    [
        ("models.TextField()", False),
        ("models.TextField(null=True)", True),
        ("models.TextField(null=optional)", None),
        ("models.TextField(**options)", None),
        ("models.ForeignKey('auth.User', models.CASCADE)", False),
        ("ArrayField(models.TextField())", False),
        ("MoneyField()", None),
        ("MoneyField(null=True)", True),
        ("MoneyField(null=False)", False),
        ("MoneyField(primary_key=True)", False),
    ],
)
def test_a_field_of_the_projects_own_may_be_nullable(field: str, nullable: bool | None) -> None:
    code = f"""
        from django.db import migrations, models
        class Migration(migrations.Migration):
            operations = [migrations.AddField("note", "a", {field})]
    """
    added = next(item for item in items(code, SHOP) if isinstance(item, SchemaChange))
    assert added.nullable is nullable


TAGS = "SchemaChange verb={} kind=table table={} name={}"


MANY_TO_MANY = [
    ("models.ManyToManyField('Tag')", "shop_note_tags"),
    ("models.ManyToManyField('Tag', db_table='note_tags')", "note_tags"),
    ("models.ManyToManyField('Tag', through='Tagging')", ""),
    ("models.ManyToManyField('Tag', through=Tagging)", ""),
    ("GenericRelation('Tag')", ""),
]


@pytest.mark.parametrize(("field", "table"), MANY_TO_MANY)
def test_a_field_that_is_no_column_takes_its_own_table_along(field: str, table: str) -> None:
    made = django(
        f"migrations.AddField('note', 'tags', {field})",
        "migrations.RemoveField('note', 'tags')",
    )
    form = TAGS if table else "StateChange verb={} kind=table table=shop_note"
    assert made == [form.format(verb, table, table) for verb in ("create", "drop")]


def test_so_does_one_that_the_model_was_made_with() -> None:
    fields = "[('id', models.AutoField()), ('tags', models.ManyToManyField('Tag'))]"
    assert django(
        f"migrations.CreateModel('Note', {fields})",
        "migrations.RemoveField('note', 'tags')",
        "migrations.RemoveField('note', 'id')",
    ) == [
        f"{TABLE.format('create', 'shop_note', 'shop_note')} columns=id",
        TABLE.format("create", "shop_note_tags", "shop_note_tags"),
        TABLE.format("drop", "shop_note_tags", "shop_note_tags"),
        "SchemaChange verb=drop kind=column table=shop_note name=id",
    ]


def test_what_a_field_was_before_the_migration_is_not_known() -> None:
    said = django("migrations.AlterField('note', 'a', models.TextField(null=True))")
    assert said == [
        (
            "SchemaChange confidence=low verb=alter kind=column table=shop_note name=a aspect=type"
            " new_type=text nullable options=restated"
        ),
        (
            "SchemaChange confidence=low verb=alter kind=column table=shop_note name=a"
            " aspect=nullability nullable options=restated"
        ),
    ]


def test_functions_run_where_run_python_stands_and_are_not_told_twice() -> None:
    code = """
        def clean(apps, schema_editor):
            apps.get_model("shop", "Note").objects.all().delete()
            helper()

        def helper():
            connection.cursor().execute("DROP TABLE a")

        def back(apps, schema_editor):
            connection.cursor().execute("CREATE TABLE a (b int)")
    """
    said = django(
        "migrations.RemoveField('note', 'a')",
        "migrations.RunPython(clean, back)",
        "migrations.RemoveField('note', 'b')",
        code=code,
    )
    assert said == [
        "SchemaChange verb=drop kind=column table=shop_note name=a",
        "DataChange verb=delete target=shop_note scope=none",
        "sql: DROP TABLE a",
        "SchemaChange verb=drop kind=column table=shop_note name=b",
        "sql: CREATE TABLE a (b int)",
    ]


def test_a_lambda_is_spliced_too() -> None:
    run = "migrations.RunPython(lambda apps, editor: editor.execute('DROP TABLE a'))"
    assert django(run) == ["sql: DROP TABLE a", f"{IRREVERSIBLE}RunPython"]


def test_the_units_of_a_django_migration() -> None:
    code = """
        from django.db import migrations
        class Migration(migrations.Migration):
            atomic = False
            initial = True
            operations = [migrations.RunSQL("DROP TABLE a", "CREATE TABLE a (b int)")]
    """
    up, down = [item for item in items(code, SHOP) if isinstance(item, Enter)]
    assert (up.kind, up.name, up.direction) == (UnitKind.MIGRATION, "Migration", Direction.UP)
    assert (up.framework, up.atomic, up.initial) == ("django", False, True)
    assert (down.name, down.direction) == ("Migration.reverse", Direction.DOWN)


def test_operations_may_be_added_and_chosen() -> None:
    code = """
        from django.db import migrations
        MORE = [migrations.DeleteModel("B")]
        class Migration(migrations.Migration):
            operations = [migrations.DeleteModel("A")] + MORE
            operations += [migrations.DeleteModel("C")] if x else [migrations.DeleteModel("D")]
    """
    tables = [item.table for item in items(code, SHOP) if hasattr(item, "table")]
    assert tables == ["shop_a", "shop_b", "shop_c", "shop_d"]


def test_a_length_may_stand_under_the_name_of_a_constant() -> None:
    code = (
        "from django.db import migrations, models\nLONG = 140\n"
        "class Migration(migrations.Migration):\n    operations = ["
        "migrations.AddField('note', 'ref', models.CharField(max_length=LONG))]\n"
    )
    assert "new_type=varchar(140)" in " ".join(shown(code, "shop/migrations/0002_ref.py"))
