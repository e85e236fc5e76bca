"""ufw, iptables, nft, setenforce, auditctl and their services: a machine's own guards, off.

As in ufw(8) 0.36, iptables(8) 1.8, nft(8) 1.0, setenforce(8) of libselinux 3.5, auditctl(8) 3.1 and
systemctl(1) of systemd 252.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program

_FIREWALL = ("firewall", "its rules")
_SERVICES = {
    "ufw": _FIREWALL,
    "firewalld": _FIREWALL,
    "nftables": _FIREWALL,
    "iptables": _FIREWALL,
    "auditd": ("audit", "its record of who does what"),
    "apparmor": ("AppArmor", "what it keeps programs from"),
    "fail2ban": ("fail2ban", "its bans"),
}
"""What guards a machine, by the service's name: what it is called, and what is lost."""
_STOPPING = frozenset(("stop", "disable", "mask", "kill"))
_POLICIES = frozenset(("INPUT", "FORWARD"))
_OUTSIDE = frozenset(("--root", "--image", "-M", "-H"))


def _read(command: Command) -> Iterator[Outcome]:
    texts = [word.text for word in command.args]
    told = _switched_off(known_name(command.name), texts)
    for kind, lost in dict.fromkeys(told):
        yield ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            recoverable=Recoverable.YES,
            verb=Verb.DISABLE,
            provider="host",
            kind=kind,
            protections=(lost,),
        )


def _switched_off(name: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    plain = [one for one in texts if not one.startswith("-")]
    if name == "ufw" and plain[:1] in (["disable"], ["reset"]):
        yield _FIREWALL
    elif name in ("iptables", "ip6tables"):
        opened = "-P" in texts and _POLICIES.intersection(texts) and "ACCEPT" in texts
        other = "-t" in texts or "--table" in texts
        if opened or (not other and {"-F", "--flush"}.intersection(texts) and len(texts) == 1):
            yield _FIREWALL
    elif name == "nft" and plain[:2] == ["flush", "ruleset"]:
        yield _FIREWALL
    elif name == "setenforce" and plain[:1] in (["0"], ["Permissive"]):
        yield "SELinux", "what it keeps programs from"
    elif name == "auditctl" and ("-D" in texts or texts[:2] == ["-e", "0"]):
        yield "audit", "its record of who does what"
    elif name == "systemctl" and plain[:1] and plain[0] in _STOPPING:
        if _OUTSIDE.isdisjoint(one.partition("=")[0] for one in texts):
            named = (one.removesuffix(".service") for one in plain[1:])
            yield from (_SERVICES[one] for one in named if one in _SERVICES)
    elif name == "service" and plain[1:2] == ["stop"] and plain[0] in _SERVICES:
        yield _SERVICES[plain[0]]


PROGRAM = Program(
    ("ufw", "iptables", "ip6tables", "nft", "setenforce", "auditctl", "systemctl", "service"), _read
)
