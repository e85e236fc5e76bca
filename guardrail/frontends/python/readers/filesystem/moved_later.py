"""Where a file is put that was made ready beside it: its mode comes along.

`os.chmod(staged, mode)`, `os.replace(staged, target / name)`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around

_MOVES = (
    r"\b(?:os\.(?:replace|rename)|shutil\.move)\(\s*(?:str\(\s*)?{0}\s*\)?\s*,"
    r"|(?<![\w.]){0}\.(?:replace|rename)\("
)
_FAR = 2_000


def moved_later(reading: Reading, call: Call, path: Node) -> str:
    """The path that a file is moved to in the same function, "" where it stays where it is."""
    module = reading.module
    around = function_around(module, call.node)
    if path.type != "identifier" or around is None:
        return ""
    start = call.node.end_byte
    moving = re.compile(_MOVES.format(re.escape(module.name(path))))
    match = moving.search(module.plain, start, min(around.end_byte, start + _FAR))
    for trail in module.around([(match.end() - 1, match.end())] if match is not None else []):
        node = next((one for one in trail[:4] if one.type == "call"), None)
        moved = reading.call(node) if node is not None else None
        if moved is not None and moved.positional:
            return path_of(reading, moved.positional[-1])
    return ""
