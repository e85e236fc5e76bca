"""Settings that objects of another module's classes hold: `settings: Settings`, `get_config()`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_MADE = late(r"(?P<of>[\w.]*\.(?:[A-Z]\w*(?=(?:\.\w+)?\(\)\Z|\Z)|[a-z_]\w*(?=\(\)\Z)))")
"""A class of another module, an object of it, what a method or a function gives: `from_env()`."""


def setting_elsewhere(reading: Reading, node: Node) -> str:
    """The full name of an attribute that an object of another module's class has, "" for none."""
    owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
    if node.type != "attribute" or owner is None or name is None:
        return ""
    made = _MADE.match(_class_of(reading, owner))
    imported = made is not None and made["of"].partition(".")[0] in reading.names.packages
    return f"{made['of']}.{reading.module.name(name)}" if made is not None and imported else ""


def said_elsewhere(reading: Reading, node: Node) -> str | None:
    """What another module says that such an attribute is by default, as far as that is known."""
    name = setting_elsewhere(reading, node)
    if not name:
        return None
    reading.builder.note(name)
    given = reading.source.given
    return dict(given.constants).get(name) if given is not None else None


def _class_of(reading: Reading, owner: Node) -> str:
    """How the class is called that an object is of: as it is declared, or as it is made."""
    flow = reading.builder.flow
    bound = flow.reaching(owner) if owner.type == "identifier" else flow.attributes(owner)
    if owner.type == "call":
        return reading.names.dotted(owner)
    if len(bound) != 1:
        return ""
    typed, value = bound[0].annotation, bound[0].value
    if typed is not None:
        return reading.names.dotted(typed.named_children[0] if typed.named_children else typed)
    if value is not None and value.type == "identifier" and value.id != owner.id:
        return _class_of(reading, value)
    return reading.names.dotted(value) if value is not None and value.type == "call" else ""
