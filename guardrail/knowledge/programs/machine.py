"""kill, killall, pkill, shutdown, reboot, …: end every process, or stop the machine.

As in kill(1) of util-linux 2.38, killall(1) of psmisc 23.6, pkill(1) of procps-ng 4.0 (a pattern,
or those of a user: `-u`), killall5(8) of sysvinit 3, shutdown(8) and systemctl(1) of
systemd 252. What only tells or plans (`shutdown -c`, `kill -l`) isn't told.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.shared_programs import is_shared
from guardrail.patterns import late

_STOPS = {
    "poweroff": "stopped",
    "halt": "stopped",
    "shutdown": "stopped",
    "reboot": "started anew",
}
_ONLY_SAID = frozenset(("-c", "--help", "--show", "-k", "-w", "--wtmp-only"))
_BY_NAME = {
    "killall": options(
        "-e|--exact -g -i|--interactive -I -l|--list -o|--older-than: -q -r|--regexp -s|--signal:"
        " -u|--user: -v -V -w|--wait -y|--younger-than: -n|--ns: -Z|--context:"
    ),
    "pkill": options(
        "-c|--count -e|--echo -f|--full -g|--pgroup: -G|--group: -i|--ignore-case -n|--newest"
        " -o|--oldest -O|--older: -P|--parent: -s|--session: -t|--terminal: -u|--euid: -U|--uid:"
        " -v|--inverse -x|--exact -F|--pidfile: -L -r|--runstates: --signal: -l -a"
    ),
}
_SIGNAL = late(r"-(?:\d+|(?:SIG)?[A-Z]{3,}\d?)")
_GENTLE = frozenset(("-0", "-1", "-HUP", "-SIGHUP", "-USR1", "-USR2", "-SIGUSR1", "-SIGUSR2"))
"""Signals that only look, or have servers read their settings again."""
_LOOKING = ("-l", "-V", "-i", "-I", "--version", "--help")
_NARROWING = ("-u", "-U", "-P", "-g", "-s", "-t", "-F", "-n", "-o", "-O", "-y", "-G")
_AGAIN = frozenset(("-r", "--reboot"))


def _read(command: Command) -> Iterator[Outcome]:
    texts = [word.text for word in command.args]
    name = known_name(command.name)
    if name == "kill":
        signals = [one for one in texts if one.startswith("-")]
        if texts[-1:] == ["-1"] and len(texts) > 1 and not _ONLY_SAID.intersection(signals):
            yield _ended(command, "process", "every process")
    elif name in ("killall", "pkill"):
        signals = [one for one in texts if _SIGNAL.fullmatch(one)]
        if not _GENTLE.intersection(signals):
            words = [word for word in command.args if word.text not in signals]
            yield from _by_name(command, parse(words, _BY_NAME[name]))
    elif name == "killall5":
        yield _ended(command, "process", "every process")
    elif name in ("init", "telinit"):
        if texts[:1] in (["0"], ["6"]):
            yield _ended(command, "machine", "stopped" if texts[0] == "0" else "started anew")
    elif not _ONLY_SAID.intersection(texts):
        how = "started anew" if _AGAIN.intersection(texts) else _STOPS[name]
        yield _ended(command, "machine", how)


def _by_name(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """Processes that are ended by a name that those of many programs have, or their owner."""
    if parsed.has(*_LOOKING):
        return
    names = [word.text for word in parsed.operands]
    owners = [one.text for one in parsed.values("-u", "-U")]
    if not names and (owners in (["root"], ["0"]) or (owners and all(map(is_shared, owners)))):
        whose = "root" if owners == ["0"] else " and ".join(owners)
        yield _ended(command, "process", f"every process of {whose}")
    elif names and all(map(is_shared, names)) and not parsed.has(*_NARROWING):
        yield _ended(command, "process", f"every process of {' and '.join(names)}")


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


PROGRAM = Program(("kill", "killall", "pkill", "killall5", "init", "telinit", *_STOPS), _read)
