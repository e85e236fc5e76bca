"""What is put into an archive that is written into memory, for when it is sent."""

from __future__ import annotations

import re
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading

_MOST = 8
_BUFFERS = frozenset(("BytesIO", "StringIO"))
_PACKS = (".addfile(", ".writestr(")
_ARCHIVE = r"(?:tarfile\.open|TarFile(?:\.open)?|ZipFile)\([^()\n]*\b{0}\b[^()\n]*\)"
_OPENED = rf"(?:{_ARCHIVE}\s+as\s+(\w+)|(\w+)\s*=\s*(?:\w+\.)?{_ARCHIVE})"
"""How an archive is opened that is written into a buffer, and what it is called then."""


def packed(reading: Reading, name: Node) -> list[Node]:
    """What is put into the archive that is written into a buffer of this name."""
    module = reading.module
    word = module.name(name)
    if not any(one in module.plain for one in _PACKS):
        return []
    scope = reading.scopes.at(name.start_byte)[0].node
    start, end = scope.start_byte, scope.end_byte
    opening = re.compile(_OPENED.format(re.escape(word)))
    names = {one[1] or one[2] for one in islice(opening.finditer(module.plain, start, end), _MOST)}
    if not names:
        return []
    put = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\.(?:addfile|writestr)(?=\()")
    found: list[Node] = []
    for trail in module.around([one.span() for one in put.finditer(module.plain, start, end)]):
        call = next((one for one in trail[:4] if one.type == "call"), None)
        given = reading.call(call).positional[1:2] if call is not None else []
        for one in given:
            wrapped = one.type == "call" and reading.call(one).last in _BUFFERS
            found += reading.call(one).positional[:1] if wrapped else [one]
    return found[:_MOST]
