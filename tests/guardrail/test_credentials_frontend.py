"""Credentials written in texts of any kind: what is seen, what is left alone, what is kept."""

from __future__ import annotations

import time

import pytest
from guardrail_rules.credential.specimens import (
    drawn,
    github_token,
    github_token_with_wrong_checksum,
    password,
    private_key,
    stripe_key,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from guardrail.effects import CredentialUse
from guardrail.frontends.credentials import read
from guardrail.model import Confidence, EnvironmentKind, Source
from guardrail.settings import Settings


def seen(text: str, path: str = "app/clean.py") -> list[CredentialUse]:
    """What is found in a text."""
    found = list(read(Source(path, "credentials", text), Settings()))
    assert all(isinstance(item, CredentialUse) for item in found)
    return [item for item in found if isinstance(item, CredentialUse)]


def only(text: str, path: str = "app/clean.py") -> CredentialUse:
    """The one credential of a text, its place checked: the span is the secret and no more."""
    (use,) = seen(text, path)
    return use


def test_a_token_with_a_right_checksum_is_certain() -> None:
    text = f'TOKEN = "{github_token()}"'
    use = only(text)
    assert text[use.span.start : use.span.end] == github_token()
    assert use.checked
    assert use.confidence is Confidence.HIGH
    assert use.kind == "GitHub personal access token"
    assert use.shown == "ghp_…"


def test_a_token_with_a_wrong_checksum_is_doubtful() -> None:
    use = only(github_token_with_wrong_checksum())
    assert not use.checked
    assert use.confidence is Confidence.LOW


def test_a_key_for_tests_is_known_as_one() -> None:
    assert only(stripe_key("test")).test_only
    assert not only(stripe_key("live")).test_only


def test_in_a_line_that_nobody_wrote_only_a_checksum_counts() -> None:
    filler = "x=1;" * 400
    assert only(f"{filler}'{stripe_key('live')}'{filler}").confidence is Confidence.LOW
    assert only(f"{filler}'{github_token()}'{filler}").confidence is Confidence.HIGH


def test_a_key_block_is_one_finding() -> None:
    use = only(private_key())
    assert use.kind == "private key"
    assert use.checked


def test_an_aws_secret_is_known_by_the_id_beside_it() -> None:
    key_id = "AKIA" + drawn("id", 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    secret = drawn("aws", 40)
    text = f"('{key_id}', '{secret}')"
    kinds = {use.kind: use.confidence for use in seen(text)}
    assert kinds["AWS secret access key"] is Confidence.HIGH
    assert kinds["AWS access key id"] is Confidence.LOW


@pytest.mark.parametrize(
    ("url", "host", "environment"),
    [
        ("postgres://app:{}@db.prod.shop.io/shop", "db.prod.shop.io", EnvironmentKind.PRODUCTION),
        ("mysql+pymysql://app:{}@staging.shop.io/s", "staging.shop.io", EnvironmentKind.SHARED),
        (
            "postgresql://a:{}@x.c9.eu-west-1.rds.amazonaws.com:5432/s",
            "x.c9.eu-west-1.rds.amazonaws.com",
            EnvironmentKind.PRODUCTION,
        ),
        (
            "mongodb+srv://a:{}@c0.ab12.mongodb.net",
            "c0.ab12.mongodb.net",
            EnvironmentKind.PRODUCTION,
        ),
        ("redis://:{}@10.0.0.7:6379/0", "10.0.0.7", EnvironmentKind.UNKNOWN),
        ("amqp://guest:{}@localhost//", "localhost", EnvironmentKind.LOCAL),
        ("https://deploy:{}@git.shop.io/r.git", "git.shop.io", EnvironmentKind.UNKNOWN),
        ("postgres://app:{}@db/shop", "db", EnvironmentKind.LOCAL),
        ("postgres://app:{}@nas.local/shop", "nas.local", EnvironmentKind.LOCAL),
        ("postgres://app:{}@sql1.corp.local/hr", "sql1.corp.local", EnvironmentKind.SHARED),
    ],
)
def test_a_connection_string_tells_its_host(
    url: str, host: str, environment: EnvironmentKind
) -> None:
    text = f'URL = "{url.format(password())}"'
    use = only(text)
    assert text[use.span.start : use.span.end] == password()
    assert (use.host, use.environment.kind) == (host, environment)
    assert use.kind == "password in a connection string"


@pytest.mark.parametrize(
    "text",
    [
        "postgres://postgres:postgres@localhost/shop",
        "postgres://user:password@localhost/shop",
        'f"postgres://{user}:{password}@{host}/shop"',
        "postgres://user:${DB_PASSWORD}@db.shop.io/shop",
        "postgres://user:<password>@db.shop.io/shop",
        "postgres://db.shop.io/shop",
        "http://localhost:8000/@me",
        "https://example.org:443/a@b",
        "postgres://%s:%s@%s/%s",
        "connect(host=HOST, password=Passw0rd_from_env)",
        "host=localhost user=app",
        r"https?://(?:[a-zA-Z]|[0-9]|[$-_@.&+]|[!*\(\),]|(?:%[0-9a-fA-F]))+",
    ],
)
def test_what_holds_no_password_is_left_alone(text: str) -> None:
    assert not seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "host=db.shop.io user=app password={} dbname=shop",
        "jdbc:postgresql://db.shop.io:5432/shop?user=app&password={}",
        "Server=tcp:db.shop.io,1433;User ID=app;Password={};Encrypt=true",
        'C = (\n    "Server=db.shop.io;"\n    "Database=hr;"\n    f"UID=app;PWD={}"\n)',
        'C = "UID=app;PWD={};" \\\n    "Server=db.shop.io"',
    ],
)
def test_pairs_of_keys_and_values_are_connection_strings_too(text: str) -> None:
    use = only(text.format(password()))
    assert use.host.partition(":")[0] == "db.shop.io"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", "DB_PASSWORD={}"),
        (".env.local", 'export API_SECRET="{}"'),
        ("compose.yaml", "    POSTGRES_PASSWORD: {}"),
        ("compose.yaml", "  - POSTGRES_PASSWORD={}"),
        ("config.toml", "password = '{}'"),
        ("settings.json", '{{"user": "app", "password": "{}", "port": 5}}'),
        (".github/workflows/ci.yml", "  env: {{ DB_PASSWORD: {} }}"),
        ("deploy.sh", "PGPASSWORD={} psql"),
        ("terraform.tfvars", 'db_password = "{}"'),
    ],
)
def test_settings_files_hold_secrets_by_name(path: str, text: str) -> None:
    whole = text.format(password())
    use = only(whole, path)
    assert whole[use.span.start : use.span.end] == password()
    assert use.confidence is Confidence.MEDIUM
    assert use.kind in ("password", "secret")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", "DB_PASSWORD=${OTHER}"),
        (".env", "DB_PASSWORD=changeme"),
        ("ci.yml", "DB_PASSWORD: ${{ secrets.DB_PASSWORD }}"),
        ("values.yaml", "password: !vault xJ8k2LmN9qRt"),
        ("values.yaml", "secretName: shop-tls-2Xk9"),
        ("de.json", '"password": "Passwort"'),
        ("app.js", "password = 'xJ8k2LmN9qRt'"),
        ("package-lock.json", '"secret": "xJ8k2LmN9qRt"'),
        ("settings.json", '"password_hint": "xJ8k2LmN9qRt"'),
        ("config.yaml", "api_key: os.environ/E2B_API_KEY2"),
        ("openapi.json", '"bearer": "#/components/schemas/Agent2BearerAuth"'),
        ("policies.json", '"DeleteSigningKey": "route53:DeleteKeySigningKey"'),
        ("policies.json", '"secretsmanager:SecretId": "arn:*:secretsmanager:*:*:secret:MSK_9x*"'),
    ],
)
def test_settings_that_hold_none(path: str, text: str) -> None:
    assert not seen(text, path)


