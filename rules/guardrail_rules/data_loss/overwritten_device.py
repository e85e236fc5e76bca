"""The rule `overwritten-device`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, Verb
from guardrail.example import shell
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD

DISK = late(
    rf"/dev/(?:(?:sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|mapper/|md|dm-)[\w/-]*|\$\{{|{HOLE_WORD})"
)
"""Block devices by the names that Linux and macOS give them, or whichever a list names."""
HOLE = late(rf"{HOLE_WORD}\d+|\$\{{[^}}]*\}}")


class OverwrittenDevice(Rule):
    """A disk is written over, below its file system.

    ## Why it matters

    Partition table, file system and every file are gone at once, and no permission on a file stands
    in the way. One letter of the name decides which disk it is.

    ## Do this instead

    Stop, and let a person run it who has looked at `lsblk` on that machine. For a file to fill,
    name a file (`dd of=disk.img`, `truncate -s 1G disk.img`).
    """

    name = "overwritten-device"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (FileChange,)

    bad = (
        shell("dd if=/dev/zero of=/dev/sda bs=1M"),
        shell("mkfs.ext4 /dev/nvme0n1p1"),
        shell("sudo shred /dev/sdb"),
        shell("parted -s /dev/nvme1n1 mklabel gpt"),
        shell("sgdisk --zap-all /dev/sdb"),
        shell("cryptsetup luksFormat /dev/vdb"),
    )
    good = (
        shell("dd if=/dev/zero of=disk.img bs=1M count=10"),
        shell("dd if=/dev/sda of=backup.img"),
        shell("echo done > /dev/null"),
        shell("mkfs.ext4 disk.img"),
        shell("parted -s /dev/nvme1n1 print"),
        shell("cryptsetup open /dev/vdb data"),
    )

    def judge(self, change: FileChange, context: Context) -> Iterator[Finding]:
        """Anything that writes to or deletes a disk's device."""
        if change.verb in (Verb.OVERWRITE, Verb.DELETE) and DISK.match(change.path):
            path = HOLE.sub("…", change.path)
            yield self.finding(change, f"the disk {path} is written over")
