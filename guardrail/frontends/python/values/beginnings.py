"""Where the value of an expression begins, and how far a way back to there has come."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call

LAST_PART = "os.path.basename()"
"""What stands on the way of a value of which the last part of a path is taken alone, or less."""

PARTS_OF_PATHS = frozenset(("suffix", "stem"))
"""Attributes of paths that hold no separator, whatever the path is: `Path(name).suffix`."""


class Root(Struct, frozen=True):
    """One beginning of a value: a call, an attribute or a name.

    `function` is the function whose parameter it is, `through` are the functions on the way, the
    one first in which the value is used. `way` are the names that the value has on it and the keys
    it is taken out by, `holders` the names of what it is taken out of. `top` are the
    names since the way came to code outside any function. `field` is what is asked of it first: an
    attribute or a method.
    """

    node: Node
    function: Node | None
    through: tuple[Node, ...]
    way: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    top: frozenset[str] = frozenset()
    entered: tuple[tuple[Node, Call], ...] = ()
    field: str = ""


class Entry(NamedTuple):
    """A call of the module's own function whose results a way goes through."""

    node: Node
    function: Node
    call: Call


class At(NamedTuple):
    """How far a way has come: as in `Root`, and the calls it has gone into and not yet left.

    `field` is the attribute that was asked for last, `key` the key by which it is taken out of what
    the way goes on with, "" where that isn't known.
    """

    through: tuple[Node, ...] = ()
    entered: tuple[Entry, ...] = ()
    way: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    taken: bool = False
    top: frozenset[str] | None = None
    field: str = ""
    key: str = ""
