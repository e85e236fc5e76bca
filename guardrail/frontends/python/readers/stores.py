"""What calls on objects of a store change: documents, keys, points; collections, databases."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.effects.guarding import AS_CALLED
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.choices import picked
from guardrail.frontends.python.conditions import given, possibly, said
from guardrail.frontends.python.objects import objects
from guardrail.frontends.python.plain_values import agrees, found_under, plain_value
from guardrail.frontends.python.readers.absence import where_absent
from guardrail.frontends.python.readers.argv import command_line, in_quotes
from guardrail.frontends.python.readers.chosen import chosen_in_a_loop
from guardrail.frontends.python.readers.from_requests import command_from_request
from guardrail.frontends.python.readers.handing_on import handed_on
from guardrail.frontends.python.readers.loops import looped_over
from guardrail.frontends.python.readers.managed import managed_resource, taken_by, wraps
from guardrail.frontends.python.readers.model_tools import run_for_model
from guardrail.frontends.python.readers.picking import picked_out
from guardrail.frontends.python.readers.policies import allows_everything
from guardrail.frontends.python.readers.reach import either
from guardrail.frontends.python.readers.selections import all_arguments, selected, values_inside
from guardrail.frontends.python.readers.targets import targets_of
from guardrail.frontends.python.readers.written_queries import query_of_others, sql_run
from guardrail.frontends.python.reading import Reading, Stated
from guardrail.frontends.python.sql_shape import looks_like_sql
from guardrail.frontends.python.strings.rope import gap, only_hole, plain
from guardrail.frontends.python.things import Thing
from guardrail.frontends.python.unfolding import saving
from guardrail.knowledge.python.kinds import (
    EVERY_ACTION,
    RECEIVER,
    ChangesData,
    ChangesObject,
    Inside,
    OfKind,
    RunsQuery,
)
from guardrail.knowledge.python.rows import NOWHERE, Argument
from guardrail.model import Confidence
from guardrail.stream import Item

_SIGNS = re.compile(r"[\W_]+")
_SHORTEST = 3
_DATABASE = "database"
"""What an object is called that holds tables of SQL."""
_UNSCOPED = (Scope.NONE, Scope.TAUTOLOGY)


class _Case(Struct, frozen=True):
    """That a row is about a call: on what, how surely, behind which conditions.

    `place` is what makes it so where that stands elsewhere: what is set on the object later.
    """

    things: tuple[Thing, ...]
    confidence: Confidence
    guards: tuple[str, ...]
    place: Node | None = None


def changes_data(reading: Reading, call: Call, row: ChangesData) -> list[Item] | None:
    """The rows of a store that a call changes, `None` where it is none of the row's."""
    case = _case(reading, call, row)
    if case is None:
        return None
    scope, reason = selected(reading, call, row) if _filters(row) else (Scope.NONE, "")
    if row.each:
        around = looped_over(reading, call)
        if around is None:
            return None
        scope, reason = around
        scope = picked(reading.module, call.node, scope)
    elif row.onward:
        scope, reason = _onward(reading, call)
    elif row.picks:
        scope, reason = all_arguments(reading, call)
    elif not _filters(row) and case.things:
        scope = either(
            picked(reading.module, call.node, one.scope) if one.looped else one.scope
            for one in case.things
        )
        reason = next((one.reason for one in case.things if one.reason), "")
    if scope is Scope.NONE and isinstance(row.target, Argument) and not _filters(row):
        # The queues that a name picks: `for name in (n for n in names if n.startswith("tmp."))`.
        node = call.argument(row.target) if row.target.position >= 0 else None
        if node is not None and not reading.texts(node) and picked_out(reading, call, node):
            scope = Scope.UNKNOWN
    if row.refuses and scope is not Scope.TAUTOLOGY:
        return None
    if row.each and scope not in (*_UNSCOPED, Scope.UNKNOWN):
        return None
    if not case.things and row.on and scope not in _UNSCOPED:
        return None
    if isinstance(row.target, str) and not _filters(row) and handed_on(reading, call, None):
        case = replace(case, guards=(*case.guards, AS_CALLED))
    return [
        DataChange(
            **_stated(reading, call, case),
            verb=row.verb,
            target=name,
            scope=scope,
            reason=reason,
            by_source=row.by_source,
            recoverable=row.recoverable,
            dialect=row.store,
        )
        for name in targets_of(reading, call, row, case.things) or ("",)
    ]


