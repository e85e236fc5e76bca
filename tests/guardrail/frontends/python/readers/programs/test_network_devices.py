"""Commands that are typed at a switch or a router."""

from __future__ import annotations

import pytest
from guardrail_rules.infrastructure.destroyed_resource import DestroyedResource

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

PEXPECT = """\
import pexpect

class Switch:
    def __init__(self, host):
        self.child = pexpect.spawn("ssh", [host])

    def command(self, line):
        self.child.sendline(line)

def configure(switch: Switch):
    switch.command("configure terminal")
    switch.command("{command}")
"""
NETMIKO = """\
from netmiko import ConnectHandler

def configure(host):
    with ConnectHandler(device_type="cisco_ios", host=host) as net:
        net.send_command_timing("{command}")
"""


@pytest.mark.parametrize("code", [PEXPECT, NETMIKO])
@pytest.mark.parametrize(
    ("command", "told"),
    [("write erase", True), ("write memory", False), ("show running-config", False)],
)
def test_erased_settings_are_an_error(code: str, command: str, told: bool) -> None:
    found = judge_example(DestroyedResource, python(code.format(command=command)))
    assert [one.level for one in found] == [Level.ERROR] * told
