"""Whether a program looks for work that isn't committed before it throws away what is.

`if repo.is_dirty(): raise`, `if run(["git", "status", "--porcelain"]).stdout: return`. In what the
program has cloned itself nobody has worked yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.beginnings import Root
from guardrail.frontends.python.values.roots import roots
from guardrail.patterns import late

CLEAN = "a look for work that isn't committed"
"""How the guard is told."""
CLONED = "a clone of the program's own"
"""How it is told that the work tree was made just now."""
_CLONES = late(r"(?:^|\.)clone(?:_from|_repository)?$")
_FEW = 8
_DEEPEST = 3
_ASKED = late(
    r"is_dirty\b|\.status\(|\bstatus\b|porcelain|untracked|\bdirty\b|uncommitted|(?:has|local|any)_changes"
    r"|is_clean|\bclean\b|\bdiff\b|ahead\b"
)
_ENSURED = late(
    r"(?:await\s+)?(?:[\w.]*\.)?_?(?:ensure|require|assert|check|verify|refuse|abort)\w*_(?:clean|dirty)\w*\("
)
_THROWS_AWAY = late(
    r"\s*git\s(?:-C\s+\S+\s+)?(?:reset\s.*--hard|clean\s|checkout\s|restore\s|stash\s+(?:drop|clear))"
)


def left_where_dirty(reading: Reading, node: Node) -> tuple[str, ...]:
    """The guard that is a look for work that would be lost, where one stands before a place."""
    module, place = reading.module, place_of(reading.module, node.start_byte)
    conditions = [*of_branches(module, place)]
    for statement in before(module, place, node.start_byte):
        if _ENSURED.match(module.plain, statement.start_byte):
            return (CLEAN,)
        conditions += left_by(module, statement)
    return (CLEAN,) if any(_asks(reading, one.code) for one in conditions) else ()


def in_own_clone(reading: Reading, call: Call) -> tuple[str, ...]:
    """The guard that the repository of a call is a new clone, wherever it is handed from."""
    owner: Node | None = call.function
    if "clone" not in reading.module.text:
        return ()
    while owner is not None and owner.type == "attribute":
        owner = owner.child_by_field_name("object")
    return (CLONED,) if owner is not None and _is_cloned(reading, owner, 0) else ()


def _is_cloned(reading: Reading, node: Node, depth: int) -> bool:
    # The class whose method clones is a beginning too.
    found = [
        one for one in roots(reading, node) if one.function is not None or one.node.type == "call"
    ]
    if depth > _DEEPEST:
        return False
    return bool(found) and all(_comes_of_clone(reading, root, depth) for root in found)


def _comes_of_clone(reading: Reading, root: Root, depth: int) -> bool:
    function, module = root.function, reading.module
    if function is None:
        called = root.node.child_by_field_name("function") if root.node.type == "call" else None
        return called is not None and _CLONES.search(module.name(called)) is not None
    if function.type != "function_definition":
        return False
    calls = calls_of_function(reading, function, class_around(function))
    if not 0 < len(calls) <= _FEW:
        return False
    given = [given_to(module, function, one).get(module.name(root.node)) for one in calls]
    return all(
        one is not None and one.value is not None and _is_cloned(reading, one.value, depth + 1)
        for one in given
    )


def throws_away(line: str) -> bool:
    """Whether a command line throws work away that isn't committed."""
    return _THROWS_AWAY.match(line) is not None


def _asks(reading: Reading, condition: Node) -> bool:
    """Whether a condition asks for such work, by itself or by what its names stand for."""
    if _ASKED.search(reading.module.code(condition)):
        return True
    return any(map(_ASKED.search, _names_in(reading, condition)))


def _names_in(reading: Reading, condition: Node) -> Iterator[str]:
    """The code that the names of a condition stand for, with that of the functions it calls."""
    waiting, seen = [condition], 0
    while waiting and seen < _FEW:
        node = unwrapped(waiting.pop())
        if node.type not in ("identifier", "attribute", "call"):
            waiting += reading.module.children(node)[0]
            continue
        seen += 1
        value = node if node.type == "call" else reading.builder.flow.value(node)
        if value is None:
            continue
        yield reading.module.code(value)
        if value.type == "call":
            call = reading.call(value)
            own = own_function(reading, call)
            yield body_of(reading.module, own) if own is not None else ""
