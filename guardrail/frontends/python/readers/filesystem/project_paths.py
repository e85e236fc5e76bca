"""Paths that lead to a file of the project: literal ones, and those that start at `__file__`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.files import PATH_CLASSES
from guardrail.patterns import late

# Stands for the project's root while a path is worked out: no path in a text begins like this.
_ROOT = "/\0"
_OWN_FILE = "__file__"
_DEEPEST = 20
_LONGEST = 2_000
_NAMES_HERE = frozenset(("__package__", "__name__", "__spec__.parent"))
_SAME = frozenset(
    (
        *PATH_CLASSES,
        "os.path.join",
        "os.path.abspath",
        "os.path.realpath",
        "os.path.normpath",
        "os.fspath",
        "builtins.str",
        "str",
    )
)
_KEEPING = frozenset(("resolve", "absolute", "expanduser", "joinpath", "as_posix", "__str__"))
_PARENTS = late(r"\.parents\[([0-9])\]\Z")


def project_path(reading: Reading, node: Node) -> str:
    """The path relative to the project's root, "" where it isn't known or leads out of it.

    A relative path is taken from where the text itself runs: the root, unless it is said.
    """
    said = _path(reading, node, 0)
    if said is None or not said:
        return ""
    around = posixpath.join(_ROOT, reading.source.surroundings.directory)
    path = posixpath.normpath(posixpath.join(around, said))
    return path.removeprefix(f"{_ROOT}/") if path.startswith(f"{_ROOT}/") else ""


def from_itself(reading: Reading, node: Node) -> str:
    """The path that begins at `__file__`, seen from the project's root; "" for any other.

    The root itself is ".", what is above it "..".
    """
    facts = reading.module.facts
    if _OWN_FILE not in facts:
        facts[_OWN_FILE] = _OWN_FILE in reading.module.plain
    said = _path(reading, node, 0) if facts[_OWN_FILE] else ""
    if not said or not said.startswith(_ROOT):
        return ".." if said == "/" else ""
    path = posixpath.normpath(said)
    if path.startswith(f"{_ROOT}/"):
        return path.removeprefix(f"{_ROOT}/")
    return "." if path == _ROOT else ".." if path == "/" else ""


def _path(reading: Reading, node: Node, depth: int) -> str | None:
    """The path that an expression stands for, `None` where a part of it isn't known."""
    node = unwrapped(node)
    if node.type == "identifier" and reading.module.name(node) == _OWN_FILE:
        own = reading.source.path if reading.source.map is None else ""
        return f"{_ROOT}/{own}" if own else None
    value = reading.builder.flow.value(node)
    if value is None or depth > _DEEPEST:
        return None
    key = ("path", value.id)
    if key not in reading.remembered:
        reading.remembered[key] = None
        read = _KINDS.get(value.type)
        found = read(reading, value, depth + 1) if read is not None else reading.known(value)
        reading.remembered[key] = found if found and len(found) <= _LONGEST else None
    held: str | None = reading.remembered[key]
    return held


def _all(reading: Reading, nodes: list[Node], depth: int) -> str | None:
    parts = [_path(reading, one, depth) for one in nodes]
    found = [part for part in parts if part is not None]
    return posixpath.join("", *found) if len(found) == len(parts) else None


def _call(reading: Reading, node: Node, depth: int) -> str | None:
    call = reading.call(node)
    if call.keywords or call.stars:
        return None
    if call.name in _SAME:
        return _all(reading, call.positional, depth) if call.positional else "."
    if call.name in ("os.path.dirname", "os.getcwd", "pathlib.Path.cwd"):
        given = _all(reading, call.positional, depth) if call.positional else ""
        return None if given is None else posixpath.dirname(given) or "."
    if call.name.endswith("resources.files"):
        return _package(reading, call)
    owner = call.function.child_by_field_name("object")
    if owner is None:
        return None
    if call.last in _KEEPING:
        return _all(reading, [owner, *call.positional], depth)
    before = _path(reading, owner, depth)
    name = reading.known(call.positional[0]) if len(call.positional) == 1 else ""
    if not before or not name:
        return None
    if call.last == "with_name":
        return posixpath.join(posixpath.dirname(before), name)
    return posixpath.splitext(before)[0] + name if call.last == "with_suffix" else None


def _package(reading: Reading, call: Call) -> str | None:
    """`importlib.resources.files(__package__)`: a package's folder."""
    if len(call.positional) != 1:
        return None
    given = call.positional[0]
    if reading.module.name(given) in _NAMES_HERE:
        return f"{_ROOT}/{posixpath.dirname(reading.source.path)}"
    return reading.known(given).replace(".", "/") or None


def _attribute(reading: Reading, node: Node, depth: int) -> str | None:
    owner, attribute = (node.child_by_field_name(part) for part in ("object", "attribute"))
    if owner is None or attribute is None or reading.module.name(attribute) != "parent":
        return None
    before = _path(reading, owner, depth)
    return posixpath.dirname(before) or "." if before else None


def _subscript(reading: Reading, node: Node, depth: int) -> str | None:
    """`path.parents[1]`."""
    upwards = _PARENTS.search(reading.module.code(node))
    held = node.child_by_field_name("value")
    owner = held.child_by_field_name("object") if held is not None else None
    before = _path(reading, owner, depth) if owner is not None and upwards else None
    if not before or upwards is None:
        return None
    for _ in range(int(upwards[1]) + 1):
        before = posixpath.dirname(before)
    return before or "."


def _operator(reading: Reading, node: Node, depth: int) -> str | None:
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    nodes = [side for side in sides if side is not None]
    operator = node.child_by_field_name("operator")
    sign = reading.module.code(operator) if operator is not None else ""
    if sign == "/":
        return _all(reading, nodes, depth)
    parts = [_path(reading, one, depth) or reading.known(one) for one in nodes]
    return "".join(parts) if sign == "+" and all(parts) else None


_KINDS: dict[str, Callable[[Reading, Node, int], str | None]] = {
    "call": _call,
    "attribute": _attribute,
    "subscript": _subscript,
    "binary_operator": _operator,
}
