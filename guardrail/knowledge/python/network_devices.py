"""Netmiko and scrapli: command lines that are typed at a switch, a router or a firewall.

Sources: the API references of netmiko 4 (`BaseConnection.send_command`, `send_command_timing`,
`send_command_expect`) and scrapli 2024 (`NetworkDriver.send_command`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Gives, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import FIRST, Row

_DEVICE = "network device"
_ANYTHING = r"(?s)\s*\S"
_UNPROVED = "the packages aren't installed for tests"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "netmiko.ConnectHandler",
            "netmiko.Netmiko",
            "netmiko.cisco.CiscoIosSSH",
            "netmiko.base_connection.BaseConnection",
            "netmiko.BaseConnection",
            "scrapli.Scrapli",
            "scrapli.AsyncScrapli",
            "scrapli.driver.core.IOSXEDriver",
            "scrapli.driver.core.NXOSDriver",
            "scrapli.driver.core.EOSDriver",
            "scrapli.driver.core.JunosDriver",
        ),
        kind=_DEVICE,
        unproved=_UNPROVED,
    ),
    Gives(kind=_DEVICE, member="with", gives=_DEVICE),
)

ROWS: tuple[Row, ...] = (
    RunsQuery(
        names=(
            ".send_command",
            ".send_command_timing",
            ".send_command_expect",
        ),
        on=(_DEVICE,),
        language="shell",
        text=FIRST,
        like=_ANYTHING,
        store="network device",
        beside=("netmiko", "scrapli"),
        unproved=_UNPROVED,
        example=(
            "from netmiko import ConnectHandler\n"
            "ConnectHandler(host='sw-1').send_command_timing('write erase')"
        ),
        twin=(
            "from netmiko import ConnectHandler\n"
            "ConnectHandler(host='sw-1').send_command_timing('write memory')"
        ),
    ),
)