def changes_object(reading: Reading, call: Call, row: ChangesObject) -> list[Item] | None:
    """What a call drops or replaces, `None` where it is none of the row's."""
    if row.saves:
        call = saving(reading, call)
    case = _case(reading, call, row)
    if case is None or (row.makes and where_absent(reading, call.node)):
        return None
    names = targets_of(reading, call, row, case.things)
    if not names:
        return None
    if isinstance(row.what, ObjectKind):
        part = bool(case.things) and all(one.scope is Scope.KEYED for one in case.things)
        if part or (not any(names) and _is_nobodys(reading, call, row)):
            case = replace(case, confidence=Confidence.LOW)
        holder = reading.known(call.argument(row.table)) if row.table != NOWHERE else ""
        alone = row.what in (ObjectKind.DATABASE, ObjectKind.SCHEMA)
        return [
            SchemaChange(
                **_stated(reading, call, case),
                verb=row.verb,
                kind=row.what,
                table=holder or ("" if alone or row.table != NOWHERE else name),
                name=name,
                new_name=reading.known(call.argument(row.new_name)),
                replace=row.verb is Verb.CREATE,
                recoverable=row.recoverable,
                dialect=row.store,
            )
            for name in names
        ]
    given_up = tuple(what for *place, what in row.protections if _gives(reading, call, *place))
    if not given_up and any("." in argument for argument, _, _ in row.protections):
        return None
    return [
        managed_resource(
            reading, call, row, _stated(reading, call, case), name=name, given_up=given_up
        )
        for name in names
    ]


def runs_query(reading: Reading, call: Call, row: RunsQuery) -> list[Item] | None:
    """The texts that a call runs in a store's own language, `None` where it runs none."""
    case = _case(reading, call, row)
    argument = call.argument(row.text.argument if isinstance(row.text, Inside) else row.text)
    if case is None or argument is None:
        return None
    if isinstance(row.text, Inside):
        told = [
            one
            for held in values_inside(reading, argument, *row.text.key.split("|"))
            for one in _texts_of(reading, held)
        ]
        ropes = [rope for one in told for rope in reading.builder.variants(one)]
        texts = [rope for rope in ropes if not only_hole(rope)]
        return [reading.embedded(row.language, rope, call) for rope in texts] or None
    if row.typed_into:
        return _typed_into(reading, call, case, argument)
    found = _by_others(reading, call, argument) if row.language == "shell" else []
    words = reading.builder.flow.elements(argument) if row.language == "shell" else None
    if row.spread:
        words = call.positional
    if words:
        first = [reading.constant(row.program, call.function)] if row.program else []
        line = command_line([*first, *(reading.builder.text(word) for word in words)])
        return [reading.embedded(row.language, line, call)]
    ropes = [
        rope
        for rope in reading.builder.variants(argument)
        if not only_hole(rope) and re.match(row.like, plain(rope))
    ]
    if row.language == "sql":
        found += [sql_run(reading, call, rope) for rope in ropes]
    else:
        found += [reading.embedded(row.language, rope, call) for rope in ropes]
        found += query_of_others(reading, call, ropes) if row.language != "shell" else []
    return found or None


def _by_others(reading: Reading, call: Call, argument: Node) -> list[Item]:
    """That a model writes a command line, or somebody outside a part of it."""
    by_model = run_for_model(reading, call, argument, "a command line")
    told = by_model or command_from_request(reading, call, argument)
    return [told] if told is not None else []


def _texts_of(reading: Reading, held: Node) -> list[Node]:
    """The texts in a list, or the one in a dictionary: `{"cmd": "rm -rf /srv", "chdir": "/"}`."""
    value = reading.builder.flow.value(held) or held
    if value.type == "dictionary":
        pairs = dict(reading.builder.flow.pairs(value))
        return [pairs["cmd"]] if "cmd" in pairs else []
    return reading.builder.flow.elements(held) or [held]


def _gives(reading: Reading, call: Call, argument: str, value: str) -> bool:
    """Whether an argument has a value, or one inside it: "body.enabled"."""
    name, dot, key = argument.partition(".")
    if not dot:
        return given(reading, call, argument, (value,)) is True
    position = int(name) if name.isdigit() else -1
    node = call.argument(Argument(position, name))
    if node is None:
        return False
    plain = plain_value(reading, node)
    if value == EVERY_ACTION:
        return allows_everything(plain)
    if not key:
        return agrees(plain, value)
    return any(agrees(one, value) for one in found_under(plain, key))


def _is_nobodys(reading: Reading, call: Call, row: ChangesObject) -> bool:
    """Whether what is dropped was picked, made or handed over by somebody who knew what it is."""
    if chosen_in_a_loop(reading, call) or wraps(reading, call, row, ""):
        return True
    return row.verb is Verb.DROP and bool(picked_out(reading, call, taken_by(call, row)))


