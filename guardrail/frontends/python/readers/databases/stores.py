"""What calls on objects of a store change: documents, keys, points; collections, databases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.effects.guarding import AS_CALLED, picked_by
from guardrail.effects.queries import BY_PYTHON, ON_FAILURE
from guardrail.frontends.python.conditions import given
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.clouds.given_places import given_at, under
from guardrail.frontends.python.readers.clouds.managed import managed_resource, taken_by, wraps
from guardrail.frontends.python.readers.clouds.policies import allows_everything
from guardrail.frontends.python.readers.code.model_tools import filter_by_model
from guardrail.frontends.python.readers.databases.asked_before import asked_before
from guardrail.frontends.python.readers.databases.copied_objects import (
    OBJECT_STORES,
    copied_before,
)
from guardrail.frontends.python.readers.databases.loops import looped_over, picked_around
from guardrail.frontends.python.readers.databases.newest_rows import of_the_newest
from guardrail.frontends.python.readers.databases.remote_folders import (
    of_passing_folder,
    of_passing_messages,
    taken_before,
)
from guardrail.frontends.python.readers.databases.selections import (
    all_arguments,
    selected,
    true_of_all,
)
from guardrail.frontends.python.readers.databases.store_cases import (
    case_of,
    stated_of,
    takes_filter,
)
from guardrail.frontends.python.readers.databases.targets import targets_of
from guardrail.frontends.python.readers.narrowing.empty_keys import by_key
from guardrail.frontends.python.readers.narrowing.joined_clauses import joins_clauses
from guardrail.frontends.python.readers.narrowing.nearly_all import picked_in_a_loop
from guardrail.frontends.python.readers.narrowing.reach import WHEN, Told, either
from guardrail.frontends.python.readers.narrowing.unlisted import listed_whole, unlisted
from guardrail.frontends.python.readers.picking.absence import where_absent
from guardrail.frontends.python.readers.picking.aged_among_all import aged_among_all
from guardrail.frontends.python.readers.picking.chosen import (
    chosen_in_a_loop,
    leaves_out,
    spares_a_few,
)
from guardrail.frontends.python.readers.picking.in_turn import left_in_turn
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.picking.queries import AGE
from guardrail.frontends.python.readers.picking.taken import taken_in_turn
from guardrail.frontends.python.readers.picking.trail import keeps_none_before
from guardrail.frontends.python.readers.programs.handing_on import handed_on
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.things import Thing
from guardrail.frontends.python.strings.rope import plain as as_text
from guardrail.frontends.python.values.as_called import gives_as_called
from guardrail.frontends.python.values.chains import chains
from guardrail.frontends.python.values.plain_data import agrees
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.frontends.python.values.unfolding import saving
from guardrail.frontends.python.values.used_by import handed_to, used_only
from guardrail.frontends.python.values.value_origins import origin_of
from guardrail.knowledge.mirrors import loses_what_was_kept
from guardrail.knowledge.python.file_transfer import SERVERS
from guardrail.knowledge.python.fsspec import CLOUD_FILES
from guardrail.knowledge.python.kinds import EVERY_ACTION, ChangesData, ChangesObject, Inside
from guardrail.knowledge.python.mailboxes import MAILBOX
from guardrail.knowledge.python.rows import NOWHERE, Argument
from guardrail.model import Confidence, Origin
from guardrail.stream import Item

LOST = (BY_PYTHON, ON_FAILURE)
_UNSCOPED = (Scope.NONE, Scope.TAUTOLOGY)
_MADE_BY_HAND = ("cloudflare",)
"""Stores of which people fill a part themselves, whatever a program has on its list."""
_WHOLES = (ObjectKind.DATABASE, ObjectKind.SCHEMA)
_MOST_TEXTS = 16
_NOBODYS = "nobody's"
_HANDED = ("call", "attribute", "subscript", "identifier", "await")


def changes_data(reading: Reading, call: Call, row: ChangesData) -> list[Item] | None:
    """The rows of a store that a call changes, `None` where it is none of the row's."""
    asked_for = asked_before(reading, call, row.asked) if row.asked is not None else None
    unsaid = asked_for is None and row.if_said and not _says(reading, row.if_said)
    if unsaid or (asked_for is not None and asked_for[0] is Scope.FILTERED):
        return None
    case = case_of(reading, call, row)
    looped = case is not None and any(one.looped for one in case.things)
    if case is None or (looped and _is_moved(reading, call, row)):
        return None
    if case.things and takes_filter(row) and (by_model := _asked_by_model(reading, call, row)):
        return [by_model]
    scope, reason = selected(reading, call, row) if takes_filter(row) else (Scope.NONE, "")
    newest = of_the_newest(reading, call, row) if row.each or case.things else None
    if row.each:
        told = _in_turn(reading, call, row, newest, asked_for)
        if told is None:
            return None
        scope, reason = told
    elif row.onward:
        scope, reason = _onward(reading, call)
    elif row.picks:
        scope, reason = all_arguments(reading, call)
    elif not takes_filter(row) and case.things:
        scope = either(
            picked_in_a_loop(reading, call.node, one.scope) if one.looped else one.scope
            for one in case.things
        )
        reason = next((one.reason for one in case.things if one.reason), "")
        if scope is Scope.KEYED and (around := _named_in_turn(reading, call)) is not None:
            scope, reason = picked_in_a_loop(reading, call.node, around[0]), around[1]
    scope, reason = (newest if row.each or not takes_filter(row) else None) or _left_on_the_way(
        reading, call, row, (scope, reason), row.each or looped
    )
    if row.parts_if and scope in _UNSCOPED and _says(reading, row.parts_if):
        scope = Scope.FILTERED if _is_parted(reading, call, row.parted) else scope
    by_name = not takes_filter(row) and not case.forgets
    if scope is Scope.NONE and isinstance(row.target, Argument) and by_name:
        # The queues that a name picks: `for name in (n for n in names if n.startswith("tmp."))`.
        node = call.argument(row.target) if row.target.position >= -1 else None
        by = picked_out(reading, call, node) if node and not reading.texts(node) else ""
        if by and row.verb is not Verb.TRUNCATE:
            scope = Scope.UNKNOWN
        elif by == "name":
            case = replace(case, confidence=min(case.confidence, Confidence.MEDIUM))
        elif by:
            case = replace(case, guards=(*case.guards, picked_by(by)))
    if row.begins and scope not in _UNSCOPED and (told := _by_key(reading, call, row)) is not None:
        scope, reason = told
        # Whatever is meant to go isn't what an empty text begins.
        case = replace(case, guards=tuple(one for one in case.guards if one[:7] != "unless "))
    elif row.refuses and not _leaves_all_the_same(reading, call, row, (scope, reason)):
        return None
    some = row.each and scope not in (*_UNSCOPED, Scope.UNKNOWN)
    if some or (not case.things and row.on and scope not in _UNSCOPED):
        return None
    if isinstance(row.target, str) and not takes_filter(row) and handed_on(reading, call, None):
        case = replace(case, guards=(*case.guards, AS_CALLED))
    names = targets_of(reading, call, row, case.things) or ("",)
    if row.source != NOWHERE and not _loses(reading, call.argument(row.source), names):
        return None
    asked: tuple[str, ...] = ()
    if not reason and not row.each and scope in (Scope.UNKNOWN, Scope.FILTERED):
        asked = _asked_for(reading, call, row)
        scope = Scope.UNKNOWN if asked else scope
    return [
        DataChange(
            **stated_of(reading, call, case),
            verb=row.verb,
            target=name,
            scope=scope,
            reason=reason,
            by_source=row.by_source,
            recoverable=row.recoverable,
            dialect=row.store,
            from_outside=asked,
        )
        for name in names
    ]


