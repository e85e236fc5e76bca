"""How the scopes of several conditions, or of several ways through a program, come together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guardrail.effects import Scope
from guardrail.effects.queries import BY_PYTHON, ON_FAILURE
from guardrail.frontends.python.naming.ways import Choice, statement_at, unscoped_when
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.refusals import never_empty
from guardrail.patterns import late

_VIEW = late(r"\.(?:items|values|keys)\(\)\Z")
ORDER = (Scope.NONE, Scope.TAUTOLOGY, Scope.UNKNOWN, Scope.FILTERED, Scope.KEYED)
WHEN = "unscoped when "
FAILED = f"{WHEN}an exception is caught"
UNSCOPED = (Scope.NONE, Scope.TAUTOLOGY)
Told = tuple[Scope, str]
"""A scope, and why it is everything, or when."""


def stronger(scopes: Iterable[Scope]) -> Scope:
    """The scope that several filters together leave."""
    return max(scopes, key=ORDER.index, default=Scope.NONE)


def strongest(told: Iterable[Told]) -> Told:
    """The same with the reason of the first that leaves as much, or any reason for everything."""
    found = list(told)
    scope = stronger(one for one, _ in found)
    reason = next((why for one, why in found if one is scope and why), "")
    return scope, reason or (lost_among(found) if scope is Scope.FILTERED else "")


def lost_among(found: Sequence[Told]) -> str:
    """Which of several conditions asks nothing, whatever the others ask, or not on failure."""
    for _, why in found:
        if why.startswith((BY_PYTHON, ON_FAILURE)):
            return why
        if why == FAILED:
            return f"{ON_FAILURE}{why.removeprefix(WHEN)}"
    return ""


def either(scopes: Iterable[Scope]) -> Scope:
    """The scope where one of several may hold: unknown where one of them is every row."""
    found = set(scopes)
    if len(found) == 1:
        return found.pop()
    unscoped = found & {Scope.NONE, Scope.TAUTOLOGY, Scope.UNKNOWN}
    return Scope.UNKNOWN if unscoped else min(found, key=ORDER.index)


def on_all_ways(reading: Reading, told: Sequence[tuple[Scope, str, Sequence[Choice]]]) -> Told:
    """The scope where one of several ways is taken, each with its scope, its reason, its choices.

    Where some of them leave nothing out, the reason says when.
    """
    told = [one for one in told if not _never_taken(reading, one[2])] or told
    if not told:
        return Scope.UNKNOWN, ""
    scope = either(one for one, _, _ in told)
    bare = [way for way in told if way[0] in UNSCOPED]
    if scope is Scope.UNKNOWN and 0 < len(bare) < len(told):
        when = unscoped_when(reading.module, bare[0][2])
        if when:
            return scope, when
    return scope, next((why for one, why, _ in told if why and one in (scope, Scope.UNKNOWN)), "")


def _never_taken(reading: Reading, choices: Sequence[Choice]) -> bool:
    """Whether a way leads past a loop over what can't be empty: that was refused before."""
    module = reading.module
    for choice in choices:
        statement = statement_at(module, choice.statement) if choice.branch < 0 else None
        if statement is None or statement.type != "for_statement":
            continue
        over = statement.child_by_field_name("right")
        if over is not None and over.type in ("tuple", "list") and over.named_child_count:
            return True
        name = _VIEW.sub("", module.code(over)) if over is not None else ""
        if never_empty(module, statement, name):
            return True
    return False
