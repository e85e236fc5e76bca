"""From rows of knowledge to the functions that read their calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from guardrail.effects import (
    DataChange,
    Effect,
    FileChange,
    ResourceChange,
    SchemaChange,
)
from guardrail.frontends.python.found import Found, InMigration, Said
from guardrail.frontends.python.functions.handed import Run
from guardrail.frontends.python.guarding.accounts_of_tests import in_account
from guardrail.frontends.python.guarding.apps_of_tests import made_for_production
from guardrail.frontends.python.guarding.emulators import in_emulator
from guardrail.frontends.python.guarding.taken_back import held_back
from guardrail.frontends.python.late_readers import reader_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.empty_cutoffs import cut_at_now
from guardrail.frontends.python.readers.narrowing.empty_patterns import matching_all
from guardrail.frontends.python.readers.narrowing.kept_on_failure import lost_on_failure
from guardrail.frontends.python.readers.narrowing.refused_options import unless_refused
from guardrail.frontends.python.readers.narrowing.unchecked_copies import copied_unchecked
from guardrail.frontends.python.readers.picking.newest_rows_gone import (
    newest_gone,
    young_of_store,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.addresses import leads_to
from guardrail.frontends.python.receivers.attached import outside_memory
from guardrail.frontends.python.receivers.named_addresses import of_machines
from guardrail.frontends.python.values.made_up import made_up
from guardrail.frontends.python.values.unfolding import unfolded
from guardrail.kept_files import names_store
from guardrail.knowledge.python import kinds, rows
from guardrail.model import Confidence, Environment, EnvironmentKind, Step
from guardrail.project.environment import classify
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Embedded

_ON_STORES = (
    rows.RunsText,
    rows.ChangesRows,
    rows.ChangesSchema,
    rows.ReplacesTable,
    rows.ChangesResource,
    kinds.OfKind,
)
_WHOLE = (
    rows.RunsText,
    rows.RunsProgram,
    rows.ChangesRows,
    rows.ChangesSchema,
    rows.Runs,
    kinds.RunsQuery,
)


def read_call(reading: Reading, call: Call, cases: Iterable[rows.Row] = ()) -> Found | None:
    """What a call does, by the first row that has something to say of it.

    `cases` are the rows of a call that isn't known by its name. What is only told in a migration
    counts where no row has more, and hides nothing inside it. What is called on an object that is
    surely known counts before what the name and the shape of a call say, and those before what a
    class of another module may be. That somebody else writes a part of a query is told besides.
    """
    known = sorted(cases or reading.matching.rows(call), key=_rank)
    found = _first_told(reading, call, known)
    parts: list[Said] = []
    for row in known:
        # Rows of several libraries may be about one call: it is told once.
        parts += [one for one in _part(reading, call, row) if one not in parts]
    if not parts:
        return found
    said = [*found.items, *parts] if found is not None else parts
    end = found.end if found is not None else call.function.end_byte
    return Found(call.node.start_byte, end, said)


def _part(reading: Reading, call: Call, row: rows.Row) -> Sequence[Said]:
    if isinstance(row, rows.SetsFields):
        from guardrail.frontends.python.readers.databases.set_fields import sets_fields

        return sets_fields(reading, call, row) or ()
    if not isinstance(row, rows.TakesPart):
        return ()
    from guardrail.frontends.python.readers.databases.written_queries import part_of_query

    return part_of_query(reading, unfolded(reading, call), row) or ()


def _first_told(reading: Reading, call: Call, known: Iterable[rows.Row]) -> Found | None:
    start, within = call.node.start_byte, call.function.end_byte
    if call.kept:
        called = call.node.child_by_field_name("function")
        within = called.end_byte if called is not None else call.node.end_byte
    call = unfolded(reading, call)
    quiet: Found | None = None
    presumed: Found | None = None
    for row in known:
        read = reader_of(type(row))
        items = read(reading, call, row) if read is not None else None
        if not items and isinstance(row, kinds.ChangesData):
            items = young_of_store(reading, call, row)
        if not items:
            continue
        if isinstance(row, kinds.OfKind):
            items = _placed(reading, items, made_up(reading, call, row))
            if isinstance(row, kinds.RunsQuery) and (hosts := call.argument(row.hosts)) is not None:
                items = _placed(reading, items, of_machines(reading, hosts))
            if isinstance(row, kinds.ChangesData) and row.store == "cache":
                items = _placed(reading, items, _of_cache(reading, call))
        if isinstance(row, _ON_STORES):
            items = matching_all(reading, call, cut_at_now(reading, call, items))
            items = unless_refused(reading, call, items)
            items = in_emulator(reading, _placed(reading, items, leads_to(reading, call)))
            if reading.in_test:
                items = _placed(reading, items, made_for_production(reading))
                items = in_account(reading, call, items)
            items = newest_gone(reading, call, lost_on_failure(reading, call, items))
            items = copied_unchecked(reading, call, items)
            items = held_back(reading, call, items)
        if isinstance(row, kinds.OfKind) and not _sure(items):
            presumed = presumed or Found(start, within, [*items])
        elif not all(isinstance(item, InMigration) for item in items):
            end = call.node.end_byte if isinstance(row, _WHOLE) else within
            return Found(start, end, [*items])
        else:
            quiet = quiet or Found(start, within, [*items])
    return presumed or quiet


def _of_cache(reading: Reading, call: Call) -> Environment:
    from guardrail.frontends.python.readers.databases.aliases import of_cache

    return of_cache(reading, call)


def _placed(reading: Reading, items: Sequence[Said], where: Environment) -> Sequence[Said]:
    """What a call does, where that is known of what it is called on."""
    return items if where == Environment() else [_at(reading, item, where) for item in items]


def _at(reading: Reading, item: Said, where: Environment) -> Said:
    if isinstance(item, Embedded) and item.source.surroundings.environment == Environment():
        if outside_memory(reading, item.source.text, where):
            return item
        around = replace(item.source.surroundings, environment=where)
        return Embedded(replace(item.source, surroundings=around))
    if not isinstance(item, (DataChange, ResourceChange, SchemaChange)):
        return item
    if item.environment != Environment():
        return item
    if isinstance(item, SchemaChange) and where.kind is EnvironmentKind.LOCAL:
        # A database of tests on this machine: `client.drop_database("shop_test")`.
        where = classify(host="localhost", database=item.name.partition(".")[0])
    return replace(item, environment=where)


def _rank(row: rows.Row) -> int:
    """What is written into a file says more than that it is; what is known of an object as well.

    That a file goes whatever has become of it says more than that it goes.
    """
    if isinstance(row, (rows.WritesWatchedFile, kinds.GoesAtAnyRate)):
        return 0
    return 1 if isinstance(row, kinds.OfKind) else 2


def _sure(items: Sequence[Said]) -> bool:
    return any(
        isinstance(one, Embedded) or (isinstance(one, Effect) and one.confidence is Confidence.HIGH)
        for one in items
    )


def led_to(reading: Reading, run: Run) -> Found | None:
    """What the call of a function of the project does, with the way that leads there."""
    found = read_call(reading, run.call, (run.row,))
    if found is None:
        return None
    steps = run.steps(reading)
    items = [by_way_of(item, steps, run.guards) for item in found.items if not aimless(item)]
    return replace(found, items=items) if items else None


def aimless(item: Said) -> bool:
    """Whether a file is meant of which it isn't known where: the function tells its deletion."""
    if not isinstance(item, FileChange):
        return False
    if item.path.startswith("${"):
        return not names_store(item.path)
    return not item.path or item.path.startswith(HOLE_WORD)


def by_way_of(item: Said, steps: tuple[Step, ...], guards: tuple[str, ...]) -> Said:
    """What is done at the end of a way, told with it and with what holds it back there."""
    if isinstance(item, Embedded):
        source, via = item.source, (*item.source.via[:-1], *steps)
        around = source.surroundings
        around = replace(around, guards=(*around.guards, *guards)) if guards else around
        return Embedded(replace(source, via=via, surroundings=around))
    if isinstance(item, Effect):
        return replace(item, via=(*steps, *item.via), guards=(*item.guards, *guards))
    return item