def _in_turn(
    reading: Reading, call: Call, row: ChangesData, newest: Told | None, asked_for: Told | None
) -> Told | None:
    """The rows that a loop hands a call one after the other, `None` where it hands it none."""
    around = looped_over(reading, call) or newest
    if around is None or (newest is None and _kept_or_passing(reading, call, row)):
        return None
    told = picked_around(reading, call.node, around)
    if asked_for is None:
        return told
    picked = left_in_turn(reading, call, Scope.NONE, inverted=True) not in _UNSCOPED
    return told if picked else asked_for


def _leaves_all_the_same(reading: Reading, call: Call, row: ChangesData, told: Told) -> bool:
    """Whether a filter leaves all where an empty one is refused: by lists that may all be empty."""
    if told[0] is Scope.TAUTOLOGY or told[1].startswith(LOST):
        return True
    empty = bool(told[1]) or told[0] is Scope.NONE
    return empty and (_joins(reading, call, row) or true_of_all(reading, call, row))


def _by_key(reading: Reading, call: Call, row: ChangesData) -> Told | None:
    """What the beginning of keys leaves that a call is given, `None` where it says which ones."""
    node = call.argument(row.filter) if isinstance(row.filter, Argument) else None
    told = by_key(reading, node) if node is not None else None
    return told if told is not None and told[0] is not Scope.FILTERED else None


