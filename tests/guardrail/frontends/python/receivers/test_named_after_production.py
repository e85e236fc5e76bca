"""Where a target lives, by the names of variables and profiles."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect
from guardrail.model import Environment, EnvironmentKind
from guardrail.stream import Embedded

START = "import os\nimport boto3\nimport psycopg\nimport sqlalchemy\n"


def environments(code: str) -> list[Environment]:
    """Where what a program does is done."""
    return [
        one.environment if isinstance(one, Effect) else one.source.surroundings.environment
        for one in items(START + code)
        if isinstance(one, (Effect, Embedded))
    ]


@pytest.mark.parametrize(
    "made",
    [
        "psycopg.connect(os.environ['PROD_DATABASE_URL'])",
        "psycopg.connect(os.getenv('DATABASE_URL_PROD'))",
        "psycopg.connect(PROD_DATABASE_URL)",
        "psycopg.connect(settings.PRODUCTION_DSN)",
        "sqlalchemy.create_engine(url=os.environ['PROD_DATABASE_URL']).connect()",
    ],
)
def test_a_variable_may_be_named_after_production(made: str) -> None:
    (where,) = environments(f"{made}.execute('DELETE FROM users')")
    assert where.kind is EnvironmentKind.PRODUCTION


def test_so_may_the_variable_that_another_is_given() -> None:
    code = (
        "url = os.environ['PROD_DATABASE_URL']\npsycopg.connect(url).execute('DELETE FROM users')"
    )
    (where,) = environments(code)
    assert where == Environment(EnvironmentKind.PRODUCTION, "PROD_DATABASE_URL")


@pytest.mark.parametrize(
    "made",
    [
        "psycopg.connect(os.environ['DATABASE_URL'])",
        "psycopg.connect(os.environ['NON_PROD_DATABASE_URL'])",
        "psycopg.connect(os.environ['TEST_DATABASE_URL'])",
        "psycopg.connect(product_url)",
        "psycopg.connect(os.environ['DATABASE_URL'], application_name='prod')",
    ],
)
def test_no_other_name_says_anything(made: str) -> None:
    (where,) = environments(f"{made}.execute('DELETE FROM users')")
    assert where == Environment()


def test_a_written_address_counts_before_the_name() -> None:
    code = "PROD_URL = 'sqlite://'\n"
    engine = "sqlalchemy.create_engine(PROD_URL).connect()"
    (where,) = environments(f"{code}{engine}.execute(sqlalchemy.text('DELETE FROM users'))")
    assert where.kind is EnvironmentKind.THROWAWAY


@pytest.mark.parametrize(
    ("profile", "told"), [("prod", True), ("shop-production", True), ("dev", False)]
)
def test_a_profile_may_be_named_after_production(profile: str, told: bool) -> None:
    session = f"boto3.Session(profile_name='{profile}')"
    (where,) = environments(f"{session}.client('s3').delete_bucket(Bucket='x')")
    assert (where.kind is EnvironmentKind.PRODUCTION) is told
    assert told or where == Environment()
