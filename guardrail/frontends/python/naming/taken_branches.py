"""Which branches are taken where a caller gives a function a value that is written out.

`def load(rows, replace=False): if replace: …` replaces nothing for a caller that says nothing of
it, and the words of `"AUDIT" if enabled else "NOAUDIT"` are the caller's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tree_sitter import Node

from guardrail.frontends.python.naming.ways import statement_at
from guardrail.frontends.python.source.structure import Path
from guardrail.frontends.python.source.tree import Module, unwrapped

Value = Node | bool
"""A value that is written out, or whether there is anything in it."""

Values = Mapping[str, Value]
"""What parameters of a function are given that it doesn't bind anew."""

_TRUTHS = {"true": True, "false": False, "none": False}
_SIZED = frozenset(("dictionary", "list", "tuple", "set"))
NEVER_NONE = frozenset(
    (
        *("comparison_operator", "binary_operator", "not_operator", "unary_operator", "lambda"),
        *(
            "string",
            "list",
            "dictionary",
            "tuple",
            "set",
            "list_comprehension",
            "set_comprehension",
        ),
        *("dictionary_comprehension", "generator_expression"),
    )
)
"""Expressions that are something, whatever that counts as: `Order.shop == shop.id` of an ORM."""
_SIGNS = {"is": True, "==": True, "is not": False, "!=": False}
_DEEPEST = 6


def as_taken(module: Module, path: Path, values: Values) -> Path | None:
    """A path without the branches that are taken anyway, `None` where it leads into another."""
    left = []
    for step in path:
        statement = statement_at(module, step.statement)
        taken = _branch(module, statement, values) if statement is not None else None
        if taken is None:
            left.append(step)
        elif taken != step.branch:
            return None
    return tuple(left)


def _branch(module: Module, statement: Node, values: Values) -> int | None:
    """Which branch of a statement is taken, -1 for none, `None` where that isn't known."""
    if statement.type != "if_statement":
        return None
    condition = statement.child_by_field_name("condition")
    if condition is None:
        return None
    holds = truth_of(module, condition, values.get)
    if holds is not False:
        return 0 if holds else None
    others = statement.children_by_field_name("alternative")
    if not others:
        return -1
    return 1 if len(others) == 1 and others[0].type == "else_clause" else None


def truth_of(
    module: Module, condition: Node, value_of: Callable[[str], Value | None], depth: int = 0
) -> bool | None:
    """Whether a condition holds, `None` where that isn't known; `value_of` tells of names."""
    node = unwrapped(condition)
    parts = module.children(node)[0]
    if depth > _DEEPEST:
        return None
    if node.type == "identifier":
        value = value_of(module.name(node))
        return _truth(module, value) if value is not None else None
    if node.type == "not_operator" and parts:
        inner = truth_of(module, parts[-1], value_of, depth + 1)
        return None if inner is None else not inner
    if node.type == "boolean_operator" and len(parts) == 2:
        told = [truth_of(module, one, value_of, depth + 1) for one in parts]
        sign = node.child_by_field_name("operator")
        every = sign is not None and module.code(sign) == "and"
        if (not every) in told:
            return not every
        return every if None not in told else None
    if node.type == "comparison_operator" and len(parts) == 2 and parts[0].type == "identifier":
        return _compared(module, parts, value_of(module.name(parts[0])))
    return None


def _compared(module: Module, parts: list[Node], value: Value | None) -> bool | None:
    """Whether a name is what it is compared with: None, or a text or number written out."""
    between = module.plain[parts[0].end_byte : parts[1].start_byte]
    same = _SIGNS.get(" ".join(between.split()))
    if value is True and same is not None and parts[1].type == "none":
        return not same
    if value is None or isinstance(value, bool) or same is None:
        return None
    if parts[1].type == "none":
        known = value.type in NEVER_NONE or _truth(module, value) is not None
        return (value.type == "none") is same if known else None
    if (
        _truth(module, value) is None
        or parts[1].type not in ("string", "integer")
        or value.type != parts[1].type
    ):
        return None
    one, other = (module.code(each).replace("'", '"') for each in (value, parts[1]))
    return (one == other) is same if '"""' not in one + other else None


def _truth(module: Module, value: Value) -> bool | None:
    """Whether a value that is written out counts as true."""
    if isinstance(value, bool):
        return value
    if value.type in _TRUTHS:
        return _TRUTHS[value.type]
    if value.type in _SIZED:
        held = module.children(value)[0]
        unpacked = any(one.type.endswith("splat") for one in held)
        return None if unpacked else bool(held)
    if value.type == "integer":
        return module.code(value) != "0"
    if value.type == "string":
        code = module.code(value)
        return None if "{" in code else len(code.strip("rbuRBUfF")) > len("''")
    return None
