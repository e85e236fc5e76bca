"""Commands that print secrets: what they say is one where others see it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialAction, CredentialUse

HEAD = "import subprocess\n"


def told(code: str) -> int:
    """How many secrets are shown."""
    found = [one for one in items(HEAD + code) if isinstance(one, CredentialUse)]
    return sum(one.action is CredentialAction.SENT for one in found)


@pytest.mark.parametrize(
    ("command", "secret"),
    [
        ("kubectl get secrets -A -o yaml", True),
        ("kubectl get secret shop -o jsonpath={.data}", True),
        ("kubectl get secrets -o name", False),
        ("kubectl get services -o yaml", False),
        ("printenv", True),
        ("env", True),
        ("env MODE=dry make plan", False),
        ("aws ssm get-parameter --name db --with-decryption", True),
        ("aws ssm get-parameter --name region", False),
        ("aws secretsmanager get-secret-value --secret-id db", True),
        ("aws secretsmanager list-secrets", False),
        ("vault kv get -field=password secret/db", True),
        ("vault status", False),
        ("gcloud secrets versions access latest --secret db", True),
        ("gcloud secrets list", False),
    ],
)
def test_what_a_command_prints(command: str, secret: bool) -> None:
    words = ", ".join(f'"{word}"' for word in command.split())
    assert told(f"print('kubectl', subprocess.check_output([{words}]))\n") == secret
    assert told(f"said = subprocess.run([{words}])\nprint('kubectl', said.stdout)\n") == secret
