"""Commands that delete one file after the other of a folder: as much as what is below it.

`for path in glob("/srv/scans/*"): run(["rm", "-rf", path])`, `run(["rm", *glob("/srv/scans/*")])`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import FileChange, Recoverable, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.file_loops import emptied, listed_by
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Rope, plain
from guardrail.patterns import late
from guardrail.spanmap import PieceKind
from guardrail.stream import Item

_DELETES = late(r"(?:sudo\s+(?:-\S+\s+)*)?(?:/\S*/)?(?:rm|unlink|shred|srm)\s")
_WORD = late(r"[^\s\"']*\Z")
_MOST = 8
_LONGEST = 400
"""How much of a word before its hole is looked at."""


def files_in_turn(reading: Reading, call: Call, lines: Sequence[Rope]) -> Iterator[Item]:
    """The deletion of all that a loop goes through whose every file a command line deletes."""
    for line in lines[:_MOST]:
        if not _DELETES.match(plain(line)):
            continue
        told = ""
        for part in line:
            if part.kind is not PieceKind.HOLE:
                told = (told + part.text)[-_LONGEST:]
                continue
            begun = _WORD.search(told)
            before = begun[0] if begun is not None else ""
            told = (told + part.text)[-_LONGEST:]
            node = made_by(reading, part)
            for path in _listed(reading, call, node) if node is not None else ():
                if not before or path.startswith(before.rstrip("/")):
                    yield FileChange(
                        **reading.stated(call.node),
                        verb=Verb.DELETE,
                        path=path.removesuffix("/*"),
                        recursive=True,
                        recoverable=Recoverable.NO,
                    )


def _listed(reading: Reading, call: Call, node: Node) -> tuple[str, ...]:
    """The folders, or patterns of files, of which a command's word is each in turn, or all."""
    if node.type == "list_splat" and node.named_children:
        node = node.named_children[0]
        return tuple(filter(None, (listed_by(reading, node),)))
    at_once = listed_by(reading, node) if node.type == "call" else ""
    return emptied(reading, call.node, node) or tuple(filter(None, (at_once,)))
