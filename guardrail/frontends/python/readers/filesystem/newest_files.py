"""Slices of sorted files that take the newest away where the oldest were to go.

`sorted(backups, key=mtime)[-7:]` are the last seven, which were to be kept; so are all but the
first seven, where those come first that are old.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_BY_TIME = late(r"mtime|ctime|created|modified|\bdate|_date|time\b|stamp|\bage\b")
_KEPT_LONG = late(r"backup|dump|snapshot|archive|release")
_SORTED = late(r"\b(?:sorted\(|\w+\.sort\()")
_REVERSED = late(r"reverse\s*=\s*True|\breversed\(|\[::-1\]|key=lambda \w+: -")
_SLICE = late(r"(?P<start>[^:]*):(?P<stop>[^:]*)")
_FAR = 400


def takes_newest(reading: Reading, node: Node) -> Node | None:
    """What a slice is of that takes the newest of sorted files, or all; `None` for any other."""
    held, slice_ = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if node.type != "subscript" or held is None or slice_ is None or slice_.type != "slice":
        return None
    found = _SLICE.fullmatch(reading.module.code(slice_))
    order = _order(reading, held)
    if found is None or not order:
        return None
    start, stop = (_number(reading, slice_, found[part]) for part in ("start", "stop"))
    everything = not stop and start in ("", "0")
    last = start.startswith("-") and not stop
    first = start in ("", "0") and bool(stop) and not stop.startswith("-")
    all_but_last = start in ("", "0") and stop.startswith("-") and stop != "-0"
    all_but_first = bool(start) and not start.startswith("-") and start != "0" and not stop
    taken = (last or all_but_first) if order == "oldest first" else (first or all_but_last)
    return held if everything or taken else None


def _order(reading: Reading, held: Node) -> str:
    """In which order files are sorted by their time, "" where they aren't."""
    value = unwrapped(reading.builder.flow.value(held) or held)
    code = reading.module.code(value)[:_FAR]
    if held.type == "identifier" and _SORTED.search(code) is None:
        sort = f"{reading.module.name(held)}.sort("
        at = reading.module.plain.rfind(sort, 0, held.start_byte)
        code += reading.module.plain[at : held.start_byte][:_FAR].split("\n")[0] if at >= 0 else ""
    if _SORTED.search(code) is None:
        return ""
    keyed = "key" in code
    if not (_BY_TIME.search(code) if keyed else _KEPT_LONG.search(code)):
        return ""
    return "newest first" if _REVERSED.search(code) else "oldest first"


def _number(reading: Reading, slice_: Node, text: str) -> str:
    """A border of a slice with its sign, by what its name stands for."""
    text = text.strip()
    sign, name = ("-", text[1:]) if text.startswith("-") else ("", text)
    for one in slice_.named_children:
        inner = one.named_children[-1] if one.type == "unary_operator" else one
        if reading.module.code(inner) == name.strip() and inner.type == "identifier":
            value = reading.builder.flow.value(inner)
            if value is not None and value.type == "integer":
                return f"{sign}{reading.module.code(value)}"
    return text
