"""What the rules on locks share: when a lock matters, how much, and the words for it.

What a change costs is asked of the Context; a database that policy and text say nothing about is
taken for PostgreSQL, less surely in SQL, and told quietly of a framework's own operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from guardrail.context import Context
from guardrail.cost import Cost, Waits, Work
from guardrail.effects import Effect, SchemaChange
from guardrail.model import Confidence, Direction, Finding, Level, Related, Remedy
from guardrail.names import same
from guardrail.rule import Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import hidden, lower, named, weigh
from guardrail_rules.newness import maybe_created_here, taken_for_new, view_made_here
from guardrail_rules.story import emptied_before

POSTGRES = ("postgres", "postgresql", "timescaledb", "greenplum")
_LIKE_POSTGRES = ("", *POSTGRES)
COCKROACH = "cockroach"
"""A server that speaks PostgreSQL's SQL and changes schemas without locking out its users."""
MYSQL = ("mysql", "mariadb", "tidb")
TSQL = ("tsql", "mssql", "sqlserver")
PROVED = (*POSTGRES, "mysql", "mariadb", "sqlite")
"""Where what is claimed of servers is proved on real ones: elsewhere it is told one level lower."""

SERVERS = {
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "tsql": "SQL Server",
    "mssql": "SQL Server",
    "sqlserver": "SQL Server",
    "oracle": "Oracle",
}
FEW = 1_000
"""So few rows that no work on them is noticed."""
MANY = 1_000_000
"""So many rows that work on them is."""

_WORK = {
    Work.SCAN: "while every row is checked",
    Work.BUILD: "while the index is built",
    Work.REWRITE: "while the table is written anew",
}
_WHO = {
    Waits.READS_AND_WRITES: "reads and writes of {} wait",
    Waits.WRITES: "writes to {} wait",
    Waits.SCHEMA_CHANGES: "schema changes of {} wait",
}


def locking(
    rule: Rule,
    change: Effect,
    context: Context,
    message: str,
    *,
    table: str,
    level: Level | None = None,
    remedy: Remedy | None = None,
    related: Sequence[Related] = (),
    help: str = "",
    everywhere: bool = False,
    presumed: bool = False,
) -> Iterator[Finding]:
    """A finding on a lock that `change` holds on `table`.

    None on a table that is new in the Unit or was emptied there, on the way back, in a migration
    that starts from nothing, or where it isn't even likely that anything changes (Django's
    AlterField states a field anew, whatever changed of it). An error on a hot table or one of very
    many rows; told quietly on one of few. Other databases than PostgreSQL only `everywhere`.
    `presumed` to be PostgreSQL is also what a framework's migration meets that stands alone, with
    no file around it that may say so.
    """
    if untouched(table, change, context):
        return
    dialect = dialect_of(change, context)
    if dialect not in _LIKE_POSTGRES and not everywhere:
        return
    loudness = rule.level if level is None else level
    confidence = Confidence.HIGH
    alone = presumed and not context.database(change).looked_for
    if not dialect and stated_by_framework(change) and not alone:
        loudness, confidence, remedy = min(loudness, Level.INFO), Confidence.LOW, None
    elif not dialect:
        confidence = Confidence.MEDIUM
    else:
        loudness = by_proof(loudness, dialect)
    loudness, remark = _by_size(loudness, table, change, context)
    if loudness is not Level.ERROR and change.confidence is Confidence.LOW:
        return
    made = maybe_created_here(table, change, context)
    if made is not None and loudness is not Level.ERROR and not context.history_known(made):
        loudness = Level.INFO
    loudness = weigh(loudness, change, context)
    if loudness is not Level.OFF:
        yield rule.finding(
            change,
            message + remark + hidden(change),
            level=loudness,
            confidence=confidence,
            remedy=remedy,
            related=related,
            help=help,
        )


def by_proof(level: Level, dialect: str) -> Level:
    """The level of a claim about what a server does: one lower where no server here showed it.

    A database that nothing tells of is taken for one that is proved.
    """
    return level if dialect in ("", *PROVED) else lower(level)


_answered: list[tuple[Unit, dict[tuple[int, str], bool]]] = []


