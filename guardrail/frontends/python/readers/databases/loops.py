"""Loops that hand every row of a store to a call which changes one."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.readers.narrowing.fillings import own_function
from guardrail.frontends.python.readers.narrowing.keeping_none import keeps_none
from guardrail.frontends.python.readers.narrowing.nearly_all import (
    picked_in_a_loop,
    takes_nearly_all,
)
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.narrowing.spared_few import (
    spared_by_clauses,
    spared_in_a_loop,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.object_loops import PORTIONS
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.things import Thing, left_by_slice
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.iteration import yielded
from guardrail.knowledge.python.rows import words

_MOST = 40
_FEW = 8
_ALL = (Scope.NONE, Scope.TAUTOLOGY)
_SOME = (Scope.FILTERED, Scope.KEYED)
_COMPREHENSIONS = words("list_comprehension generator_expression set_comprehension")
_MADE = _COMPREHENSIONS | words("dictionary list")
_YIELDED = _MADE | words("call identifier")
_JOINING = words("join Path PurePosixPath")
_HOLDING = words("dictionary list tuple keyword_argument string interpolation binary_operator")
_PART_OF = words("string binary_operator attribute subscript")
_LISTS = _COMPREHENSIONS | words("identifier call")
_KEPT = words("list tuple set sorted reversed iter")
_PORTION = ("itertools.islice", "islice")
_AROUND = words("while_statement for_statement function_definition lambda")
_ADDED = (BindingKind.AUGMENTED, BindingKind.EXTENDED)
_LEAVING_OUT = ("-", "&")
"""What is left of a set without those of another: `found - wanted`."""


def looped_over(reading: Reading, call: Call) -> tuple[Scope, str] | None:
    """Which rows the loop runs over whose variable the call is given, `None` for no such loop."""
    for node in (*call.stars, *call.positional, *call.keywords.values()):
        # `store.delete(*store.keys())`: all of them at once.
        whole = _whole(reading, _joined(reading, node) or node)
        if at_once := objects(reading).each(_portion_of(reading, whole)):
            return _put_in_by_choice(reading, node, (at_once[0].scope, at_once[0].reason))
    spared = ""
    given = [*call.positional, *call.keywords.values(), *call.stars]
    waiting, seen = list(given), 0
    while waiting and seen < _MOST:
        node = unwrapped(waiting.pop())
        seen += 1
        if node.type in ("identifier", "attribute", "subscript"):
            found = [one for one in objects(reading).of(node) if one.looped]
            if found:
                told = picked_around(reading, node, (found[0].scope, found[0].reason))
                return _but(_put_in_by_choice(reading, node, told), spared)
        if counted := _counted(reading, node):
            return picked_around(reading, node, (counted[0].scope, counted[0].reason))
        if worked_off := _worked_off(reading, node):
            return picked_around(reading, node, (worked_off[0].scope, worked_off[0].reason))
        if node.type in _COMPREHENSIONS:
            spared = spared or spared_by_clauses(reading, node)
        if node.type == "identifier":
            made = reading.builder.flow.value(node)
            waiting += [made] if made is not None and _is_made_of(reading, made) else []
            waiting += _given_back(reading, made) if made is not None else []
            # `batch.append(key)`: what was put into it in a loop.
            waiting += [one for put in reading.builder.flow.lists(node) for one in put[:_FEW]]
            reaching = reading.builder.flow.reaching(node)
            if any(one.kind is BindingKind.PARAMETER for one in reaching):
                waiting += passed_to(reading, node) or _given_to_method(reading, node)
            waiting += _generated(reading, node)
            waiting += _taken_from(reading, node)
        waiting += _below(reading, node)
        waiting += _given_back(reading, node)
    return None


def _given_to_method(reading: Reading, parameter: Node) -> list[Node]:
    """What calls on objects give a method's parameter: `directory.remove(dn)`."""
    function = function_around(reading.module, parameter)
    calls = calls_of(reading, function)[:_FEW] if function is not None else []
    name = reading.module.name(parameter)
    told = [given_to(reading.module, function, one).get(name) for one in calls if function]
    return [one.value for one in told if one is not None and one.value is not None]


