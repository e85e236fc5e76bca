"""Which function reads the calls of which rows: imported when the first of these rows is met.

A file has calls of a few kinds, and importing the readers of all takes longer than reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module

from guardrail.frontends.python.found import Said
from guardrail.frontends.python.values.turns import in_each_turn
from guardrail.knowledge.python import kinds, rows

Reader = Callable[..., Sequence[Said] | None]
"""Gives what a call does, by the Reading, the Call and the row that says what it is."""

READERS: dict[type[rows.Row], str] = {
    rows.RunsText: "databases.texts:runs_text",
    rows.ChangesRows: "databases.frameworks:changes_rows",
    rows.ChangesSchema: "databases.frameworks:changes_schema",
    rows.Runs: "databases.frameworks:runs_elsewhere",
    rows.RunsProgram: "programs.argv:runs_program",
    rows.RunsCode: "code.code_run:runs_code",
    rows.RunsCommand: "programs.commands:runs_command",
    rows.WritesFrame: "filesystem.frames_over_files:writes_frame",
    rows.BeginsAnew: "filesystem.begun_anew:begins_anew",
    rows.DrawsKey: "secrets.keys_replaced:draws_key",
    rows.ChangesFile: "filesystem.files:changes_file",
    rows.CopiesDatabase: "databases.copied_back:copies_database",
    rows.CallsProcedure: "databases.procedures:calls_procedure",
    rows.EndsProcesses: "programs.processes:ends_processes",
    rows.WritesWatchedFile: "filesystem.watched_files:writes_watched_file",
    rows.ChangesResource: "clouds.resources:changes_resource",
    rows.ReplacesTable: "databases.frames:replaces_table",
    rows.RunsGit: "programs.history:runs_git",
    rows.OpensPorts: "clouds.firewalls:opens_ports",
    rows.ChangesHistory: "programs.history:changes_history",
    rows.LetsModelRun: "code.model_tools:lets_model_run",
    rows.Serves: "web.served:serves",
    rows.Sends: "web.network:sends",
    rows.Connects: "secrets.connections:connects",
    kinds.ChangesData: "databases.stores:changes_data",
    kinds.ChangesObject: "databases.stores:changes_object",
    kinds.RunsQuery: "databases.store_queries:runs_query",
    kinds.AsksStore: "databases.asked_wholes:asks_store",
    kinds.LetsExpire: "databases.expiries:lets_expire",
    kinds.SignsLink: "web.links:signs_link",
    kinds.GoesAtAnyRate: "filesystem.gone_at_any_rate:gone_at_any_rate",
}
"""The module among the readers and the function in it, by the kinds of rows."""

_IN_EACH_TURN = (rows.ChangesResource, rows.OpensPorts, kinds.ChangesObject, kinds.LetsExpire)
_FOLDER = "guardrail.frontends.python.readers"


@cache
def reader_of(row: type[rows.Row]) -> Reader | None:
    """The function that reads the calls of rows of a kind, `None` where none does."""
    where = READERS.get(row)
    if where is None:
        return None
    module, _, function = where.partition(":")
    found = getattr(import_module(f"{_FOLDER}.{module}"), function)
    read: Reader = in_each_turn(found) if row in _IN_EACH_TURN else found
    return read


def load_all() -> None:
    """Import every reader: for who forks many processes, each of which would do it."""
    for row in READERS:
        reader_of(row)
