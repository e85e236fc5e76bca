"""Where a target lives, told from hosts, databases, URLs and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.model import EnvironmentKind
from guardrail.project.environment import Place, classify, of_variables, place_of


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("postgres://localhost/app", "local"),
        ("postgres://u:p@127.0.0.1:5432/app", "local"),
        ("postgres://[::1]/app", "local"),
        ("postgres://db/app", "local"),
        ("postgres://host.docker.internal/app", "local"),
        ("postgres:///app?host=/var/run/postgresql", "local"),
        ("postgres://nas.local/app", "local"),
        ("postgres://sql1.corp.local/app", "unknown"),
        ("postgres://db.shop.svc.cluster.local/app", "unknown"),
        ("postgres://localhost/app_test", "throwaway"),
        ("sqlite:///app.db", "local"),
        ("sqlite://", "throwaway"),
        ("sqlite:///:memory:", "throwaway"),
        ("postgres://x.eu-west-1.rds.amazonaws.com/app", "shared"),
        ("postgresql+asyncpg://u:p@ep-1.eu.neon.tech/app", "shared"),
        ("mongodb+srv://c0.abc.mongodb.net/app", "shared"),
        ("mysql://aws.connect.psdb.cloud/app", "shared"),
        ("postgres://x.rds.amazonaws.com/app_test", "shared"),
        ("postgres://prod-db.internal/app", "production"),
        ("postgres://localhost/app_production", "production"),
        ("postgres://x.rds.amazonaws.com/PRD", "production"),
        ("postgres://primary.db.internal/app", "production"),
        ("postgres://staging-db.internal/app", "shared"),
        ("postgres://db.example.com/app", "unknown"),
        ("postgres://db.acme.example/app", "unknown"),
        ("postgres://db.example.com/app_test", "unknown"),
        ("host=prod-1 dbname=app", "production"),
        ("host=localhost dbname=app", "local"),
        ("", "unknown"),
    ],
)
def test_a_connection(url: str, kind: str) -> None:
    assert classify(url=url).kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("PROD_DB", "production"),
        ("secrets.PROD_DATABASE_URL", "production"),
        ("databaseUrlProd", "production"),
        ("shop.settings.production", "production"),
        ("live-eu", "production"),
        ("nonprod", "shared"),
        ("non-prod", "shared"),
        ("pre_prod", "shared"),
        ("staging", "shared"),
        ("TEST_DATABASE_URL", "throwaway"),
        ("ci", "throwaway"),
        ("development", "local"),
        ("product_catalogue", "unknown"),
        ("delivery", "unknown"),
        ("approduction", "unknown"),
        ("DATABASE_URL", "unknown"),
    ],
)
def test_a_name_tells_by_whole_words(name: str, kind: str) -> None:
    assert classify(words=(name,)).kind == kind


def test_a_tunnel_makes_a_local_address_unknown() -> None:
    assert classify(host="localhost", tunnelled=True).kind is EnvironmentKind.UNKNOWN
    assert classify(host="localhost").kind is EnvironmentKind.LOCAL


def test_what_isnt_known_never_lowers() -> None:
    assert classify(host="db.example.com", words=("TEST",)).kind is EnvironmentKind.UNKNOWN


@pytest.mark.parametrize(
    ("variables", "kind", "reason"),
    [
        ({"DATABASE_URL": "secrets.PROD_DB"}, "production", "DATABASE_URL is secrets.PROD_DB"),
        ({"PROD_DATABASE_URL": "secrets.X"}, "production", "PROD_DATABASE_URL is secrets.X"),
        ({"PGHOST": "localhost"}, "local", "PGHOST is localhost"),
        ({"DATABASE_URL": "postgres://u:hush@localhost/a"}, "local", "DATABASE_URL is localhost"),
        ({"DATABASE_URL": "host=prod-1 password=hush"}, "production", "DATABASE_URL is prod-1"),
        ({"RAILS_ENV": "production"}, "production", "RAILS_ENV is production"),
        ({"REDIS_URL": "redis://localhost", "DB_HOST": "live"}, "production", "DB_HOST is live"),
        ({"GREETING": "production"}, "unknown", ""),
        ({}, "unknown", ""),
    ],
)
def test_variables(variables: dict[str, str], kind: str, reason: str) -> None:
    found = of_variables(variables)
    assert (found.kind, found.reason) == (kind, reason)


@given(st.text("xyz./?#@:[] ", max_size=40), st.text("abcd0123456789", min_size=12, max_size=20))
def test_a_password_is_never_part_of_the_reason(text: str, password: str) -> None:
    for value in (f"postgres://u:{password}@prod{text}/x", f"u:{password}@tcp(prod)/{text}"):
        assert password not in of_variables({"DATABASE_URL": value}).reason
        assert password not in classify(url=value).reason


def test_the_parts_of_a_url() -> None:
    assert place_of("postgres://u:p@h.example.com:5432/app?sslmode=require") == Place(
        "h.example.com", "app", "postgres"
    )
    assert place_of("no url") == Place()


@given(st.text(max_size=200))
def test_any_text_is_classified(text: str) -> None:
    classify(host=text, database=text, url=text, words=(text,))
    of_variables({"DATABASE_URL": text, text: text})


def test_a_database_of_development_on_this_machine_is_one_of_many() -> None:
    for url in ("postgres://localhost/shop_dev", "mysql://127.0.0.1/dev"):
        assert classify(url=url).kind is EnvironmentKind.THROWAWAY
    assert classify(url="postgres://localhost/shop").kind is EnvironmentKind.LOCAL
    assert classify(url="postgres://db.acme.io/shop_dev").kind is not EnvironmentKind.THROWAWAY
