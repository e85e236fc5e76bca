"""Whether a function or a script is named for what an effect in it takes away: `purge_links`."""

from __future__ import annotations

from guardrail.context import Context
from guardrail.effects import DataChange, Effect, FileChange, SchemaChange, Verb
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.stream import UnitKind
from guardrail_rules.work_places import in_ci

_WORD = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_EMPTYING = frozenset(
    (
        *("clear", "destroy", "empty", "erase", "flush", "nuke", "prune", "purge", "reset"),
        *("teardown", "tear", "truncate", "uninstall", "wipe", "recreate"),
    )
)
_CLEARING = frozenset(("clean", "cleanup", "down"))
_STOPPING = frozenset(("stop", "suspend", "pause", "park", "hibernate", "shutdown", "sleep"))
_OFF = frozenset(("down", "off"))
_ENDING = frozenset(("terminate", "decommission", "retire", "expire", "cleanup", "clean"))
_TAKING = _EMPTYING | {"delete", "drop", "remove"}
_REMAKING = frozenset(
    (
        *("rebuild", "recalculate", "recompute", "refresh", "reindex", "repopulate", "resync"),
        "reload",
    )
)
"""What makes again what comes from something else, and so empties it first."""
_OF_SCRIPTS = frozenset(
    (
        *("regenerate", "restore", "preremove", "prerm", "postremove", "postrm", "uninstaller"),
        *("uninstall", "teardown"),
    )
)
"""What says enough as the name of a whole script: one that restores puts a backup in its place."""

_WHOLE = frozenset(
    (
        *("all", "db", "database", "databases", "data", "everything", "tables", "schema"),
        *("schemas", "models"),
    )
)
_FILLING = frozenset(
    ("the", "and", "down", "for", "from", "in", "of", "do", "cmd", "command", "script")
)
_TAKEN = (Verb.DELETE, Verb.TRUNCATE, Verb.DROP)
_BOOKKEEPING = late(
    r"(?:\A|_)(?:status|state|flags?|attempts|retries|errors?|locked|progress|weight|(?:task|job)_id)\Z"
    r"|_(?:at|run|seen|synced|indexed|collected|processed|cached|recache)\Z"
)
"""What a program notes of its own work: a command that resets it sets it all back."""
_GIVEN = late(r"\{[^{}]*\}")
_SAME = 4
"""So many letters at their beginning make two words one: "link" and "links"."""


def named_for_it(effect: Effect, context: Context) -> bool:
    """Whether the function around, or the script, says by its name that it takes away just this.

    It says what is taken away, or all, or nothing but that something is. What says one thing
    (`delete_user`) doesn't say that all of them go. A migration is named for it too, and runs
    everywhere: there a name lowers nothing.
    """
    said, scripts = _said(effect, context), _is_script(context)
    taking = _TAKING | _OF_SCRIPTS if scripts else _TAKING
    if taking.isdisjoint(said):
        return not _REMAKING.isdisjoint(said) and _remakes(effect, said)
    rest = [word for word in said if word not in taking | _FILLING]
    whole = scripts and not _OF_SCRIPTS.isdisjoint(said)
    if isinstance(effect, FileChange):
        return whole and effect.verb is Verb.DELETE
    if not isinstance(effect, DataChange | SchemaChange):
        return False
    sets = effect.sets if isinstance(effect, DataChange) else ()
    emptied = effect.verb is Verb.UPDATE and isinstance(effect, DataChange)
    if effect.verb not in _TAKEN and not emptied:
        return False
    if emptied and "reset" in said and sets and all(map(_BOOKKEEPING.search, sets)):
        return True
    several = emptied or (effect.verb is Verb.DELETE and _EMPTYING.isdisjoint(said))
    if whole:
        return True
    if not rest:
        return not scripts and (not several or (effect.language == "python" and not emptied))
    meant = _meant(effect)
    return any(
        word in _WHOLE or ((word.endswith("s") or not several) and _is_of(word, meant))
        for word in rest
    )


def cleared_on_purpose(effect: Effect, context: Context) -> bool:
    """Whether the function or the script is named for taking a whole environment down.

    A workflow's name says nothing of whose machine it runs on.
    """
    said = [] if in_ci(effect.span.path) else _said(effect, context)
    return not (_EMPTYING | _CLEARING).isdisjoint(said)


def named_for_stopping(effect: Effect, context: Context) -> bool:
    """Whether the function or the script is named for stopping what can be started again."""
    said = set(_said(effect, context))
    stops = not _STOPPING.isdisjoint(said) or ("power" in said and not said.isdisjoint(_OFF))
    return stops and said.isdisjoint(_TAKING | _ENDING)


def _remakes(effect: Effect, said: list[str]) -> bool:
    """Whether rows go of what the name says is made again: `recalculate_totals` and `Total`.

    Or are given what is computed from others: `recompute_most_recent`.
    """
    if not isinstance(effect, DataChange):
        return False
    if effect.verb is Verb.UPDATE:
        return bool(effect.copies_from)
    if effect.verb not in (Verb.DELETE, Verb.TRUNCATE):
        return False
    meant = _words(_GIVEN.sub("", effect.target))
    return any(_is_of(word, meant) for word in said if word not in _REMAKING | _FILLING)


def _is_script(context: Context) -> bool:
    """Whether the name asked for is that of a whole file."""
    unit = context.unit
    return unit.kind is not UnitKind.FUNCTION or unit.symbol.rpartition(".")[2] in _ENTRIES


def _said(effect: Effect, context: Context) -> list[str]:
    """The words of the function's name, or of a script's; none in a step of a history.

    What every command calls its function says nothing: then it is the command's own name.
    """
    unit, path = context.unit, effect.span.path
    if unit.is_migration or any(map(context.settings.is_migration, (unit.path, path))):
        return []
    function = unit.symbol.rpartition(".")[2] if unit.kind is UnitKind.FUNCTION else ""
    if function and function not in _ENTRIES:
        program = unit.path.endswith(_PROGRAMS) or "." not in unit.path.rpartition("/")[2]
        return _words(function) if program else []
    if unit.kind not in (UnitKind.FILE, UnitKind.FUNCTION):
        return []
    name, _, ending = path.rpartition("/")[2].partition(".")
    together = _TOGETHER.fullmatch(name)
    words = [*together.groups()] if together else _words(name)
    return [*words, *(word for word in _words(ending) if word in _OF_SCRIPTS)]


_TOGETHER = late(r"(clear|flush|purge|reset|truncate|wipe)([a-z]{3,})")
"""How commands are called whose words nothing parts: `purgemessages`."""
_ENTRIES = frozenset(("handle", "main", "run", "cli", "execute"))
_PROGRAMS = (".py", ".ipynb", ".sh", ".bash")


def _meant(effect: DataChange | SchemaChange) -> list[str]:
    """The words for what the effect strikes: its name, and what its database calls the rows.

    A name that a caller gives says nothing here: who calls it is asked elsewhere.
    """
    if isinstance(effect, SchemaChange):
        return _words(_GIVEN.sub("", effect.name or effect.table))
    sets = [word for name in effect.sets for word in _words(name)]
    nouns = nouns_of(effect.dialect)
    rows = [nouns.many, nouns.one] if nouns.one != "row" else []
    if nouns.holder == "queue":
        rows += ["queues", "tasks", "messages", "jobs"]
    return [*_words(_GIVEN.sub("", effect.target)), *sets, *rows]


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name[-200:])]


def _is_of(word: str, names: list[str]) -> bool:
    short = min(len(word), _SAME)
    return any(name[:short] == word[:short] and len(name) >= short > 2 for name in names)
