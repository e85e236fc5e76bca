"""chown, chgrp, setcap, passwd, useradd: whose the machine's files are, who gets in without a word.

As in GNU coreutils 9.1, setcap(8) and capabilities(7), passwd(1) and useradd(8) of shadow 4.13.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, Recoverable, Verb
from guardrail.knowledge.programs import base_name
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.paths import path_text
from guardrail.knowledge.python.rows import words
from guardrail.knowledge.shared_programs import is_shared
from guardrail.knowledge.watched_files import ACCOUNTS
from guardrail.patterns import late

OWNER, CAPABLE, UNASKED = "owner", "setuid", "no password"
SYSTEM = words(
    "/ /etc /usr /bin /sbin /lib /lib64 /boot /var /root /dev /sys /proc /usr/bin /usr/sbin"
    " /usr/lib /var/lib"
)
"""Folders whose files belong to many programs, or to the machine itself."""

_CHOWN = options(
    "-R|--recursive -c -f|--silent -v -h -H -L -P --from: --reference: --preserve-root --help"
)
_ACCOUNT = options(
    "-o|--non-unique -u|--uid: -g|--gid: -G|--groups: -d|--home-dir: -s|--shell: -c|--comment:"
    " -p|--password: -m|--create-home -M -r|--system -N -U -e: -f: -k: -b: --help"
)
_PASSWD = options("-d|--delete -l|--lock -u|--unlock -e -S -x: -n: -w: -i: --stdin --help")
_EVERYTHING = late(
    r"\bcap_(?:setuid|setgid|dac_override|sys_admin|sys_ptrace|sys_module)\b|\ball\b"
)


def _read(command: Command) -> Iterator[Outcome]:
    name = base_name(command.name)
    if name in ("chown", "chgrp"):
        parsed = parse(command.args, _CHOWN)
        if parsed.has("-R"):
            for word in parsed.operands[0 if parsed.has("--reference") else 1 :]:
                path = path_text(word, command.directory)
                if path in SYSTEM:
                    yield changed(command, path, OWNER)
    elif name == "setcap":
        texts = [word.text for word in command.args if not word.text.startswith("-")]
        for rights, path in zip(texts[::2], texts[1::2], strict=False):
            if _EVERYTHING.search(rights) and is_shared(path.rpartition("/")[2]):
                yield changed(command, path, CAPABLE)
    elif name == "passwd":
        parsed = parse(command.args, _PASSWD)
        if parsed.has("-d") and parsed.operands:
            yield changed(command, parsed.operands[0].text, UNASKED)
    else:
        parsed = parse(command.args, _ACCOUNT)
        if [word.text for word in parsed.values("-u")] == ["0"] and parsed.operands:
            yield changed(command, parsed.operands[0].text, ACCOUNTS)


def changed(command: Command, on: str, protection: str) -> PrivilegeChange:
    """A right on the machine that a command hands out, or takes from those who need it."""
    return PrivilegeChange(
        span=command.span(),
        evidence=command.evidence,
        recoverable=Recoverable.NO if protection == OWNER else Recoverable.YES,
        verb=Verb.ESCALATE,
        on=on,
        protection=protection,
    )


PROGRAM = Program(("chown", "chgrp", "setcap", "passwd", "useradd"), _read)