def _counted(reading: Reading, node: Node) -> Sequence[Thing]:
    """What a number counts that a loop takes from first to last: `range(1, box.stat()[0] + 1)`."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    over = bound[0].value if len(bound) == 1 and bound[0].kind is BindingKind.LOOPED else None
    if over is None or not reading.module.code(over).startswith("range("):
        return ()
    waiting = arguments_of(reading.module, over)[:2]
    for _ in range(_FEW):
        if not waiting:
            break
        last = unwrapped(waiting.pop())
        if things := objects(reading).of(last):
            return things
        waiting += _below(reading, last)
        made = reading.builder.flow.value(last) if last.type == "identifier" else None
        waiting += [made] if made is not None else []
    return ()


def _worked_off(reading: Reading, node: Node) -> Sequence[Thing]:
    """What is worked off in portions until nothing is left: `list(islice(found, 100))`.

    Outside a `while` that is the first portion alone.
    """
    if node.type != "call" or reading.names.dotted(node)[:-2] not in _PORTION:
        return ()
    around = node.parent
    while around is not None and around.type not in _AROUND:
        around = around.parent
    given = arguments_of(reading.module, node)
    again = around is not None and around.type == "while_statement"
    return objects(reading).each(_whole(reading, given[0])) if again and given else ()


def _given_back(reading: Reading, node: Node) -> list[Node]:
    """What a function of the module gives back: a list that it collects in a loop."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    own = own_function(reading, function) if function is not None else None
    return results_of(reading.module, own)[:_FEW] if own is not None else []


def _is_made_of(reading: Reading, node: Node) -> bool:
    """Whether an expression holds what it is made of: a list, `f"{folder}/{name}"`."""
    if node.type == "call":
        return reading.names.dotted(node)[:-2].rsplit(".", 1)[-1] in _JOINING | _KEPT
    return node.type in _MADE or node.type in _PART_OF


def picked_around(reading: Reading, node: Node, told: Told) -> Told:
    """The rows of a loop that the conditions around a node leave."""
    if spared := spared_in_a_loop(reading, node):
        return _but(told, spared)
    return picked_in_a_loop(reading, node, told[0]), told[1]


def _but(told: Told, spared: str, otherwise: Told | None = None) -> Told:
    """All but those on a list, where that is what the conditions leave."""
    if told[0] not in _ALL or not spared:
        return otherwise or told
    return Scope.UNKNOWN, f"unscoped when {spared}"


def _put_in_by_choice(reading: Reading, node: Node, told: Told) -> Told:
    """What is told where what a list holds was put into it behind a condition."""
    whole = _whole(reading, node)
    held = whole.child_by_field_name("value") if whole.type == "subscript" else whole
    lists = reading.builder.flow.lists(held)[:_FEW] if held is not None else ()
    for one in (one for put in lists for one in put[:_FEW]):
        told = picked_around(reading, one, told)
    return told


def after_its_loop(reading: Reading, node: Node) -> bool:
    """Whether a name is a loop's variable, used when the loop is over: it is the last row then."""
    node = unwrapped(node)
    if node.type != "identifier":
        return False
    reaching = reading.builder.flow.reaching(node)
    loops = [
        one.value.parent
        for one in reaching
        if one.kind is BindingKind.LOOPED and one.value is not None
    ]
    return bool(loops) and all(
        loop is not None and loop.type == "for_statement" and loop.end_byte <= node.start_byte
        for loop in loops
    )


def _generated(reading: Reading, node: Node) -> list[Node]:
    """What a generator of the module makes of each row that a name stands for, one at a time."""
    looped = [
        one.value
        for one in reading.builder.flow.reaching(node)
        if one.kind is BindingKind.LOOPED and one.index is None
    ]
    made = [
        one
        for over in looped
        if over is not None and unwrapped(over).type == "call"
        for one in yielded(reading.builder.flow, over) or ()
    ]
    return [one for one in made[:_FEW] if one.type in _YIELDED]


