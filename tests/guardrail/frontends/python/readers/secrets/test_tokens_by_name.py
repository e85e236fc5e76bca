"""Tokens of which only the value tells that they are a secret: `TOKEN = "9F3A…"`."""

from __future__ import annotations

import pytest
from guardrail_rules.credential.specimens import BASE62, HEX, drawn
from reading_python import items

from guardrail.effects import CredentialAction, CredentialUse


def written(code: str) -> int:
    """How many secrets the code writes down."""
    found = [one for one in items(code) if isinstance(one, CredentialUse)]
    return sum(one.action is CredentialAction.WRITTEN for one in found)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("TOKEN", True),
        ("redcap_token", True),
        ("REDCAP_API_TOKEN", True),
        ("telegram_token", True),
        ("next_page_token", False),
        ("csrf_token", False),
        ("EXPECTED_TOKEN", False),
        ("token_type", False),
        ("tokens", False),
    ],
)
@pytest.mark.parametrize("value", [drawn("a", 32, HEX).upper(), drawn("b", 40, BASE62)])
def test_a_drawn_value(name: str, value: str, told: bool) -> None:
    assert written(f'{name} = "{value}"\n') == told


@pytest.mark.parametrize(
    "value", ["access", "Bearer", "my-service-account-token", "abc123", "0" * 32, "<|endoftext|>"]
)
def test_what_is_none(value: str) -> None:
    assert written(f'TOKEN = "{value}"\n') == 0
