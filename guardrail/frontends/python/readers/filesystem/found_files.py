"""The pattern of the files that a loop hands on one after the other: `/var/log/*`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.readers.filesystem.file_loops import listed_by, looped_over
from guardrail.frontends.python.readers.filesystem.paths_named import paths_of
from guardrail.frontends.python.reading import Reading


def found_in(reading: Reading, path: Node) -> str:
    """The pattern of the paths of which a loop hands on one after the other, all or some of them.

    `/var/log/*` where they are everything in a folder, "" where it isn't known what they are.
    """
    over = looped_over(reading, path, 0)
    found = listed_by(reading, over) if over is not None else ""
    if found and _is_put_elsewhere(reading, path, found):
        return ""
    return found if not found or "*" in found else f"{found.rstrip('/')}/*"


def _is_put_elsewhere(reading: Reading, path: Node, found: str) -> bool:
    """Whether a path is of another folder than what is listed: `OUT / path.name`."""
    value = reading.builder.flow.value(path) or path
    folder = value.child_by_field_name("left") if value.type == "binary_operator" else None
    if folder is None and value.type == "call":
        call = reading.call(value)
        folder = call.positional[0] if call.last == "join" and len(call.positional) > 1 else None
    if folder is None:
        return False
    return not any(found.startswith(one.rstrip("/")) for one in paths_of(reading, folder) if one)
