"""Updates that no condition narrows, and what makes them mean less than every row."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import Example, django, python, sql
from guardrail.model import Level

STORE = """\
import psycopg2

class Store:
    def {name}(self, key):
        cursor = psycopg2.connect(self.url).cursor()
        cursor.execute("{statement}")
"""


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ("is_default = false", Level.WARNING),
        ("is_current = 0", Level.WARNING),
        ("selected = false", Level.WARNING),
        ("current = 0", Level.ERROR),
        ("active = false", Level.ERROR),
        ("is_default = false, name = ''", Level.ERROR),
        ("default_address = ''", Level.ERROR),
    ],
)
def test_a_mark_that_one_row_alone_has_is_taken_from_all(sets: str, expected: Level) -> None:
    code = STORE.format(name="choose", statement=f"UPDATE areas SET {sets}")
    assert level("unscoped-update", python(code, path="app/store.py")) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("UPDATE tools SET enabled = true WHERE id = 7", Level.WARNING),
        ("UPDATE tools SET enabled = true WHERE kind = 'new'", Level.WARNING),
        ("UPDATE tools SET enabled = true, name = 'a' WHERE id = 7", Level.WARNING),
        ("UPDATE tools SET name = 'a' WHERE id = 7", Level.ERROR),
        ("UPDATE users SET enabled = true WHERE id = 7", Level.ERROR),
        ("SELECT 1", Level.ERROR),
    ],
)
def test_all_are_switched_off_and_some_on_again(then: str, expected: Level) -> None:
    text = sql(f"UPDATE tools SET enabled = false; {then}")
    assert level("unscoped-update", text) is expected
    turned = sql(f"{then}; UPDATE tools SET enabled = false")
    assert level("unscoped-update", turned) is Level.ERROR


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("ALTER TABLE t ALTER COLUMN c SET NOT NULL", Level.WARNING),
        ("ALTER TABLE t MODIFY c text NOT NULL", Level.WARNING),
        ("ALTER TABLE t ALTER COLUMN d SET NOT NULL", Level.ERROR),
        ("ALTER TABLE t ALTER COLUMN c DROP NOT NULL", Level.ERROR),
    ],
)
def test_rows_get_a_value_before_they_must_have_one(then: str, expected: Level) -> None:
    dialect = "mysql" if "MODIFY" in then else ""
    text = sql(f"UPDATE t SET c = ''; {then}", dialect=dialect)
    assert level("unscoped-update", text) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"active": False}', Level.ERROR),
        ('{"active": False}, synchronize_session=False', Level.ERROR),
        ('{"_id": one}, {"$set": {"active": False}}', Level.OFF),
    ],
)
def test_an_update_with_a_filter_before_the_values_is_none_of_every_row(
    given: str, expected: Level
) -> None:
    code = python(f"def stop(one):\n    User.query.update({given})\n", path="app/users.py")
    assert level("unscoped-update", code) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("User.id == user.id", Level.OFF),
        ("User.id == User.id", Level.ERROR),
        ("User.id > 0", Level.ERROR),
    ],
)
def test_the_key_of_one_row_is_a_condition(condition: str, expected: Level) -> None:
    code = (
        "from peewee import Model\n\nclass User(Model):\n    pass\n\n"
        f"def stop(user):\n    User.update(active=False).where({condition}).execute()\n"
    )
    assert level("always-true-condition", python(code, path="app/users.py")) is expected


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("shop/migrations/0007_fill.py", "old_id=F('id')", Level.WARNING),
        ("shop/migrations/0007_fill.py", "old_id=1", Level.ERROR),
        ("shop/tidy.py", "old_id=F('id')", Level.ERROR),
        ("shop/migrations/helpers.py", "old_id=F('id')", Level.ERROR),
    ],
)
def test_a_step_that_fills_a_column_from_others_is_quieter(
    path: str, values: str, expected: Level
) -> None:
    text = (
        "from django.db.models import F\n\n\ndef fill(apps, editor):\n"
        f"    apps.get_model('shop', 'Order').objects.all().update({values})\n"
    )
    assert level("unscoped-update", python(text, path=path)) is expected


def test_a_column_put_in_another_form_is_no_new_one() -> None:
    text = "UPDATE users SET state = lower(state)"
    history = "CREATE TABLE users (id int); ALTER TABLE users ADD state text;"
    assert level("unbatched-backfill", sql(text, history=history)) is Level.OFF
    assert level("unscoped-update", sql(text, history=history)) is Level.WARNING


FILL = """\
def fill(apps, schema_editor):
    apps.get_model("shop", "Script").objects.update(owner=1)
"""


@pytest.mark.parametrize(("field", "expected"), [("owner", Level.OFF), ("author", Level.ERROR)])
def test_a_new_foreign_key_is_filled_by_the_name_of_its_field(field: str, expected: Level) -> None:
    key = "models.ForeignKey('shop.Owner', null=True, on_delete=models.CASCADE)"
    migration = django(
        f"migrations.AddField('script', '{field}', {key}),"
        "migrations.RunPython(fill, migrations.RunPython.noop),",
        code=FILL,
    )
    assert level("unscoped-update", migration) is expected


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        (
            "unscoped-update",
            sql(
                "UPDATE teams t SET members = (SELECT count(*) FROM seats s WHERE s.team = t.id)",
                path="sql/counts.sql",
            ),
            Level.WARNING,
        ),
        (
            "unscoped-update",
            sql("UPDATE teams SET plan = (SELECT max(id) FROM plans)", path="sql/counts.sql"),
            Level.ERROR,
        ),
    ],
)
def test_what_is_worked_out_row_by_row_is_quieter(
    rule: str, example: Example, expected: Level
) -> None:
    assert level(rule, example) is expected
