"""Conditions that hang on a parameter which every call of the function gives.

`def clean(model, *conditions)`, called as `clean(Job, Job.state == "done")`; `trim(table, days)`
with the `days: int = typer.Option(90)` of a command.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import collected
from guardrail.frontends.python.readers.narrowing.given_some import holds_some
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.values.surely_given import surely_given
from guardrail.patterns import late

_SIGN = "unscoped when "
_LEFT_OUT = late(r"(\w+) (?:is false|is None|is empty|is left out)")
_MOST = 8


def never_left_out(reading: Reading, node: Node, reason: str) -> bool:
    """Whether what a reason says never is so: one that it names is given by all calls."""
    if not reason.startswith(_SIGN):
        return False
    told = [_LEFT_OUT.fullmatch(one) for one in reason.removeprefix(_SIGN).split(" and ")]
    names = [one[1] for one in told if one is not None]
    function = function_around(reading.module, node) if len(names) == len(told) else None
    if function is None:
        return False
    calls = calls_of_function(reading, function, class_around(function))
    if not calls or len(calls) > _MOST:
        return False
    given = [(one.node, given_to(reading.module, function, one)) for one in calls]
    return any(
        all(_is_there(reading, node, held.get(name)) for node, held in given) for name in names
    )


def _is_there(reading: Reading, call: Node, binding: Binding | None) -> bool:
    if binding is None or binding.value is None:
        return False
    if not call.start_byte <= binding.value.start_byte < call.end_byte:
        # It is left at its default.
        return False
    written = reading.builder.flow.value(binding.value) or binding.value
    if written.type == "dictionary":
        # What is None in it is left out where a filter is made of it.
        return holds_some(reading, written)
    if binding.kind is not BindingKind.COLLECTED:
        return surely_given(reading, binding.value)
    listed = (
        collected(reading.module, binding.value, binding.index) if binding.index is not None else []
    )
    return any(one.type not in ("list_splat", "dictionary_splat") for one in listed)
