"""What of a call is told anew for each way that leads to it: what hangs on parameters there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import (
    DataChange,
    Effect,
    FileChange,
    NetworkUse,
    ResourceChange,
    SchemaChange,
    Scope,
    Verb,
)
from guardrail.frontends.python.dispatch import aimless
from guardrail.frontends.python.found import Found, InMigration, Said
from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.functions.ways_to_calls import function_and_class
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.fed_programs import fed_with
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.query_sets import on_self
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    LetsExpire,
    RunsQuery,
    SignsLink,
)
from guardrail.knowledge.python.rows import (
    Argument,
    ChangesFile,
    ChangesHistory,
    ChangesResource,
    ChangesRows,
    OpensPorts,
    ReplacesTable,
    Row,
    RunsGit,
    RunsProgram,
    RunsText,
    Sends,
    WritesWatchedFile,
)
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Embedded, Unanalysed

_NAMES = ("identifier", "attribute")
_TOLD_ALONE = (
    *(ChangesResource, OpensPorts, ChangesHistory, ChangesObject),
    *(LetsExpire, SignsLink),
)
_OF_ROWS = (ChangesRows, ChangesData)
_DEPENDING = (
    *(RunsProgram, RunsText, RunsGit, RunsQuery, Sends, ReplacesTable),
    *_TOLD_ALONE,
    *_OF_ROWS,
)
_WATCHED = ("/dev/", ".git", ".claude", ".cursor", "guardrail", "/var/lib/", "/srv/", "/etc/")
"""Files that it matters to write over."""
_MODES = ("0o7", "0o6", "S_IWOTH", "S_IRWXO")
"""Modes of files that may let everybody write."""
_OPEN_END = late(
    rf"\s*(?:DELETE\s+FROM|UPDATE)\s(?:(?!\bWHERE\b).){{1,400}}?\S(?<!FROM)(?<!UPDATE)\s*"
    rf"{HOLE_WORD}\d+\s*;?\s*"
    rf"|\s*(?:DELETE\s+FROM|UPDATE|ALTER\s+TABLE)\s.{{1,400}}?\bWHERE\s+{HOLE_WORD}\d+\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
"""A change of rows that ends with what may be its condition, or the whole of it."""
_FIREWALL = r"(?:CREATE|ALTER)\s.{0,60}?\bNETWORK\s+(?:POLICY|RULE)\b"
_LIMITS = r"(?:CREATE|ALTER)\s+PROFILE\b"
_SETTING = r"ALTER\s+(?:DATABASE|SCHEMA|ACCOUNT|SYSTEM|ROLE|USER)\b.{0,80}?\bSET\b"
_OPENING = late(
    rf"\s*(?:GRANT\b|ALTER\s+DEFAULT\s+PRIVILEGES\b|{_FIREWALL}|{_LIMITS}|{_SETTING})"
    rf".*{HOLE_WORD}",
    re.IGNORECASE | re.DOTALL,
)
"""Who may come in, what they may do, or what is set isn't known by itself."""
_LEFT_OPEN = late(
    rf"\s*(?:GRANT|VACUUM|PURGE|ALTER\s+DEFAULT\s+PRIVILEGES)\b.*{HOLE_WORD}|\s*{HOLE_WORD}"
    rf"|\s*(?:COPY|UNLOAD|ALTER\s+TABLE\s+\S+\s+EXECUTE)\b.*{HOLE_WORD}"
    rf"|\s*(?:{_FIREWALL}|{_LIMITS}|{_SETTING}).*{HOLE_WORD}"
    rf"|\s*ALTER\s+(?:TABLE|ROLE|USER|DATABASE|SCHEMA|SYSTEM)\s+(?:ONLY\s+|IF\s+EXISTS\s+)*\S+\s+"
    rf"(?:SET\s+(?:\w+\s*(?:=|TO\b)?\s*)?)?{HOLE_WORD}|\s*SET\s.*{HOLE_WORD}",
    re.IGNORECASE | re.DOTALL,
)
"""What a statement does isn't known by itself: `GRANT {right} ON t TO {role}`, `{verb} TABLE t`.

So isn't whether a setting is given up: `ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = {days}`.
"""


def depending(reading: Reading, call: Call, rows: Sequence[Row], alone: Found | None) -> list[Row]:
    """The rows by which a call may do something else on each way; `alone` is what it does itself.

    None where nothing of what it does by itself is open.
    """
    rows = [row for row in rows if _may_depend(reading, row)]
    if alone is not None:
        is_open = any(_is_open(row, alone) for row in rows) or _is_fed(reading, call, rows)
        return rows if is_open else []
    if not rows or on_self(reading.module, call):
        return rows
    blocks = place_of(reading.module, call.node.start_byte).blocks
    looped = bool(call.stars) or "for_statement" in {one.owner.type for one in blocks}
    handed = _is_handed(reading, call)
    return [
        row
        for row in rows
        if not isinstance(row, _OF_ROWS)
        or _writes_over(row, looped)
        or _asks(row, call)
        or (handed and isinstance(row, ChangesRows) and row.verb is Verb.DELETE)
    ]


