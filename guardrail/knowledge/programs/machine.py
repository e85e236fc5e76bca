"""kill, killall5, shutdown, reboot, …: end every process, or stop the machine.

As in kill(1) of util-linux 2.38, killall5(8) of sysvinit 3, shutdown(8) and systemctl(1) of
systemd 252. What only tells or plans (`shutdown -c`, `kill -l`) isn't told.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program

_STOPS = {
    "poweroff": "stopped",
    "halt": "stopped",
    "shutdown": "stopped",
    "reboot": "started anew",
}
_ONLY_SAID = frozenset(("-c", "--help", "--show", "-k", "-w", "--wtmp-only"))
_AGAIN = frozenset(("-r", "--reboot"))


def _read(command: Command) -> Iterator[Outcome]:
    texts = [word.text for word in command.args]
    name = known_name(command.name)
    if name == "kill":
        signals = [one for one in texts if one.startswith("-")]
        if texts[-1:] == ["-1"] and len(texts) > 1 and not _ONLY_SAID.intersection(signals):
            yield _ended(command, "process", "every process")
    elif name == "killall5":
        yield _ended(command, "process", "every process")
    elif name in ("init", "telinit"):
        if texts[:1] in (["0"], ["6"]):
            yield _ended(command, "machine", "stopped" if texts[0] == "0" else "started anew")
    elif not _ONLY_SAID.intersection(texts):
        how = "started anew" if _AGAIN.intersection(texts) else _STOPS[name]
        yield _ended(command, "machine", how)


def _ended(command: Command, kind: str, said: str) -> ResourceChange:
    return ResourceChange(
        span=command.span(),
        evidence=command.evidence,
        recoverable=Recoverable.YES if said == "started anew" else Recoverable.NO,
        verb=Verb.DELETE,
        provider="machine",
        kind=kind,
        id=said,
    )


PROGRAM = Program(("kill", "killall5", "init", "telinit", *_STOPS), _read)
