"""Whether a call is the one that a row of a store is about: on what, when, how surely."""

from __future__ import annotations

from msgspec import Struct
from tree_sitter import Node

from guardrail.effects import Scope, Verb
from guardrail.effects.guarding import FOR_ONE
from guardrail.frontends.python.conditions import (
    ANYTHING,
    GIVEN,
    given,
    is_left_out,
    may_be,
    possibly,
    said,
)
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.one_forgotten import forgets_one
from guardrail.frontends.python.readers.narrowing.joined_texts import may_leave_all
from guardrail.frontends.python.reading import Reading, Stated
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.things import Thing
from guardrail.frontends.python.values.as_called import gives_as_called
from guardrail.frontends.python.values.unfolding import put_on_some_ways
from guardrail.knowledge.python.kinds import RECEIVER, ChangesData, ChangesObject, Inside, OfKind
from guardrail.knowledge.python.rows import Argument
from guardrail.model import Confidence
from guardrail.patterns import late

_SIGNS = late(r"[\W_]+")
_SHORTEST = 3
_DATABASE = "database"
_SOME = frozenset((Scope.FILTERED, Scope.KEYED))
"""What an object is called that holds tables of SQL."""


class Case(Struct, frozen=True):
    """That a row is about a call: on what, how surely, behind which conditions.

    `place` is what makes it so where that stands elsewhere: what is set on the object later.
    `forgets` says that the function around was told which one is meant, and never asks for it.
    """

    things: tuple[Thing, ...]
    confidence: Confidence
    guards: tuple[str, ...]
    place: Node | None = None
    forgets: bool = False


def case_of(reading: Reading, call: Call, row: OfKind) -> Case | None:
    """The case that a row is about a call, `None` where it is none of the row's."""
    things: tuple[Thing, ...] = ()
    confidence = Confidence.HIGH
    if row.on:
        owner = _owner(reading, call, row)
        if owner is None:
            return None
        found = objects(reading).of(owner)
        things = tuple(one for one in found if one.kind in row.on)
        if things and _is_about_all(row) and all(one.scope in _SOME for one in things):
            return None
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
                or _named_with_it(call, row)
            )
            confidence = Confidence.MEDIUM if beside else Confidence.LOW
    guards: list[str] = []
    place: Node | None = None
    forgets = False
    for argument, values in row.when:
        name = argument.keyword if isinstance(argument, Argument) else argument
        node = call.keywords.get(name)
        outside = node is not None and not _within(node, call)
        if (
            node is not None
            and outside
            and (node.start_byte >= call.node.end_byte or saves_before(row))
        ):
            place = node.parent
        sometimes = _put_sometimes(reading, call, name, values)
        if sometimes is not None:
            # `if whole: options["delete_all"] = True`, before `delete(**options)`.
            guards += reading.stated(sometimes)["guards"]
            confidence = min(confidence, Confidence.MEDIUM)
        elif not given(reading, call, argument, values):
            wanted = _named(argument)
            as_called = (gives_as_called(reading, call.argument(wanted), one) for one in values)
            if not possibly(reading, call, argument, values) and not any(as_called):
                return None
            confidence = min(confidence, Confidence.MEDIUM)
    for argument, values in row.spared:
        spared = given(reading, call, argument, values)
        if values == GIVEN and forgets_one(reading, call):
            forgets, confidence = True, min(confidence, Confidence.MEDIUM)
        elif spared:
            if values != ANYTHING or not _may_pick_all(reading, call, argument):
                return None
            confidence = min(confidence, Confidence.MEDIUM)
        elif values == GIVEN and (node := call.argument(_named(argument))) is not None:
            # Whoever agreed to `remove(index, tenant)` hasn't agreed to what `clear(index)` does.
            guards += [FOR_ONE] if is_left_out(reading, node) else []
        elif spared is None:
            guards.append(f"unless {said(reading, call, argument)}")
    return Case(things, confidence, tuple(guards), place, forgets)


def _named(argument: str | Argument) -> Argument:
    return argument if isinstance(argument, Argument) else Argument(-1, argument)


def _may_pick_all(reading: Reading, call: Call, argument: str | Argument) -> bool:
    """Whether what picks some is joined from a list in which there may be nothing."""
    node = call.argument(_named(argument))
    return node is not None and may_leave_all(reading, node)


def _put_sometimes(reading: Reading, call: Call, name: str, values: tuple[str, ...]) -> Node | None:
    """A value that a row asks for where it is put on some ways into what a call unpacks."""
    if not call.double_stars or not name or name in call.keywords:
        return None
    put = (put_on_some_ways(reading, call) or {}).get(name)
    return put if put is not None and may_be(reading, put, values) else None


def _is_about_all(row: OfKind) -> bool:
    """Whether a row is about what a call is given as a whole: `rollback(every_migration)`."""
    return isinstance(row, ChangesObject) and row.by != RECEIVER


def _within(node: Node, call: Call) -> bool:
    return call.node.start_byte <= node.start_byte < call.node.end_byte


def saves_before(row: object) -> bool:
    """Whether a row's method is given what was set before: there it stands what is given up."""
    return isinstance(row, ChangesObject) and row.saves


def stated_of(reading: Reading, call: Call, case: Case) -> Stated:
    """What is said of a change besides what it changes: where it stands, how sure it is."""
    stated = reading.stated(case.place or call.node, case.confidence)
    guards = (*stated["guards"], *case.guards)
    return {
        "span": stated["span"],
        "evidence": stated["evidence"],
        "confidence": stated["confidence"],
        "guards": guards,
    }


def takes_filter(row: ChangesData) -> bool:
    """Whether a row's call is given a filter: which of the rows it is about."""
    if isinstance(row.filter, Inside):
        return True
    return bool(row.filter.keyword) or row.filter.position >= 0


def _named_in(reading: Reading, row: OfKind) -> bool:
    """Whether a module speaks of the store that a method of one name only empties: `flushall`."""
    empties = isinstance(row, ChangesData) and row.verb is Verb.TRUNCATE and not takes_filter(row)
    if not empties:
        return False
    facts, key = reading.module.facts, f"speaks of {row.store}"
    if key not in facts:
        facts[key] = row.store in reading.module.plain.lower()
    return bool(facts[key])


def _named_with_it(call: Call, row: OfKind) -> bool:
    """Whether a method of such a name is given what a row asks for by the name that it has there.

    `drop_all_tables(with_all_data=True)` is nobody else's than Pony's.
    """
    asked = [one.keyword if isinstance(one, Argument) else one for one, _ in row.when]
    return bool(asked) and all(one in call.keywords for one in asked)


def _takes_nothing(row: OfKind) -> bool:
    """Whether a row's method always means every row: `User.delete_all()` of Beanie."""
    if not isinstance(row, ChangesData) or row.verb is not Verb.DELETE:
        return False
    return not (row.picks or row.each or takes_filter(row))


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
