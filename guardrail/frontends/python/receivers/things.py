"""What is known of an object: its kind, its names, which of its rows it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.naming.ways import Way, unscoped_when
from guardrail.frontends.python.source.tree import Module
from guardrail.model import Environment

MOST = 16
"""How many objects an expression is taken to stand for at most."""
DEEPEST = 24
"""How far back an object is followed through names, calls and loops."""


class Thing(Struct, frozen=True):
    """An object of a kind: its names on the way to it, and which of its rows it stands for.

    `of` is the module's own class that it is an object of. `looped` is set on one of many that a
    loop takes in turn, `where` says where what it keeps lives. It isn't `sure` where the model of
    a module elsewhere is only presumed to be one.
    """

    kind: str
    parts: tuple[str, ...] = ()
    scope: Reach = Reach.NONE
    reason: str = ""
    of: Scope | None = None
    looped: bool = False
    where: Environment = Environment()
    sure: bool = True

    def __hash__(self) -> int:
        """Of what tells nearly all of them apart: they are put in sets very often."""
        return hash((self.kind, self.parts, self.reason))

    @property
    def name(self) -> str:
        """What it is called, as far as that is known, from the last unknown part on."""
        told: list[str] = []
        for part in reversed(self.parts):
            if not part:
                break
            told.append(part)
        return ".".join(reversed(told))


OTHER = Thing("")
"""An object of no kind that is known."""

_EVERY = (Reach.NONE, Reach.TAUTOLOGY)
_ORDER = (Reach.NONE, Reach.TAUTOLOGY, Reach.UNKNOWN, Reach.FILTERED, Reach.KEYED)


def strength(told: tuple[Reach, str]) -> int:
    """How much a scope leaves out, to compare it with others."""
    return _ORDER.index(told[0])


def narrowed_to(thing: Thing, scope: Reach, reason: str) -> Thing:
    """The thing where a scope leaves out at least as much as it did before."""
    scope, reason = max((thing.scope, thing.reason), (scope, reason), key=strength)
    return replace(thing, scope=scope, reason=reason)


def left_by_slice(code: str) -> Reach:
    """What is left of `rows[:-keep]`, `rows[: len(rows) - keep]` and `rows[keep:]`.

    A portion of a step is one of many; `rows[:1]` is one of them, and no portion.
    """
    told = "".join(code.split())
    keeps = told.startswith(":-") or (told.endswith(":") and told[:-1] not in ("", "0"))
    keeps = keeps or (told.startswith((":len(", ":max(")) and "-" in told)
    return Reach.FILTERED if keeps or told == ":1" else Reach.NONE


def together(found: Iterable[tuple[Thing, ...]]) -> tuple[Thing, ...]:
    """The things of several ways, each once."""
    return tuple(dict.fromkeys(one for things in found for one in things))[:MOST]


def taken(module: Module, ways: Sequence[Way[Thing]]) -> tuple[Thing, ...]:
    """What a name may be and, where it stands for all rows on some ways only, on which."""
    scopes = {way.value.scope for way in ways}
    mixed = len(scopes) > 1 and not scopes.isdisjoint(_EVERY)
    return together(
        (
            replace(way.value, reason=unscoped_when(module, way.choices) or way.value.reason)
            if mixed and way.value.scope in _EVERY
            else way.value,
        )
        for way in ways
    )
