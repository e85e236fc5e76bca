"""Settings that hold nothing where the environment, or another module, doesn't fill them.

What the module that uses a setting refuses to go on with when it is empty never is.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.left_unset import left_unset
from guardrail.frontends.python.readers.emptiness import refused_when_empty
from guardrail.frontends.python.reading import Reading

_WITHIN = r"\s+(?:not\s+)?in\b"
_MADE = re.compile(r"(?P<of>[\w.]*\.[A-Z]\w*)(?:(?:\.\w+)?\(\))?")
"""A class of another module, an object of it, or what a method of the class gives."""


def unset_by_default(reading: Reading, node: Node) -> str:
    """The setting whose absence makes an expression empty, "" where nothing is known of that."""
    name = left_unset(reading.builder, node) or _made_empty_elsewhere(reading, node)
    return name if name and not _refused(reading, node) else ""


def _made_empty_elsewhere(reading: Reading, node: Node) -> str:
    """The same of a setting of another module."""
    if node.type not in ("identifier", "attribute"):
        return ""
    name = reading.names.imported(node) or _of_object(reading, node)
    if not name:
        return ""
    reading.texts(node)
    reading.builder.note(name)
    given = reading.source.given
    return reading.module.name(node) if given is not None and name in given.empty else ""


def _of_object(reading: Reading, node: Node) -> str:
    """The attribute of a class of another module that an object has: `settings: Settings`."""
    owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
    if node.type != "attribute" or owner is None or name is None:
        return ""
    made = _MADE.fullmatch(_class_of(reading, owner))
    imported = made is not None and made["of"].partition(".")[0] in reading.names.packages
    return f"{made['of']}.{reading.module.name(name)}" if made is not None and imported else ""


def _class_of(reading: Reading, owner: Node) -> str:
    """How the class is called that an object is of: as it is declared, or as it is made."""
    flow = reading.builder.flow
    bound = flow.reaching(owner) if owner.type == "identifier" else flow.attributes(owner)
    if len(bound) != 1:
        return ""
    typed, value = bound[0].annotation, bound[0].value
    if typed is not None:
        return reading.names.dotted(typed.named_children[0] if typed.named_children else typed)
    if value is not None and value.type == "identifier" and value.id != owner.id:
        return _class_of(reading, value)
    return reading.names.dotted(value) if value is not None and value.type == "call" else ""


def _refused(reading: Reading, node: Node) -> bool:
    """Whether the module looks at what an expression holds, wherever it does."""
    if node.type not in ("identifier", "attribute"):
        return False
    if refused_when_empty(reading, node):
        return True
    code = re.escape(reading.module.code(node).strip())
    before = r"(?:not\s+|if\s+|assert\s+|while\s+)"
    asked = rf"\b{before}{code}\b(?!\s*[.(\[]|{_WITHIN})|\b{code}\s+(?:is|or)\b"
    return re.search(asked, reading.module.plain) is not None
