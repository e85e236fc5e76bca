"""What a parameter stands for as the module's own calls give it, or by default."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped

_FEW = 8
_DEEPEST = 4


def as_called(reading: Reading, node: Node, depth: int = 0) -> list[Node]:
    """The expressions that a parameter may be, none where one isn't known, or it is none.

    Where nobody in the module calls the function it is its default.
    """
    reaching = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    scope = reading.builder.flow.bindings(node)[0] if reaching else None
    if scope is None or depth > _DEEPEST or scope.node.type != "function_definition":
        return []
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return []
    function, name = scope.node, reading.module.name(node)
    calls = calls_of_function(reading, function, class_around(function))[:_FEW]
    if not calls:
        return [reaching[0].value] if reaching[0].value is not None else []
    found: list[Node] = []
    for call in calls:
        given = given_to(reading.module, function, call).get(name)
        value = given.value if given is not None else None
        if value is None:
            return []
        within = function.start_byte <= call.node.start_byte < function.end_byte
        if not within:
            found += as_called(reading, unwrapped(value), depth + 1) or [value]
    return found


def gives_as_called(reading: Reading, node: Node | None, value: str) -> bool:
    """Whether an argument is a parameter, or its opposite, that some call gives such a value."""
    node = unwrapped(node) if node is not None else None
    if node is not None and node.type == "not_operator":
        opposite = {"True": "False", "False": "True"}.get(value)
        inner = reading.module.children(node)[0]
        return opposite is not None and gives_as_called(reading, inner[-1], opposite)
    if node is None or node.type != "identifier":
        return False
    return any(_is(reading, one, value) for one in as_called(reading, node))


def _is(reading: Reading, node: Node, value: str, depth: int = 0) -> bool:
    from guardrail.frontends.python.values.plain_places import in_turn

    named = node.type == "identifier" and depth < _DEEPEST
    if several := in_turn(reading, node) if named else []:
        # `for name, seconds in POLICIES: keep(name, seconds)` gives one after the other.
        return any(_is(reading, one, value, depth + 1) for one in several[:_FEW])
    truth = reading.truth(node) if value in ("True", "False") else None
    if truth is not None:
        return str(truth) == value
    return value in (reading.known(node), reading.module.code(node))
