"""How long a server keeps what was deleted, and when it deletes rows by itself.

Facts: Snowflake's parameters, Delta Lake's table properties and VACUUM, BigQuery's options of
tables and datasets, the TTL clauses of ClickHouse, TiDB, CockroachDB and Cassandra, each from its
vendor's reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.kinds import KINDS, accept_kind, is_own_table
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Token
from guardrail.frontends.sql.wordset import words
from guardrail.patterns import late
from guardrail.stream import Item

KEPT, EXPIRES = "retention", "expiration"
LATE = "half a year or more after that"
"""How it ends that rows delete themselves, where that isn't soon."""
_WEEK = 168
_HOUR = 3600
_DAY = 86_400
_NUMBER = late(r"\d{1,9}")
_UNITS = {"week": 168, "day": 24, "hour": 1}
_WORDS = words(
    "DATA_RETENTION_TIME_IN_DAYS EXPIRATION_TIMESTAMP DEFAULT_TABLE_EXPIRATION_DAYS "
    "PARTITION_EXPIRATION_DAYS DEFAULT_PARTITION_EXPIRATION_DAYS MAX_TIME_TRAVEL_HOURS "
    "TBLPROPERTIES RETAIN TTL GC TTL_EXPIRE_AFTER TTL_EXPIRATION_EXPRESSION EXPIRE_SNAPSHOTS "
    "REMOVE_ORPHAN_FILES DEFAULT_TIME_TO_LIVE EXPIRE_SNAPSHOTS_MIN_RETENTION "
    "REMOVE_ORPHAN_FILES_MIN_RETENTION"
)
_MOST_TOKENS = 400
_FEW = 20
_DAYS = {"YEAR": 365, "QUARTER": 91, "MONTH": 30, "WEEK": 7, "DAY": 1}
_HALF_A_YEAR = 180
_PROCEDURES = ("EXPIRE_SNAPSHOTS", "REMOVE_ORPHAN_FILES")
_DURATION = late(r"(\d{1,9}(?:\.\d+)?)\s*(ms|[smhd])\b")
_DURATIONS = {"ms": 1 / 3_600_000, "s": 1 / 3600, "m": 1 / 60, "h": 1, "d": 24}
"""Hours to Trino's units of time."""


def _number(text: str) -> int:
    found = _NUMBER.search(text)
    return int(found.group()) if found else -1


def _hours(text: str) -> int:
    """The hours of an interval, -1 for one that can't be read."""
    count = _number(text)
    unit = next((hours for word, hours in _UNITS.items() if word in text.lower()), 0)
    return count * unit if unit else -1


def _below(limit: int, measure: Callable[[str], float] = _number) -> Callable[[str], bool]:
    return lambda text: 0 <= measure(text) < limit


def _span(text: str) -> float:
    """The hours of one of Trino's durations, a week for one that can't be read."""
    span = _DURATION.search(text)
    return float(span[1]) * _DURATIONS[span[2]] if span is not None else _WEEK


def _given(text: str) -> bool:
    return "null" not in text.lower()


_SETTINGS: dict[str, tuple[str, str, Callable[[str], bool]]] = {
    "data_retention_time_in_days": (KEPT, "time travel is switched off", _below(1)),
    "max_time_travel_hours": (KEPT, "time travel is cut to less than a week", _below(_WEEK)),
    "delta.deletedfileretentionduration": (
        KEPT,
        "deleted files are kept for less than a week",
        _below(_WEEK, _hours),
    ),
    "delta.logretentionduration": (
        KEPT,
        "the history is kept for less than a week",
        _below(_WEEK, _hours),
    ),
    **dict.fromkeys(
        ("expire_snapshots_min_retention", "remove_orphan_files_min_retention"),
        (KEPT, "old versions may be removed that are less than a week old", _below(_WEEK, _span)),
    ),
    "gc.ttlseconds": (KEPT, "old versions are kept for less than an hour", _below(_HOUR)),
    "expiration_timestamp": (EXPIRES, "the table will delete itself", _given),
    "default_table_expiration_days": (EXPIRES, "new tables will delete themselves", _given),
    "default_partition_expiration_days": (EXPIRES, "partitions will delete themselves", _given),
    "partition_expiration_days": (EXPIRES, "partitions will delete themselves", _given),
    "default_time_to_live": (
        EXPIRES,
        "rows written from then on are gone within a day",
        lambda text: 0 < _number(text) < _DAY,
    ),
    "ttl_expire_after": (EXPIRES, "rows will delete themselves", _given),
    "ttl_expiration_expression": (EXPIRES, "rows will delete themselves", _given),
}


