"""What a call on an object of a cloud's library does to a managed resource."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import PrivilegeChange, Recoverable, ResourceChange, Verb
from guardrail.frontends.python.conditions import given
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.clouds.whereabouts import whereabouts
from guardrail.frontends.python.readers.databases.selections import value_inside
from guardrail.frontends.python.readers.narrowing.defaults import given_by_calls
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.picking.conditions import picked_by_conditions
from guardrail.frontends.python.readers.picking.picked import picked_how
from guardrail.frontends.python.readers.programs.handing_on import handed_on
from guardrail.frontends.python.reading import Reading, Stated
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.strings.rope import only_hole
from guardrail.knowledge.python.kinds import RECEIVER, ChangesObject, facts
from guardrail.knowledge.python.rows import Argument
from guardrail.model import Confidence
from guardrail.spanmap import PieceKind
from guardrail.stream import Item

EVERYBODY = "the internet"
_REQUEST = Argument(0, "request")
_FOLDER = "folder"
_FAR = 3
_PICKED = (Verb.DROP, Verb.ALTER, Verb.DISABLE)
"""What may be done to some of many, which something picked."""
_WHOLE = {
    "kubernetes": "the cluster",
    "vault": "the vault",
    **dict.fromkeys(
        (
            *("couchbase", "elasticsearch", "influxdb", "meilisearch", "milvus", "mongodb"),
            *("redis", "typesense", "weaviate"),
        ),
        "the whole store",
    ),
}
"""What every right is a right on, where it isn't an account."""


def wraps(reading: Reading, call: Call, row: ChangesObject, name: str) -> bool:
    """Whether the call only hands on what a method was given to drop, or to take a guard from."""
    if row.verb not in (Verb.DROP, Verb.ALTER) or name or row.several:
        return False
    target = call.argument(row.target) if isinstance(row.target, Argument) else None
    target = target or requested(reading, call, row)
    value = reading.builder.flow.value(target) if target is not None else None
    return handed_on(reading, call, target, reading.module.code(value) if value else "")


def requested(reading: Reading, call: Call, row: ChangesObject) -> Node | None:
    """What a request names that a call is given whole: `request={"name": queue}`."""
    wanted = row.target.keyword if isinstance(row.target, Argument) else ""
    request = call.argument(_REQUEST) if wanted and row.store == "google" else None
    return value_inside(reading, request, wanted) if request is not None else None


def taken_by(reading: Reading, call: Call, row: ChangesObject) -> Node | None:
    """The expression that says what a call drops: an argument, else what it is called on."""
    target = row.target
    node = call.argument(target) if isinstance(target, Argument) and target.position >= -1 else None
    node = node or requested(reading, call, row)
    return node or call.function.child_by_field_name("object")


def managed_resource(
    reading: Reading,
    call: Call,
    row: ChangesObject,
    stated: Stated,
    *,
    name: str,
    given_up: Sequence[str],
) -> Item:
    """The resource deleted, unprotected or, where the row grants, opened to everybody."""
    asked = {what for _, value, what in row.protections if value not in ("-", "*")}
    if asked.isdisjoint(given_up) and wraps(reading, call, row, name):
        stated = {**stated, "confidence": Confidence.LOW}
    kind = str(row.what)
    if row.verb in (Verb.GRANT, Verb.ESCALATE):
        opened = row.verb is Verb.GRANT
        thing = f"{kind} {name}".strip()
        return PrivilegeChange(
            **stated,
            dialect=row.store,
            verb=Verb.GRANT,
            privileges=tuple(given_up) or ("access",),
            on=f"the {thing}" if opened else _WHOLE.get(row.store, "the account"),
            whom=(EVERYBODY,) if opened else (thing,),
        )
    taken = taken_by(reading, call, row)
    left = any(given(reading, call, *one) is True for one in row.kept)
    return ResourceChange(
        **stated,
        environment=whereabouts(reading, call, taken),
        verb=Verb.DELETE if row.verb is Verb.DROP else row.verb,
        provider=row.store,
        kind=kind,
        id=name or reading.partly_known(taken) or _asked_for_as(reading, row, taken),
        protections=tuple(given_up),
        chosen=_chosen(reading, call, row, taken) if row.verb in _PICKED else "",
        recoverable=Recoverable.BACKUP if left else row.recoverable,
    )


def _chosen(reading: Reading, call: Call, row: ChangesObject, taken: Node | None) -> str:
    """What picked the resource; of all of a sort in something it is not what that is called."""
    takes = row.verb is Verb.DROP
    picked = picked_how(reading, call, None if row.several else taken, takes=takes)
    if takes and not picked and row.target == RECEIVER and taken is not None:
        asked = _asked_by(reading, taken)
        picked = picked_how(reading, asked[0], asked[1]) if asked is not None else ""
    if row.what == _FOLDER and taken is not None and reading.known(taken):
        # Whatever it was made of, a folder whose name is known is that one.
        return ""
    part = row.what == _FOLDER and taken is not None and not picked
    return _checked(reading, taken) if part and taken is not None else picked


def _checked(reading: Reading, taken: Node) -> str:
    """By what the parts of a path were looked at that are known when it runs: `run-…`."""
    ropes = [one for one in reading.builder.variants(taken) if not only_hole(one)]
    made = [made_by(reading, part) for one in ropes for part in one if part.kind is PieceKind.HOLE]
    told = [_looked_at(reading, one) if one is not None else "" for one in made]
    return told[0] if told and all(told) else ""


def _looked_at(reading: Reading, node: Node) -> str:
    module, code = reading.module, reading.module.code(node)
    place = place_of(module, node.start_byte)
    asked = [*of_branches(module, place)]
    for statement in before(module, place, node.start_byte):
        asked += left_by(module, statement)
    of_it = [(one.code, one.holds) for one in asked if code in module.code(one.code)]
    return picked_by_conditions(reading, of_it)


def _asked_by(reading: Reading, node: Node) -> tuple[Call, Node] | None:
    """The call by which an object was asked for, and what it names it by.

    `stack = select_stack(stack_name=name)`, `client.containers.get(name)`.
    """
    value = reading.builder.flow.value(node)
    for _ in range(_FAR):
        own = (
            called_functions(reading.builder.flow, value) if value and value.type == "call" else []
        )
        given = results_of(reading.module, own[0]) if len(own) == 1 else []
        if len(given) != 1:
            break
        value = reading.builder.flow.value(given[0]) or given[0]
    if value is None or value.type != "call":
        return None
    call = reading.call(value)
    owner = call.function.child_by_field_name("object")
    makers = [one.named for one in facts().makes.get(call.name, ())]
    for thing in objects(reading).of(owner) if owner is not None and not makers else ():
        gives = facts().gives.get((thing.kind, f"{call.last}()"))
        makers += [gives.named] if gives is not None else []
    named = next((one for one in makers if one.position >= 0), None)
    asked = call.argument(named) if named is not None else None
    return (call, asked) if asked is not None else None


def _asked_for_as(reading: Reading, row: ChangesObject, node: Node | None) -> str:
    """The name, as far as it is known, by which an object was asked for that is taken away itself.

    `stack = select_stack(stack_name=f"pr-{number}")`, `client.containers.get(f"pr-{number}")`.
    """
    found = _asked_by(reading, node) if node is not None and row.target == RECEIVER else None
    if found is None:
        return ""
    asked = found[1]
    handed = [*given_by_calls(reading, asked)] if asked.type == "identifier" else []
    told = (reading.partly_known(one) for one in (asked, *(handed if len(handed) == 1 else ())))
    return next(filter(None, told), "")