def untouched(table: str, change: Effect, context: Context) -> bool:
    """Whether nobody can be waiting for the table: it is new or empty, or this isn't the way up.

    Many rules ask it of one effect, so it is answered once.
    """
    unit = context.unit
    if unit.initial or unit.direction is Direction.DOWN:
        return True
    if not table:
        return False
    if not _answered or _answered[0][0] is not unit:
        _answered[:] = [(unit, {})]
    answers, key = _answered[0][1], (id(change), table)
    if key not in answers:
        answers[key] = _new_or_empty(table, change, context)
    return answers[key]


def _new_or_empty(table: str, change: Effect, context: Context) -> bool:
    return (
        context.created_here(table, change)
        or emptied_before(table, change, context)
        or taken_for_new(table, change, context)
        or view_made_here(table, change, context)
        or context.rows(table, change) == 0
    )


def is_hot(table: str, change: Effect, context: Context) -> bool:
    """Whether the policy says that the table can't be locked for long."""
    return any(same(each, table) for each in context.database(change).hot)


def _by_size(level: Level, table: str, change: Effect, context: Context) -> tuple[Level, str]:
    """The level for a table of that size and heat, and what a message says of it."""
    if is_hot(table, change, context):
        return Level.ERROR, ", and it is a hot table"
    rows = context.rows(table, change) if table else None
    if rows is None:
        return level, ""
    if rows <= FEW:
        return min(level, Level.INFO), ""
    if rows >= MANY and level is not Level.INFO:
        return Level.ERROR, f", and it holds {rows:,} rows"
    return level, ""


def dialect_of(change: Effect, context: Context) -> str:
    """The dialect that the change meets, "" where nothing tells."""
    database = context.database(change)
    if database.server == "cockroachdb":
        return COCKROACH
    known = database.dialect.lower()
    return COCKROACH if known in _LIKE_POSTGRES and _of_cockroach(change.span.path) else known


@lru_cache(maxsize=1_000)
def _of_cockroach(path: str) -> bool:
    return COCKROACH in path.lower()


def in_postgres(change: Effect, context: Context) -> bool:
    """Whether the change meets PostgreSQL, as far as is known."""
    return dialect_of(change, context) in _LIKE_POSTGRES


def stated_by_framework(change: Effect) -> bool:
    """Whether a migration framework's own operation says it, rather than SQL."""
    return change.language == "python"


def sureness(change: Effect, context: Context) -> Confidence:
    """How sure it is that the change meets PostgreSQL."""
    return Confidence.HIGH if dialect_of(change, context) else Confidence.MEDIUM


def at_least(context: Context, change: Effect, version: int) -> bool:
    """Whether the server is that version or newer; one that isn't known is taken for a new one."""
    known = context.database(change).version
    return known == 0 or known >= version


def says_how(change: SchemaChange) -> bool:
    """Whether the statement itself orders how MySQL does it: another rule judges the order."""
    return any(option.lower().startswith(("algorithm", "lock")) for option in change.options)


def who_waits(
    cost: Cost, table: str, *, otherwise: Waits = Waits.READS_AND_WRITES, work: Work | None = None
) -> str:
    """Who waits for what, and how long: "writes to orders wait while the index is built".

    `otherwise` and `work` are what a rule knows by itself where nothing else is known.
    """
    done = cost.work if cost.work is not Work.UNKNOWN else work or Work.UNKNOWN
    groups: dict[Waits, list[str]] = {}
    for lock in cost.locks:
        if lock.waits in _WHO and lock.waits is not Waits.SCHEMA_CHANGES:
            groups.setdefault(lock.waits, []).append(named(lock.table or table))
    if not groups:
        groups = {otherwise: [named(table)]}
    parts = [_WHO[who].format(" and ".join(dict.fromkeys(on))) for who, on in groups.items()]
    return " ".join([" and ".join(parts), _WORK.get(done, "")]).rstrip()


def holds_for(cost: Cost, change: SchemaChange, context: Context) -> str:
    """For which versions a cost holds, as the end of a message, "" for all."""
    server = SERVERS.get(dialect_of(change, context) or "postgres", "")
    if not server or context.database(change).version:
        return ""
    if cost.since and cost.until:
        return f" ({server} {cost.since} to {cost.until})"
    if cost.since:
        return f" (from {server} {cost.since} on)"
    return f" (up to {server} {cost.until})" if cost.until else ""
