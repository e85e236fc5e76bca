"""Source text that is a field of a stored record: `eval(rule.formula)`, `exec(row["script"])`.

Whoever may edit the record writes what is run.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.outside import By, Outside
from guardrail.frontends.python.readers.roots import Root, roots
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped

_FIELD = re.compile(
    r"(?:\w+_)?(?:formulas?|expr(?:ession)?s?|code|scripts?|rules?|conditions?|snippets?|source|logic"
    r"|predicate|calculation|computation|body|handler)",
    re.IGNORECASE,
)
_FROM_STORE = re.compile(
    r"\.objects\b|\.fetch(?:one|all|many|row|val)\(|\bsession\.\w+\(|\bget_object_or_404\(|\.find_one\("
    r"|\.query\b|\brepo(?:sitory)?\.\w+\(|\.scalars?\("
)
_MODELS = re.compile(r"(?:^|\.)(?:models?|entities|orm|tables)\.")
_MODEL = re.compile(
    r"\bmodels\.Model\b|\bBase\b|\bSQLModel\b|\bDeclarativeBase\b|\bdb\.Model\b|\bDocument\b"
)
_LONGEST = 300


def from_record(reading: Reading, node: Node) -> Outside | None:
    """The field of a record that a text is, `None` where it is none that is known for one."""
    for root in roots(reading, node):
        owner = _owner(reading, root.node)
        if owner is not None and _is_stored(reading, owner):
            return Outside(By.CALLER, root.node, root.through, root.way, root.holders)
    return None


def _owner(reading: Reading, node: Node) -> Node | None:
    """What a field is taken of whose name says that there is code in it."""
    if node.type == "attribute":
        name = node.child_by_field_name("attribute")
        said = reading.module.name(name) if name is not None else ""
        return node.child_by_field_name("object") if _FIELD.fullmatch(said) else None
    if node.type == "subscript":
        said = reading.known(node.child_by_field_name("subscript"))
        return node.child_by_field_name("value") if _FIELD.fullmatch(said) else None
    return None


def _is_stored(reading: Reading, owner: Node) -> bool:
    if reading.module.name(unwrapped(owner)) == "self":
        around = place_of(reading.module, owner.start_byte).definitions
        return any(one.type == "class_definition" and _is_model(reading, one) for one in around)
    return any(_is_record(reading, root) for root in roots(reading, owner))


def _is_record(reading: Reading, root: Root) -> bool:
    """Whether a value is what a store gave, or a parameter that is declared as a model's."""
    if root.function is None:
        return root.node.type == "call" and bool(
            _FROM_STORE.search(reading.module.code(root.node)[:_LONGEST])
        )
    if root.function.type != "function_definition":
        return False
    bound = reading.scopes.scope_of(root.function).bindings.get(reading.module.name(root.node), ())
    typed = bound[0].annotation if bound else None
    declared = reading.module.code(typed)[:_LONGEST] if typed is not None else ""
    return any(_names_model(reading, one) for one in re.findall(r"[A-Z]\w*", declared))


def _names_model(reading: Reading, name: str) -> bool:
    own = reading.scopes.of_class(name)
    if own is not None:
        return _is_model(reading, own.node)
    return _MODELS.search(reading.names.imports.get(name, "")) is not None


def _is_model(reading: Reading, declared: Node) -> bool:
    bases = declared.child_by_field_name("superclasses")
    return bases is not None and _MODEL.search(reading.module.code(bases)) is not None
