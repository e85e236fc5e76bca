"""Where a program shows its whole environment: the mapping itself, or every entry of it in turn."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import place_in
from guardrail.frontends.python.source.tree import Module
from guardrail.knowledge.python.telling import HARMLESS
from guardrail.patterns import late

ENVIRONMENT = "the environment"
"""How it is told that every variable of the environment is shown."""
HEADERS = "whatever the headers of a request hold"
_FROM_FILE = "dotenv_values"
_OF_REQUESTS = (".headers", ".META", ".cookies", ".COOKIES")
_COPIES = ("dict", "copy.copy", "copy.deepcopy")
_ASKING = late(r"(?:^|\.)_?(?:(?:\w+_)?request|req|session|client|http|prepared|params)$")
"""Whose headers say who is asking: a request's, or those that a client sends with each of them."""
_SIGNS = late(r"environ|dotenv_values|\.headers\b|\.META\b|\.cookies\b|\.COOKIES\b")
_DEEPEST = 4
_FEW = 6
_HELD = late(
    r"if\s+\w+(?:\s+is\s+not\s+None)?"
    r"|if\s+not\s+\w+\.startswith\((?![^\n]*(?:SECRET|TOKEN|PASS|KEY))[^()\n]*\)"
)
"""A condition that leaves out what is empty, or those of one name, and no more."""
_ENVIRON = ("os.environ", "environ")


def whole_mapping(reading: Reading, node: Node, depth: int = 0) -> str:
    """Which mapping with secrets in it an expression is as a whole, "" for none.

    That is the environment, what is read from a file of its variables (`dotenv_values(".env")`),
    or the headers of a request; also where the module's own calls give it to a function.
    """
    if reading.names.dotted(node) in _ENVIRON:
        return ENVIRONMENT
    code = reading.module.code(node) if node.type == "attribute" else ""
    if code.endswith(_OF_REQUESTS):
        return HEADERS if _ASKING.search(code.rpartition(".")[0]) else ""
    if node.type not in ("identifier", "call") or not _SIGNS.search(reading.module.text):
        return ""
    value = reading.builder.flow.value(node)
    if value is not None and value.id != node.id:
        return whole_mapping(reading, value, depth + 1) if depth < _DEEPEST else ""
    if value is not None:
        return _of_call(reading, value, depth)
    return _given_whole(reading, node, depth) if depth < _DEEPEST else ""


def _of_call(reading: Reading, node: Node, depth: int) -> str:
    """Which of them a call gives: a copy, or what a function of the module returns."""
    if reading.names.dotted(node).endswith(f"{_FROM_FILE}()"):
        return ENVIRONMENT
    if node.type != "call" or depth >= _DEEPEST:
        return ""
    call = reading.call(node)
    owner = call.function.child_by_field_name("object")
    if call.name in _COPIES and len(call.positional) == 1 and not call.keywords:
        return whole_mapping(reading, call.positional[0], depth + 1)
    if call.last == "copy" and owner is not None and not call.positional:
        return whole_mapping(reading, owner, depth + 1)
    own = reading.scopes.function(call.name)
    results = results_of(reading.module, own)[:_FEW] if own is not None else []
    if HARMLESS.search(call.name):
        return ""
    told = (whole_mapping(reading, one, depth + 1) for one in results)
    return next(filter(None, told), "")


def _given_whole(reading: Reading, node: Node, depth: int) -> str:
    """What the module's own calls give the parameter that a name is."""
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return ""
    scope = reading.builder.flow.bindings(node)[0]
    if scope is None or scope.node.type != "function_definition":
        return ""
    key = (f"given whole {reading.module.name(node)}", scope.node.id)
    held: str | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = ""
        calls = calls_of_function(reading, scope.node, class_around(scope.node))
        given = [given_to(reading.module, scope.node, one) for one in calls[:_FEW]]
        values = [one.get(reading.module.name(node)) for one in given]
        told = (
            whole_mapping(reading, one.value, depth + 1)
            for one in values
            if one is not None and one.value is not None
        )
        held = reading.remembered[key] = next(filter(None, told), "")
    return held


def each_in_loop(reading: Reading, over: Node, place: int) -> str:
    """What a loop runs over with all values, where it leaves none of them out; "" for nothing."""
    found = _all_entries(reading, over)
    return found if found and not _picked(reading.module, place) else ""


def each_in_clause(reading: Reading, clause: Node, name: str) -> str:
    """Of what a name is each value in turn in a comprehension that leaves none out."""
    module = reading.module
    over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
    found = _all_entries(reading, over) if over is not None else ""
    if not found or left is None or clause.parent is None or place_in(module, left, name) != 1:
        return ""
    picking = (one for one in module.children(clause.parent)[0] if one.type == "if_clause")
    return found if all(_HELD.fullmatch(module.code(one)) for one in picking) else ""


def each_by_key(reading: Reading, owner: Node, key: Node) -> bool:
    """Whether `owner[key]` is each variable in turn, in a loop that leaves none out."""
    if not whole_mapping(reading, owner) or key.type != "identifier":
        return False
    module = reading.module
    reaching = reading.builder.flow.reaching(key)
    looped = [one for one in reaching if one.kind is BindingKind.LOOPED and one.value]
    over = module.code(looped[0].value or key)[:60] if looped else ""
    return "environ" in over and not _picked(module, looped[0].after)


def _all_entries(reading: Reading, node: Node) -> str:
    """Which mapping's names and values an expression gives, "" for none or not all of them."""
    if node.type != "call":
        return ""
    call = reading.call(node)
    if call.name in ("sorted", "list", "tuple") and call.positional:
        return _all_entries(reading, call.positional[0])
    owner = call.function.child_by_field_name("object")
    return whole_mapping(reading, owner) if owner is not None and call.last == "items" else ""


def _picked(module: Module, place: int) -> bool:
    """Whether a loop leaves out some of what it runs over, or shows it otherwise."""
    for trail in module.around([(place, place + 1)]):
        loop = next((one for one in trail if one.type == "for_statement"), None)
        body = loop.child_by_field_name("body") if loop is not None else None
        return body is None or any(
            word in module.code(body) for word in ("if ", "continue", "mask", "redact")
        )
    return True
