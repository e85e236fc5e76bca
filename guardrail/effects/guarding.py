"""How guards are worded that keep an effect from happening unless somebody says so.

Frontends add these words to a guard, rules ask for them. Any other guard is a condition of which
nobody here knows when it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ANSWERED = "a prompt that has to be answered"
"""A question whose answer decides; a question of which nothing is known to follow is "a prompt"."""

FOR_ONE = "told of one thing, and done to all of them"
"""That the function around is told which one is meant and never asks: nobody has agreed to that."""

DRY_BY_DEFAULT = ", a dry run by default"
NOT_BY_DEFAULT = ", not by default"
AS_CALLED = "whoever calls the function"
"""Who decides where a function named for it takes away what it is given by name, and no more."""

OFF_BY_DEFAULT = ", off by default"
"""How the guard ends that is a plain parameter, false unless the caller of the function says so."""

NOT_IN_PRODUCTION = ", not in production"
ROLLED_BACK = "a rollback after it"
"""What the program itself takes back, whichever way it goes."""

_PICKED = "a look at its "
"""How the guard begins of what was picked among others by a name, a label or an age."""

_WITHHOLDING = (DRY_BY_DEFAULT, NOT_BY_DEFAULT, NOT_IN_PRODUCTION, ROLLED_BACK)


def is_withheld(guards: Iterable[str]) -> bool:
    """Whether one of the guards holds an effect back unless somebody says so."""
    told = tuple(guards)
    return any(
        (guard == ANSWERED and FOR_ONE not in told)
        or guard.endswith(_WITHHOLDING)
        or guard.startswith(_PICKED)
        for guard in told
    )


def picked_by(what: str) -> str:
    """The guard of one among many that its "name", "label" or "age" picks."""
    return f"{_PICKED}{what}"


def is_asked_for(guards: Iterable[str]) -> bool:
    """Whether all that stands before an effect is that a caller of the function asks for it."""
    return all(guard in (AS_CALLED, FOR_ONE) or guard.endswith(OFF_BY_DEFAULT) for guard in guards)


def is_passed(guard: str) -> bool:
    """Whether a guard stands on a way there: a question, a condition. Others are of the call."""
    asking = guard == ANSWERED or guard.startswith(("if ", "unless ", "a prompt"))
    return asking or guard.endswith(NOT_IN_PRODUCTION)


def flag_wanted(guard: str) -> str:
    """What the flag is given that a guard asks for: "force=True", "" where it is none."""
    words = guard.removesuffix(DRY_BY_DEFAULT).removesuffix(NOT_BY_DEFAULT).split()
    if guard.endswith((DRY_BY_DEFAULT, NOT_BY_DEFAULT)) and len(words) == 2:
        return f"{words[1]}={words[0] == 'if'}"
    return ""


def on_every_way(ways: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What guards a place to which several ways lead, each past some guards.

    Nothing where one of them is free; what holds back on one of them doesn't on the others.
    """
    if not ways or not all(ways):
        return ()
    guards = tuple(dict.fromkeys(guard for way in ways for guard in way))
    if all(is_withheld(way) for way in ways):
        return guards
    return tuple(guard for guard in guards if not is_withheld((guard,)))
