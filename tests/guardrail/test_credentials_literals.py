"""Names and values: which literals are secrets, and what vetoes them."""

from __future__ import annotations

import pytest
from guardrail_rules.credential.specimens import drawn, github_token, password
from hypothesis import given
from hypothesis import strategies as st

from guardrail.knowledge.credentials.decoys import placeholder
from guardrail.knowledge.credentials.hosts import environment_of_path
from guardrail.knowledge.credentials.literals import (
    plausible_password,
    plausible_secret,
    secret_name,
)
from guardrail.model import EnvironmentKind

SECRETS = """
    password DB_PASSWORD dbPassword PGPASSWORD password2 user.password admin_passwd secret
    SECRET_KEY apiKey api-key API_KEY_PROD clientSecret aws_secret_access_key auth_token
    refreshToken githubToken privateKey passphrase db_pass smtp_pass new_password
    REDIS_PASSWORD_STAGING
"""
OTHERS = """
    monkey keyboard keystone rapid capital tokenizer max_tokens secretary author public_key
    key token hash code salt password_field secret_name token_url password_file has_password
    use_password passwordHash first_pass bypass compass api_key_header min_password_length
    AUTH_PASSWORD_VALIDATORS secret_id
"""


@pytest.mark.parametrize(
    "name",
    SECRETS.split(),
)
def test_names_of_secrets(name: str) -> None:
    assert secret_name(name)


@pytest.mark.parametrize(
    "name",
    OTHERS.split(),
)
def test_names_that_only_sound_like_it(name: str) -> None:
    assert not secret_name(name)


@pytest.mark.parametrize(
    "value", [password(), "Tr0ub4dor&3", "xJ8k2LmN9qRt", "a9f8b7c6d5e4f3a2b1c0", "Summer2026!x"]
)
def test_values_that_may_well_be_secrets(value: str) -> None:
    assert plausible_secret(value, "password")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "short1!",
        "changeme",
        "your-password-here",
        "${DB_PASSWORD}",
        "{password}",
        "%(password)s",
        "<password>",
        "gr_hole_0",
        "********",
        "xxxxxxxxxxxx",
        "op://vault/item/field",
        "/run/secrets/db",
        "settings.SECRET_KEY",
        "os.environ['X']",
        "Database password",
        "resetPasswordToken",
        "correct-horse-battery-staple",
        "password123",
        "postgres",
        "abcdefgh1234",
        "$2b$12$" + "a1B2" * 5,
        "pbkdf2_sha256$720000$" + "a1B2" * 5,
        "SCRAM-SHA-256$4096:" + "a1B2" * 5,
        "https://example.org/Path1",
        "secret_key.pem",
        "django-insecure-" + drawn("key", 40),
        "password1",
        "secret-key-missing!",
        "phc_" + drawn("project", 43),
        "kms:ScheduleKeyDeletion",
    ],
)
def test_values_that_are_none(value: str) -> None:
    assert not plausible_secret(value, "password")


def test_a_digest_under_the_name_of_one_is_none() -> None:
    value = drawn("digest", 40, "0123456789abcdef")
    assert plausible_secret(value, "api_key")
    assert not plausible_secret(value, "secret_sha1")


def test_a_value_that_repeats_its_name_is_none() -> None:
    assert not plausible_secret("SMTP-Password-1", "smtp_password")


def test_where_a_password_belongs_weak_ones_count() -> None:
    assert plausible_password("hunter2")
    assert plausible_password("Password1")
    assert not plausible_password("changeme")
    assert not plausible_password("<password>")
    assert not plausible_password("md5" + drawn("hash", 32, "0123456789abcdef"))


def test_a_token_is_told_as_a_token_and_not_twice() -> None:
    assert not plausible_password(github_token())
    assert not plausible_secret(github_token(), "password")


@given(st.text(), st.text())
def test_any_text_gets_an_answer(value: str, name: str) -> None:
    assert plausible_secret(value, name) in (True, False)
    assert secret_name(name) in (True, False)
    assert not (placeholder(value) and plausible_password(value))


def test_the_name_of_a_header_is_no_secret() -> None:
    assert not plausible_secret("x-acme2-access-key", "acme2_access_key")
    assert plausible_secret("x-acme2-access-k3y-94ffq", "acme2_access_key")


@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("config/settings/local.py", True),
        ("config/local_settings.py", True),
        (".env.local", True),
        ("deploy/dev/values.yaml", True),
        ("docker-compose.test.yml", True),
        ("app/local_time.py", False),
        ("src/shop/testing_ground.py", False),
        ("app/test_results.py", False),
    ],
)
def test_a_file_is_of_a_machine_of_ones_own_where_its_name_ends_so(path: str, local: bool) -> None:
    assert (environment_of_path(path).kind is EnvironmentKind.LOCAL) is local
