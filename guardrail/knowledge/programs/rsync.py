"""rsync, scp, sftp: copies between machines. As in rsync(1) 3.2 and scp(1) of OpenSSH 9.6.

`rsync --delete` makes its target like its source. That is how sites are published and backups are
kept; it is told where the source is an empty folder, or the target one in which others' files lie
or whose name says that it holds what exists once, unless the source is called the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.knowledge.mirrors import LIKE, loses_what_was_kept
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.unchecked import HOST_KEY, strangers_welcome, unchecked
from guardrail.patterns import late

_RSYNC = options(
    "-e|--rsh: -f|--filter: --exclude: --include: --exclude-from: --include-from: --files-from:"
    " --chmod: --chown: --rsync-path: --bwlimit: --timeout: --log-file: --password-file:"
    " --backup-dir: --suffix: --max-delete: --link-dest: --compare-dest: --copy-dest:"
    " -T|--temp-dir: --partial --partial-dir: --port: --info: --out-format: -n|--dry-run"
    " -b|--backup --list-only"
    " --delete --del --delete-before --delete-during --delete-delay --delete-after"
    " --delete-excluded"
)
_SCP = options("-c: -D: -F: -i: -J: -l: -o: -P: -S: -X: -b: -B: -R: -s:")
_DELETES = (
    "--delete",
    "--del",
    *(f"--delete-{w}" for w in ["before", "during", "delay", "after", "excluded"]),
)
_HOST = late(r"(?:[^/:]*@)?[^/:]+:{1,2}")
_EMPTY = late(r"(?:.*/)?\.?(?:\w+[_-])?empty(?:[_-]?(?:dir|folder))?/?\Z", re.IGNORECASE)
_OF_MANY = late(
    r"/[^/]*/?|~/?|(?:/home|/Users|/root|/mnt|/media|/Volumes|/export|/volume\d+)/[^/]+/?"
    r"|/(?:(?:var|srv)/(?:www|http|web)|var/(?:lib|log|spool|opt|backups)"
    r"|usr/(?:local|share|lib|bin)|etc/\w+)/?"
)
"""Folders in which files of many programs and people lie."""


def _read(command: Command) -> Iterator[Outcome]:
    name = command.name.rsplit("/", 1)[-1]
    parsed = parse(command.args, _RSYNC if name == "rsync" else _SCP)
    if parsed.has("-n", "--list-only", "--help", "--version"):
        return
    texts = [word.text.partition("-o")[2].strip() for word in parsed.values("-e")]
    told = strangers_welcome(*texts, *(word.text for word in parsed.values("-o")))
    hosts = [found[0][:-1] for word in parsed.operands if (found := _HOST.match(word.text))]
    if told and (hosts or name != "rsync"):
        loosened = unchecked(command, HOST_KEY, f"{name} -o {told}", *hosts)
        yield from () if loosened is None else (loosened,)
    if name == "rsync" and parsed.has(*_DELETES) and len(parsed.operands) > 1:
        yield from _made_like(command, parsed)


def _made_like(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    target = parsed.operands[-1].text
    path = _HOST.sub("", target, count=1) or "~"
    sources = [word.text for word in parsed.operands[:-1]]
    empty = all(map(_EMPTY.match, sources))
    once = loses_what_was_kept(sources, target)
    if parsed.has("-b", "--max-delete") or not (empty or once or _OF_MANY.fullmatch(path)):
        return
    yield FileChange(
        span=command.span(),
        evidence=command.evidence,
        guards=() if empty else (LIKE,),
        verb=Verb.DELETE,
        path=path if path == "/" else path.rstrip("/"),
        recursive=True,
    )


PROGRAM = Program(("rsync", "scp", "sftp"), _read)
