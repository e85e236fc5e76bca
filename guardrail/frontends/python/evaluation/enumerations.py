"""The members of enumerations of the module, and what they are the names of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Frame,
    Known,
    Value,
)
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.receivers.members import bases_of_class

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


_ENUMERATIONS = frozenset(("Enum", "StrEnum", "IntEnum", "IntFlag", "Flag"))


def is_member(evaluator: Evaluator, node: Node, frame: Frame | None) -> bool:
    """Whether an expression names a member of an enumeration: `What.FIRST`."""
    owner = node.child_by_field_name("object") if node.type == "attribute" else None
    if owner is None:
        return False
    return any(
        isinstance(one, Known)
        and one.node.type == "class_definition"
        and is_enumeration(evaluator, one.node)
        for one in evaluator.values(owner, frame)
    )


def is_enumeration(evaluator: Evaluator, owner: Node) -> bool:
    """Whether a class is an enumeration."""
    bases = bases_of_class(evaluator.reading, evaluator.module.defined(owner))
    return any(name.rpartition(".")[2] in _ENUMERATIONS for name in bases)


def members_of_enumeration(evaluator: Evaluator, owner: Node) -> Sequence[Value]:
    """The values of all members of an enumeration."""
    if not is_enumeration(evaluator, owner):
        return UNKNOWN
    return [
        each
        for bound in evaluator.scopes.scope_of(owner).bindings.values()
        for one in bound
        if one.kind is BindingKind.ASSIGNED and one.value is not None
        for each in evaluator.values(one.value)
    ]
