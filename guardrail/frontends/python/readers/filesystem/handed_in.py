"""Files that others hand in: of a folder that uploads are saved to, or that is named for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.readers.programs.scripts import path_opened
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import roots
from guardrail.patterns import late

UPLOADED = "from a file that was uploaded"
HANDED_IN = "from a folder of what others hand in"
_UPLOADS = late(
    r"\b(?:UploadFile|UploadedFile|FileStorage|FieldStorage|request\.(?:files|FILES|multipart))\b"
)
_SAVES = late(r"\.save\(|\.write(?:_bytes|_text)?\(|\bcopyfileobj\(|\.chunks\(")
_NAMED = late(
    r"(?:\w+_)?(?:uploads?|uploaded|submissions?|submitted|incoming|inbox|untrusted|handed_in"
    r"|drop(?:_?(?:box|zone|in|off))?)"
    r"(?:_(?:dir|directory|folder|path|root|files?))?",
    re.IGNORECASE,
)
_MOST = 40
_DEEPEST = 8
_LONGEST = 8_000


def handed_in(reading: Reading, path: Node) -> str:
    """Who a file comes from, in words, where it is others'; "" for any other."""
    path = path_opened(reading, path) or path
    names = {name for root in roots(reading, path) for name in (*root.top, *root.way)}
    if _UPLOADS.search(reading.module.text):
        base = _base(reading, path)
        if base and _saved_to(reading, base):
            return UPLOADED
    return HANDED_IN if any(map(_NAMED.fullmatch, names)) else ""


def _base(reading: Reading, node: Node) -> str:
    """The name of the folder that a path begins with: `UPLOADS / f"{name}.py"`."""
    named = ""
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        value: Node | None = node
        if node.type in ("identifier", "attribute"):
            named = reading.module.code(node)
            value = reading.builder.flow.value(node) if not named.isupper() else None
        below = _begins_with(reading, value) if value is not None else None
        if below is None:
            return named
        node = below
    return named


def _begins_with(reading: Reading, node: Node) -> Node | None:
    """What a path is put together of first."""
    if node.type == "binary_operator":
        return node.child_by_field_name("left")
    if node.type == "string":
        inner = next((one for one in node.named_children if one.type == "interpolation"), None)
        return next(iter(inner.named_children), None) if inner is not None else None
    if node.type == "call":
        call = reading.call(node)
        if call.last in ("join", "str", "open", "Path", "joinpath") and call.positional:
            owner = call.function.child_by_field_name("object")
            return owner if call.last == "joinpath" else call.positional[0]
    return None


def _saved_to(reading: Reading, base: str) -> bool:
    """Whether a function that is given an upload saves something in a folder of that name."""
    return any(
        _UPLOADS.search(code) is not None and _SAVES.search(code) is not None
        for code in _functions_with(reading, base)
    )


def _functions_with(reading: Reading, name: str) -> Iterator[str]:
    module, seen = reading.module, set[int]()
    places = re.finditer(rf"(?<![\w.]){re.escape(name)}\b", module.plain)
    for _, match in zip(range(_MOST), places, strict=False):
        for one in place_of(module, match.start()).definitions[-1:]:
            if one.type == "function_definition" and one.id not in seen:
                seen.add(one.id)
                yield module.code(one)[:_LONGEST]