def _taken_from(reading: Reading, node: Node) -> list[Node]:
    """What a name is taken from: what a comprehension runs over, what is worked off in portions.

    `[{"Key": key} for key in keys]`, `for batch in chunks(keys)`, `batch, keys = keys[:9], []`.
    """
    clause = reading.builder.flow.comprehension_clause(node)
    if clause is not None:
        over = clause.child_by_field_name("right")
        return [over] if over is not None else []
    found: list[Node] = []
    bound = reading.builder.flow.bindings(node)[1]
    # `keys += [{"id": row["id"]} for row in page]`
    found += [one.value for one in bound[:_FEW] if one.kind in _ADDED and one.value is not None]
    for one in reading.builder.flow.reaching(node)[:_FEW]:
        if one.value is None:
            continue
        if one.kind is BindingKind.LOOPED:
            found += _portioned(reading, one.value)
            # `for dn in people()`, which gives `[one["dn"] for one in found]`
            given = _given_back(reading, unwrapped(one.value))
            found += [each for each in given if each.type in _LISTS]
        elif one.kind is BindingKind.ASSIGNED and one.index is not None:
            parts = reading.builder.flow.elements(one.value) or []
            found += parts[one.index : one.index + 1]
    return found


def _portioned(reading: Reading, over: Node) -> list[Node]:
    """What a loop takes one portion of after the other: `for batch in chunks(keys)`."""
    over = unwrapped(over)
    function = over.child_by_field_name("function") if over.type == "call" else None
    if function is None or not PORTIONS.search(reading.module.code(function)):
        return []
    return arguments_of(reading.module, over)[:1]


def _portion_of(reading: Reading, node: Node) -> Node:
    """The list that portions are taken of, one after the other: `uids[start : start + 1000]`."""
    part = node.child_by_field_name("subscript") if node.type == "subscript" else None
    held = node.child_by_field_name("value")
    if part is None or held is None or part.type != "slice":
        return node
    return node if left_by_slice(reading.module.code(part)) in _SOME else _whole(reading, held)


def _joined(reading: Reading, node: Node) -> Node | None:
    """The list that a text tells all of: `",".join(uids)`, `b",".join(uids[:200]).decode()`."""
    for _ in range(_FEW):
        node = unwrapped(node)
        made = reading.builder.flow.value(node) or node if node.type == "identifier" else node
        call = reading.call(made) if made.type == "call" else None
        owner = call.function.child_by_field_name("object") if call is not None else None
        if call is None or owner is None:
            return None
        if call.last == "join" and len(call.positional) == 1:
            told = reading.module.code(owner).lstrip("b").strip("\"' ")
            return call.positional[0] if told in ("", ",") else None
        if call.last not in ("decode", "encode"):
            return None
        node = owner
    return None


def _whole(reading: Reading, node: Node) -> Node:
    """What `list(found)` is a list of, also under a name."""
    for _ in range(_MOST):
        node = unwrapped(node)
        made = reading.builder.flow.value(node) or node
        if made.type != "call" or reading.names.dotted(made)[:-2] not in _KEPT:
            return node
        arguments = made.child_by_field_name("arguments")
        given = reading.module.children(arguments)[0] if arguments is not None else []
        if not given:
            return node
        node = given[0]
    return node


def _below(reading: Reading, node: Node) -> list[Node]:
    if node.type == "pair":
        value = node.child_by_field_name("value")
        return [value] if value is not None else []
    if node.type in ("attribute", "subscript"):
        held = node.child_by_field_name("object") or node.child_by_field_name("value")
        key = node.child_by_field_name("subscript")
        if (
            key is not None
            and key.type == "slice"
            and left_by_slice(reading.module.code(key)) in _SOME
            and not keeps_none(reading, key)
        ):
            return []
        return [one for one in (held, key) if one is not None]
    if node.type == "call":
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        more = reading.module.children(arguments)[0] if arguments is not None else []
        return [*more, *([function] if function is not None else [])]
    if node.type in _COMPREHENSIONS:
        clauses = reading.module.children(node)[0]
        body = node.child_by_field_name("body")
        asked = [reading.module.children(one)[0] for one in clauses if one.type == "if_clause"]
        chosen = not all(
            inner and takes_nearly_all(reading, inner[0], holds=True) for inner in asked
        )
        left_out = chosen and not spared_by_clauses(reading, node)
        return [] if left_out or body is None else [body]
    if node.type == "binary_operator":
        sign = node.child_by_field_name("operator")
        if sign is not None and reading.module.code(sign) in _LEAVING_OUT:
            return []
    if node.type in _HOLDING:
        return list(reading.module.children(node)[0])
    return []
