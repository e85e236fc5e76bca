"""The remedy `bind`: values that a text of SQL is built with become parameters of the statement.

Sources: PEP 249; see `guardrail.knowledge.python.parameters` for how each driver takes values.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import DataChange
from guardrail.knowledge.python.parameters import DOUBLY_QUOTED, STYLES, TEXT, Style
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python.parameters.calling import given_values
from guardrail.remedies.python.parameters.drivers import driver_of
from guardrail.remedies.python.parameters.filling import template_of
from guardrail.remedies.python.parameters.marks import marked
from guardrail.remedies.python.parameters.template import Unread, bare, outermost
from guardrail.remedies.python.parameters.uses import Use, use_of
from guardrail.remedies.python.parameters.values import Dialect, bound_in
from guardrail.remedies.python.parameters.writing import rewritten
from guardrail.remedies.python.tree import around, code, root_of

NOTE = "what was quoted by hand before, or is more than one value, has to be looked at"


def bind(place: Place) -> Made | None:
    """The statement with a mark for each value, and the call with the values."""
    effect = place.finding.effect
    root = root_of(place.text) if place.is_python else None
    if root is None or not isinstance(effect, DataChange):
        return None
    expression = _expression(root, place)
    use = use_of(place.text, expression) if expression is not None else None
    if expression is None or use is None:
        return None
    known = _style(place, use)
    if known is None:
        return None
    style, doubly = known
    dialect = Dialect(doubly, style.texts, colons=style.mark.startswith(":"))
    try:
        template = template_of(place.text, expression)
        bound = bound_in(place.text, template, effect.interpolated, dialect)
        made = marked(place.text, template, bound, use, style)
        written = rewritten(template, made.written)
        span = expression.start_byte, expression.end_byte
        edits = given_values(place, use, style, made, place.edit(*span, written))
    except Unread:
        return None
    return Made(tuple(edits), note=NOTE)


def _expression(root: Node, place: Place) -> Node | None:
    """The whole expression that builds the text: the one that holds most of its pieces."""
    found: dict[int, list[Node]] = {}
    for start, end in place.span.parts or ((place.span.start, place.span.end),):
        node = root.descendant_for_byte_range(start, max(start, end - 1))
        inner = bare(node) if node is not None else None
        string = around(inner, "string", "concatenated_string") if inner is not None else None
        if string is None and inner is not None and inner.type in ("binary_operator", "call"):
            string = next((one for one in inner.named_children if "string" in one.type), None)
        if string is not None:
            whole = outermost(string)
            found.setdefault(whole.id, []).append(whole)
    return max(found.values(), key=len)[0] if found else None


def _style(place: Place, use: Use) -> tuple[Style, bool] | None:
    """How the values are given, and whether the database takes double quotes for a text's."""
    function = use.call.child_by_field_name("function")
    if use.maker is not None:
        return TEXT, False
    if function is None or function.type != "attribute":
        return None
    receiver = function.child_by_field_name("object")
    method = code(place.text, function).rpartition(".")[2]
    driver = driver_of(place, receiver) if receiver is not None else ""
    style = STYLES.get(driver)
    return (style, driver in DOUBLY_QUOTED) if style and method in style.calls else None
