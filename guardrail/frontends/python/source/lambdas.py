"""What a lambda is handed one after the other: `pool.map(lambda blob: blob.delete(), blobs)`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_MAPPING = frozenset(("map", "imap", "imap_unordered", "map_async", "foreach", "for_each"))
"""The last parts of the names of calls that hand a function each of what they are given next."""
_HANDED = late(
    r"(?:map|imap_unordered|map_async|foreach|for_each)[\s\\]*\((?:[\s\\]|#[^\n]*\n)*lambda"
)
_ASKED = "hands lambdas"
_FARTHEST = 12
_PAIR = 2


def handed_in_turn(module: Module, name: Node) -> Node | None:
    """What a name that a lambda has for its one parameter is taken from, `None` for any other."""
    if not _hands_lambdas(module):
        return None
    around = name.parent
    for _ in range(_FARTHEST):
        if around is None or around.type == "lambda":
            break
        around = around.parent
    if around is None or around.type != "lambda":
        return None
    parameters = around.child_by_field_name("parameters")
    given = around.parent
    call = given.parent if given is not None and given.type == "argument_list" else None
    function = call.child_by_field_name("function") if call is not None else None
    if given is None or parameters is None or function is None:
        return None
    last = module.code(function).rpartition(".")[2]
    arguments = module.children(given)[0]
    if last not in _MAPPING or len(arguments) < _PAIR or arguments[0].id != around.id:
        return None
    return arguments[1] if module.code(parameters) == module.name(name) else None


def _hands_lambdas(module: Module) -> bool:
    """Whether some call of the module hands each thing to a lambda: asked of very many names."""
    held: bool | None = module.facts.get(_ASKED)
    if held is None:
        plain = module.plain
        held = "lambda" in plain and ("map" in plain or "each" in plain)
        held = held and _HANDED.search(plain) is not None
        module.facts[_ASKED] = held
    return held
