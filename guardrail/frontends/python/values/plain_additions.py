"""What is put into a list or a dictionary after it was made: `rules.append({…})`, `body["a"] = 1`.

What is only added on some ways counts, for nobody knows which way is taken; it replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading

_BELOW = r"(?<![.\w]){0}\[[\"'](?P<key>\w+)[\"']\]\.(?P<how>append|extend)(?=\()"
_JOINED = (BindingKind.EXTENDED, BindingKind.AUGMENTED)
_MOST = 64


def appended(reading: Reading, node: Node) -> Iterator[tuple[Node, bool]]:
    """What was added to a list before a place, and whether that is a list of such things."""
    _, bound, _ = reading.builder.flow.bindings(node)
    made = [at for at, one in enumerate(bound) if one.kind is BindingKind.ASSIGNED]
    for one in bound[made[-1] + 1 if made else len(bound) :][:_MOST]:
        if one.value is not None and one.index is None:
            if one.kind is BindingKind.APPENDED:
                yield one.value, False
            elif one.kind in _JOINED:
                yield one.value, True


def entered(reading: Reading, node: Node) -> Iterator[tuple[Node | None, Node, bool]]:
    """What was put into a dictionary before a place: the key, the value, whether on every way.

    Where there is no key it is a dictionary whose entries were put in.
    """
    scope, bound, path = reading.builder.flow.bindings(node)
    if scope is None:
        return
    made = max((one.after for one in bound if one.kind is BindingKind.ASSIGNED), default=0)
    put = reading.scopes.put_into(scope, reading.module.name(node), node.start_byte)
    for one in (each for each in put if each.after >= made):
        surely = one.path == path[: len(one.path)]
        value = one.value
        around = value.parent if value is not None else None
        target = around.child_by_field_name("left") if around is not None else None
        if value is None or around is None:
            continue
        if value.type == "keyword_argument":
            name, given = (value.child_by_field_name(part) for part in ("name", "value"))
            if given is not None:
                yield name, given, surely
        elif target is not None and target.type == "subscript":
            yield target.child_by_field_name("subscript"), value, surely
        else:
            yield None, value, surely


def appended_below(reading: Reading, node: Node) -> Iterator[tuple[str, Node, bool]]:
    """What was added to a list in a dictionary: `policy["Statement"].append({…})`.

    Under which key, and whether it is a list of such things.
    """
    module = reading.module
    scope, bound, _ = reading.builder.flow.bindings(node)
    made = max((one.after for one in bound if one.kind is BindingKind.ASSIGNED), default=-1)
    if scope is None or made < 0:
        return
    wanted = re.compile(_BELOW.format(re.escape(module.name(node))))
    for match in islice(wanted.finditer(module.text, made, node.start_byte), _MOST):
        place = module.root.named_descendant_for_byte_range(match.end() + 1, match.end() + 1)
        while place is not None and place.type != "argument_list":
            place = place.parent
        given = module.children(place)[0] if place is not None else []
        if len(given) == 1:
            yield match["key"], given[0], match["how"] == "extend"
