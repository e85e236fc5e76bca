"""From rows of knowledge to the functions that read their calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from guardrail.effects import (
    DataChange,
    Effect,
    FileChange,
    ObjectKind,
    ResourceChange,
    SchemaChange,
)
from guardrail.frontends.python.alembic.operations import alembic_operation, inserted_rows
from guardrail.frontends.python.django.editors import edited_schema
from guardrail.frontends.python.django.operations import operation_effects
from guardrail.frontends.python.django.run_sql import sql_elsewhere
from guardrail.frontends.python.django.tables import app_of, tables_for
from guardrail.frontends.python.found import Found, InMigration, Said
from guardrail.frontends.python.functions.handed import Run
from guardrail.frontends.python.guarding.accounts_of_tests import in_account
from guardrail.frontends.python.guarding.apps_of_tests import made_for_production
from guardrail.frontends.python.guarding.taken_back import held_back
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.clouds.firewalls import opens_ports
from guardrail.frontends.python.readers.clouds.resources import changes_resource
from guardrail.frontends.python.readers.code.code_run import runs_code
from guardrail.frontends.python.readers.code.model_tools import lets_model_run
from guardrail.frontends.python.readers.databases.aliases import of_cache
from guardrail.frontends.python.readers.databases.expiries import lets_expire
from guardrail.frontends.python.readers.databases.frames import replaces_table
from guardrail.frontends.python.readers.databases.metadata import sqlalchemy_schema
from guardrail.frontends.python.readers.databases.querysets import changes_queryset, rewrites_rows
from guardrail.frontends.python.readers.databases.session_queries import changes_query
from guardrail.frontends.python.readers.databases.store_queries import runs_query
from guardrail.frontends.python.readers.databases.stores import changes_data, changes_object
from guardrail.frontends.python.readers.databases.texts import runs_text
from guardrail.frontends.python.readers.databases.written_queries import part_of_query
from guardrail.frontends.python.readers.filesystem.files import changes_file
from guardrail.frontends.python.readers.filesystem.frames_over_files import writes_frame
from guardrail.frontends.python.readers.filesystem.watched_files import writes_watched_file
from guardrail.frontends.python.readers.narrowing.empty_cutoffs import cut_at_now
from guardrail.frontends.python.readers.narrowing.empty_patterns import matching_all
from guardrail.frontends.python.readers.narrowing.refused_options import unless_refused
from guardrail.frontends.python.readers.programs.argv import runs_program
from guardrail.frontends.python.readers.programs.commands import runs_command
from guardrail.frontends.python.readers.programs.history import changes_history, runs_git
from guardrail.frontends.python.readers.programs.processes import ends_processes
from guardrail.frontends.python.readers.secrets.connections import connects
from guardrail.frontends.python.readers.web.links import signs_link
from guardrail.frontends.python.readers.web.network import sends
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.addresses import leads_to
from guardrail.frontends.python.receivers.attached import outside_memory
from guardrail.frontends.python.values.made_up import made_up
from guardrail.frontends.python.values.turns import in_each_turn
from guardrail.frontends.python.values.unfolding import unfolded
from guardrail.kept_files import names_store
from guardrail.knowledge.python import kinds, rows
from guardrail.knowledge.python.django_orm import EDITOR
from guardrail.model import Confidence, Environment, EnvironmentKind, Step
from guardrail.project.environment import classify
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Embedded, Item


def _rows(reading: Reading, call: Call, row: rows.ChangesRows) -> list[Item] | None:
    if row.rows is not rows.NOWHERE:
        return rewrites_rows(reading, call, row)
    if row.mapper == "django":
        return changes_queryset(reading, call, row.verb)
    return changes_query(reading, call, row.verb)


def _schema(reading: Reading, call: Call, row: rows.ChangesSchema) -> Sequence[Said] | None:
    if row.framework == "alembic":
        return alembic_operation(reading, call, row)
    if row.framework == EDITOR:
        return edited_schema(reading, call, row)
    if row.framework == "django":
        found = operation_effects(
            reading, call, row, tables_for(reading, app_of(reading.source.path))
        )
        return [_only_made(item) for item in found if not _nameless(item)]
    return sqlalchemy_schema(reading, call, row)


def _nameless(item: Item) -> bool:
    """Whether an operation outside of any migration has no name either: code that makes them."""
    if not isinstance(item, SchemaChange):
        return False
    if item.kind is ObjectKind.EXTENSION:
        names = [item.name]
    else:
        names = [item.table, item.name] if item.kind in _NAMED else [item.table]
    return any(not name or HOLE_WORD in name for name in names)


def _only_made(item: Item) -> Item:
    """An operation that is made here, and runs only if some migration takes it."""
    if not isinstance(item, SchemaChange):
        return item
    return replace(item, confidence=min(item.confidence, Confidence.MEDIUM))


def _runs(reading: Reading, call: Call, row: rows.Runs) -> list[Item] | None:
    if row.what == "sql":
        return sql_elsewhere(reading, call)
    return inserted_rows(reading, call) if row.what == "rows" else None


_READERS: dict[type[rows.Row], Callable[..., Sequence[Said] | None]] = {
    rows.RunsText: runs_text,
    rows.ChangesRows: _rows,
    rows.ChangesSchema: _schema,
    rows.Runs: _runs,
    rows.RunsProgram: runs_program,
    rows.RunsCode: runs_code,
    rows.RunsCommand: runs_command,
    rows.WritesFrame: writes_frame,
    rows.ChangesFile: changes_file,
    rows.EndsProcesses: ends_processes,
    rows.WritesWatchedFile: writes_watched_file,
    rows.ChangesResource: in_each_turn(changes_resource),
    rows.ReplacesTable: replaces_table,
    rows.RunsGit: runs_git,
    rows.OpensPorts: in_each_turn(opens_ports),
    rows.ChangesHistory: changes_history,
    rows.LetsModelRun: lets_model_run,
    rows.Sends: sends,
    rows.Connects: connects,
    kinds.ChangesData: changes_data,
    kinds.ChangesObject: in_each_turn(changes_object),
    kinds.RunsQuery: runs_query,
    kinds.LetsExpire: in_each_turn(lets_expire),
    kinds.SignsLink: signs_link,
}
_ON_STORES = (
    rows.RunsText,
    rows.ChangesRows,
    rows.ChangesSchema,
    rows.ReplacesTable,
    rows.ChangesResource,
    kinds.OfKind,
)
_NAMED = (ObjectKind.TABLE, ObjectKind.COLUMN)
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
    parts = [
        one for row in known if isinstance(row, rows.TakesPart) for one in _part(reading, call, row)
    ]
    if not parts:
        return found
    said = [*found.items, *parts] if found is not None else parts
    end = found.end if found is not None else call.function.end_byte
    return Found(call.node.start_byte, end, said)


def _part(reading: Reading, call: Call, row: rows.Row) -> Sequence[Said]:
    if not isinstance(row, rows.TakesPart):
        return ()
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
        read = _READERS.get(type(row))
        items = read(reading, call, row) if read is not None else None
        if not items:
            continue
        if isinstance(row, kinds.OfKind):
            items = _placed(reading, items, made_up(reading, call, row))
            if isinstance(row, kinds.ChangesData) and row.store == "cache":
                items = _placed(reading, items, of_cache(reading, call))
        if isinstance(row, _ON_STORES):
            items = matching_all(reading, call, cut_at_now(reading, call, items))
            items = unless_refused(reading, call, items)
            items = _placed(reading, items, leads_to(reading, call))
            if reading.in_test:
                items = _placed(reading, items, made_for_production(reading))
                items = in_account(reading, call, items)
            items = held_back(reading, call, items)
        if isinstance(row, kinds.OfKind) and not _sure(items):
            presumed = presumed or Found(start, within, [*items])
        elif not all(isinstance(item, InMigration) for item in items):
            end = call.node.end_byte if isinstance(row, _WHOLE) else within
            return Found(start, end, [*items])
        else:
            quiet = quiet or Found(start, within, [*items])
    return presumed or quiet


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
    """What is written into a file says more than that it is; what is known of an object as well."""
    if isinstance(row, rows.WritesWatchedFile):
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
