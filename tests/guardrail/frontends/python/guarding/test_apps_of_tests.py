"""A test that works on the database of the application as it is configured for production."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange
from guardrail.model import EnvironmentKind

CODE = """
from flask_migrate import downgrade
from shop import create_app

def test_round_trip():
    app = {0}
    with app.app_context():
        downgrade(revision="base")
"""
IN_PRODUCTION = EnvironmentKind.PRODUCTION


@pytest.mark.parametrize(
    ("app", "told"),
    [
        ("create_app('shop.config.ProductionConfig')", True),
        ("create_app(config_name='production')", True),
        ("create_app(ProductionConfig)", True),
        ("create_app('testing')", False),
        ("create_app('reproduction')", False),
        ("create_app()", False),
        ("create_app('production') if LIVE else create_app('testing')", False),
        ("create_app('production', {'SQLALCHEMY_DATABASE_URI': 'sqlite://'})", False),
    ],
)
def test_the_application_says_whose_database_it_is(app: str, told: bool) -> None:
    found = items(CODE.format(app), path="tests/test_migrations.py")
    (change,) = [one for one in found if isinstance(one, SchemaChange)]
    assert (change.environment.kind is IN_PRODUCTION) is told


def test_outside_of_tests_a_program_says_nothing_by_that() -> None:
    found = items(CODE.format("create_app('production')"), path="shop/manage.py")
    assert [one.environment.kind for one in found if isinstance(one, SchemaChange)] != [
        IN_PRODUCTION
    ]
