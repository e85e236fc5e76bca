"""parted, sgdisk, cryptsetup, …: what takes a disk's partitions, volumes or contents away.

As in parted(8) 3.5, sgdisk(8) 1.0, sfdisk(8) and blkdiscard(8) of util-linux 2.38, cryptsetup(8)
2.6, pvcreate(8) of LVM 2.03, mdadm(8) 4.2, nvme(1) 2, hdparm(8) 9.6, badblocks(8) and macOS's
diskutil(8).
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.files import changed

_VERBS: dict[str, frozenset[str]] = {
    "parted": frozenset(("mklabel", "mktable", "rm")),
    "sgdisk": frozenset(("--zap-all", "-Z", "-z", "--zap", "-o", "--clear", "-d", "--delete")),
    "sfdisk": frozenset(("--delete", "--wipe=always")),
    "cryptsetup": frozenset(("luksFormat", "luksErase", "erase", "reencrypt")),
    "blkdiscard": frozenset(),
    "pvcreate": frozenset(),
    "mdadm": frozenset(("--create", "-C", "--zero-superblock")),
    "nvme": frozenset(("format", "sanitize")),
    "hdparm": frozenset(("--security-erase", "--security-erase-enhanced")),
    "badblocks": frozenset(("-w", "-wsv", "-sw", "-wv")),
    "diskutil": frozenset(
        ("eraseDisk", "eraseVolume", "partitionDisk", "zeroDisk", "secureErase", "reformat")
    ),
}
"""The words of which one says so, none where the program does nothing else."""
_ONLY_SAID = frozenset(("--help", "-h", "--version", "-V", "--pretend", "-P", "--test", "-t"))


def _read(command: Command) -> Iterator[Outcome]:
    name = known_name(command.name)
    said = {word.text for word in command.args}
    verbs = _VERBS[name]
    if (verbs and verbs.isdisjoint(said)) or not _ONLY_SAID.isdisjoint(said):
        return
    for word in command.args:
        if word.text.startswith("/dev/"):
            yield from changed(command, word)


PROGRAM = Program(tuple(_VERBS), _read)
