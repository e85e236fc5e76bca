"""What a field of a data class or a settings class is by default: `Field(default="/srv/data")`.

Sources: the Python library reference, `dataclasses.field`; pydantic 2, "Fields"; attrs 25,
`attrs.field` and `attr.ib`.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module

_DECLARING = frozenset(("field", "Field", "ib", "attrib"))
_TELLING = frozenset(
    (
        "attribute",
        "binary_operator",
        "call",
        "concatenated_string",
        "dictionary",
        "identifier",
        "list",
        "string",
        "tuple",
    )
)
"""Kinds of expressions that say more than that there is nothing."""
_LONGEST = 30


def default_of(module: Module, value: Node) -> Node:
    """The expression that a declaration of a field gives by default, else the value itself."""
    function = value.child_by_field_name("function") if value.type == "call" else None
    if function is None or function.end_byte - function.start_byte > _LONGEST:
        return value
    if module.name(function).rpartition(".")[2] not in _DECLARING:
        return value
    arguments = value.child_by_field_name("arguments")
    given = module.children(arguments)[0] if arguments is not None else []
    for one in given:
        if one.type != "keyword_argument":
            return one if one.id == given[0].id and one.type in _TELLING else value
        name, told = (one.child_by_field_name(part) for part in ("name", "value"))
        if name is None or told is None:
            continue
        word = module.name(name)
        if word in ("default_factory", "factory") and told.type == "lambda":
            told = told.child_by_field_name("body") or told
        elif word != "default":
            continue
        return told if told.type in _TELLING else value
    return value