def gist(item: Said) -> str:
    """What an item says, without where and how sure."""
    if isinstance(item, InMigration):
        item = item.item
    if isinstance(item, Embedded):
        where = item.source.surroundings.environment.reason
        return f"{item.source.language} {item.source.text} {where}"
    if isinstance(item, Effect):
        return replace(item, evidence="").identity
    return repr(item)


def is_open(item: Said) -> bool:
    """Whether what a call does hangs on something that isn't known of it."""
    if isinstance(item, InMigration):
        item = item.item
    if isinstance(item, Unanalysed):
        return True
    if isinstance(item, DataChange):
        return item.scope is Scope.UNKNOWN and not item.reason
    if isinstance(item, FileChange):
        return item.verb is Verb.CHMOD or aimless(item) or HOLE_WORD in item.path
    if isinstance(item, SchemaChange):
        return not item.name or HOLE_WORD in item.name
    if isinstance(item, ResourceChange):
        # Whether what is changed protects it hangs on a choice: `DESTROY if passing else RETAIN`.
        return item.verb in (Verb.ALTER, Verb.DISABLE) and not item.protections
    if isinstance(item, NetworkUse):
        return HOLE_WORD in item.method
    if isinstance(item, Embedded):
        holes = item.source.holes
        # Whom a right is given decides: each of those that a loop takes is looked at by itself.
        decides = bool(holes) and _OPENING.match(item.source.text) is not None
        return decides or any(not hole.values for hole in holes)
    return False


def _is_handed(reading: Reading, call: Call) -> bool:
    """Whether a method is called on a parameter: `query.delete()`."""
    held = call.function.child_by_field_name("object")
    function = function_and_class(reading.module, call)[0]
    if held is None or function is None or held.type != "identifier":
        return False
    return reading.module.name(held) in parameters_of(reading.module, function)


def _is_fed(reading: Reading, call: Call, rows: Sequence[Row]) -> bool:
    """Whether a program is told what to do on its standard input."""
    runs = any(isinstance(row, RunsProgram) for row in rows)
    return runs and fed_with(reading, call) is not None


def _may_depend(reading: Reading, row: Row) -> bool:
    """Whether what a row tells depends on what functions like to be given."""
    if isinstance(row, WritesWatchedFile):
        return True
    if isinstance(row, ChangesFile):
        if row.verb is Verb.CHMOD:
            return any(one in reading.module.text for one in _MODES)
        return row.verb is Verb.DELETE or (row.verb is Verb.OVERWRITE and _names_watched(reading))
    return isinstance(row, _DEPENDING)


def _names_watched(reading: Reading) -> bool:
    """Whether a file that it matters to write over is named in the module: looked for once."""
    facts = reading.module.facts
    if "watched" not in facts:
        facts["watched"] = any(word in reading.module.text for word in _WATCHED)
    return bool(facts["watched"])


def _writes_over(row: Row, looped: bool) -> bool:
    """Whether it hangs on what a call is given what it does: `mode="overwrite"`, an empty key.

    So it does of each that a loop takes, if all there is may be asked for: `drop_keys("*")`.
    """
    if not isinstance(row, ChangesData):
        return False
    return row.verb is Verb.OVERWRITE or row.refuses or (row.each and looped)


def _asks(row: Row, call: Call) -> bool:
    """Whether a row counts where an argument has a value that only a name stands for here."""
    asked = (one for one, _ in row.when) if isinstance(row, ChangesData) else ()
    given = (
        call.argument(one if isinstance(one, Argument) else Argument(-1, one)) for one in asked
    )
    return any(one is not None and one.type in _NAMES for one in given)


def _is_open(row: Row, alone: Found) -> bool:
    """Whether something of what a call does by itself is only known at run time.

    SQL is told by itself as soon as it is known what it does, whatever its tables are called: not
    where its condition is a parameter, `f"DELETE FROM {table} {where}"`.
    """
    if isinstance(row, Sends):
        return True
    if isinstance(row, (*_TOLD_ALONE, ReplacesTable)):
        return False
    if isinstance(row, _OF_ROWS) or any(isinstance(item, DataChange) for item in alone.items):
        return any(
            isinstance(item, DataChange) and item.scope is Scope.UNKNOWN for item in alone.items
        )
    if isinstance(row, RunsText) and row.language == "sql":
        texts = [item.source.text for item in alone.items if isinstance(item, Embedded)]
        return not texts or any(_OPEN_END.fullmatch(one) or _LEFT_OPEN.match(one) for one in texts)
    return any(
        HOLE_WORD in gist(item) or (isinstance(item, FileChange) and aimless(item))
        for item in alone.items
    )
