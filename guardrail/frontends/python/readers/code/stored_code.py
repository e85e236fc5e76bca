"""Source text that is a field of a stored record: `eval(rule.formula)`, `exec(row["script"])`.

Whoever may edit the record writes what is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.readers.code.outside import By, Outside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.beginnings import Root
from guardrail.frontends.python.values.roots import roots
from guardrail.patterns import late

_FIELD = late(
    r"(?:\w+_)?(?:formulas?|expr(?:ession)?s?|code|scripts?|rules?|conditions?|snippets?|source|logic"
    r"|predicate|calculation|computation|body|handler)",
    re.IGNORECASE,
)
_FROM_STORE = late(
    r"\.objects\b|\.fetch(?:one|all|many|row|val)\(|\bsession\.\w+\(|\bget_object_or_404\(|\.find_one\("
    r"|\.query\b|\brepo(?:sitory)?\.\w+\(|\.scalars?\("
)
_FETCHED = late(r"\.fetch(?:one|all|many|row|val)\(")
_MODELS = late(r"(?:^|\.)(?:models?|entities|orm|tables)\.")
_MODEL = late(
    r"\bmodels\.Model\b|\bBase\b|\bSQLModel\b|\bDeclarativeBase\b|\bdb\.Model\b|\bDocument\b"
)
_LONGEST = 300
_FEW = 8
_MOST = 40
"""Parameters that are asked for at most."""


def from_record(reading: Reading, node: Node) -> Outside | None:
    """The field of a record that a text is, `None` where it is none that is known for one."""
    for root in roots(reading, node):
        owner = _owner(reading, root.node)
        if _is_row(reading, root) or (owner is not None and _is_stored(reading, *owner)):
            return Outside(By.CALLER, root.node, root.through, root.way, root.holders)
    return None


def _owner(reading: Reading, node: Node) -> tuple[Node, bool] | None:
    """What a field is taken of, and whether its name says that there is code in it."""
    if node.type == "attribute":
        name = node.child_by_field_name("attribute")
        said, owner = reading.module.name(name) if name is not None else "", "object"
    elif node.type == "subscript":
        said, owner = reading.known(node.child_by_field_name("subscript")), "value"
    else:
        return None
    of = node.child_by_field_name(owner)
    return (of, _FIELD.fullmatch(said) is not None) if of is not None else None


def _is_stored(reading: Reading, owner: Node, says_code: bool) -> bool:
    if says_code and reading.module.name(unwrapped(owner)) == "self":
        around = place_of(reading.module, owner.start_byte).definitions
        return any(one.type == "class_definition" and _is_model(reading, one) for one in around)
    asked = _is_record if says_code else _is_row
    return any(asked(reading, root) for root in roots(reading, owner))


def _is_record(reading: Reading, root: Root) -> bool:
    """Whether a value is what a store gave, or a parameter that is declared as a model's."""
    function = root.function
    if function is None:
        return root.node.type == "call" and bool(
            _FROM_STORE.search(reading.module.code(root.node)[:_LONGEST])
        )
    if function.type != "function_definition":
        return False
    bound = reading.scopes.scope_of(function).bindings.get(reading.module.name(root.node), ())
    typed = bound[0].annotation if bound else None
    declared = reading.module.code(typed)[:_LONGEST] if typed is not None else ""
    models = any(_names_model(reading, one) for one in re.findall(r"[A-Z]\w*", declared))
    return models or _is_row(reading, root)


def _is_row(reading: Reading, root: Root) -> bool:
    """Whether a value is a row that a cursor gave, also where a caller in the module hands it on.

    Whatever a field of it is called: it has to be source text, as it is run.
    """
    if "fetch" not in reading.module.text:
        return False
    waiting, asked = [root], set[tuple[int, str]]()
    while waiting and len(asked) < _MOST:
        one = waiting.pop()
        if one.function is None:
            code = reading.module.code(one.node)[:_LONGEST]
            if one.node.type == "call" and _FETCHED.search(code) is not None:
                return True
            continue
        name = reading.module.name(one.node)
        if one.function.type == "function_definition" and (one.function.id, name) not in asked:
            asked.add((one.function.id, name))
            waiting += _given(reading, one.function, name)
    return False


def _given(reading: Reading, function: Node, name: str) -> Iterator[Root]:
    """Where what callers in the module give a parameter begins."""
    for call in calls_of_function(reading, function, class_around(function))[:_FEW]:
        given = given_to(reading.module, function, call).get(name)
        if given is not None and given.value is not None:
            yield from roots(reading, given.value)


def _names_model(reading: Reading, name: str) -> bool:
    own = reading.scopes.of_class(name)
    if own is not None:
        return _is_model(reading, own.node)
    return _MODELS.search(reading.names.imports.get(name, "")) is not None


def _is_model(reading: Reading, declared: Node) -> bool:
    bases = declared.child_by_field_name("superclasses")
    return bases is not None and _MODEL.search(reading.module.code(bases)) is not None