def test_a_file_to_be_copied_and_filled_in_is_doubtful() -> None:
    assert only(f"DB_PASSWORD={password()}", ".env.example").confidence is Confidence.LOW


def test_the_file_tells_the_environment() -> None:
    use = only(f"DB_PASSWORD={password()}", ".env.production")
    assert use.environment.kind is EnvironmentKind.PRODUCTION


def test_nothing_of_a_password_is_kept() -> None:
    texts = {
        secret: only(f"postgres://app:{secret}@db.shop.io/shop")
        for secret in (password(), "Another1!Password9")
    }
    first, second = texts.values()
    assert first.key == first.shown == ""
    assert first.evidence == second.evidence
    for secret, use in texts.items():
        assert not any(secret[:4] in str(getattr(use, field.name)) for field in fields(use))


def test_a_token_is_kept_as_a_keyed_hash_alone() -> None:
    use = only(github_token())
    assert only(f"again {github_token()}").key == use.key
    assert only(github_token("another")).key != use.key
    assert github_token()[4:] not in repr(use)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.sampled_from(["a.py", ".env", "x.json"]))
def test_any_text_can_be_read(text: str, path: str) -> None:
    for use in seen(text, path):
        assert 0 <= use.span.start < use.span.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "password=",
        "://a:bcdefgh1!@",
        "API_KEY: ",
        "host=a password=Abcdef1!x ",
        "x_" * 9 + "=",
        "'\"",
        "eyJhbGciOi.",
    ],
)
@pytest.mark.parametrize("path", ["a.py", "a.yml"])
def test_reading_is_linear_in_repetitions(piece: str, path: str) -> None:
    started = time.process_time()
    seen(piece * (200_000 // len(piece)), path)
    assert time.process_time() - started < 1.0
