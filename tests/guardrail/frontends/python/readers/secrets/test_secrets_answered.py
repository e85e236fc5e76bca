"""Secrets that come by the module's own functions, and that requests are answered with."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.model import EnvironmentKind

HEAD = """\
import logging, os
from fastapi import APIRouter
router = APIRouter()
log = logging.getLogger(__name__)

class Client:
    def __init__(self):
        self.api_key = os.environ["PAYMENT_API_KEY"]

    def headers(self):
        return {"Authorization": f"Bearer {self.api_key}"}

    def ask(self):
        headers = self.headers()
"""


def told(code: str) -> list[str]:
    """The kinds of secrets that the code shows."""
    found = [one for one in items(HEAD + code) if isinstance(one, CredentialUse)]
    return [one.kind for one in found if one.action is CredentialAction.SENT]


def test_a_header_that_a_method_makes() -> None:
    assert told("        log.debug('asking with %s', headers)\n") == ["self.api_key"]
    assert told("        log.debug('asking with %s', sorted(headers))\n") == []


@pytest.mark.parametrize(
    ("returned", "kinds"),
    [
        ("dict(os.environ)", ["the environment"]),
        (
            "{\n        'pid': os.getpid(),\n        'env': dict(os.environ),\n    }",
            ["the environment"],
        ),
        ("{'env': sorted(os.environ)}", []),
        ("{'region': os.environ['REGION']}", []),
    ],
)
def test_what_a_request_is_answered_with(returned: str, kinds: list[str]) -> None:
    assert told(f"\n@router.get('/info')\nasync def info():\n    return {returned}\n") == kinds


def test_a_function_that_answers_nobody() -> None:
    assert told("\ndef info():\n    return dict(os.environ)\n") == []


def test_a_value_that_is_hidden_from_then_on() -> None:
    code = "\ntoken = os.environ['NPM_TOKEN']\nprint(f'::add-mask::{token}')\n"
    assert told(code) == []


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("raise ValueError(f'refused {user}:{self.password}')", ["self.password"]),
        ("raise ValueError('no password for %s' % user)", []),
        ("raise Refused(self.password)", []),
        ("run.config.update({'env': dict(os.environ)})", ["the environment"]),
        ("run.config.update({'lr': 0.1, 'token': self.password})", []),
        (
            "log.info(url.render_as_string(hide_password=False))",
            ["the database's address with its password"],
        ),
        ("log.info(url.render_as_string(hide_password=True))", []),
    ],
)
def test_exceptions_runs_and_addresses(code: str, kinds: list[str]) -> None:
    assert told(f"        {code}\n") == kinds


@pytest.mark.parametrize(
    ("login", "count"),
    [
        ("requests.get(URL, auth=('probe', 'tR9#vLq2!mXz8Kp'))", 1),
        ("requests.get(URL, auth=HTTPBasicAuth('probe', 'tR9#vLq2!mXz8Kp'))", 1),
        ("requests.get(URL, auth=('user', 'password'))", 0),
        ("requests.get(URL, auth=('probe', os.environ['PROBE_PASSWORD']))", 0),
        ("client.login('probe', 'changeme')", 0),
    ],
)
def test_a_password_beside_a_user(login: str, count: int) -> None:
    found = [
        one for one in items(f"import requests, os\n{login}\n") if isinstance(one, CredentialUse)
    ]
    assert [one.action for one in found] == [CredentialAction.WRITTEN] * count


def test_a_login_without_a_host_opens_nobody_knows_what() -> None:
    code = "from requests.auth import HTTPBasicAuth\nHTTPBasicAuth('probe', 'tR9#vLq2!mXz8Kp')\n"
    found = [one for one in items(code) if isinstance(one, CredentialUse)]
    assert [one.environment.kind for one in found] == [EnvironmentKind.UNKNOWN]