def _left_on_the_way(
    reading: Reading, call: Call, row: ChangesData, told: Told, in_turn: bool
) -> Told:
    """The rows that are left by the conditions that one of them has met on its way to the call."""
    scope, reason = told
    scope = left_in_turn(reading, call, scope, inverted=True) if in_turn else scope
    if scope in _UNSCOPED or reason or row.store not in _MADE_BY_HAND:
        return scope, reason
    # What people have made by hand goes with whatever isn't on a list.
    wanted = row.filter.argument if isinstance(row.filter, Inside) else row.filter
    which = call.argument(wanted)
    things = [which] if which is not None else taken_in_turn(reading, call)
    if scope is not Scope.UNKNOWN and not listed_whole(reading, call, things):
        return scope, reason
    by = unlisted(reading, call, things)
    return (Scope.UNKNOWN, f"{WHEN}{by}") if by else (scope, reason)


def _loses(reading: Reading, source: Node | None, targets: Sequence[str]) -> bool:
    """Whether one of the folders that are made like a source is one that keeps more than it."""
    sources = [*reading.texts(source)] if source is not None else []
    return any(loses_what_was_kept(sources, one) for one in targets)


def _is_moved(reading: Reading, call: Call, row: ChangesData) -> bool:
    """Whether a loop copies an object elsewhere before it deletes it."""
    if row.store not in OBJECT_STORES or row.verb is not Verb.DELETE:
        return False
    return copied_before(reading, call)


def _kept_or_passing(reading: Reading, call: Call, row: ChangesData) -> bool:
    """Whether what a loop deletes on a server is meant to go, or was fetched before."""
    if row.store == CLOUD_FILES:
        taken = next(iter((*call.positional, *call.keywords.values())), None)
        return bool(picked_out(reading, call, taken)) or taken_before(reading, call)
    if _is_moved(reading, call, row):
        return True
    if row.store in SERVERS:
        return of_passing_folder(reading, call) or taken_before(reading, call)
    return row.store == MAILBOX and (of_passing_messages(reading) or taken_before(reading, call))


def _named_in_turn(reading: Reading, call: Call) -> tuple[Scope, str] | None:
    """The rows whose names a loop gives what the method is called on: `bucket.Object(key)`."""
    owner = call.function.child_by_field_name("object")
    made = reading.builder.flow.value(owner) or owner if owner is not None else None
    if made is None or made.type != "call":
        return None
    around = looped_over(reading, call_of(reading.module, made, ""))
    return around if around is not None and (around[0] in _UNSCOPED or around[1]) else None


def _says(reading: Reading, pattern: str) -> bool:
    """Whether a module says something, wherever that is: looked for once."""
    facts, key = reading.module.facts, f"says {pattern}"
    if key not in facts:
        facts[key] = re.search(pattern, reading.module.text) is not None
    return bool(facts[key])


def _is_parted(reading: Reading, call: Call, word: str) -> bool:
    """Whether what a method is called on was parted before, in whatever steps that was done."""
    if word in reading.module.code(call.node):
        return True
    owner = call.function.child_by_field_name("object")
    made = chains(reading, owner) if owner is not None else []
    return bool(made) and all(any(link.name == word for link in one.links) for one in made)


def _asked_by_model(reading: Reading, call: Call, row: ChangesData) -> Item | None:
    wanted = row.filter.argument if isinstance(row.filter, Inside) else row.filter
    return filter_by_model(reading, call, call.argument(wanted))


def _asked_for(reading: Reading, call: Call, row: ChangesData) -> tuple[str, ...]:
    """The filter of a call that a request gives as a whole, as it is written."""
    wanted = row.filter.argument if isinstance(row.filter, Inside) else row.filter
    node = call.argument(wanted)
    value = reading.builder.flow.value(node) or node if node is not None else None
    if node is None or value is None or value.type not in _HANDED:
        return ()
    if origin_of(reading, node, 0) < Origin.ASKED:
        return ()
    return (reading.module.short(node, 40),)


def _joins(reading: Reading, call: Call, row: ChangesData) -> bool:
    wanted = row.filter.argument if isinstance(row.filter, Inside) else row.filter
    return joins_clauses(reading, call.argument(wanted))


