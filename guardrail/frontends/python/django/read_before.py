"""Fields that the code of a migration reads before it takes them away: their values went on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.guarding.filled_again import called_by
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late
from guardrail.shapes import READ_BEFORE

_READING = (
    r"\.{0}\b(?!\s*=(?!=))|[\"']{0}[\"']"
    r"|\b(?:filter|exclude|get|values|values_list|order_by|F)\([^()]{{0,200}}\b{0}\b"
)
_LONGEST = 20_000


def code_that_runs(reading: Reading, node: Node) -> str:
    """The text of the module's own function that an operation runs, and of those that it calls.

    The function may stand in the migration's class. "" for any other.
    """
    module = reading.module
    name = module.name(unwrapped(node))
    function = reading.scopes.function(name) or function_named(module, name.rpartition(".")[2])
    if function is None:
        return ""
    code = module.code(function)[:_LONGEST]
    return f"{code}\n{called_by(module, code, function)}"[:_LONGEST]


def told_as_read(
    found: Iterable[Effect], ran: Sequence[str], former: Mapping[str, str]
) -> Iterator[Effect]:
    """The effects; columns that go say where code that `ran` before them read the field.

    `former` has the names that fields had before the migration gave them others.
    """
    for one in found:
        if isinstance(one, SchemaChange) and one.verb is Verb.DROP and one.field:
            names = {one.field, former.get(one.field, one.field)}
            patterns = [re.compile(_READING.format(re.escape(name))) for name in names]
            if any(pattern.search(code) for code in ran for pattern in patterns):
                yield replace(one, options=(*one.options, READ_BEFORE))
                continue
        if isinstance(one, SchemaChange) and one.verb is Verb.DROP and _looked_at(one, ran):
            one = replace(one, options=(*one.options, READ_BEFORE))
        yield one


_REFUSED = late(r"\b(?:assert|raise)\b")
_ROWS_ASKED = late(r"\.(?:exists|count|first)\(")


def _looked_at(change: SchemaChange, ran: Sequence[str]) -> bool:
    """Whether code that `ran` before a model goes asks for its rows, and stops where they forbid.

    The model may be named by its beginning: `get_model("shop", f"Old{kind}")`.
    """
    if change.kind is not ObjectKind.TABLE or not change.model:
        return False
    model = change.model.rpartition(".")[2]
    named = re.compile(rf"[\"'.]{re.escape(model)}[\"']", re.IGNORECASE)
    asking = [code for code in ran if _REFUSED.search(code) and _ROWS_ASKED.search(code)]
    return any(
        named.search(code) or any(model.startswith(one.lower()) for one in _BEGUN.findall(code))
        for code in asking
    )


_BEGUN = late(r"get_model\([^()]{0,100}\bf[\"'](?:\w+\.)?(\w+)\{")
