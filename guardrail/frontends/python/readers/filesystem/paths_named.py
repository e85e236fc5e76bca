"""The paths that expressions stand for, as a file is deleted or written there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.filesystem.project_paths import from_itself
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.formats import joined
from guardrail.frontends.python.strings.rope import (
    Part,
    Rope,
    built,
    gap,
    known,
    only_hole,
    spelt_out,
)
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.settings_elsewhere import said_elsewhere
from guardrail.kept_files import names_store
from guardrail.knowledge.left_empty import left_empty, unless_given
from guardrail.knowledge.python.files import PATH_CLASSES, TEMPORARY
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD, PieceKind

_MOST_PARTS = 20
_AS_TEXT = ("str", "builtins.str", "os.fspath")
_SETTING = late(
    r"(?:\b(?:settings|config|conf|cfg|environ|getenv)\b|\bself\.).*?(\w+)[\"')\]]*$",
    re.IGNORECASE,
)
"""A setting by its name: `settings.MEDIA_ROOT`, `app.config["UPLOAD_FOLDER"]`."""


def paths_of(reading: Reading, node: Node) -> tuple[str, ...]:
    """The paths that an expression stands for, on each way and in each turn of a loop."""
    ropes = [
        one for rope in map(_of_store, reading.builder.variants(node)) for one in spelt_out(rope)
    ]
    told = [_normal(built(one, "").text) for one in ropes if not _begins_unknown(one)]
    if not told:
        # `root / name` where a loop runs over names and the root is the project itself.
        whole = _of_store(joined((gap("/"),), parts_of(reading, node)))
        ropes = [one for one in spelt_out(whole) if not _begins_unknown(one)]
        told = [_normal(built(one, "").text) for one in ropes]
    told += _in_turn(reading, node)
    return tuple(dict.fromkeys(told))[:_MOST_PARTS] or (path_of(reading, node),)


def _in_turn(reading: Reading, node: Node) -> list[str]:
    """The paths that a loop takes in turn, of those that are known: `for path in (A, B):`."""
    node = unwrapped(node)
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    if len(bound) != 1 or bound[0].kind is not BindingKind.LOOPED or bound[0].value is None:
        return []
    each = yielded(reading.builder.flow, bound[0].value, bound[0].index) or []
    told = (path_of(reading, one) for one in each[:_MOST_PARTS] if one.id != node.id)
    return [one for one in told if one and not one.startswith(HOLE_WORD)]


def endings_of(reading: Reading, node: Node) -> tuple[str, ...]:
    """The last parts of the paths, also where it isn't known what they begin with."""
    parts = parts_of(reading, node)
    told = spelt_out(parts[-1]) if parts else ()
    return tuple(f"…/{built(one, '').text}" for one in told if not only_hole(one))


def _begins_unknown(rope: Rope) -> bool:
    return not rope or rope[0].kind is PieceKind.HOLE


def _normal(path: str) -> str:
    while "//" in path:
        path = path.replace("//", "/")
    path = path.removeprefix("./") or path
    return path if path == "/" else path.rstrip("/")


def path_of(reading: Reading, node: Node) -> str:
    """The path that an expression stands for, holes as their words; "" where nothing is known.

    A setting as a whole is told by its name: `${MEDIA_ROOT}`.
    """
    parts = parts_of(reading, node)
    if not parts or all(only_hole(one) for one in parts):
        return _setting(parts[0]) if len(parts) == 1 else ""
    return _normal(built(_of_store(joined((gap("/"),), parts)), "").text)


def emptied_path(reading: Reading, node: Node) -> tuple[str, str]:
    """The path where what may be left out of it is, and the guard; "" where nothing may."""
    from guardrail.frontends.python.readers.narrowing.asked_for import asked_for, compared

    parts = parts_of(reading, node)
    holes = [one for rope in parts for one in rope if one.kind is PieceKind.HOLE]
    left = [
        one
        for one in holes
        if (left_empty(one.name) or _may_be_empty(reading, parts, one))
        and not asked_for(reading, one, node.start_byte)
    ]
    if not left or compared(reading, node):
        return "", ""
    kept = [tuple(one for one in rope if one not in left) for rope in parts]
    told = _normal(built(joined((gap("/"),), kept), "").text)
    return told, unless_given(one.name for one in left)


