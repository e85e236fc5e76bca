"""mkfs, mkswap, wipefs: overwrite disks. As in their `--help` (util-linux 2.38, e2fsprogs 1.47)."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.files import changed
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-t|--type: -L: -b: -i: -N: -m: -U: -E: -O: -o: -a|--all -n|--no-act -f -F -V --help --version"
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    wipes = command.name.rsplit("/", 1)[-1] == "wipefs"
    if parsed.has("--help", "--version", "-n") or (wipes and not parsed.has("-a", "-o")):
        return
    for word in parsed.operands[:1]:
        yield from changed(command, word)


PROGRAM = Program(
    (
        *("mkfs", "mkfs.ext2", "mkfs.ext3", "mkfs.ext4", "mkfs.xfs", "mkfs.btrfs", "mkfs.vfat"),
        *("mkswap", "wipefs"),
    ),
    _read,
)
