"""Masking: nothing secret survives it, and what isn't secret does."""

from __future__ import annotations

import time

import pytest
from guardrail_rules.credential.specimens import (
    drawn,
    github_token,
    github_token_with_wrong_checksum,
    password,
    private_key,
    slack_token,
    stripe_key,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.knowledge.credentials.masking import mask, mask_with_mark

SECRET = password()


@pytest.mark.parametrize(
    "token",
    [
        github_token(),
        github_token_with_wrong_checksum(),
        slack_token(),
        stripe_key("live"),
        stripe_key("test"),
        "ghp_" + "x" * 36,
    ],
)
@pytest.mark.parametrize("around", ["{}", "a = '{}'", "curl -H 'Authorization: token {}'"])
def test_of_a_token_its_kind_and_four_characters_remain(token: str, around: str) -> None:
    shown = mask(around.format(token))
    assert token not in shown
    assert token[5:] not in shown
    assert f"{token[:4]}…]" in shown


@pytest.mark.parametrize(
    "text",
    [
        "CREATE USER app PASSWORD '{}'",
        "create role app with encrypted password '{}' login",
        "ALTER USER app IDENTIFIED BY '{}'",
        "CREATE USER 'app'@'%' IDENTIFIED WITH mysql_native_password BY '{}'",
        "SET PASSWORD FOR 'app'@'%' = '{}'",
        "CREATE LOGIN app WITH PASSWORD = N'{}'",
        "connect(host='db', password='{}')",
        "'PASSWORD': '{}',",
        'api_key = "{}"',
        'secret: "{}"',
        "DB_PASSWORD={}",
        "export PGPASSWORD={} psql",
        "password: {}",
        "postgres://app:{}@db.shop.io/shop",
        "host=db user=app password={} dbname=x",
        "mysql -u root -p{} shop",
        "curl -u admin:{} https://shop.io",
        "mongosh --password {} shop",
        "Authorization: Bearer {}",
        "os.environ['DB_PASSWORD'] = '{}'",
        "os.environ.setdefault('DB_PASSWORD', '{}')",
        "if password == '{}':",
    ],
)
@pytest.mark.parametrize("secret", [SECRET, "hunter2hunter2", "[Weird1Start", "Pa{}%ss$W1"])
def test_of_a_password_nothing_remains(text: str, secret: str) -> None:
    shown = mask(text.replace("{}", secret))
    assert secret not in shown
    assert "[password]" in shown


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM users WHERE id = 7",
        "ALTER TABLE users ADD COLUMN password text NOT NULL",
        "UPDATE users SET password = NULL",
        "password=os.environ['DB_PASSWORD']",
        "connect(password=settings.DB_PASSWORD)",
        "PGPASSWORD=$PW psql",
        "password: ${{ secrets.DB_PASSWORD }}",
        "CREATE USER app PASSWORD :'pw'",
        "execute('SET password = %s', [value])",
        "https://shop.io:8000/path?x=1",
        "step «clean» → python -c → cur.execute",
        "shop/migrations/0007_remove_password.py",
        "the password for db.shop.io is written in the text",
        "sha256:" + drawn("digest", 64, "0123456789abcdef"),
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text) == text


def test_a_key_is_masked_whole_and_by_the_line() -> None:
    key = private_key()
    assert mask(f"x = '''{key}'''") == "x = '''[private key ----…]'''"
    body = key.splitlines()[2]
    assert body not in mask(body)


def test_given_spans_are_masked_whatever_stands_there() -> None:
    line = "connect('db', 'app', 'hunter2')"
    at = line.index("hunter2")
    assert mask(line, [(at, at + 7)]) == "connect('db', 'app', '[password]')"


def test_the_mark_moves_with_the_text() -> None:
    line = f"a('{github_token()}', 'DELETE FROM users', '{github_token('b')}')"
    low = line.index("DELETE")
    shown, mark = mask_with_mark(line, (low, low + len("DELETE FROM users")))
    assert shown[slice(*mark)] == "DELETE FROM users"
    low = line.index("ghp_")
    shown, mark = mask_with_mark(line, (low, low + 40))
    assert shown[slice(*mark)] == "[GitHub personal access token ghp_…]"
    shown, mark = mask_with_mark(line, (low + 3, low + 10))
    assert shown[slice(*mark)] == "[GitHub personal access token ghp_…]"


PIECES = st.sampled_from(
    [
        github_token(),
        f"password='{SECRET}'",
        f"://u:{SECRET}@h",
        "DELETE FROM users",
        "'",
        " ",
        "\n",
        "=",
        "password",
        "ü",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8))
def test_nothing_leaks_however_often_it_is_masked(pieces: list[str]) -> None:
    shown = mask(" ".join(pieces))
    again = mask(shown)
    for text in (shown, again):
        assert SECRET not in text
        assert github_token()[4:] not in text


@settings(max_examples=100, deadline=None)
@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_text_can_be_masked(text: str, low: int, high: int) -> None:
    mark = (min(low, len(text)), min(max(low, high), len(text)))
    shown, (new_low, new_high) = mask_with_mark(text, mark)
    assert 0 <= new_low <= new_high <= len(shown)


@pytest.mark.parametrize(
    "piece",
    [
        "password='",
        "password ",
        "identified by ",
        "mysql ",
        "://a:b",
        "aes_encrypt(a,",
        "-u a:",
        "A" * 59 + " ",
    ],
)
def test_masking_is_linear_in_repetitions(piece: str) -> None:
    started = time.process_time()
    mask(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 1.5
