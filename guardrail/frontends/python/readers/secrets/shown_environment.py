"""Where a program shows its whole environment: the mapping itself, or every entry of it in turn."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.secrets.entry_conditions import (
    lets_secrets_through,
    loop_shows_secrets,
)
from guardrail.frontends.python.readers.secrets.steps_back import (
    behind_attribute,
    behind_binding,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import clause_around, place_in
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.secret_answers import ENVIRONMENT
from guardrail.knowledge.python.telling import HARMLESS
from guardrail.patterns import late

HEADERS = "whatever the headers of a request hold"
_FROM_FILE = "dotenv_values"
_OF_REQUESTS = (".headers", ".META", ".cookies", ".COOKIES")
_COPIES = ("dict", "copy.copy", "copy.deepcopy")
_ASKING = late(r"(?:^|\.)_?(?:(?:\w+_)?request|req|session|client|http|prepared|params)$")
"""Whose headers say who is asking: a request's, or those that a client sends with each of them."""
_SIGNS = late(r"environ|dotenv_values|\.headers\b|\.META\b|\.cookies\b|\.COOKIES\b")
_FACT = "mappings with secrets"
_DEEPEST = 4
_FEW = 6
_ORDERING = ("sorted", "list", "tuple", "set", "frozenset", "iter")
_FIRST = late(r"^\w+\[0\]$|\bitemgetter\(\s*0\s*\)$")
_FUNCTION_AND_ONE = 2
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
    if node.type not in ("identifier", "attribute", "call") or depth >= _DEEPEST:
        return ""
    if not _may_hold(reading):
        return ""
    if node.type == "call":
        return _of_call(reading, node, depth)
    told = (whole_mapping(reading, one, depth + 1) for one in _held(reading, node))
    return next(filter(None, told), "")


def _may_hold(reading: Reading) -> bool:
    """Whether such a mapping may stand anywhere in the module, looked for once."""
    facts = reading.module.facts
    if _FACT not in facts:
        facts[_FACT] = _SIGNS.search(reading.module.text) is not None
    return bool(facts[_FACT])


def _held(reading: Reading, node: Node) -> list[Node]:
    """What a name or an attribute holds as a whole: none of what a loop takes in turn."""
    if node.type == "attribute":
        return behind_attribute(reading, node)
    if clause_around(reading.module, node) is not None:
        return []
    reaching = reading.builder.flow.reaching(node)[:_FEW]
    whole = (one for one in reaching if one.kind is not BindingKind.LOOPED and one.index is None)
    return [each for one in whole for each in behind_binding(reading, node, one)]


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
    if HARMLESS.search(call.name):
        return ""
    own = own_function(reading, call)
    results = results_of(reading.module, own)[:_FEW] if own is not None else []
    told = (whole_mapping(reading, one, depth + 1) for one in results)
    return next(filter(None, told), "")


def each_in_loop(reading: Reading, over: Node, place: int) -> str:
    """What a loop runs over with all values, where it leaves few of them out; "" for nothing."""
    found = _all_entries(reading, over)
    return found if found and not picked_in_loop(reading, place) else ""


def each_in_clause(reading: Reading, clause: Node, name: str) -> str:
    """Of what a name is each value in turn in a comprehension that leaves few of them out."""
    over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
    found = _all_entries(reading, over) if over is not None else ""
    if not found or left is None or place_in(reading.module, left, name) != 1:
        return ""
    return "" if picked_in_clause(reading, clause) else found


def each_by_key(reading: Reading, owner: Node, key: Node) -> bool:
    """Whether `owner[key]` is each variable in turn, where few of them are left out."""
    asking = reading.names.dotted(owner) == "os.getenv" or whole_mapping(reading, owner)
    over = _taken_from(reading, key) if asking else None
    return over is not None and _names(reading, over)


def each_of_mapping(reading: Reading, owner: Node, key: Node) -> bool:
    """Whether `owner[key]` is each value of a mapping in turn: `for key in sorted(owner)`."""
    over = _taken_from(reading, key)
    for _ in range(_DEEPEST):
        if over is None or over.type != "call":
            break
        call = reading.call(over)
        held = call.function.child_by_field_name("object")
        in_order = call.name in _ORDERING and len(call.positional) == 1
        over = call.positional[0] if in_order else held if call.last == "keys" else None
    return over is not None and reading.module.code(over) == reading.module.code(owner)


def _taken_from(reading: Reading, key: Node) -> Node | None:
    """What a loop that leaves out few takes a key from, `None` for one that picks some."""
    if key.type != "identifier":
        return None
    clause = clause_around(reading.module, key)
    if clause is not None:
        picked = picked_in_clause(reading, clause)
        return None if picked else clause.child_by_field_name("right")
    reaching = reading.builder.flow.reaching(key)
    looped = [one for one in reaching if one.kind is BindingKind.LOOPED and one.value]
    picked = not looped or picked_in_loop(reading, looped[0].after)
    return None if picked else looped[0].value


def names_alone(reading: Reading, call: Call) -> bool:
    """Whether `map` gives the names of a mapping's entries: `map(lambda one: one[0], items)`."""
    if call.last != "map" or len(call.positional) != _FUNCTION_AND_ONE:
        return False
    function, over = call.positional
    if whole_mapping(reading, over):
        return True
    body = function.child_by_field_name("body") if function.type == "lambda" else function
    return body is not None and _FIRST.search(reading.module.code(body)) is not None


def _names(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether an expression gives the names of all variables: `sorted(os.environ)`, `KEYS`."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return False
    if node.type == "call":
        call = reading.call(node)
        owner = call.function.child_by_field_name("object")
        if call.name in _ORDERING and len(call.positional) == 1:
            return _names(reading, call.positional[0], depth + 1)
        if call.last == "keys" and owner is not None:
            return _names(reading, owner, depth + 1)
    if node.type not in ("identifier", "attribute") or whole_mapping(reading, node):
        return bool(whole_mapping(reading, node))
    return any(_names(reading, one, depth + 1) for one in _held(reading, node))


def _all_entries(reading: Reading, node: Node) -> str:
    """Which mapping's names and values an expression gives, "" for none or not all of them."""
    if node.type != "call":
        return ""
    call = reading.call(node)
    if call.name in _ORDERING and call.positional:
        return _all_entries(reading, call.positional[0])
    owner = call.function.child_by_field_name("object")
    return whole_mapping(reading, owner) if owner is not None and call.last == "items" else ""


def picked_in_clause(reading: Reading, clause: Node) -> bool:
    """Whether a comprehension takes only some of the entries that it runs over."""
    module, left = reading.module, clause.child_by_field_name("left")
    if left is None or clause.parent is None:
        return True
    asked = [one for one in module.children(clause.parent)[0] if one.type == "if_clause"]
    conditions = [module.children(one)[0][0] for one in asked]
    return not lets_secrets_through(reading, conditions, _bound_in(reading, left))


def picked_in_loop(reading: Reading, place: int) -> bool:
    """Whether a loop leaves out some of what it runs over, or shows it otherwise."""
    for trail in reading.module.around([(place, place + 1)]):
        loop = next((one for one in trail if one.type == "for_statement"), None)
        left = loop.child_by_field_name("left") if loop is not None else None
        return (
            loop is None
            or left is None
            or not loop_shows_secrets(reading, loop, _bound_in(reading, left))
        )
    return True


def _bound_in(reading: Reading, left: Node) -> list[str]:
    """The names that a loop binds: of the entry's key first."""
    inner = [reading.module.name(one) for one in reading.module.children(left)[0]]
    return inner or [reading.module.name(left)]
