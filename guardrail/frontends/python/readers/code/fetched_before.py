"""Files that a function writes before it loads them, with what another machine has sent.

`path.write_bytes(download(name))`, then `spec_from_file_location(name, path)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around

_SAME = ("str", "fspath", "Path", "resolve", "as_posix")
_NAME = re.compile(r"[\w.]+")
_TEMPORARY = r"(\w+)\s*,\s*{0}\s*=\s*(?:tempfile\.)?mkstemp\("
_BY_NUMBER = r"\b(?:os\.fdopen|fdopen|open)\(\s*{0}\s*,[^\n]*?\bas\s+(\w+)"
_FEW = 6
_FAR = 8_000


def written_with(reading: Reading, path: Node) -> Iterator[Node]:
    """What the function around writes to a file that is named, before the place of the name."""
    around = function_around(reading.module, path)
    name = _named(reading, path)
    if around is None or not name:
        return
    text, escaped = reading.module.plain, re.escape(name)
    end = path.start_byte
    start = max(around.start_byte, end - _FAR)
    writing = re.compile(rf"(?<![\w.]){escaped}\.(write_(?:bytes|text))\(")
    places = [match.span(1) for match in writing.finditer(text, start, end)]
    opening = re.compile(
        rf"\bopen\(\s*{escaped}\s*,[^()\n]*\)\s+as\s+(\w+)"
        rf"|(?<![\w.]){escaped}\.open\([^()\n]*\)\s+as\s+(\w+)"
    )
    handles = [(match[1] or match[2], match.end()) for match in opening.finditer(text, start, end)]
    if name.endswith(".name"):
        # A temporary file: `run(["bash", tmp.name])`.
        handles.append((name.removesuffix(".name"), start))
    for made in re.finditer(_TEMPORARY.format(escaped), text[start:end]):
        opened = re.finditer(_BY_NUMBER.format(made[1]), text[start:end])
        handles += [(one[1], start + one.end()) for one in opened]
    for held, after in handles[:_FEW]:
        handle = re.escape(held)
        written = re.compile(rf"(?<![\w.]){handle}\.(write)\(")
        places += [one.span(1) for one in written.finditer(text, after, end)]
    for trail in reading.module.around(sorted(places)[:_FEW]):
        call = next((one for one in trail[:4] if one.type == "call"), None)
        given = reading.call(call).positional if call is not None else []
        yield from given[:1]


def _named(reading: Reading, path: Node) -> str:
    """The name of a path, also inside of `str(path)`; "" for any other expression."""
    if path.type == "call":
        call = reading.call(path)
        owner = call.function.child_by_field_name("object")
        if call.last in _SAME and len(call.positional) == 1:
            path = call.positional[0]
        elif call.last in _SAME and owner is not None:
            path = owner
    code = reading.module.code(path)
    return code if path.type in ("identifier", "attribute") and _NAME.fullmatch(code) else ""
