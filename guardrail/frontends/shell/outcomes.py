"""Turns what a program does into items of the stream."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from guardrail.frontends.shell.scope import Scope, join
from guardrail.knowledge.programs.command import At, Inline, Opens, Target
from guardrail.model import Environment, EnvironmentKind, Source, Step, Surroundings
from guardrail.project.environment import Places, classify, of_variables
from guardrail.spanmap import BuiltText
from guardrail.stream import Embedded, Item, Reference


def surroundings(
    source: Source,
    scope: Scope,
    variables: Mapping[str, str],
    *,
    dialect: str = "",
    target: Target | None = None,
    tunnelled: bool = False,
) -> Surroundings:
    """What a text started here inherits."""
    around = source.surroundings
    environment = environment_of(target or Target(), variables, tunnelled, around.places)
    known = environment.kind is not EnvironmentKind.UNKNOWN
    return replace(
        around,
        variables=dict(variables),
        directory=scope.directory or "",
        dialect=dialect or around.dialect,
        environment=environment if known else around.environment,
        machine=around.machine if target is None else Environment(),
    )


def environment_of(
    target: Target, variables: Mapping[str, str], tunnelled: bool, places: Places
) -> Environment:
    """The environment of what arguments name, else of what connection variables lead to."""
    named = classify(
        host=target.host,
        database=target.database,
        url=target.url,
        words=target.words,
        tunnelled=tunnelled,
        places=places,
    )
    if named.kind is not EnvironmentKind.UNKNOWN or target.host or target.url:
        return named
    return of_variables(variables, tunnelled=tunnelled, places=places)


def placed(source: Source, at: At, variables: Mapping[str, str], tunnelled: bool) -> Item:
    """An effect with its target's environment."""
    environment = environment_of(at.target, variables, tunnelled, source.surroundings.places)
    if environment.kind is EnvironmentKind.UNKNOWN:
        return at.effect
    return replace(at.effect, environment=environment)


def embedded(source: Source, inline: Inline, around: Surroundings) -> Embedded:
    """A text in another language."""
    return Embedded(source.embed(inline.language, inline.built, inline.label, around))


def opened(
    source: Source, opens: Opens, scope: Scope, place: tuple[int, int], around: Surroundings
) -> Item | None:
    """A file that runs: its text where this script wrote it, else a reference to it."""
    path = join(scope.directory, opens.path)
    if path is None:
        return None
    written: BuiltText | None = scope.written.get(path)
    if written is not None:
        return Embedded(source.embed(opens.language, written, opens.label, around))
    step = Step(opens.label, source.span(*place))
    return Reference(path, opens.language, step, around.environment)
