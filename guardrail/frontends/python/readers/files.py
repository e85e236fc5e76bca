"""Files deleted, overwritten, moved."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import FileChange, Recoverable
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.formats import joined
from guardrail.frontends.python.strings.rope import Rope, built, gap, only_hole
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.files import TEMPORARY
from guardrail.knowledge.python.rows import ChangesFile
from guardrail.stream import Item

_MOST_PARTS = 20


def changes_file(reading: Reading, call: Call, row: ChangesFile) -> list[Item] | None:
    """What the call does to a file, `None` where it only reads."""
    if row.mode is not None and not _overwrites(reading, call, row):
        return None
    if row.path.keyword == "self":
        node = call.function.child_by_field_name("object")
    else:
        node = call.argument(row.path)
    if node is None:
        return None
    return [
        FileChange(
            **reading.stated(call.node),
            verb=row.verb,
            path=path_of(reading, node),
            recursive=row.recursive,
            forced=reading.truth(call.keywords.get("ignore_errors")) is True,
            recoverable=Recoverable.NO,
        )
    ]


def _overwrites(reading: Reading, call: Call, row: ChangesFile) -> bool:
    mode = call.argument(row.mode) if row.mode is not None else None
    return "w" in reading.known(mode)


def path_of(reading: Reading, node: Node) -> str:
    """The path that an expression stands for, holes as their words; "" where nothing is known."""
    parts = _joined(reading, node, 0)
    if not parts or all(only_hole(one) for one in parts):
        return ""
    path = built(joined((gap("/"),), parts), "").text
    while "//" in path:
        path = path.replace("//", "/")
    return path if path == "/" else path.rstrip("/")


def _joined(reading: Reading, node: Node, depth: int) -> list[Rope]:
    """The parts of a path: `a / b`, `os.path.join(a, b)`, `Path(a, b)`, `Path.home()`."""
    node = unwrapped(node)
    key = ("parts", node.id)
    held: list[Rope] | None = reading.remembered.get(key)
    if held is None:
        found = _parts(reading, node, depth)
        held = found if len(found) <= _MOST_PARTS else [reading.builder.unknown(node)]
        reading.remembered[key] = held
    return held


def _parts(reading: Reading, node: Node, depth: int) -> list[Rope]:
    value = reading.builder.flow.value(node) or node
    if depth < _MOST_PARTS:
        if value.type == "binary_operator":
            left = value.child_by_field_name("left")
            operator = value.child_by_field_name("operator")
            right = value.child_by_field_name("right")
            slash = operator is not None and reading.module.code(operator) == "/"
            if slash and left is not None and right is not None:
                return [*_joined(reading, left, depth + 1), *_joined(reading, right, depth + 1)]
        if value.type == "call":
            call = call_of(reading.module, value, reading.names.dotted(value)[:-2])
            if call.name in ("pathlib.Path", "pathlib.PurePath", "os.path.join"):
                nested = [_joined(reading, one, depth + 1) for one in call.positional]
                return [one for found in nested for one in found]
            if call.last in ("expanduser", "resolve", "absolute", "abspath", "realpath"):
                inner = call.positional[0] if call.positional else None
                owner = inner or call.function.child_by_field_name("object")
                if owner is not None:
                    return _joined(reading, owner, depth + 1)
            if call.name in TEMPORARY:
                return [reading.constant(TEMPORARY[call.name], value)]
            if call.name == "pathlib.Path.home":
                return [reading.constant("~", value)]
            if call.name == "pathlib.Path.cwd":
                return [reading.constant(".", value)]
    return [reading.builder.text(node)]
