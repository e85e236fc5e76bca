"""Where a text that an expression builds is run: at once, or under the one name it is given."""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from guardrail.knowledge.python.parameters import TEXT_MAKERS
from guardrail.patterns import late
from guardrail.remedies.python.parameters.template import outermost
from guardrail.remedies.python.tree import around, code

_TEXTS = ("query", "sql", "statement", "operation", "stmt", "raw_query")
_TOLD = late(r"(?:self\.)?_?(?:log|logger|logging|console)\b|print$|pprint$|click\.echo$")


class Use(NamedTuple):
    """The call that is given the text, and the argument that is the text or holds it.

    `maker` is the call of SQLAlchemy's `text()` around it, if there is one.
    """

    call: Node
    argument: Node
    maker: Node | None = None


def use_of(text: str, expression: Node) -> Use | None:
    """The one use of an expression as the text of a statement, `None` where it isn't the only."""
    found = _given_to(text, expression)
    if found is not None:
        return found
    assignment = expression.parent
    if assignment is None or assignment.type != "assignment":
        return None
    left = assignment.child_by_field_name("left")
    owner = around(assignment, "function_definition", "module")
    if left is None or left.type != "identifier" or owner is None:
        return None
    others = [
        node for node in _named(text, owner, code(text, left)) if node.start_byte != left.start_byte
    ]
    uses = [node for node in others if not _only_told(text, node)]
    if len(uses) != 1 or uses[0].start_byte < assignment.end_byte:
        return None
    if around(uses[0], "function_definition", "module", "lambda") != owner:
        return None
    found = _given_to(text, uses[0])
    changed = found is not None and _changed(text, owner, expression, found.call)
    return None if changed else found


def _given_to(text: str, node: Node) -> Use | None:
    """The call that a node is the text of."""
    argument = node
    named = node.parent is not None and node.parent.type == "keyword_argument"
    if named and node.parent is not None:
        name = node.parent.child_by_field_name("name")
        if name is None or code(text, name) not in _TEXTS:
            return None
        argument = node.parent
    given = argument.parent
    call = given.parent if given is not None and given.type == "argument_list" else None
    if given is None or call is None or call.type != "call":
        return None
    if not named and next(c for c in given.named_children if c.type != "comment") != argument:
        return None
    function = call.child_by_field_name("function")
    if function is not None and code(text, function) in TEXT_MAKERS:
        outer = _given_to(text, call)
        return outer._replace(maker=call) if outer is not None else Use(call, argument, call)
    return Use(call, argument)


def _named(text: str, owner: Node, name: str) -> list[Node]:
    found: list[Node] = []
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        waiting += each.named_children
        if each.type == "identifier" and code(text, each) == name:
            above = each.parent
            if (
                above is None
                or above.type not in ("attribute", "keyword_argument")
                or each
                != above.child_by_field_name("attribute" if above.type == "attribute" else "name")
            ):
                found.append(each)
    return found


def _only_told(text: str, node: Node) -> bool:
    """Whether a text is only printed or logged there."""
    call = around(outermost(node), "call")
    function = call.child_by_field_name("function") if call is not None else None
    return function is not None and bool(_TOLD.match(code(text, function)))


def _changed(text: str, owner: Node, expression: Node, call: Node) -> bool:
    """Whether a name in the expression is given another value before the text is run."""
    names = set(re.findall(r"[^\W\d]\w*", code(text, expression)))
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        waiting += each.named_children
        if not expression.end_byte <= each.start_byte < call.start_byte:
            continue
        left = each.child_by_field_name("left")
        assigns = each.type in ("assignment", "augmented_assignment", "for_statement")
        if assigns and left is not None and names & set(re.findall(r"\w+", code(text, left))):
            return True
    return False
