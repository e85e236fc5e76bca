"""What a function collects in `**options` and hands on: by what the module's calls of it give."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of

_MOST = 16


def names_collected(reading: Reading, call: Call) -> frozenset[str] | None:
    """The names of all that a call may be given by `**options`, `None` where that isn't known.

    `def pages(**options): table.scan(**options)` scans with what its calls in the module give, and
    with what the function puts into `options` itself.
    """
    found: set[str] = set()
    for node in call.double_stars:
        function, owner = _collecting(reading, node)
        if function is None:
            return None
        callers = calls_of_function(reading, function, owner)
        if not callers or len(callers) > _MOST or any(one.double_stars for one in callers):
            return None
        found.update(name for one in callers for name in one.keywords)
        found.update(_put_into(reading, node))
    return frozenset(found)


def _collecting(reading: Reading, node: Node) -> tuple[Node | None, Node | None]:
    """The function around whose `**` parameter a name is, and the class whose method it is."""
    definitions = place_of(reading.module, node.start_byte).definitions
    if node.type != "identifier" or not definitions:
        return None, None
    function = definitions[-1]
    parameters = function.child_by_field_name("parameters")
    if function.type != "function_definition" or parameters is None:
        return None, None
    name = reading.module.name(node)
    collects = any(
        one.type == "dictionary_splat_pattern" and reading.module.code(one).lstrip("* ") == name
        for one in _plain(reading, parameters)
    )
    owner = definitions[-2] if len(definitions) > 1 else None
    owner = owner if owner is not None and owner.type == "class_definition" else None
    return (function if collects else None), owner


def _plain(reading: Reading, parameters: Node) -> Iterator[Node]:
    """The parameters without their annotations: `**options: Any`."""
    for one in reading.module.children(parameters)[0]:
        yield one.named_children[0] if one.type == "typed_parameter" else one


def _put_into(reading: Reading, node: Node) -> Iterator[str]:
    """The keys under which something is put into a dictionary."""
    scope = reading.scopes.at(node.start_byte)[0]
    for put in scope.fillings.get(reading.module.name(node), ()):
        value = put.value
        target = value.parent.child_by_field_name("left") if value and value.parent else None
        if target is not None and target.type == "subscript":
            yield reading.known(target.child_by_field_name("subscript"))
