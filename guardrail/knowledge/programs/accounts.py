"""usermod, gpasswd, adduser: put a user into a group that may do everything; userdel: a home goes.

Options as in usermod(8), userdel(8) and gpasswd(1) of shadow 4.13, adduser(8) of Debian 12.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import FileChange, PrivilegeChange, Recoverable, Verb
from guardrail.knowledge.programs import base_name
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.watched_files import SUDO
from guardrail.model import Confidence

_GROUPS = frozenset(("sudo", "wheel", "admin", "root", "docker", "disk"))
"""Groups whose members may become root: by sudo, by a container, by the raw disk."""
_OPTIONS = options(
    "-a|--append -G|--groups: -g|--gid: -s|--shell: -d|--home: -u|--uid: -l|--login: -c: -e: -p:"
    " -r|--remove -f|--force"
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    names = [word.text for word in parsed.operands]
    program = base_name(command.name)
    if program in ("userdel", "deluser"):
        if parsed.has("-r", "--remove-home", "--remove-all-files"):
            for word in parsed.operands[:1]:
                yield FileChange(
                    span=command.span(),
                    evidence=command.evidence,
                    confidence=Confidence.MEDIUM,
                    verb=Verb.DELETE,
                    path=f"/home/{word.text}",
                    recursive=True,
                )
        return
    if program == "usermod":
        groups = [one for word in parsed.values("-G", "-g") for one in word.text.split(",")]
    elif program == "gpasswd":
        groups = names[-1:] if parsed.has("-a") and len(names) > 1 else []
    else:
        groups = names[1:2]
    for group in groups:
        if group in _GROUPS:
            yield PrivilegeChange(
                span=command.span(),
                evidence=command.evidence,
                recoverable=Recoverable.YES,
                verb=Verb.ESCALATE,
                on=f"the group {group}",
                protection=SUDO,
            )


PROGRAM = Program(("usermod", "gpasswd", "adduser", "userdel", "deluser"), _read)
