"""Processes that a program ends: all that it may, or every one that it finds."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.spared_processes import EVERY, picked_with
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import NOWHERE, EndsProcesses
from guardrail.knowledge.shared_programs import is_shared
from guardrail.patterns import late
from guardrail.stream import Item

MACHINE = "machine"
_LISTING = late(r"(?:^|\.)(?:process_iter|pids)\(\)$")
_PROCESSES = late(
    r"""(?:os\.)?(?:listdir|scandir)\(\s*["']/proc/?["']\s*\)|(?:\w+\.)?Path\(\s*["']/proc/?["']\s*\)\.iterdir\(\)"""
)
_PS = late(r"""["']ps["']\s*,\s*["'](?:-[Ae]\w*|-?ax?u?x?)["'](?![^\n]*["'](?:-C|-u|-p)["'])""")
_PGREP = late(r"""["']pgrep["']\s*(?:,\s*["']-\w+["']\s*)*,\s*["'](?P<name>[^"']+)["']\s*\]""")
"""Programs that list processes: all of them, those of a name."""
_TAKEN = frozenset(("split", "strip", "rstrip", "lstrip", "decode"))
_LINES = _TAKEN | {"splitlines"}
_KEEPING = frozenset(("list", "sorted", "set", "reversed", "iter", "Process", "wait_procs", "int"))
_NOT_FOUND = late(r"""(?:int\(\s*)?[\w.]+\([^()\n]*,\s*["']?-1["']?\s*\)\s*\)?|-1""")
"""What stands for a number that isn't known: `-1`, `state.get("pid", -1)`."""
_SIGNED = late(r"[<>]|-\s*1\b")
_DEEPEST = 8


def ends_processes(reading: Reading, call: Call, row: EndsProcesses) -> list[Item] | None:
    """The end of all processes, `None` where it is one or those that were picked."""
    if row.pid != NOWHERE:
        node = call.argument(row.pid)
        if node is None:
            return None
        every = EVERY if _is_everybody(reading, call, node) else ""
        every = every or _each(reading, call.node, node, 0)
    else:
        node = call.function.child_by_field_name("object")
        every = _each(reading, call.node, node, 0) if node is not None else ""
    if not every:
        return None
    return [
        ResourceChange(
            **reading.stated(call.node),
            verb=Verb.DELETE,
            provider=MACHINE,
            kind="process",
            id=every,
            recoverable=Recoverable.NO,
        )
    ]


def _is_everybody(reading: Reading, call: Call, node: Node) -> bool:
    """Whether a number is -1, or may be: by what a look-up gives that finds nothing."""
    flow = reading.builder.flow
    value = flow.value(node) or node
    ways = [value]
    if node.type == "identifier":
        ways += [one.value for one in flow.reaching(node)[:_DEEPEST] if one.value is not None]
    for one in [*ways]:
        own = own_function(reading, reading.call(one)) if one.type == "call" else None
        ways += results_of(reading.module, own)[:_DEEPEST] if own is not None else []
    unknown = any(_NOT_FOUND.fullmatch(reading.module.code(one)) for one in ways)
    return unknown and not _is_looked_at(reading, call, node)


def _is_looked_at(reading: Reading, call: Call, node: Node) -> bool:
    """Whether it is asked what sign a number has: `if pid > 0`, `if pid == -1: return`."""
    place = place_of(reading.module, call.node.start_byte)
    asked = [*of_branches(reading.module, place)]
    for statement in before(reading.module, place, call.node.start_byte):
        asked += left_by(reading.module, statement)
    name = reading.module.code(node)
    codes = [reading.module.code(one.code) for one in asked]
    return any(name in one and _SIGNED.search(one) is not None for one in codes)


def _each(reading: Reading, place: Node, node: Node, depth: int) -> str:
    """What an expression stands for where it is one process after the other, "" for a few.

    `place` is where that is done to each of them which a condition may spare some of.
    """
    node = unwrapped(node)
    if depth > _DEEPEST:
        return ""
    reached = _reached(reading, place)
    if not reached:
        return ""
    if node.type == "identifier":
        clause = reading.builder.flow.comprehension_clause(node)
        if clause is not None and clause.parent is not None:
            # `[process.kill() for process in psutil.process_iter()]`
            return _listed(reading, clause.parent, depth + 1)
        bound = reading.builder.flow.reaching(node)
        told = _bound_to_each(reading, bound[0], depth) if len(bound) == 1 else ""
        if [one.kind for one in bound] == [BindingKind.PARAMETER]:
            # A helper ends whatever its callers give it: `stop(process)`.
            given = passed_to(reading, node)
            told = next(filter(None, (_each(reading, one, one, depth + 1) for one in given)), "")
        return _fewer(reached, told)
    if node.type == "attribute" and reading.module.code(node).endswith(".pid"):
        below = node.child_by_field_name("object")
        return _each(reading, place, below, depth + 1) if below is not None else ""
    if node.type == "subscript":
        below = node.child_by_field_name("value")
        return _each(reading, place, below, depth + 1) if below is not None else ""
    if node.type == "call":
        made = reading.call(node)
        owner = made.function.child_by_field_name("object")
        if made.last in _TAKEN and owner is not None:
            return _each(reading, place, owner, depth + 1)
        if made.positional and made.last in _KEEPING:
            return _fewer(reached, _each(reading, place, made.positional[0], depth + 1))
    return ""


def _fewer(reached: str, told: str) -> str:
    """Which of all processes are left by what a condition picks and by what is listed."""
    return (told if reached == EVERY else reached) if told else ""


def _bound_to_each(reading: Reading, binding: Binding, depth: int) -> str:
    if binding.kind is not BindingKind.LOOPED or binding.value is None:
        return ""
    return _listed(reading, unwrapped(binding.value), depth)


def _listed(reading: Reading, over: Node, depth: int) -> str:
    """What an expression lists: every process, those of a program that many run, "" for a few."""
    if depth > _DEEPEST:
        return ""
    if over.type == "identifier":
        return _filled(reading, over, depth)
    if over.type in ("list_comprehension", "generator_expression"):
        parts = reading.module.children(over)[0]
        loops = [one.child_by_field_name("right") for one in parts if one.type == "for_in_clause"]
        asked = [one for one in parts if one.type == "if_clause"]
        told = [_picked(reading, reading.module.children(one)[0]) for one in asked]
        if len(loops) != 1 or loops[0] is None or not all(told):
            return ""
        picked = next((one for one in told if one != EVERY), EVERY)
        return _fewer(picked, _listed(reading, unwrapped(loops[0]), depth + 1))
    if over.type == "attribute" and reading.module.code(over).endswith(".stdout"):
        below = over.child_by_field_name("object")
        return _listed(reading, unwrapped(below), depth + 1) if below is not None else ""
    if over.type != "call":
        return ""
    made = reading.call(over)
    if made.last in _LINES and (owner := made.function.child_by_field_name("object")) is not None:
        return _listed(reading, unwrapped(owner), depth + 1)
    if _LISTING.search(reading.names.dotted(over)):
        return EVERY
    code = reading.module.code(over)
    if _PROCESSES.fullmatch(code) is not None or _PS.search(code) is not None:
        return EVERY
    named = _PGREP.search(code)
    if named is not None:
        return f"{EVERY} of {named['name']}" if is_shared(named["name"]) else ""
    own = own_function(reading, made)
    if own is not None:
        given = results_of(reading.module, own)
        return _given(reading, given[0], depth + 1) if len(given) == 1 else ""
    inner = made.positional[0] if made.positional and made.last in _KEEPING else None
    return _listed(reading, unwrapped(inner), depth + 1) if inner is not None else ""


def _picked(reading: Reading, condition: Sequence[Node]) -> str:
    return picked_with(reading, condition[0], True) if condition else ""


def _given(reading: Reading, given: Node, depth: int) -> str:
    """What a function of the module gives of all processes, in a list or one after the other."""
    around = given.parent
    if around is not None and around.type == "yield":
        before_it = reading.module.plain[around.start_byte : given.start_byte].split()
        if before_it == ["yield"]:
            return _each(reading, given, given, depth)
    return _listed(reading, unwrapped(given), depth)


def _filled(reading: Reading, name: Node, depth: int) -> str:
    """What a name's list holds: such a list itself, or one that such a loop fills."""
    _, bound, _ = reading.builder.flow.bindings(name)
    grown = [one.value for one in bound if one.kind is BindingKind.APPENDED and one.value]
    if grown:
        told = [_each(reading, one, one, depth + 1) for one in grown]
        return told[0] if all(told) else ""
    if [one.kind for one in bound] == [BindingKind.PARAMETER]:
        # `stop(hanging)`: whatever its callers have listed.
        told = [_listed(reading, unwrapped(one), depth + 1) for one in passed_to(reading, name)]
        return next(filter(None, told), "")
    given = [one for one in bound if one.value is not None]
    if len(given) != 1 or given[0].kind is not BindingKind.ASSIGNED or given[0].value is None:
        return ""
    return _listed(reading, unwrapped(given[0].value), depth + 1)


def _reached(reading: Reading, place: Node) -> str:
    """Which of all processes the conditions around a place let through, "" for a few."""
    told = [
        picked_with(reading, one, _is_around(one, place)) if one is not None else ""
        for one in picking_conditions(reading.module, place)
    ]
    return next((one for one in told if one != EVERY), EVERY) if all(told) else ""


def _is_around(condition: Node, place: Node) -> bool:
    """Whether a place stands in the branch of a condition, not behind what leaves by it."""
    branch = condition.parent
    return branch is not None and branch.start_byte <= place.start_byte < branch.end_byte
