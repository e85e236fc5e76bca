"""Functions that are told of one thing, and take away all that stands beside it as well.

`def forget(self, tenant, document_id): index.delete(delete_all=True, namespace=tenant)` never asks
for the document: everything of the tenant goes.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.guarding.for_one import only_told
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.patterns import late

_ONE = late(r"(?:.*_)?(?:ids?|keys?|uids?|uuids?|slug|sku|number|path|url|isbn)")
"""How parameters are called that say which one of many is meant."""
_WIDER = late(
    r"(?:.*_)?(?:tenant|namespace|org|organi[sz]ation|account|workspace|project|customer|index|collection)(?:_.*)?"
)
"""How those are called that say of whose things it is one."""
_LONGEST = 20_000


def forgets_one(reading: Reading, call: Call) -> bool:
    """Whether the function around a call is told which one is meant, and does nothing with that."""
    module = reading.module
    function = function_around(module, call.node)
    body = function.child_by_field_name("body") if function is not None else None
    if function is None or body is None or body.end_byte - body.start_byte > _LONGEST:
        return False
    names = [*parameters_of(module, function)]
    one = [name for name in names if _ONE.fullmatch(name) and not _WIDER.fullmatch(name)]
    return bool(one) and all(only_told(module, body, name) for name in one)


def forgotten(reading: Reading, function: Node, name: str) -> bool:
    """Whether a function does nothing with a parameter, but for telling it in a log."""
    body = function.child_by_field_name("body")
    short = body is not None and body.end_byte - body.start_byte <= _LONGEST
    return body is not None and short and only_told(reading.module, body, name)