def _may_be_empty(reading: Reading, parts: Sequence[Rope], hole: Part) -> bool:
    """Whether the last part of a path whose beginning is known is left empty by default."""
    from guardrail.frontends.python.readers.programs.emptied_words import empty_otherwise

    if not parts or _begins_unknown(parts[0]) or not parts[-1] or parts[-1][-1] != hole:
        return False
    whole = len(parts[-1]) == 1 or parts[-1][-2].text.endswith("/")
    return whole and (empty_otherwise(reading, hole) or _or_nothing(reading, hole))


def _or_nothing(reading: Reading, hole: Part) -> bool:
    """Whether an empty text stands for what a hole holds where that is none: `job.study or ""`."""
    from guardrail.frontends.python.readers.narrowing.holes_made import made_by
    from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out

    node = made_by(reading, hole)
    if node is None or node.type != "boolean_operator":
        return False
    return bool(may_be_left_out(reading, node))


def _setting(rope: Rope) -> str:
    """A path that is one setting as a whole, as a shell writes it: `${MEDIA_ROOT}`."""
    named = _SETTING.search(rope[0].name) if len(rope) == 1 else None
    return f"${{{named[1]}}}" if named is not None else ""


def _of_store(rope: Rope) -> Rope:
    """A path that goes on from a setting, which says of what: `${MEDIA_ROOT}/products`."""
    if len(rope) < 2 or rope[0].kind is not PieceKind.HOLE:
        return rope
    whole = _setting(rope[:1])
    if not whole or not names_store(whole):
        return rope
    return (replace(rope[0], text=whole, kind=PieceKind.ATOM), *rope[1:])


def parts_of(reading: Reading, node: Node, depth: int = 0) -> list[Rope]:
    """The parts of a path: `a / b`, `os.path.join(a, b)`, `Path(a, b)`, `Path.home()`."""
    node = unwrapped(node)
    key = ("parts", node.id)
    held: list[Rope] | None = reading.remembered.get(key)
    if held is None:
        found = _parts(reading, node, depth)
        held = found if len(found) <= _MOST_PARTS else [reading.builder.unknown(node)]
        reading.remembered[key] = held
    return held


def _above(reading: Reading, node: Node, depth: int) -> list[Rope]:
    """The parts of the folder that a path lies in: `(root / name).parent`; none where unknown."""
    owner = node.child_by_field_name("object") if node.type == "attribute" else None
    attribute = node.child_by_field_name("attribute")
    if owner is None or attribute is None or reading.module.name(attribute) != "parent":
        return []
    parts = parts_of(reading, owner, depth + 1)
    if len(parts) > 1:
        return parts[:-1]
    told = known(parts[0]) if parts else None
    folder = told.rpartition("/")[0] if told else ""
    return [reading.constant(folder, node)] if folder else []


def _elsewhere(reading: Reading, node: Node) -> str:
    """The folder that a setting of another module names where nobody sets it: `config.root`."""
    said = said_elsewhere(reading, node) if node.type == "attribute" else None
    return said if said is not None and said.startswith(("/", "~/")) else ""


def _parts(reading: Reading, node: Node, depth: int) -> list[Rope]:
    value = reading.builder.flow.value(node) or node
    if depth < _MOST_PARTS:
        if value.type == "binary_operator":
            left = value.child_by_field_name("left")
            operator = value.child_by_field_name("operator")
            right = value.child_by_field_name("right")
            slash = operator is not None and reading.module.code(operator) == "/"
            if slash and left is not None and right is not None:
                return [*parts_of(reading, left, depth + 1), *parts_of(reading, right, depth + 1)]
        if above := _above(reading, value, depth):
            return above
        if value.type == "call":
            call = reading.call(value)
            if call.name in PATH_CLASSES or call.name == "os.path.join":
                nested = [parts_of(reading, one, depth + 1) for one in call.positional]
                return [one for found in nested for one in found]
            if call.name in _AS_TEXT and call.positional:
                return parts_of(reading, call.positional[0], depth + 1)
            if call.last in (
                "expanduser",
                "resolve",
                "absolute",
                "abspath",
                "realpath",
                "as_posix",
            ):
                inner = call.positional[0] if call.positional else None
                owner = inner or call.function.child_by_field_name("object")
                if owner is not None:
                    return parts_of(reading, owner, depth + 1)
            if call.name in TEMPORARY:
                return [reading.constant(TEMPORARY[call.name], value)]
            if call.name == "pathlib.Path.home":
                return [reading.constant("~", value)]
            if call.name == "pathlib.Path.cwd":
                return [reading.constant(".", value)]
    text = reading.builder.text(node)
    if only_hole(text) and (below := from_itself(reading, value) or _elsewhere(reading, value)):
        return [reading.constant(below, value)]
    return [text]
