"""Files that a program packs into an archive, for when it sends the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.filesystem.paths_named import endings_of
from guardrail.frontends.python.readers.filesystem.watched_files import name_of_opened
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import Argument
from guardrail.patterns import late

_OPENED = late(r"\b(?:ZipFile|tarfile\.open|TarFile\.open)(?=\()")
_MODE = Argument(1, "mode")
_WRITING = ("w", "a", "x")
_ADDED = r"\b{}\s*\.\s*(?:write|add)(?=\s*\()"
_MOST = 20


def packed_into(reading: Reading, opened: Node) -> Iterator[str]:
    """The ends of the paths of what is put into the archive that an opened file may be."""
    key = ("packed", 0)
    if key not in reading.remembered:
        reading.remembered[key] = [*_packed(reading)]
    named = opened.type in ("identifier", "attribute")
    code = reading.module.code(opened)
    for path, ends in reading.remembered[key]:
        if named or path == code:
            yield from ends


def _packed(reading: Reading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The archives that the module makes: the code of each one's path, and the ends in it."""
    for archive in _written_archives(reading):
        path = reading.module.code(archive.positional[0]) if archive.positional else ""
        told = (end for node in _added(reading, archive) for end in endings_of(reading, node))
        yield path, tuple(islice(told, _MOST))


def _written_archives(reading: Reading) -> Iterator[Call]:
    """The calls that open an archive to put something into it."""
    module = reading.module
    places = [match.span() for match in islice(_OPENED.finditer(module.plain), _MOST)]
    for trail in module.around(places):
        node = next((one for one in trail[:4] if one.type == "call"), None)
        if node is not None:
            call = reading.call(node)
            mode = call.argument(_MODE)
            if mode is not None and reading.known(mode).startswith(_WRITING):
                yield call


def _added(reading: Reading, archive: Call) -> Iterator[Node]:
    """What is put into an archive: `bundle.write(path)`, `bundle.add(path)`."""
    module, name = reading.module, name_of_opened(reading, archive.node)
    if not name:
        return
    scope = reading.scopes.at(archive.node.start_byte)[0].node
    adding = re.compile(_ADDED.format(re.escape(name)))
    found = adding.finditer(module.plain, archive.node.start_byte, scope.end_byte)
    for trail in module.around([match.span() for match in islice(found, _MOST)]):
        node = next((one for one in trail[:4] if one.type == "call"), None)
        if node is not None:
            yield from call_of(module, node, "").positional[:1]
