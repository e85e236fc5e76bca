"""The functions that a module defines, by their names, and those of them that never come back."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

LEAVING = late(
    r"raise\b|(?:(?:sys|os|builtins)\.)?_?exit\(|quit\(|abort\(|\w*parser\.(?:error|exit)\("
    r"|(?:ctx|context|click)\.(?:exit|abort|fail)\(|pytest\.(?:skip|fail|exit)\("
    r"|self\.(?:fail|skipTest)\("
)
"""How a statement begins behind which nothing runs, whoever has written it."""

_DEFINED = late(r"def(?<!\wdef)\s+(\w+)")
_CALLED = late(r"(?:return\s+)?(?:await\s+)?(?:(?:self|cls)\.)?([^\W\d]\w*)\(")
_MOST = 2_000
_HELD = -6
"""Under which of a module's notes its functions are kept."""


def function_named(module: Module, name: str) -> Node | None:
    """The function or method of the module with a name, where there is one alone."""
    held: dict[str, int] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = {}
        for number, found in enumerate(_DEFINED.finditer(module.plain)):
            if number >= _MOST:
                break
            held[found[1]] = found.start() if found[1] not in held else -1
    place = held.get(name, -1)
    node = module.root.named_descendant_for_byte_range(place, place + 3) if place >= 0 else None
    while node is not None and node.type != "function_definition":
        node = node.parent
    return node


def leaves_for_good(module: Module, statement: Node) -> bool:
    """Whether nothing runs behind a statement: it raises, or ends the program.

    So does a call of a function of the module that ends like that itself: `die("no")`.
    """
    if LEAVING.match(module.plain, statement.start_byte) is not None:
        return True
    called = _CALLED.match(module.plain, statement.start_byte, statement.end_byte)
    own = function_named(module, called[1]) if called is not None else None
    body = own.child_by_field_name("body") if own is not None else None
    last = module.children(body)[0][-1:] if body is not None else []
    return bool(last) and LEAVING.match(module.plain, last[0].start_byte) is not None
