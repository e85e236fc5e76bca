"""A fix in Django's migrations, by the history before them: steps, indexes first, batches."""

from __future__ import annotations

from textwrap import dedent

import pytest

from guardrail.cli.mending import mend
from guardrail.engine.check import Request
from guardrail.policy.policy import load as load_policy
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

Files = dict[str, str]

CHANGE = dedent("""\
    from django.db import migrations, models


    {code}class Migration(migrations.Migration):
        dependencies = [("shop", "0001_initial")]

        operations = [
            {operations}
        ]
""")


INITIAL = dedent("""\
    from django.db import migrations, models


    class Migration(migrations.Migration):
        operations = [
            migrations.CreateModel(
                "T",
                [
                    ("id", models.BigAutoField(primary_key=True)),
                    ("c", models.IntegerField(null=True)),
                    ("d", models.TextField(null=True)),
                ],
            ),
        ]
""")


def project(*operations: str, code: str = "") -> Files:
    """The files that fixing everything changes or makes, in an app that has a model."""
    path = "shop/migrations/0002_a.py"
    joined = "\n        ".join(f"{each}," for each in operations)
    tree = Overlay(
        Nothing(),
        {
            "guardrail.toml": '[[database]]\ndialect = "postgres"\nversion = 16\n',
            "shop/migrations/__init__.py": "",
            "shop/migrations/0001_initial.py": INITIAL,
            path: CHANGE.format(code=code, operations=joined),
        },
    )
    texts = mend(Request(tree, load_policy(tree), [path]), unsafe=True).texts
    for each, text in texts.items():
        compile(text, each, "exec")
    return texts


REQUIRE = 'migrations.AlterField("t", "c", models.IntegerField())'


def test_in_django_a_field_is_required_by_a_check_first() -> None:
    after = project(REQUIRE)
    assert "CHECK (c IS NOT NULL) NOT VALID" in after["shop/migrations/0002_a.py"]
    assert REQUIRE not in after["shop/migrations/0002_a.py"]
    following = after["shop/migrations/0003_require_c.py"]
    steps = ["VALIDATE CONSTRAINT shop_t_c_given", REQUIRE, "DROP CONSTRAINT shop_t_c_given"]
    assert sorted(steps, key=following.index) == steps


@pytest.mark.parametrize(
    "field",
    ["IntegerField(default=1)", "TextField(blank=True)", "IntegerField(unique=True)"],
)
def test_in_django_a_field_that_is_filled_first_is_left_alone(field: str) -> None:
    name = "d" if "Text" in field else "c"
    after = project(f'migrations.AlterField("t", "{name}", models.{field})')
    assert not any("IS NOT NULL" in text for text in after.values())


def test_in_django_a_unique_constraint_is_made_of_an_index() -> None:
    add = 'migrations.AddConstraint("t", models.UniqueConstraint(fields=["c", "d"], name="one"))'
    text = project(add)["shop/migrations/0002_a.py"]
    assert "atomic = False" in text
    assert '"CREATE UNIQUE INDEX CONCURRENTLY one ON shop_t (c, d)"' in text
    assert "ADD CONSTRAINT one UNIQUE USING INDEX one" in text
    assert text.index("state_operations") < text.index(add)


def test_in_django_a_unique_field_keeps_what_else_is_changed() -> None:
    text = project(
        'migrations.AlterField("t", "d", models.TextField(null=True, unique=True, help_text="x"))'
    )["shop/migrations/0002_a.py"]
    assert 'AlterField("t", "d", models.TextField(null=True, help_text="x"))' in text
    assert "(d text_pattern_ops)" in text


@pytest.mark.parametrize(
    "more",
    [", condition=models.Q(c=1)", ', include=["d"]', ", deferrable=models.Deferrable.DEFERRED"],
)
def test_in_django_a_unique_constraint_with_more_to_it_is_left_alone(more: str) -> None:
    add = f'migrations.AddConstraint("t", models.UniqueConstraint(fields=["c"], name="one"{more}))'
    assert not any("USING INDEX" in text for text in project(add).values())


FILL = """def fill(apps, schema_editor):
    T = apps.get_model("shop", "T")
    {}


"""
NEW = 'migrations.AddField("t", "e", models.IntegerField(null=True))'
RUN = "migrations.RunPython(fill, migrations.RunPython.noop)"


def test_in_django_rows_are_filled_in_batches_of_their_own() -> None:
    after = project(NEW, RUN, code=FILL.format("T.objects.update(e=1)"))
    assert "RunPython" not in after["shop/migrations/0002_a.py"]
    text = after["shop/migrations/0003_fill.py"]
    assert "atomic = False" in text
    assert "T.objects.filter(pk__in=batch).update(e=1)" in text


@pytest.mark.parametrize(
    "body",
    [
        'T.objects.update(e=models.F("e") + 1)',
        "T.objects.update(e=1)\n    T.objects.filter(c=1).delete()",
        "if T.objects.exists():\n        T.objects.update(e=1)",
    ],
)
def test_in_django_what_may_not_be_done_twice_or_apart_is_left_alone(body: str) -> None:
    assert not any("batch" in text for text in project(NEW, RUN, code=FILL.format(body)).values())


def test_in_django_a_function_with_a_bare_return_is_left_alone() -> None:
    code = FILL.format("    pass\n    T.objects.update(e=1)\n    return")
    assert not any("batch" in text for text in project(NEW, RUN, code=code).values())
