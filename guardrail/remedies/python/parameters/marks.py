"""The marks that stand for the values of a statement, and the values in the manner of the call."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from guardrail.knowledge.python.parameters import Given, Style
from guardrail.patterns import late
from guardrail.remedies.python.parameters.template import Template, Unread
from guardrail.remedies.python.parameters.uses import Use
from guardrail.remedies.python.parameters.values import Bound
from guardrail.remedies.python.parameters.writing import Written
from guardrail.remedies.python.tree import arguments_of, code, constant

_SAID = late(r"""\[["'](\w+)["']\]|\.get\(["'](\w+)["']|([^\W\d]\w*)(?:\(\))?$""")
_OLD_MARKS = {"?": re.compile(r"\?"), "%s": re.compile(r"%s")}
_AT_ONCE = (Given.TUPLE, Given.LIST)


class Marked(NamedTuple):
    """The marks, the values by name or in order, and the argument that held values before.

    The name of a value is "" where values are given in order.
    """

    written: Written
    values: list[tuple[str, str]]
    before: Node | None


def marked(text: str, template: Template, bound: Sequence[Bound], use: Use, style: Style) -> Marked:
    """Marks for the parameters. Raises `Unread` where values are given in a way that isn't read."""
    before = _before(text, use, style)
    old = _old(text, before, style)
    marks: dict[int, tuple[int, str]] = {}
    values: list[tuple[str, str]] = []
    if style.named:
        values += old
        for each in bound:
            name = _name(each, values)
            values += [(name, each.code)] if (name, each.code) not in values else []
            marks[each.first] = each.last, style.mark.format(name=name)
        return Marked(Written(marks, percent=False), values, before)
    if old and "{" in style.mark:
        raise Unread
    units = [unit.text or "\0" for unit in template.units()]
    places = _old_places(units, bound, style) if old else []
    if len(places) != len(old):
        raise Unread
    found: list[tuple[int, str, Bound | None]]
    found = [(at, given, None) for at, (_, given) in zip(places, old, strict=True)]
    found += [(each.first, each.code, each) for each in bound]
    for number, (_, given, one) in enumerate(sorted(found, key=lambda put: put[0]), start=1):
        values.append(("", given))
        if one is not None:
            marks[one.first] = one.last, style.mark.format(number=number)
    return Marked(Written(marks, percent=style.percent and not old), values, before)


def _before(text: str, use: Use, style: Style) -> Node | None:
    """The argument with the values that the call has already."""
    given = arguments_of(use.call)
    if given is None:
        raise Unread
    positional, keywords = given
    rest = positional[0 if use.argument.type == "keyword_argument" else 1 :]
    named = [
        value for name, value in keywords.items() if name in ("params", "parameters", "values")
    ]
    found = [*rest, *named]
    if style.given is Given.BOUND and use.maker is not None and use.maker == use.call:
        return None
    if len(found) > 1 or (style.given in (Given.SPREAD, Given.KEYWORDS) and found):
        raise Unread
    return found[0] if found else None


def _old(text: str, before: Node | None, style: Style) -> list[tuple[str, str]]:
    """The values that the call is given already, each with its name."""
    if before is None:
        return []
    inside = before.named_children
    if any(child.type in ("comment", "list_splat", "dictionary_splat") for child in inside):
        raise Unread
    if style.given in _AT_ONCE and before.type in ("tuple", "list"):
        return [("", code(text, child)) for child in inside]
    if style.named and before.type == "dictionary":
        return [_pair(text, child) for child in inside]
    raise Unread


def _pair(text: str, pair: Node) -> tuple[str, str]:
    key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    name = constant(text, key)
    if not name or value is None:
        raise Unread
    return name, code(text, value)


def _old_places(units: Sequence[str], bound: Sequence[Bound], style: Style) -> list[int]:
    """Where marks stand in the text already, outside texts in quotes."""
    inside = {at for each in bound for at in range(each.first, each.last)}
    plain = "".join("\0" if at in inside else unit for at, unit in enumerate(units))
    if "'" in plain or style.mark not in _OLD_MARKS:
        raise Unread
    return [found.start() for found in _OLD_MARKS[style.mark].finditer(plain)]


def _name(bound: Bound, taken: Sequence[tuple[str, str]]) -> str:
    """A name for a value, from the code of what is in it; the same value has the same."""
    written = bound.of[0].code.strip()
    said = _SAID.search(written.rstrip(")") if "(" in written else written)
    base = next((group for group in said.groups() if group), "value") if said else "value"
    base = base if base.isidentifier() and not keyword.iskeyword(base) else "value"
    names = dict(taken)
    found, number = base, 1
    while names.get(found, bound.code) != bound.code:
        number += 1
        found = f"{base}_{number}"
    return found
