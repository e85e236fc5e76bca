"""Command lines that switch off what guards a machine."""

from __future__ import annotations

import pytest

from guardrail.effects import ResourceChange, Verb
from guardrail.frontends import reader
from guardrail.model import Source
from guardrail.settings import Settings


def switched_off(line: str) -> list[str]:
    """What the line switches off."""
    read = reader("shell")
    assert read is not None
    found = read(Source("up.sh", "shell", line), Settings())
    return [
        one.kind for one in found if isinstance(one, ResourceChange) and one.verb is Verb.DISABLE
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ufw disable", "firewall"),
        ("sudo ufw --force reset", "firewall"),
        ("iptables -F", "firewall"),
        ("iptables -P INPUT ACCEPT", "firewall"),
        ("nft flush ruleset", "firewall"),
        ("systemctl disable --now firewalld.service", "firewall"),
        ("service auditd stop", "audit"),
        ("setenforce 0", "SELinux"),
        ("auditctl -e 0", "audit"),
    ],
)
def test_a_guard_that_is_switched_off(line: str, kind: str) -> None:
    assert switched_off(line) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "ufw status",
        "ufw enable",
        "iptables -L",
        "iptables -F DOCKER",
        "iptables -t nat -F",
        "iptables -P INPUT DROP",
        "systemctl stop shop",
        "systemctl enable firewalld",
        "systemctl --root=/mnt disable firewalld",
        "setenforce 1",
        "auditctl -l",
    ],
)
def test_what_only_looks_or_switches_on(line: str) -> None:
    assert switched_off(line) == []
