"""How the circumstances of an effect change how loudly it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import (
    DataChange,
    Effect,
    NetworkUse,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
)
from guardrail.effects.guarding import FOR_ONE, ROLLED_BACK, is_asked_for, is_withheld, picked_by
from guardrail.model import Confidence, Direction, EnvironmentKind, Finding, Level, Related, Remedy
from guardrail.names import plain, short
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.kept_away import kept_away
from guardrail_rules.named_for_it import named_for_it
from guardrail_rules.passing_names import holds_nothing_of_its_own, is_emptied_again
from guardrail_rules.undone import rolled_back
from guardrail_rules.work_places import for_development, in_ci

Asked = TypeVar("Asked", bound=Effect)

DEFINED = "FUNCTION"
_IN_WORDS = ("the ", "every ", "all ")
"""How what is meant begins where it is told in words: "the table the job writes to"."""


def lower(level: Level) -> Level:
    """One step quieter, but told."""
    return Level(max(level - 1, Level.INFO))


def higher(level: Level) -> Level:
    """One step louder."""
    return Level(min(level + 1, Level.ERROR))


def run_on_purpose(effect: Effect, context: Context) -> bool:
    """Whether a command in another file runs the Unit; a function that it calls itself is none."""
    return bool(effect.via) and effect.via[0].span.path != context.unit.path


def thrown_away(effect: Effect) -> bool:
    """Whether what the effect strikes goes soon anyway: a runner of CI, a database in memory."""
    return effect.environment.kind is EnvironmentKind.THROWAWAY


def in_migration(context: Context) -> bool:
    """Whether the Unit is a step of a migration history, or a function in a file that is one."""
    path = context.unit.path
    return (
        context.unit.is_migration
        or context.settings.is_migration(path)
        or _IN_DJANGO.search(path) is not None
    )


_IN_DJANGO = late(r"(?:\A|/)migrations/\d{4}_\w+\.py\Z")


def fresh(table: str, effect: Effect, context: Context) -> bool:
    """Whether nobody else can have rows in the table: made here, or of the session alone.

    T-SQL's `#t` and `@t` and PostgreSQL's `pg_temp.t` are of the session.
    """
    of_session = short(table).startswith(("#", "@")) or plain(table).startswith("pg_temp.")
    return of_session or context.created_here(table, effect)


def weigh(level: Level, effect: Effect, context: Context) -> Level:
    """The level of an effect on a database where it stands; `off` where it isn't worth a word.

    Taking a migration back removes what the migration made, and tests empty their own databases:
    neither is told, unless the target is known to be shared or production. A cloud's resource on
    this machine is an emulator's. What nobody gets who doesn't ask for it (behind a question, a
    flag that is off, a look at the environment) is told only, and in production a step quieter.
    What a caller of the function asks for, what the function is named for, what is a cache by its
    name, and what developers do to machines of their own isn't certain enough for an error.
    """
    where = effect.environment.kind
    withheld = is_withheld(effect.guards)
    if where is EnvironmentKind.PRODUCTION:
        if (withheld and kept_away(effect, context)) or is_emptied_again(effect):
            return Level.INFO
        return lower(level) if withheld else higher(level)
    if where is EnvironmentKind.SHARED:
        return level
    if context.unit.direction is Direction.DOWN and not run_on_purpose(effect, context):
        return Level.OFF if isinstance(effect, SchemaChange) else Level.INFO
    if rolled_back(effect, context):
        return Level.OFF
    if context.in_test:
        # A test's own, unless it is known to be whatever happens to be set outside.
        if not _of_somebody(effect):
            return Level.OFF
        kept = isinstance(effect, (ResourceChange, NetworkUse))
        return min(level, Level.WARNING) if kept else lower(level)
    emulated = where is EnvironmentKind.LOCAL and isinstance(effect, ResourceChange)
    if where is EnvironmentKind.THROWAWAY or emulated or withheld or is_emptied_again(effect):
        return Level.INFO
    if where is EnvironmentKind.LOCAL or DEFINED in effect.hidden_in.upper():
        return lower(level)
    if not is_asked_for(effect.guards):
        return lower(level)
    doubted = (
        any(one != FOR_ONE for one in effect.guards)
        or for_development(effect.span.path)
        or _tests_that_ci_runs(effect, context)
        or holds_nothing_of_its_own(effect)
        or named_for_it(effect, context)
    )
    return min(level, Level.WARNING) if doubted else level


def whoever_asks(effect: Asked) -> Asked:
    """The effect without the conditions before it, as far as they hold nothing back for sure.

    Who writes a value meets `if args.get("q"):` with whatever they like. What was read or run
    isn't taken back by a rollback.
    """
    kept = tuple(one for one in effect.guards if is_withheld((one,)) and one != ROLLED_BACK)
    return effect if kept == effect.guards else replace(effect, guards=kept)


def _tests_that_ci_runs(effect: Effect, context: Context) -> bool:
    """Whether a pipeline runs what a test's file does: on what it made for it, most likely."""
    return in_ci(context.unit.path) and context.settings.is_test(effect.span.path)


