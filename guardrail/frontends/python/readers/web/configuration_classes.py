"""Classes of settings for production that are those of developers, by what they extend."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.conditions import may_be
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_PRODUCTION = late(
    r"^(?i:prod(?:uction)?|live)(?![a-z])|(?<=[a-z_])(?:Prod(?:uction)?|Live)(?![a-z])"
)
"""What a class of settings for what people use is called: `ProductionConfig`, `Production`."""
_MOST = 200
_DEEPEST = 6


def debugs_in_production(reading: Reading, trail: list[Node]) -> Node | None:
    """The class for production that has a setting which is on, its own or from what it extends."""
    setting = next((one for one in trail[:4] if one.type == "assignment"), None)
    around = next((one for one in trail if one.type == "class_definition"), None)
    right = setting.child_by_field_name("right") if setting is not None else None
    left = setting.child_by_field_name("left") if setting is not None else None
    if around is None or right is None or left is None or left.type != "identifier":
        return None
    if reading.in_test or not may_be(reading, right, ("True",)):
        return None
    if _PRODUCTION.search(reading.module.defined(around)):
        return setting
    name = reading.module.name(left)
    for heir in _classes(reading):
        if not _PRODUCTION.search(reading.module.defined(heir)):
            continue
        if _who_sets(reading, heir, name) == around.id:
            return heir.child_by_field_name("name")
    return None


def _classes(reading: Reading) -> Iterator[Node]:
    for one in reading.module.children(reading.module.root)[0][:_MOST]:
        if one.type == "class_definition":
            yield one


def _who_sets(reading: Reading, held: Node, name: str, depth: int = 0) -> int:
    """The class by whose own statement a class has an attribute, 0 where none of the module's."""
    scope: Scope | None = reading.scopes.of_class(reading.module.defined(held))
    if scope is None or depth > _DEEPEST:
        return 0
    if scope.bindings.get(name):
        return scope.node.id
    bases = scope.node.child_by_field_name("superclasses")
    for base in reading.module.children(bases)[0] if bases is not None else ():
        above = reading.scopes.of_class(reading.module.code(base))
        found = _who_sets(reading, above.node, name, depth + 1) if above is not None else 0
        if found:
            return found
    return 0
