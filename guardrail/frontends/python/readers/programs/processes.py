"""Processes that a program ends: all that it may, or every one that it finds."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import own_function
from guardrail.knowledge.python.rows import NOWHERE, EndsProcesses
from guardrail.patterns import late
from guardrail.stream import Item

MACHINE = "machine"
EVERY = "every process"
_LISTING = late(r"(?:^|\.)(?:process_iter|pids)\(\)$")
_KEEPING = frozenset(("list", "sorted", "set", "reversed", "iter", "Process", "wait_procs"))
_RUNNING = late(r"(?:not\s+)?\w+\.is_running\(\)")
_ITSELF = late(
    r"[\w.\[\]\"']*\bpid\b[\"'\]]*\s*(?P<sign>[!=]=)\s*"
    r"(?:os\.getpid\(\)|(?:own|my|self|current|this)_?pid|me)"
)
_DEEPEST = 8


def ends_processes(reading: Reading, call: Call, row: EndsProcesses) -> list[Item] | None:
    """The end of all processes, `None` where it is one or those that were picked."""
    if row.pid != NOWHERE:
        node = call.argument(row.pid)
        if node is None or not (
            _is_everybody(reading, node) or _is_each(reading, call.node, node, 0)
        ):
            return None
    else:
        node = call.function.child_by_field_name("object")
        if node is None or not _is_each(reading, call.node, node, 0):
            return None
    return [
        ResourceChange(
            **reading.stated(call.node),
            verb=Verb.DELETE,
            provider=MACHINE,
            kind="process",
            id=EVERY,
            recoverable=Recoverable.NO,
        )
    ]


def _is_everybody(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node) or node
    return reading.module.code(value) == "-1"


def _is_each(reading: Reading, place: Node, node: Node, depth: int) -> bool:
    """Whether an expression stands for one process after the other, whichever there are.

    `place` is where that is done to each of them which a condition may spare some of.
    """
    node = unwrapped(node)
    if depth > _DEEPEST or not _reaches_all(reading, place):
        return False
    if node.type == "identifier":
        bound = reading.builder.flow.reaching(node)
        return len(bound) == 1 and _bound_to_each(reading, bound[0], depth)
    if node.type == "call":
        made = reading.call(node)
        return (
            bool(made.positional)
            and made.last in _KEEPING
            and _is_each(reading, place, made.positional[0], depth + 1)
        )
    return False


def _bound_to_each(reading: Reading, binding: Binding, depth: int) -> bool:
    if binding.kind is not BindingKind.LOOPED or binding.value is None:
        return False
    return _lists_all(reading, unwrapped(binding.value), depth)


def _lists_all(reading: Reading, over: Node, depth: int) -> bool:
    """Whether an expression lists every process."""
    if depth > _DEEPEST:
        return False
    if over.type == "identifier":
        return _is_filled(reading, over, depth)
    if over.type in ("list_comprehension", "generator_expression"):
        parts = reading.module.children(over)[0]
        loops = [one.child_by_field_name("right") for one in parts if one.type == "for_in_clause"]
        picked = any(one.type == "if_clause" for one in parts)
        return (
            not picked
            and len(loops) == 1
            and loops[0] is not None
            and _lists_all(reading, unwrapped(loops[0]), depth + 1)
        )
    if over.type != "call":
        return False
    made = reading.call(over)
    if _LISTING.search(reading.names.dotted(over)):
        return True
    own = own_function(reading, made)
    if own is not None:
        given = results_of(reading.module, own)
        return len(given) == 1 and _gives_all(reading, given[0], depth + 1)
    inner = made.positional[0] if made.positional and made.last in _KEEPING else None
    return inner is not None and _lists_all(reading, unwrapped(inner), depth + 1)


def _gives_all(reading: Reading, given: Node, depth: int) -> bool:
    """Whether a function of the module gives every process, in a list or one after the other."""
    around = given.parent
    if around is not None and around.type == "yield":
        before = reading.module.plain[around.start_byte : given.start_byte].split()
        if before == ["yield"]:
            return _is_each(reading, given, given, depth)
    return _lists_all(reading, unwrapped(given), depth)


def _is_filled(reading: Reading, name: Node, depth: int) -> bool:
    """Whether a name stands for such a list, or one that such a loop fills with all of them."""
    _, bound, _ = reading.builder.flow.bindings(name)
    grown = [one for one in bound if one.kind is BindingKind.APPENDED and one.value is not None]
    if grown:
        return all(_is_each(reading, one.value, one.value, depth + 1) for one in grown if one.value)
    given = [one for one in bound if one.value is not None]
    if len(given) != 1 or given[0].kind is not BindingKind.ASSIGNED or given[0].value is None:
        return False
    return _lists_all(reading, unwrapped(given[0].value), depth + 1)


def _reaches_all(reading: Reading, place: Node) -> bool:
    return all(
        condition is not None and _spares_none(reading, condition, place)
        for condition in picking_conditions(reading.module, place)
    )


def _spares_none(reading: Reading, condition: Node, place: Node) -> bool:
    """Whether a condition leaves out what has ended already, or the program itself, and no more."""
    code = reading.module.code(condition)
    if _RUNNING.fullmatch(code) is not None:
        return True
    asked, branch = _ITSELF.fullmatch(code), condition.parent
    holds = branch is not None and branch.start_byte <= place.start_byte < branch.end_byte
    return asked is not None and (asked["sign"] == "!=") is holds
