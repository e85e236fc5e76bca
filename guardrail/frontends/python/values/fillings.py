"""What is put into a dictionary or a list after it was made."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading

_MOST = 12


def put_into(reading: Reading, name: Node, scope: Scope, key: str) -> Iterator[tuple[Node, str]]:
    """What stands before the name and fills what it names, with the keys that are known.

    Where a key is asked for, what is put under others is left out.
    """
    fillings = scope.fillings.get(reading.module.name(name), ())
    for one in [each for each in fillings if each.after <= name.start_byte][-_MOST:]:
        if one.value is None:
            continue
        put = one.value
        around = put.parent
        left = around.child_by_field_name("left") if around is not None else None
        under = left.child_by_field_name("subscript") if left is not None else None
        told = reading.known(under) if under is not None else ""
        # `options.update(index="logs")`
        named = put.child_by_field_name("name") if put.type == "keyword_argument" else None
        if named is not None:
            told = reading.module.name(named)
            put = put.child_by_field_name("value") or put
        if not (key and told and told != key):
            yield put, told
