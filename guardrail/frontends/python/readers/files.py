"""Files deleted, overwritten, moved."""

from __future__ import annotations

import stat

from tree_sitter import Node

from guardrail.effects import FileChange, PrivilegeChange, Recoverable, Verb
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.plain_values import plain_value
from guardrail.frontends.python.readers.file_loops import folder_emptied
from guardrail.frontends.python.readers.model_tools import deletion_for_model, kept_inside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.formats import joined
from guardrail.frontends.python.strings.rope import Rope, built, gap, only_hole, spelt_out
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.files import TEMPORARY
from guardrail.knowledge.python.rows import Argument, ChangesFile
from guardrail.model import Confidence
from guardrail.spanmap import HOLE_WORD, PieceKind
from guardrail.stream import Item

_MOST_PARTS = 20
_OTHERS_WRITE = 0o002


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
    if row.verb is Verb.CHMOD:
        return _opened(reading, call, row, path_of(reading, node))
    recursive, path = row.recursive, path_of(reading, node)
    sure = row.path.keyword != "self" or _is_path(reading, call)
    if row.verb is Verb.DELETE and not recursive:
        folder = folder_emptied(reading, call.node, node)
        if folder is not None:
            recursive, path, sure = True, paths_of(reading, folder)[0].removesuffix("/*"), True
    if not sure:
        return None
    if row.verb is Verb.DELETE and recursive:
        by_model = deletion_for_model(reading, call, node)
        if by_model is not None:
            return [by_model]
    sure = not (recursive and kept_inside(reading, call))
    return [
        FileChange(
            **reading.stated(call.node, Confidence.HIGH if sure else Confidence.LOW),
            verb=row.verb,
            path=one,
            recursive=recursive,
            forced=reading.truth(call.keywords.get("ignore_errors")) is True,
            recoverable=Recoverable.NO,
        )
        for one in (paths_of(reading, node) if not path or path.startswith(HOLE_WORD) else (path,))
    ]


def _is_path(reading: Reading, call: Call) -> bool:
    """Whether a method is called on what is known to be a path."""
    spoken = (call.name, reading.matching.typed(call.function))
    return any(name.startswith("pathlib.") for name in spoken)


def _opened(reading: Reading, call: Call, row: ChangesFile, path: str) -> list[Item]:
    """The change of a file's mode, and that everybody may write where the new one says so."""
    stated = reading.stated(call.node)
    given = call.argument(Argument(0 if row.path.keyword == "self" else 1, "mode"))
    mode = _mode(reading, given) if given is not None else None
    if mode is None or not mode & _OTHERS_WRITE:
        return [FileChange(**stated, verb=row.verb, path=path)]
    return [
        PrivilegeChange(
            **stated,
            recoverable=Recoverable.YES,
            verb=Verb.GRANT,
            privileges=("WRITE",),
            on=path,
            whom=("everyone",),
            protection=f"file mode {mode:o}",
        )
    ]


def _mode(reading: Reading, node: Node) -> int | None:
    """The mode that a number or names of `stat` say, `None` where that isn't known."""
    value = reading.builder.flow.value(node) or node
    if value.type == "integer":
        plain = plain_value(reading, value)
        return plain if isinstance(plain, int) else None
    if value.type == "binary_operator":
        sides = [value.child_by_field_name(side) for side in ("left", "right")]
        modes = [_mode(reading, one) or 0 for one in sides if one is not None]
        operator = value.child_by_field_name("operator")
        joined = operator is not None and reading.module.code(operator) in ("|", "+")
        return modes[0] | modes[1] if joined else None
    name = reading.names.dotted(value).removeprefix("stat.")
    found = getattr(stat, name, None) if name.startswith("S_I") else None
    return found if isinstance(found, int) else None


def _overwrites(reading: Reading, call: Call, row: ChangesFile) -> bool:
    mode = call.argument(row.mode) if row.mode is not None else None
    return "w" in reading.known(mode)


def paths_of(reading: Reading, node: Node) -> tuple[str, ...]:
    """The paths that an expression stands for, on each way and in each turn of a loop."""
    ropes = [one for rope in reading.builder.variants(node) for one in spelt_out(rope)]
    told = [_normal(built(one, "").text) for one in ropes if not _begins_unknown(one)]
    return tuple(dict.fromkeys(told))[:_MOST_PARTS] or (path_of(reading, node),)


def _begins_unknown(rope: Rope) -> bool:
    return not rope or rope[0].kind is PieceKind.HOLE


def _normal(path: str) -> str:
    while "//" in path:
        path = path.replace("//", "/")
    return path if path == "/" else path.rstrip("/")


def path_of(reading: Reading, node: Node) -> str:
    """The path that an expression stands for, holes as their words; "" where nothing is known."""
    parts = _joined(reading, node, 0)
    if not parts or all(only_hole(one) for one in parts):
        return ""
    return _normal(built(joined((gap("/"),), parts), "").text)


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
