"""zfs, zpool, btrfs and LVM: file systems, pools, subvolumes and volumes that are taken away.

As in zfs-destroy(8), zfs-rollback(8), zpool-destroy(8), zpool-labelclear(8) of OpenZFS 2.2,
btrfs-subvolume(8) of btrfs-progs 6, lvremove(8), lvreduce(8), vgremove(8), pvremove(8) of LVM 2.03.
A snapshot (`pool/fs@daily`) is one of many that are made and cleared away. Without `-r` ZFS
destroys no file system that has a snapshot or another file system below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program, Word
from guardrail.knowledge.programs.options import Parsed, options, parse

_ZFS = options("-f -n -p -R -r -v -d -h|--help")
_ZPOOL = options("-f -h|--help")
_BTRFS = options("-c|--commit-after -C|--commit-each -i|--subvolid: -v|--verbose -h|--help")
_LVM = options(
    "-f|--force -y|--yes -t|--test -h|--help --version -L|--size: -l|--extents: -r|--resizefs"
    " -n|--nofsck -S|--select: -v|--verbose -q|--quiet -A|--autobackup: -d|--debug"
    " --commandprofile: --config: --noudevsync --nolocking --reportformat: --fs:"
)
_LOST: dict[str, str] = {
    "lvremove": "logical volume",
    "vgremove": "volume group",
    "pvremove": "physical volume's label",
    "lvreduce": "end of the logical volume",
}
_SNAPSHOT = ("@", "#")


def _read(command: Command) -> Iterator[Outcome]:
    name = known_name(command.name)
    if name == "zfs":
        yield from _zfs(command, parse(command.args, _ZFS))
    elif name == "zpool":
        yield from _zpool(command, parse(command.args, _ZPOOL))
    elif name == "btrfs":
        yield from _btrfs(command, parse(command.args, _BTRFS))
    else:
        yield from _lvm(command, name, parse(command.args, _LVM))


def _zfs(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    verb, *named = parsed.operands or (None,)
    if verb is None or parsed.has("-n", "-h"):
        return
    below = parsed.has("-r", "-R")
    if verb.text == "destroy":
        for word in named:
            if _is_snapshot(word, below):
                yield _lost(command, "zfs", "snapshot", word, Recoverable.BACKUP)
            else:
                kind = "file system with all below" if below else "file system"
                yield _lost(command, "zfs", kind, word)
    elif verb.text == "rollback" and below:
        for word in named:
            yield _lost(command, "zfs", "later snapshots of the file system of", word)


def _is_snapshot(word: Word, below: bool) -> bool:
    """Whether it is one, as far as that is known: what is unknown may be, unless `-r` is said."""
    if any(sign in word.text for sign in _SNAPSHOT):
        return True
    names = [hole.name.lower() for hole in word.built.holes]
    return bool(names) and (not below or any("snap" in one for one in names))


def _zpool(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    verb, *named = parsed.operands or (None,)
    if verb is None or parsed.has("-h"):
        return
    for word in named if verb.text in ("destroy", "labelclear") else ():
        yield _lost(command, "zfs", "storage pool", word)


def _btrfs(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    area, verb, *named = (*parsed.operands, None, None)[: max(len(parsed.operands), 2)]
    if area is None or verb is None or parsed.has("-h"):
        return
    if not "subvolume".startswith(area.text[:1] or "-") or not verb.text.startswith("del"):
        return
    for word in named:
        if word is not None:
            snapshot = "snap" in word.text or any("snap" in one.name for one in word.built.holes)
            kind, way_back = "subvolume", Recoverable.NO
            if snapshot:
                kind, way_back = "snapshot", Recoverable.BACKUP
            yield _lost(command, "btrfs", kind, word, way_back)


def _lvm(command: Command, name: str, parsed: Parsed) -> Iterator[Outcome]:
    if parsed.has("-t", "-h", "--version") or (name == "lvreduce" and parsed.has("-r")):
        return
    for word in parsed.operands:
        snapshot = name == "lvremove" and "snap" in word.text
        if snapshot:
            yield _lost(command, "lvm", "snapshot", word, Recoverable.BACKUP)
        else:
            yield _lost(command, "lvm", _LOST[name], word)


def _lost(
    command: Command, provider: str, kind: str, word: Word, way_back: Recoverable = Recoverable.NO
) -> ResourceChange:
    return ResourceChange(
        span=command.span(),
        evidence=command.evidence,
        verb=Verb.DELETE,
        provider=provider,
        kind=kind,
        id=word.text,
        recoverable=way_back,
    )


PROGRAM = Program(("zfs", "zpool", "btrfs", "lvremove", "vgremove", "pvremove", "lvreduce"), _read)