def _typed_into(reading: Reading, call: Call, case: _Case, argument: Node) -> list[Item] | None:
    """The programs that a line is typed into, each with the line as its input."""
    text = reading.builder.text(argument)
    unknown = "psql" if looks_like_sql(plain(text), True) else "bash"
    programs = {next(iter(one.parts), "") or unknown for one in case.things}
    if only_hole(text) or not programs:
        return None
    return [
        reading.embedded(
            "shell",
            (*reading.constant(one, call.function), gap(" <<< "), *in_quotes(text)),
            call,
        )
        for one in sorted(programs)
    ]


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


def _filters(row: ChangesData) -> bool:
    if isinstance(row.filter, Inside):
        return True
    return bool(row.filter.keyword) or row.filter.position >= 0


def _stated(reading: Reading, call: Call, case: _Case) -> Stated:
    stated = reading.stated(case.place or call.node, case.confidence)
    guards = (*stated["guards"], *case.guards)
    return {
        "span": stated["span"],
        "evidence": stated["evidence"],
        "confidence": stated["confidence"],
        "guards": guards,
    }


def _case(reading: Reading, call: Call, row: OfKind) -> _Case | None:
    things: tuple[Thing, ...] = ()
    confidence = Confidence.HIGH
    if row.on:
        owner = _owner(reading, call, row)
        if owner is None:
            return None
        found = objects(reading).of(owner)
        things = tuple(one for one in found if one.kind in row.on)
        if things and not any(one.sure for one in things):
            if _takes_nothing(row) and call.positional:
                return None
            confidence = Confidence.MEDIUM
        if not things:
            if any(one.sure for one in found) or not row.unmistakable or _others(call, row):
                return None
            beside = (
                not reading.names.packages.isdisjoint(row.beside)
                or _spoken_of(reading, owner, row.store or _DATABASE)
                or _named_in(reading, row)
            )
            confidence = Confidence.MEDIUM if beside else Confidence.LOW
    guards: list[str] = []
    place: Node | None = None
    for argument, values in row.when:
        name = argument.keyword if isinstance(argument, Argument) else argument
        node = call.keywords.get(name)
        if node is not None and node.start_byte >= call.node.end_byte:
            place = node.parent
        if not given(reading, call, argument, values):
            if not possibly(reading, call, argument, values):
                return None
            confidence = min(confidence, Confidence.MEDIUM)
    for argument, values in row.spared:
        spared = given(reading, call, argument, values)
        if spared:
            return None
        if spared is None:
            guards.append(f"unless {said(reading, call, argument)}")
    return _Case(things, confidence, tuple(guards), place)


def _named_in(reading: Reading, row: OfKind) -> bool:
    """Whether a module speaks of the store that a method of one name only empties: `flushall`."""
    empties = isinstance(row, ChangesData) and row.verb is Verb.TRUNCATE and not _filters(row)
    if not empties:
        return False
    facts, key = reading.module.facts, f"speaks of {row.store}"
    if key not in facts:
        facts[key] = row.store in reading.module.plain.lower()
    return bool(facts[key])


def _takes_nothing(row: OfKind) -> bool:
    """Whether a row's method always means every row: `User.delete_all()` of Beanie."""
    if not isinstance(row, ChangesData) or row.verb is not Verb.DELETE:
        return False
    return not (row.picks or row.each or _filters(row))


def _others(call: Call, row: OfKind) -> bool:
    """Whether a call picks its rows by an argument that the row's method doesn't have.

    Prisma's `delete_many(where=…)` is called like PyMongo's `delete_many(filter)`.
    """
    if not isinstance(row, ChangesData) or isinstance(row.filter, Inside) or call.positional:
        return False
    foreign = bool(call.keywords) and not call.double_stars
    return foreign and bool(row.filter.keyword) and call.argument(row.filter) is None


def _spoken_of(reading: Reading, owner: Node, store: str) -> bool:
    """Whether a store is spoken of by a word of an expression: `mongo_client`, `self.redis`."""
    words = _SIGNS.sub(" ", reading.module.short(owner, 80)).lower().split()
    return any(len(word) > _SHORTEST and store.startswith(word) for word in words)


def _owner(reading: Reading, call: Call, row: OfKind) -> Node | None:
    """What has to be of a kind: the receiver of a method, or an argument."""
    return call.argument(row.by) if row.by != RECEIVER else reading.matching.owner(call)