def retention(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """What an ALTER, a SET or a VACUUM says of how long things are kept."""
    statement = cursor.rest()
    if not any(token.up in _WORDS for token in statement[:_MOST_TOKENS]):
        return
    verb = cursor.take().up
    found = list(_found(statement[:_MOST_TOKENS], verb))
    if not found:
        return
    kind, name = ObjectKind.TABLE, ""
    if verb == "ALTER":
        kind = KINDS.get(accept_kind(cursor), ObjectKind.OTHER)
    if verb != "SET":
        cursor.accept("IF EXISTS")
        name = "" if cursor.up() == "SET" else cursor.name()
    for option, text in found:
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.ALTER,
            kind=kind,
            table=name if is_own_table(kind) else "",
            name=name,
            aspect=Aspect.OTHER,
            options=(option, text),
        )


def _found(tokens: Sequence[Token], verb: str) -> Iterator[tuple[str, str]]:
    for place, token in enumerate(tokens):
        if token.up == "RETAIN" and verb == "VACUUM" and place + 1 < len(tokens):
            hours = _number(tokens[place + 1].text)
            if 0 <= hours < _WEEK:
                kept = "are removed at once" if hours == 0 else f"are kept for {hours} hours only"
                yield KEPT, f"deleted files {kept}"
        elif token.up in _PROCEDURES and verb == "ALTER" and place:
            if tokens[place - 1].up == "EXECUTE":
                yield from _expired(tokens[place + 1 : place + _FEW])
        elif token.up == "TTL" and verb == "ALTER" and place and _is_clause(tokens, place):
            before = tokens[place - 1].up
            moves = any(later.up in ("DISK", "VOLUME") for later in tokens[place:])
            if before not in ("REMOVE", "MATERIALIZE", "DROP") and not moves:
                after = f", {LATE}" if _is_late(tokens[place + 1 :]) else ""
                yield EXPIRES, f"rows will delete themselves{after}"
                return
        elif token.up in ("=", "TO") and place:
            name = _name_before(tokens, place)
            name = name if name in _SETTINGS else name.rpartition(".")[2]
            if name in _SETTINGS:
                option, text, short = _SETTINGS[name]
                if short(" ".join(later.text for later in tokens[place + 1 : place + 4])):
                    yield option, text


def _expired(arguments: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """What Trino's `EXECUTE expire_snapshots(retention_threshold => '0s')` removes too early."""
    for place, token in enumerate(arguments):
        if token.up == "RETENTION_THRESHOLD":
            given = " ".join(later.text for later in arguments[place + 1 : place + 4])
            if _span(given) < _WEEK:
                yield KEPT, "old versions are removed that are less than a week old"


def _is_late(clause: Sequence[Token]) -> bool:
    """Whether each interval of a TTL clause is half a year or more.

    `at + INTERVAL 18 MONTH`, `at + toIntervalYear(2)`.
    """
    spans: list[int] = []
    for place, token in enumerate(clause):
        if token.up == "INTERVAL":
            text = " ".join(one.text.strip("'") for one in clause[place + 1 : place + 3])
            unit = next((days for word, days in _DAYS.items() if word in text.upper()), 0)
            spans.append(_number(text) * unit)
        elif token.up.startswith("TOINTERVAL"):
            text = " ".join(one.text for one in clause[place + 1 : place + 3])
            spans.append(_number(text) * _DAYS.get(token.up.removeprefix("TOINTERVAL"), 0))
    return bool(spans) and min(spans) >= _HALF_A_YEAR


def _is_clause(tokens: Sequence[Token], place: int) -> bool:
    """Whether TTL begins a clause (`MODIFY TTL at + …`, `TTL = at + …`) and is no column's name."""
    if tokens[place - 1].up in ("COLUMN", "EXISTS", "DROP", "RENAME", "TO", ".", ",", "(", "BY"):
        return False
    follow = tokens[place + 1 : place + 3]
    if tokens[place - 1].up in ("ADD", "ALTER") or not follow:
        return False
    return follow[0].up == "=" or (len(follow) > 1 and follow[1].up in ("+", "-", "(", ".", ","))


def _name_before(tokens: Sequence[Token], place: int) -> str:
    """The dotted name that ends before the place, lower case, without quotes."""
    parts = [tokens[place - 1].text]
    index = place - 2
    while index >= 1 and tokens[index].text == "." and len(parts) < 12:
        parts.insert(0, tokens[index - 1].text)
        index -= 2
    return ".".join(part.strip("'\"`") for part in parts).lower()
