"""setenforce, ufw, systemctl, iptables, …: switch off what protects or records a machine.

As in setenforce(8), ufw(8) 0.36, systemctl(1) of systemd 252, iptables(8) 1.8, nft(8) 1.0,
auditctl(8) 3, firewall-cmd(1) 1.3 and aa-teardown(8) of AppArmor 3.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, Recoverable, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program

_FIREWALL = "firewall of the machine"
_AUDIT = "audit of the machine"
_CONFINEMENT = "confinement of programs"
_SERVICES: dict[str, str] = {
    "ufw": _FIREWALL,
    "firewalld": _FIREWALL,
    "iptables": _FIREWALL,
    "nftables": _FIREWALL,
    "auditd": _AUDIT,
    "rsyslog": "log of the machine",
    "apparmor": _CONFINEMENT,
    "fail2ban": "guard against guessed passwords",
    "crowdsec": "guard against guessed passwords",
    "falcon-sensor": "guard against intruders",
    "wazuh-agent": "guard against intruders",
    "clamav-daemon": "guard against viruses",
}
"""Services by their names, and what nobody does while they are stopped."""
_STOPPING = frozenset(("stop", "disable", "mask"))


def _read(command: Command) -> Iterator[Outcome]:
    name = known_name(command.name)
    texts = [word.text for word in command.args]
    if name == "systemctl":
        plain = [one for one in texts if not one.startswith("-")]
        if plain and plain[0] in _STOPPING:
            services = (one.removesuffix(".service") for one in plain[1:])
            told = {_SERVICES[one] for one in services if one in _SERVICES}
            yield from (_off(command, one) for one in sorted(told))
    elif what := _switched_off(name, texts):
        yield _off(command, what)


def _switched_off(name: str, texts: list[str]) -> str:
    """What a command line switches off, "" where it does nothing of the kind."""
    if name == "setenforce":
        return _CONFINEMENT if texts[:1] in (["0"], ["Permissive"]) else ""
    if name == "aa-teardown":
        return _CONFINEMENT
    if name == "auditctl":
        off = texts[:1] == ["-D"] or any(
            pair == ["-e", "0"] for pair in ([*one] for one in itertools.pairwise(texts))
        )
        return _AUDIT if off else ""
    return _FIREWALL if _opens(name, texts) else ""


def _opens(name: str, texts: list[str]) -> bool:
    """Whether a firewall lets everything pass from now on."""
    words = " ".join(texts)
    if name == "ufw":
        return "disable" in texts or "default allow incoming" in words or "reset" in texts
    if name == "nft":
        return words == "flush ruleset"
    if name == "firewall-cmd":
        return "--set-default-zone=trusted" in texts or "--panic-off" in texts
    flushes = texts in (["-F"], ["--flush"], ["-F", "INPUT"], ["--flush", "INPUT"])
    return flushes or "-P INPUT ACCEPT" in words or "--policy INPUT ACCEPT" in words


def _off(command: Command, what: str) -> PrivilegeChange:
    return PrivilegeChange(
        span=command.span(),
        evidence=command.evidence,
        recoverable=Recoverable.YES,
        verb=Verb.DISABLE,
        protection=what,
    )


PROGRAM = Program(
    (
        *("setenforce", "ufw", "systemctl", "iptables", "ip6tables", "nft", "auditctl"),
        *("firewall-cmd", "aa-teardown"),
    ),
    _read,
)
