"""Calls and attributes that give the last part of a path, or the ending of a name."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.beginnings import PARTS_OF_PATHS
from guardrail.patterns import late

_HALVING = ("splitext", "path.split")
_PARTING = ("split", "rsplit", "rpartition")
"""Calls whose last part is the last part of a path: `os.path.split(name)`, `name.split("/")`."""
_LAST = {"1": 1, "-1": 1, "2": 1}
"""How the last of two is asked for."""
_SLASHES = late(r"[/\\\\]+\Z")
_PATH = late(r"(?:\w+\.)?Pure(?:Posix|Windows)?Path\(|(?:\w+\.)?(?:Posix|Windows)?Path\(")


def is_last_attribute(reading: Reading, attribute: str, owner: Node | None) -> bool:
    """Whether an attribute is the last part of a path: `upload.filename`, `Path(name).name`."""
    if attribute in PARTS_OF_PATHS:
        return True
    if attribute != "name" or owner is None or owner.type != "call":
        return False
    return _PATH.match(reading.module.code(owner)[:40]) is not None


def is_ending(reading: Reading, value: Node | None, index: int | None) -> bool:
    """Whether what is taken by its number is an ending: `os.path.splitext(name)[1]`."""
    if index != 1 or value is None or value.type != "call":
        return False
    return _parts_path(reading, reading.call(value))


def taken_number(reading: Reading, subscript: Node) -> int | None:
    """Which of two parts is asked for, 1 for the last, `None` for another."""
    place = subscript.child_by_field_name("subscript")
    return _LAST.get(reading.module.code(place)) if place is not None else None


def _parts_path(reading: Reading, call: Call) -> bool:
    """Whether a call takes the last part of a path, or its ending, from the rest."""
    if reading.module.code(call.function).endswith(_HALVING):
        return True
    sign = reading.known(call.positional[0]) if call.positional else ""
    return call.last in _PARTING and _SLASHES.match(sign) is not None
