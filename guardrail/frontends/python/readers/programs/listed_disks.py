"""Disks that are written over one after the other, as a machine lists them: that of its system too.

`for disk in glob("/dev/sd?"): run(["mkfs.ext4", disk])`. A condition on what a disk holds, what it
is called or how large it is picks among them, one on its type alone ("disk") doesn't.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import FileChange, Recoverable, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.strings.rope import Rope, plain
from guardrail.frontends.python.values.beginnings import Root
from guardrail.frontends.python.values.roots import roots
from guardrail.patterns import late
from guardrail.spanmap import PieceKind
from guardrail.stream import Item

_WRITES = late(
    r"(?:\S*/)?(?:sudo\s+(?:-\S+\s+)*)?(?:\S*/)?(?:mkfs(?:\.\w+)?|mke2fs|mkswap|wipefs|sgdisk|sfdisk|shred"
    r"|blkdiscard|parted|pvcreate|cryptsetup|mdadm|dd|hdparm|nvme\s+format)\s"
)
"""A command line that writes over the disk it is given."""
_LOOKS = late(
    r"\s(?:-n|--no-act|--help|--version|-l|--list|(?:--)?print|-p)\b|\s-[A-Za-z]*i\s|--dump\b"
)
_LISTED = late(
    r"\blsblk\b|\bblkid\b|/proc/partitions|/sys/(?:class/)?block"
    r"|[\"']/dev/(?:sd|nvme|hd|vd|xvd|disk)?[\w?*\[\]-]*[?*\]][\w?*\[\]-]*[\"']"
    r"|/dev[\"']\)\.glob\(|\bdisk_partitions\(|list_devices\([^()]*block"
)
"""How the disks of a machine are listed."""
_OF_TYPE = late(
    r"\btype\b|DEVTYPE|[\"']disk[\"']|is_block_device|isdigit|startswith\([\"'](?:loop|ram|sr)"
)
_CONDITION = late(r"(?:^|\s)(?:el)?if\s+(?P<code>[^\n]*)")
_JOINT = late(r"\b(?:and|or)\b")
_THROUGH = frozenset(("enumerate", "sorted", "list", "tuple", "set", "reversed", "zip", "tqdm"))
_FAR = 4_000
_DEEPEST = 3
EVERY = "/dev/${{{0}}}"


def listed_disk(reading: Reading, call: Call, lines: Sequence[Rope]) -> Item | None:
    """The writing over of each disk that a machine lists, `None` where it is another or picked."""
    facts = reading.module.facts
    if "lists disks" not in facts:
        facts["lists disks"] = _LISTED.search(reading.module.text) is not None
    if not facts["lists disks"]:
        return None
    for line in lines:
        text = plain(line)
        if not _WRITES.match(text) or _LOOKS.search(text):
            continue
        for part in line:
            node = made_by(reading, part) if part.kind is PieceKind.HOLE else None
            if node is not None and _is_listed(reading, call, node):
                stated = reading.stated(call.node)
                return FileChange(
                    **stated,
                    verb=Verb.OVERWRITE,
                    path=EVERY.format(reading.module.short(node, 40)),
                    recoverable=Recoverable.NO,
                )
    return None


def _is_listed(reading: Reading, call: Call, node: Node) -> bool:
    around = function_around(reading.module, call.node)
    for root in _beginnings(reading, node, 0):
        if _LISTED.search(reading.module.code(root.node)) is None and not _is_command(
            reading, root
        ):
            continue
        bodies = [
            body_of(reading.module, one) for one in (around, *root.through) if one is not None
        ]
        if around is None:
            blocks = place_of(reading.module, call.node.start_byte).blocks
            start = blocks[0].owner.start_byte if blocks else call.node.start_byte
            bodies.append(reading.module.text[start : call.node.start_byte][-_FAR:])
        if not any(_picks(one) for one in bodies):
            return True
    return False


def _beginnings(reading: Reading, node: Node, depth: int) -> Iterator[Root]:
    """What a value is made of, also by what only puts things in order: `enumerate(disks())`."""
    for root in roots(reading, node):
        yield root
        if root.node.type != "call" or depth > _DEEPEST:
            continue
        made = reading.call(root.node)
        if made.last in _THROUGH and made.positional:
            yield from _beginnings(reading, made.positional[0], depth + 1)


def _is_command(reading: Reading, root: Root) -> bool:
    """Whether a root is what `lsblk` prints, by a name for it: `list_disks = local["lsblk"]`."""
    if root.node.type != "call":
        return False
    value = reading.builder.flow.value(reading.call(root.node).function)
    return value is not None and _LISTED.search(reading.module.code(value)) is not None


def _picks(code: str) -> bool:
    """Whether a condition in some code asks for more than what sort of device it is."""
    asked = (part for one in _CONDITION.finditer(code) for part in _JOINT.split(one["code"]))
    return any(_OF_TYPE.search(part) is None for part in asked)