def changes_object(reading: Reading, call: Call, row: ChangesObject) -> list[Item] | None:
    """What a call drops or replaces, `None` where it is none of the row's."""
    if row.saves:
        call = saving(reading, call)
    case = case_of(reading, call, row)
    if case is None or (row.makes and where_absent(reading, call.node)):
        return None
    if row.used and used_only(reading, call, row.used):
        return None
    names = targets_of(reading, call, row, case.things)
    if not names:
        return None
    if isinstance(row.what, ObjectKind):
        part = bool(case.things) and all(one.scope is Scope.KEYED for one in case.things)
        doubt = _doubt(reading, call, row) if not any(names) else ""
        if part or doubt == _NOBODYS:
            case = replace(case, confidence=Confidence.LOW)
        elif doubt:
            case = replace(case, guards=(*case.guards, picked_by(doubt)))
        holder = reading.known(call.argument(row.table)) if row.table != NOWHERE else ""
        alone = row.what in _WHOLES
        return [
            SchemaChange(
                **stated_of(reading, call, case),
                via=handed_to(reading, call) if row.used else (),
                verb=row.verb,
                kind=row.what,
                table=holder or ("" if alone or row.table != NOWHERE else name),
                name=name,
                new_name=reading.known(call.argument(row.new_name)),
                replace=row.verb is Verb.CREATE,
                reads=_made_of(row, case.things, name),
                recoverable=row.recoverable,
                dialect=row.store,
            )
            for name in names
        ]
    lost = (what for *place, what in row.protections if _gives(reading, call, *place))
    given_up = tuple(dict.fromkeys(lost))
    if not given_up and any("." in argument for argument, _, _ in row.protections):
        return None
    return [
        managed_resource(
            reading, call, row, stated_of(reading, call, case), name=name, given_up=given_up
        )
        for name in names
    ]


def _made_of(row: ChangesObject, things: Sequence[Thing], name: str) -> tuple[str, ...]:
    """The collection that another one is made of: `orders.aggregate([…, {"$out": "totals"}])`."""
    if row.verb is not Verb.CREATE or not name:
        return ()
    sources = {one.parts[-1] for one in things if one.parts}
    return tuple(sorted(sources)) if sources and name not in sources and all(sources) else ()


def _gives(reading: Reading, call: Call, argument: str, value: str) -> bool:
    """Whether an argument has a value, or one inside it: "body.enabled"."""
    name, dot, key = argument.partition(".")
    if not dot:
        told = given(reading, call, argument, (value,))
        as_called = call.argument(Argument(-1, argument)) if told is None else None
        return told is True or gives_as_called(reading, as_called, value)
    whole = (plain_value(reading, one) for one in given_at(call, name, inside=bool(key)))
    if value == EVERY_ACTION:
        return any(map(allows_everything, whole))
    if not key:
        return any(agrees(plain, value) for plain in whole) or _on_one_way(
            reading, call, name, value
        )
    held = (one for plain in whole for one in under(plain, key))
    return any(value == "*" or agrees(one, value) for one in held)


def _on_one_way(reading: Reading, call: Call, name: str, value: str) -> bool:
    """Whether one of the texts agrees with a pattern that a program may put together."""
    if "*" not in value.strip("*"):
        return False
    nodes = given_at(call, name, inside=False)
    ropes = (one for node in nodes for one in reading.builder.variants(node)[:_MOST_TEXTS])
    return any(agrees(as_text(one), value) for one in ropes)


def _doubt(reading: Reading, call: Call, row: ChangesObject) -> str:
    """What makes it doubtful that what a call drops is somebody's: "" where nothing does.

    A data set that is old is in use all the same, and so are all but a few that are named.
    """
    if row.verb is Verb.DROP and keeps_none_before(
        reading, call.node, *taken_in_turn(reading, call)
    ):
        return "name"
    if row.verb is Verb.DROP and aged_among_all(
        reading, call, row.store, taken_by(reading, call, row)
    ):
        return "name"
    if not _is_nobodys(reading, call, row):
        return "name" if spares_a_few(reading, call) else ""
    whole = row.what is ObjectKind.SCHEMA and not wraps(reading, call, row, "")
    aged = whole and picked_out(reading, call, taken_by(reading, call, row)) == AGE
    return "name" if aged else _NOBODYS


def _is_nobodys(reading: Reading, call: Call, row: ChangesObject) -> bool:
    """Whether what is dropped was picked, made or handed over by somebody who knew what it is."""
    if chosen_in_a_loop(reading, call) or wraps(reading, call, row, ""):
        return True
    if row.verb is not Verb.DROP:
        return False
    taken = taken_by(reading, call, row)
    chosen = taken is not None and leaves_out(reading, taken)
    return chosen or bool(picked_out(reading, call, taken))


def _onward(reading: Reading, call: Call) -> tuple[Scope, str]:
    """Which rows the methods leave that are called on what the call gives."""
    node = call.node
    while (above := node.parent) is not None and above.type in ("attribute", "call"):
        if above.type == "call" and above.child_by_field_name("function") != node:
            break
        node = above
    found = objects(reading).of(node)
    scope = either(one.scope for one in found) if found else Scope.UNKNOWN
    return scope, next((one.reason for one in found if one.reason), "")
