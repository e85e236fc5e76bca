"""The texts of paths: `root / "data"`, `os.path.join(a, b)`, `Path(a).joinpath(b)`, `Path.home()`.

A home folder's sign is a part of its own: what expands it has done so before a program sees it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.strings.rope import Part, Rope, gap, known, plain
from guardrail.frontends.python.strings.variants import Variants, changed, distinct
from guardrail.knowledge.python.files import PATH_CLASSES, TEMPORARY
from guardrail.spanmap import PieceKind

if TYPE_CHECKING:
    from guardrail.frontends.python.strings.building import Builder

_JOINING = PATH_CLASSES | {"os.path.join", "posixpath.join"}
_SAME = frozenset(
    f"os.path.{name}" for name in ("abspath", "realpath", "normpath", "expandvars", "normcase")
)
_KEEPING = frozenset(("resolve", "absolute", "as_posix", "__fspath__", "__str__"))
HOME = "~"
_PLACES = {"pathlib.Path.home": HOME, "pathlib.Path.cwd": ".", "os.getcwd": ".", **TEMPORARY}
_TEXTS = frozenset(("string", "concatenated_string"))
_MOST = 8


def called(builder: Builder, call: Call) -> Variants | None:
    """The paths that a call gives, `None` where it is about something else."""
    if call.name in _PLACES:
        return ((Part(_PLACES[call.name], *_range(call.node), PieceKind.ATOM),),)
    if call.stars or call.double_stars:
        return None
    if call.name in _JOINING and len(call.positional) > 1:
        return _joined(builder, call.positional)
    if call.name in _SAME and call.positional:
        return builder.variants(call.positional[0])
    if call.name == "os.path.expanduser" and call.positional:
        return changed(builder.variants(call.positional[0]), _expanded)
    owner = call.function.child_by_field_name("object")
    if call.name in ("os.path.dirname", "posixpath.dirname") and call.positional:
        return _folder(builder, call.positional[0], call.node)
    if owner is None or call.function.type != "attribute":
        return None
    if call.last == "joinpath" and call.positional:
        return _joined(builder, [owner, *call.positional])
    if call.last == "expanduser" and call.bare:
        return changed(builder.variants(owner), _expanded)
    return builder.variants(owner) if call.last in _KEEPING and call.bare else None


def divided(builder: Builder, left: Node, right: Node) -> Variants | None:
    """The paths of `left / right`, `None` where that may be a division of numbers."""
    before = builder.variants(left)
    if right.type not in _TEXTS and not any(_is_path(one) for one in before):
        return None
    return _joined(builder, [left, right])


def parent(builder: Builder, owner: Node, node: Node) -> Variants | None:
    """The path of `owner.parent`, where the owner's is known."""
    return _folder(builder, owner, node)


def _is_path(rope: Rope) -> bool:
    return any(part.kind is not PieceKind.HOLE and "/" in part.text for part in rope) or (
        known(rope) in ("~", ".")
    )


def _joined(builder: Builder, parts: list[Node]) -> Variants:
    found: Variants = ((),)
    for node in parts:
        after = builder.variants(node)
        found = distinct(tuple(_after(one, other) for one in found for other in after))[:_MOST]
    return found


def _after(path: Rope, part: Rope) -> Rope:
    text = plain(part)
    if not path or text.startswith("/"):
        return part
    return (*path, *part) if plain(path).endswith("/") else (*path, gap("/"), *part)


def _expanded(path: Rope) -> Rope:
    """The path with the sign of the home folder as a part of its own."""
    if not path or not path[0].text.startswith(HOME) or path[0].kind is PieceKind.HOLE:
        return path
    first, *rest = path
    sign = Part(HOME, first.start, first.end, PieceKind.ATOM)
    more = Part(first.text[1:], first.start, first.end, PieceKind.ATOM)
    return (sign, *((more,) if more.text else ()), *rest)


def _folder(builder: Builder, inner: Node, node: Node) -> Variants | None:
    found = builder.variants(inner)
    start, end = _range(node)
    told = [_without_last(one, start, end) for one in found]
    return distinct(tuple(one for one in told if one)) if told and all(told) else None


def _without_last(path: Rope, start: int, end: int) -> Rope | None:
    """A path without its last part, which may be known when it runs: `…/_tmp/{run}`."""
    if known(path) is not None:
        return (Part(posixpath.dirname(plain(path)) or ".", start, end, PieceKind.ATOM),)
    for number in range(len(path) - 1, -1, -1):
        part = path[number]
        before, slash, _ = part.text.rpartition("/")
        if part.kind is not PieceKind.HOLE and slash:
            kept = (Part(before, start, end, PieceKind.ATOM),) if before else ()
            return (*path[:number], *kept) or None
    return None


def _range(node: Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte
