"""Reads one module: locates calls, reads them, and assembles what they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from msgspec.structs import replace

from guardrail import screen
from guardrail.definitions import Needs
from guardrail.effects import Effect
from guardrail.frontends.python.alembic.migration import alembic_migrations
from guardrail.frontends.python.dispatch import led_to, read_call
from guardrail.frontends.python.evaluation.anew import read_anew
from guardrail.frontends.python.evaluation.evaluator import Evaluator
from guardrail.frontends.python.evaluation.regions import found_by_words
from guardrail.frontends.python.found import Found, Migration
from guardrail.frontends.python.functions.bound_commands import bound_commands
from guardrail.frontends.python.functions.call_by_call import CallByCall
from guardrail.frontends.python.functions.depending import is_open
from guardrail.frontends.python.functions.handed_filters import emptied, handed_filters
from guardrail.frontends.python.functions.kept import kept_calls
from guardrail.frontends.python.functions.left_to_callers import Alone, LeftToCallers
from guardrail.frontends.python.functions.returned import aerich_migrations, returned_texts
from guardrail.frontends.python.functions.task_actions import task_actions
from guardrail.frontends.python.functions.wrappers import Disguised
from guardrail.frontends.python.guarding.idle_dry_runs import idle_dry_runs
from guardrail.frontends.python.locate import located
from guardrail.frontends.python.marginalia import (
    broken_regions,
    spoken_comments,
    unread_regions,
)
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.upward_cascades import upward_cascades
from guardrail.frontends.python.readers.secrets.credentials import written_logins, written_secrets
from guardrail.frontends.python.readers.secrets.told_secrets import told_secrets
from guardrail.frontends.python.reading import Reading, reading_of
from guardrail.frontends.python.receivers.ways_abroad import longest, needed_objects
from guardrail.frontends.python.source.tree import TooDeep
from guardrail.frontends.python.spoken_dialect import in_dialect
from guardrail.frontends.python.units import Assembly, outermost
from guardrail.model import Confidence, Source
from guardrail.settings import Settings
from guardrail.stream import Item, Unanalysed

_MOST_CALLS = 8_000
"""Calls of a module that are looked at. A megabyte of nothing else has some 30,000."""
_MOST_FOUND = 4_000
"""Calls that do something. A megabyte of nothing else takes five seconds with so many of them."""


def read_module(source: Source, settings: Settings) -> Iterator[Item]:
    """The items of a module that the screen has kept."""
    try:
        reading = reading_of(source, settings)
    except TooDeep:
        whole = source.span(0, len(source.text))
        yield Unanalysed(whole, "it is nested more deeply than Python allows")
        return
    try:
        yield from _items(reading)
    finally:
        reading.let_go()


def _items(reading: Reading) -> Iterator[Item]:
    source, module, names = reading.source, reading.module, reading.names
    builder, matching = reading.builder, reading.matching
    own = aerich_migrations(reading)
    migrations = [*_of_django(reading), *(own or alembic_migrations(reading))]
    regions = broken_regions(module)
    taken = {start for migration in migrations for start in migration.taken}
    calls, kept = located(module, names, reading.settings)
    more = [*kept_calls(reading, kept, calls), *bound_commands(reading, calls)]
    if more:
        calls = sorted([*calls, *more], key=lambda call: call.node.start_byte)
    calls = [call for call in calls if call.node.start_byte not in taken]
    calls, rest = calls[:_MOST_CALLS], calls[_MOST_CALLS:]
    disguised = Disguised(reading, calls)
    read, unread = _read(reading, [call for call in calls if not disguised.explains(call)])
    led = [led_to(reading, run) for run in disguised.runs]
    by_call = CallByCall(reading)
    for run, alone in zip(disguised.runs, led, strict=True):
        by_call.read(run.call, (run.row,), alone)
    for call, alone in read:
        by_call.read(call, matching.rows(call), alone)
    runs = zip(disguised.runs, led, strict=True)
    by_itself: list[Alone] = [(run.call, (run.row,), one) for run, one in runs if one is not None]
    by_itself += [(call, matching.rows(call), one) for call, one in read if one is not None]
    handed = LeftToCallers(reading, by_call, by_itself)
    evaluator = Evaluator(reading)
    explained = [] if _tells(led) or by_call.settled else filter(disguised.explains, calls)
    read = _evaluated(evaluator, [*read, *((one, None) for one in explained)], by_call, handed.gone)
    told = [one for one in (*_joined(led), *_merged(read)) if one and one.start not in handed.gone]
    found = outermost([*told, *by_call.found, *emptied(reading)])
    found += returned_texts(reading, own)
    found += task_actions(reading)
    found += [*idle_dry_runs(reading, found), *upward_cascades(reading)]
    found += _by_words(evaluator, found)
    found = [_less_sure(one, regions) for one in found]
    stream = Assembly(reading, found, migrations).stream()
    yield from in_dialect(module, stream) if migrations else stream
    yield from disguised.definitions
    yield from handed.definitions
    yield from handed_filters(reading, read)
    abroad = longest(needed_objects(reading))
    if builder.needs or abroad:
        yield Needs(tuple(builder.needs), abroad)
    yield from spoken_comments(module)
    yield from unread_regions(module, regions, found)
    for call in (*unread, *rest)[:1]:
        left = source.span(call.node.start_byte, len(source.text))
        yield Unanalysed(left, "there are more calls here than can be judged")
    if disguised.lost:
        whole = source.span(0, len(source.text))
        yield Unanalysed(whole, "functions run what they are given on more ways than can be told")
    if builder.spent or builder.flow.lost:
        whole = source.span(0, len(source.text))
        yield Unanalysed(whole, "its texts unfold into more than can be judged")


def _of_django(reading: Reading) -> Sequence[Migration]:
    if "Migration" not in reading.module.plain:
        return ()
    from guardrail.frontends.python.django.migration import django_migrations

    return django_migrations(reading)


def _by_words(evaluator: Evaluator, found: Sequence[Found]) -> list[Found]:
    """What words of the text tell, besides what was found: settings, secrets."""
    reading = evaluator.reading
    more = [*_loosened(reading)]
    more += written_secrets(reading, [*found, *more])
    more += written_logins(reading, [*found, *more])
    more += told_secrets(reading)
    if reading.in_test:
        return more
    return [*more, *found_by_words(evaluator, _loosened, told_secrets, more)]


def _loosened(reading: Reading) -> Iterable[Found]:
    if not screen.loosening_places(reading.module.text):
        return ()
    from guardrail.frontends.python.readers.loosened import loosened

    return loosened(reading)


def _read(
    reading: Reading, calls: Sequence[Call]
) -> tuple[list[tuple[Call, Found | None]], Sequence[Call]]:
    """What calls do, each by itself, and the calls that come after so many that do something."""
    read: list[tuple[Call, Found | None]] = []
    found = 0
    for number, call in enumerate(calls):
        if found >= _MOST_FOUND:
            return read, calls[number:]
        one = read_call(reading, call)
        found += one is not None
        if one is not None and call.doubted:
            one = _doubted(one)
        read.append((call, one))
    return read, ()


def _tells(led: Iterable[Found | None]) -> bool:
    """Whether it is known of a function that is told what to run what that is."""
    return any(not all(map(is_open, one.items)) for one in led if one is not None)


def _evaluated(
    evaluator: Evaluator,
    read: list[tuple[Call, Found | None]],
    by_call: CallByCall,
    gone: Set[int],
) -> list[tuple[Call, Found | None]]:
    """What calls do, with what is found out by evaluating what those are given that stay open.

    Not in tests: what these hand on is made up, and they are half of many projects.
    """
    if evaluator.reading.in_test:
        return read
    settled = by_call.settled | gone
    left = [
        place
        for place, (call, alone) in enumerate(read)
        if call.node.start_byte not in settled
        and (alone is None or all(is_open(item) for item in alone.items))
    ]
    anew = read_anew(evaluator, [read[place] for place in left], by_call.taken)
    told = [*read]
    for place, found in anew.items():
        told[left[place]] = (read[left[place]][0], found)
    return told


def _joined(led: Sequence[Found | None]) -> list[Found]:
    """What calls of the project's functions do, as one where a function does one thing and another.

    To the bin, and deleted where there is none.
    """
    held: dict[tuple[int, int], Found] = {}
    for one in led:
        if one is not None:
            before = held.get((one.start, one.end))
            items = [*before.items, *one.items] if before is not None else one.items
            held[one.start, one.end] = replace(one, items=items)
    return [*held.values()]


def _merged(read: Sequence[tuple[Call, Found | None]]) -> list[Found]:
    """What was found, as one where a call is of several functions that were kept."""
    held: dict[int, Found] = {}
    found: list[Found] = []
    for call, one in read:
        if one is None:
            continue
        if call.kept and call.node.id in held:
            items = held[call.node.id].items
            items.extend(item for item in one.items if item not in items)
            continue
        found.append(held.setdefault(call.node.id, one) if call.kept else one)
    return found


def _less_sure(found: Found, regions: Sequence[tuple[int, int]]) -> Found:
    """What stands in a broken region may be something else than it looks like."""
    if not any(start <= found.start < end for start, end in regions):
        return found
    return _doubted(found)


def _doubted(found: Found) -> Found:
    items = [
        replace(item, confidence=min(item.confidence, Confidence.MEDIUM))
        if isinstance(item, Effect)
        else item
        for item in found.items
    ]
    return replace(found, items=items)
