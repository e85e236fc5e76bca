"""Secrets that are written down under a name, and what is none."""

from __future__ import annotations

import pytest
from reading_python import shown

SECRETS = [
    "DB_PASSWORD = 'vQ6qKPN!Gz6anI7'",
    "password: str = 'vQ6qKPN!Gz6anI7'",
    "connect(password='vQ6qKPN!Gz6anI7')",
    "d = {'api_key': 'vQ6qKPN3Gz6anI7xx'}",
    "os.environ['SECRET_KEY'] = 'vQ6qKPN!Gz6anI7'",
    "os.environ.get('SECRET_KEY', 'vQ6qKPN!Gz6anI7')",
    "config('SECRET_KEY', default='vQ6qKPN!Gz6anI7')",
    "def f(password='vQ6qKPN!Gz6anI7'):\n    pass",
    "user.set_password('vQ6qKPN!Gz6anI7')",
    "settings.password = ('vQ6qKPN!' 'Gz6anI7')",
    "if password == 'vQ6qKPN!Gz6anI7':\n    pass",
    "h = {'Authorization': 'Bearer vQ6qKPN9Gz6anI7Qx'}",
]


@pytest.mark.parametrize("code", SECRETS)
def test_a_secret_under_its_name(code: str) -> None:
    (said,) = shown(code)
    assert said.startswith("CredentialUse confidence=medium action=written kind=")
    assert "vQ6qKPN" not in said


NO_SECRETS = [
    "PASSWORD_FIELD = 'vQ6qKPN!Gz6anI7'",
    "DB_PASSWORD = 'changeme'",
    "DB_PASSWORD = os.environ['vQ6qKPN!Gz6anI7']",
    "DB_PASSWORD = f'{prefix}x'",
    "hashed_password = 'vQ6qKPN!Gz6anI7'",
    "reset_password = '20/m/ip,5/m/key'",
    "primary_key = 'vQ6qKPN!Gz6anI7'",
    "monkey = 'vQ6qKPN!Gz6anI7'",
    "print('password', 'vQ6qKPN!Gz6anI7')",
    "class Kind(Enum):\n    PASSWORD = 'vQ6qKPN!Gz6anI7'",
    "h = {'Authorization': 'Basic Zm9vOmJhcg=='}",
]


@pytest.mark.parametrize("code", NO_SECRETS)
def test_no_secret(code: str) -> None:
    assert shown(code) == []
