"""Keys of unknown hosts that are accepted: by a policy that is named elsewhere, or one's own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange

HEAD = "import os, paramiko\nfrom paramiko import AutoAddPolicy as Auto\n"
CONNECT = """
def connect(host{given}):
    client = paramiko.SSHClient()
    {before}
    client.set_missing_host_key_policy({policy})
    client.connect(host)
"""


def accepts(code: str) -> bool:
    """Whether the check of a host's key is switched off."""
    return any(isinstance(one, GuardChange) for one in items(HEAD + code))


@pytest.mark.parametrize("policy", ["AutoAddPolicy", "WarningPolicy", "RejectPolicy"])
@pytest.mark.parametrize(
    ("given", "before", "used"),
    [
        ("", "pass", "paramiko.{0}()"),
        ("", "pass", "paramiko.{0}"),
        ("", "chosen = paramiko.{0}()", "chosen"),
        (", chosen=paramiko.{0}()", "pass", "chosen"),
        (", strict=False", "pass", "paramiko.RejectPolicy() if strict else paramiko.{0}()"),
        (", kind='new'", "pass", "POLICIES[kind]()"),
    ],
)
def test_a_policy_is_followed_to_where_it_is_named(
    policy: str, given: str, before: str, used: str
) -> None:
    made = (one.replace("{0}", policy) for one in (given, before, used))
    given, before, used = made
    code = f"POLICIES = {{'new': paramiko.{policy}, 'old': paramiko.RejectPolicy}}\n"
    code += CONNECT.format(given=given, before=before, policy=used)
    assert accepts(code) is (policy != "RejectPolicy")


def test_by_default_strict_is_strict() -> None:
    policy = "paramiko.RejectPolicy() if strict else paramiko.AutoAddPolicy()"
    assert not accepts(CONNECT.format(given=", strict=True", before="pass", policy=policy))
    assert accepts(CONNECT.format(given="", before="pass", policy="Auto()"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("pass", True),
        ("client.get_host_keys().add(hostname, key.get_name(), key)", True),
        ("if key.get_base64() != os.environ['KEY']:\n            raise OSError(hostname)", False),
    ],
)
@pytest.mark.parametrize("policy", ["Own", "Own()"])
def test_an_own_policy_accepts_what_it_doesn_t_refuse(body: str, told: bool, policy: str) -> None:
    code = (
        "class Own(paramiko.MissingHostKeyPolicy):\n"
        f"    def missing_host_key(self, client, hostname, key):\n        {body}\n"
    )
    assert accepts(code + CONNECT.format(given="", before="pass", policy=policy)) is told
