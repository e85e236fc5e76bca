"""Forms Units out of a stream of facts, following references to other files of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.engine.extract import Fact
from guardrail.model import Direction, Environment, EnvironmentKind, Span, Step
from guardrail.stream import Comment, Enter, Leave, Reference, Unanalysed, UnitKind
from guardrail.unit import Unit

DEEPEST = 6

Follow = Callable[[str, str], "list[Fact] | None"]
"""Gives the facts of a project's file, by path and language; `None` where there is no such file."""


class Reading(Struct):
    """What the facts of one outermost text amount to. The first Unit is the text itself."""

    units: list[Unit] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    gaps: list[Unanalysed] = field(default_factory=list)
    followed: set[str] = field(default_factory=set)


def read_units(
    path: str, facts: Iterable[Fact], follow: Follow, kind: UnitKind = UnitKind.FILE
) -> Reading:
    """The Units of a text, in order."""
    whole = Unit(kind, path, "", Span(path, 0, 0))
    reading = Reading(units=[whole])
    _Splicer(reading, follow, [whole]).splice(facts, (), (path,))
    return reading


class _Splicer(Struct):
    """Walks facts with the stack of open Units; the gaps of followed files stay theirs."""

    reading: Reading
    follow: Follow
    stack: list[Unit]

    def splice(self, facts: Iterable[Fact], via: tuple[Step, ...], trail: tuple[str, ...]) -> None:
        """Add the facts of the file at the trail's end, reached by the steps of `via`."""
        depth = len(self.stack)
        for fact in facts:
            if isinstance(fact, Effect):
                own = replace(fact, via=(*via, *fact.via)) if via else fact
                self.stack[-1].effects.append(own)
            elif isinstance(fact, Enter):
                self.stack.append(_entered(fact, self.stack[-1], trail[-1]))
                self.reading.units.append(self.stack[-1])
            elif isinstance(fact, Leave):
                if len(self.stack) > depth:
                    self.stack.pop()
            elif isinstance(fact, Reference):
                self._go(fact, via, trail)
            elif not via and isinstance(fact, Unanalysed):
                self.reading.gaps.append(fact)
            elif isinstance(fact, Comment):
                self.reading.comments.append(fact)
        del self.stack[depth:]

    def _go(self, reference: Reference, via: tuple[Step, ...], trail: tuple[str, ...]) -> None:
        if reference.path in trail or len(trail) > DEEPEST:
            return
        facts = self.follow(reference.path, reference.language)
        if reference.symbol:
            facts = list(_within(facts or (), reference.symbol))
        if facts is None:
            reason = f"{reference.path}, which runs here, isn't part of the project"
            self.reading.gaps.append(Unanalysed(reference.step.span, reason))
            return
        self.reading.followed.add(reference.path)
        known = reference.environment
        if known.kind is not EnvironmentKind.UNKNOWN:
            facts = [_placed(fact, known) for fact in facts]
        self.splice(facts, (*via, reference.step), (*trail, reference.path))


def _within(facts: Iterable[Fact], symbol: str) -> Iterator[Fact]:
    """The facts of one function of a file."""
    depth = 0
    for fact in facts:
        if depth:
            depth += isinstance(fact, Enter) - isinstance(fact, Leave)
            if depth:
                yield fact
        elif isinstance(fact, Enter) and fact.name == symbol:
            depth = 1


def _placed(fact: Fact, environment: Environment) -> Fact:
    """An effect that doesn't know where its target lives, at the one its file was run against."""
    if isinstance(fact, Effect) and fact.environment.kind is EnvironmentKind.UNKNOWN:
        return replace(fact, environment=environment)
    return fact


def _entered(enter: Enter, around: Unit, path: str) -> Unit:
    down = Direction.DOWN in (around.direction, enter.direction)
    return Unit(
        kind=UnitKind.MIGRATION if around.is_migration else enter.kind,
        path=path,
        symbol=f"{around.symbol}.{enter.name}" if around.symbol else enter.name,
        span=enter.span,
        direction=Direction.DOWN if down else enter.direction,
        framework=enter.framework or around.framework,
        atomic=around.atomic if enter.atomic is None else enter.atomic,
        initial=enter.initial or around.initial,
    )
