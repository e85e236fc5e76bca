"""What is typed at the prompt of a switch, a router or a firewall: its settings erased.

As in the command references of Cisco IOS XE 17 and NX-OS 10 (`write erase`, `erase`, `format`,
`delete`), Arista EOS 4.3, ArubaOS-Switch 16, Junos 23 (`request system zeroize`), FortiOS 7
(`execute factoryreset`) and RouterOS 7 (`/system reset-configuration`).
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.patterns import late

_SETTINGS = "startup-config"
_MEMORY = late(r"(?:flash|bootflash|disk\d|nvram|slot\d|usbflash\d|harddisk):.*")
_ALL_OF_IT = late(r"(?:flash|bootflash|disk\d|nvram|slot\d|usbflash\d|harddisk):/?\*?")


def _read(command: Command) -> Iterator[Outcome]:
    which = _erased(known_name(command.name), [word.text.lower() for word in command.args])
    if which:
        yield ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.DELETE,
            provider="network device's",
            kind="configuration" if which == _SETTINGS else "memory",
            id=which,
        )


def _erased(name: str, words: list[str]) -> str:
    """What of the device goes, "" where nothing does."""
    first, second = (*words, "", "")[:2]
    if name in ("write", "wr") and first in ("erase", "er"):
        return _SETTINGS
    if name == "erase":
        if first in ("startup-config", "nvram:", "nvram", "all"):
            return _SETTINGS
        return first if _MEMORY.fullmatch(first) else ""
    if name == "format" and _MEMORY.fullmatch(first):
        return first
    if name == "delete":
        return next(filter(_ALL_OF_IT.fullmatch, words), "")
    if name == "request" and (first, second) in (
        ("system", "zeroize"),
        ("system", "private-data-reset"),
    ):
        return _SETTINGS
    if name in ("execute", "exec") and first in ("factoryreset", "factoryreset2", "formatlogdisk"):
        return "logs" if first == "formatlogdisk" else _SETTINGS
    if name == "system" and first == "reset-configuration":
        return _SETTINGS
    return ""


PROGRAM = Program(("write", "wr", "erase", "format", "delete", "request", "execute"), _read)
