"""Conditions that ask where a program runs are read for what they let pass."""

from __future__ import annotations

import pytest

from guardrail.model import EnvironmentKind
from guardrail.project.asked_environment import asked_environment

PRODUCTION, LOCAL, TEST, SHARED = (
    EnvironmentKind.PRODUCTION,
    EnvironmentKind.LOCAL,
    EnvironmentKind.THROWAWAY,
    EnvironmentKind.SHARED,
)


@pytest.mark.parametrize(
    ("condition", "kind", "holds"),
    [
        ("os.environ['ENV'] == 'production'", PRODUCTION, True),
        ("os.environ['ENV'] != 'production'", PRODUCTION, False),
        ("not os.environ['ENV'] == 'prod'", PRODUCTION, False),
        ("os.getenv('APP_ENV', 'dev') == 'prod'", PRODUCTION, True),
        ("settings.ENVIRONMENT.startswith('prod')", PRODUCTION, True),
        ("is_production()", PRODUCTION, True),
        ("not config.IS_PROD", PRODUCTION, False),
        ("settings.PRODUCTION", PRODUCTION, True),
        ("settings.ENV == 'test'", TEST, True),
        ("settings.ENV not in ('test', 'testing')", TEST, False),
        ("env != 'staging'", SHARED, False),
        ("settings.ENVIRONMENT != 'demo'", TEST, False),
        ("settings.DEBUG", LOCAL, True),
        ("not settings.DEBUG", LOCAL, False),
        ("settings.TESTING", LOCAL, True),
        ("app.config['TESTING']", LOCAL, True),
        ("is_local_url(url)", LOCAL, True),
        ("looks_like_prod(url)", PRODUCTION, True),
        ("env not in ('production', 'staging')", PRODUCTION, False),
        ("env not in ['local', 'test']", LOCAL, False),
        ("os.environ['TEST_ENV'] != 'production'", PRODUCTION, False),
        ("is_not_production()", PRODUCTION, False),
        ("not settings.NON_PROD", PRODUCTION, True),
        ("running_outside_production", PRODUCTION, False),
        ("'memory' in app.config['SQLALCHEMY_DATABASE_URI']", LOCAL, True),
        ("not re.search(r'_test$', name)", TEST, False),
        ("re.fullmatch(r'\\w+_test', name)", TEST, True),
        ("url.endswith('/test')", TEST, True),
    ],
)
def test_what_is_asked(condition: str, kind: EnvironmentKind, holds: bool) -> None:
    assert asked_environment(condition) == (kind, holds)


@pytest.mark.parametrize(
    "condition",
    [
        "force",
        "args.allow_production",
        "skip_in_prod",
        "product.deleted",
        "prod_rows",
        "settings.PRODUCTION_URL",
        "user.is_test_user",
        "is_localized(text)",
        "user.name == 'Ann'",
        "settings.ENV in ('test', 'production')",
        "settings.ENV == 'production' and force",
        "settings.ENV == 'test' or force",
        "os.environ['PROD_URL'] == url",
        "",
    ],
)
def test_what_asks_nothing(condition: str) -> None:
    assert asked_environment(condition) is None
