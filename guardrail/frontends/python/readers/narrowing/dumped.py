"""What the fields of a record pick that make a filter as far as they are given.

`Order.objects.filter(**selection.model_dump(exclude_none=True))` picks every row where nothing of
the selection is given, as it may be where no field of its class has to be.

Sources: pydantic 2, "Serialization" (`model_dump`, `dict`); the Python library reference,
`dataclasses.asdict`; attrs 25, `attrs.asdict`; msgspec 0.19, `msgspec.structs.asdict`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope as Names
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_METHODS = frozenset(("model_dump", "dict", "to_dict", "as_dict", "asdict"))
_FUNCTIONS = frozenset(("asdict",))
_EXCLUDING = ("exclude_none", "exclude_unset", "exclude_defaults")
_NAME = late(r"[^\W\d]\w*")
_DECLARED = late(r"(?:\w+\.)?(?:Field|field|Query|attrib|ib)\(\s*(?P<first>[^\s,)=]+(?=\s*[,)]))?")
_BY_DEFAULT = late(r"\bdefault(?:_factory)?\s*=\s*(?P<told>[^\s,)]+)")
_LONGEST = 50
_NOTHING = ("None", '""', "''")


def dumped(reading: Reading, node: Node, *, chosen: bool) -> Told | None:
    """What the fields of a record leave that a call gives as a dictionary; `None` for other calls.

    `chosen` where those with nothing in them are left out of it anyway.
    """
    call = reading.call(node)
    record = call.function.child_by_field_name("object")
    if call.last in _FUNCTIONS and len(call.positional) == 1:
        record = call.positional[0]
    elif call.last not in _METHODS or record is None:
        return None
    left_out = {name for name in _EXCLUDING if _is_true(reading, call.keywords.get(name))}
    fields = _fields(reading, unwrapped(record))
    if not fields or not (chosen or left_out):
        return None
    every = bool(left_out - {"exclude_none"})
    if not all(_may_be_absent(reading, one, every) for one in fields.values()):
        return Scope.FILTERED, ""
    if any(_is_refused(reading, record, name) for name in fields):
        return Scope.FILTERED, ""
    what = reading.module.short(record, _LONGEST)
    return Scope.UNKNOWN, f"unscoped when nothing of {what} is given"


def _is_true(reading: Reading, node: Node | None) -> bool:
    return node is not None and reading.module.code(node) == "True"


def _fields(reading: Reading, record: Node) -> dict[str, Binding]:
    """The fields of the module's own class that a record is of, none where it isn't known."""
    scope = _class_of(reading, record)
    if scope is None:
        return {}
    found: dict[str, Binding] = {}
    bases = scope.node.child_by_field_name("superclasses")
    for name in _NAME.findall(reading.module.code(bases)) if bases is not None else ():
        above = reading.scopes.of_class(name)
        if above is not None and above is not scope:
            found.update(_declared(above))
    return {**found, **_declared(scope)}


def _declared(scope: Names) -> dict[str, Binding]:
    return {
        name: bound[-1]
        for name, bound in scope.bindings.items()
        if bound[-1].annotation is not None and not name.startswith("_") and name != "model_config"
    }


def _class_of(reading: Reading, record: Node) -> Names | None:
    if record.type != "identifier":
        return None
    if reading.module.name(record) == "self":
        around: Names | None = reading.scopes.at(record.start_byte)[0]
        while around is not None and not around.is_class:
            around = around.parent
        return around
    for binding in reading.builder.flow.reaching(record):
        typed, value = binding.annotation, binding.value
        if binding.kind is BindingKind.ASSIGNED and value is not None and value.type == "call":
            typed = value.child_by_field_name("function")
        for name in _NAME.findall(reading.module.code(typed)) if typed is not None else ():
            scope = reading.scopes.of_class(name)
            if scope is not None:
                return scope
    return None


def _may_be_absent(reading: Reading, field: Binding, every: bool) -> bool:
    """Whether a field need not be given: `every` default counts as nothing, or `None` alone."""
    if field.value is None:
        return False
    code = reading.module.code(field.value)
    declared = _DECLARED.match(code)
    if declared is not None:
        told = _BY_DEFAULT.search(code)
        # `Field(min_length=3)` has none.
        code = told["told"] if told is not None else declared["first"] or "..."
    return code != "..." and (every or code in _NOTHING)


def _is_refused(reading: Reading, record: Node, name: str) -> bool:
    """Whether the function goes no further where a field of a record isn't given."""
    module = reading.module
    spelt = re.escape(f"{module.code(record)}.{name}")
    asked = re.compile(rf"\bif not {spelt}\b|\bif {spelt} is None\b|\bassert {spelt}\b")
    return asked.search(module.plain) is not None or refused_when_empty(reading, record)
