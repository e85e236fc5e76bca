"""Options with which a program believes whoever answers: no certificate, no host key is checked.

Sources: curl(1) 8.10 (`--insecure`), wget(1) 1.21 (`--no-check-certificate`), ssh_config(5) of
OpenSSH 9.6 (`StrictHostKeyChecking`), git-config(1) 2.39 (`http.sslVerify`).
"""

from __future__ import annotations

import re

from guardrail.effects import GuardChange
from guardrail.knowledge.programs.command import Command
from guardrail.patterns import late

CERTIFICATE, HOST_KEY = "certificate check", "host key check"
_OWN = late(
    r"localhost\b|127\.|\[?::1\b|0\.0\.0\.0|host\.docker\.internal|[\w.-]+\.(?:local|test)\b"
)
_UNASKED = late(r"StrictHostKeyChecking(?:\s*=\s*|\s+)[\"']?(?:no|off)\b", re.IGNORECASE)


def unchecked(command: Command, guard: str, detail: str, *hosts: str) -> GuardChange | None:
    """That a check is switched off, `None` where only this machine itself answers."""
    if hosts and all(_OWN.match(host.rpartition("@")[2]) for host in hosts):
        return None
    return GuardChange(
        span=command.span(), evidence=command.evidence, guard=guard, path="", detail=detail
    )


def strangers_welcome(*texts: str) -> str:
    """The option of ssh with which any host's key is taken, "" where none of the texts is one."""
    return "StrictHostKeyChecking=no" if any(map(_UNASKED.match, texts)) else ""