def _of_somebody(effect: Effect) -> bool:
    """Whether a target is given from outside, by a name that doesn't say whose it is."""
    where = effect.environment
    return where.kind is EnvironmentKind.UNKNOWN and bool(where.reason)


def weighed(
    rule: Rule,
    effect: Effect,
    context: Context,
    message: str,
    *,
    level: Level | None = None,
    confidence: Confidence | None = None,
    related: Sequence[Related] = (),
    remedy: Remedy | None = None,
    help: str = "",
) -> Iterator[Finding]:
    """A finding at the level that `weigh` gives it, or none."""
    loudness = weigh(rule.level if level is None else level, effect, context)
    if min(effect.confidence, confidence or Confidence.HIGH) < Confidence.HIGH:
        loudness = min(loudness, Level.WARNING)
    if loudness is not Level.OFF:
        yield rule.finding(
            effect,
            message + hidden(effect),
            level=loudness,
            confidence=confidence,
            related=related,
            remedy=remedy,
            help=help,
        )


def picked_by_name(change: SchemaChange, level: Level) -> tuple[SchemaChange, Level]:
    """The drop of something whole, and its level, where a name alone picks what goes.

    A name that doesn't say that something may go (`LIKE 'shop_%'`) is that of what everybody works
    with just as well: it holds nothing back, it is no more than a reason to doubt.
    """
    by_name = picked_by("name")
    if by_name not in change.guards:
        return change, level
    others = tuple(one for one in change.guards if one != by_name)
    return replace(change, guards=others), min(level, Level.WARNING)


def hidden(effect: Effect) -> str:
    """Where the effect hides, as the end of a message."""
    return f" (inside {article(effect.hidden_in)})" if effect.hidden_in else ""


def article(noun: str) -> str:
    """The noun with "a" or "an", as it sounds."""
    sounds_open = noun[:1].lower() in "aeiou" and not noun.lower().startswith(("uni", "use"))
    return f"an {noun}" if noun and sounds_open else f"a {noun}"


def named(name: str, otherwise: str = "a table") -> str:
    """What a message calls an object, also where its name is only known at run time."""
    if not name or HOLE_WORD in name:
        return f"{otherwise} that is only known at run time"
    return name


_ANY_TABLE = late(r"_*(?:[a-z]+_)?(?:model|klass|entity)(?:_cls|_class|_type)?")
"""What a program calls the table that it works with, whichever that is: `cls.db_model`."""


def at_most(level: Level, change: DataChange, context: Context) -> Level:
    """The level of what happens to all rows: of a table of unknown name nobody can be certain."""
    name = change.target
    if said_by_program(name, context):
        return min(level, Level.WARNING)
    unknown = not name or name.startswith(HOLE_WORD) or _ANY_TABLE.fullmatch(name) is not None
    return min(level, Level.WARNING) if unknown and change.language == "python" else level


def said_by_program(name: str, context: Context) -> bool:
    """Whether nothing but what a Python program puts in says which object is meant.

    `{schema}.{table}` is, `{schema}.users` and `{prefix}users` aren't.
    """
    if not context.unit.path.endswith(_PROGRAMS):
        return False
    own = _PUT_IN.sub("\0", name).rpartition(".")[2]
    return "\0" in own and not any(one.isalnum() for one in own)


_PROGRAMS = (".py", ".ipynb")
_PUT_IN = late(rf"\{{[^{{}}]*\}}|{HOLE_WORD}\d+")


def holder(change: DataChange) -> str:
    """What a message calls the table, or the collection, bucket or queue, whose rows change."""
    return named(change.target, article(nouns_of(change.dialect).holder))


def called(kind: str, name: str) -> str:
    """What a message calls an object of a kind: "the view v", also where its name isn't known."""
    if not name or HOLE_WORD in name:
        return named("", article(kind))
    return name if name.startswith(_IN_WORDS) else f"the {kind} {name}"


def column_of(change: SchemaChange) -> str:
    """What a message calls the column of a change: `users.email`."""
    if not change.table or HOLE_WORD in change.table:
        return named(change.name, "a column")
    if not change.name or HOLE_WORD in change.name:
        return named("", f"a column of {change.table}")
    return f"{change.table}.{change.name}"


def table_of(effect: DataChange | SchemaChange | PrivilegeChange) -> str:
    """The table an effect concerns, "" where there is none."""
    if isinstance(effect, SchemaChange):
        return effect.table
    return effect.target if isinstance(effect, DataChange) else effect.on
