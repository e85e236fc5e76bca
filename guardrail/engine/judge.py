"""Judging: every rule looks at every effect and Unit it asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import Effect, MigrationChange, MigrationChangeKind, SchemaChange
from guardrail.engine.circumstances import UnitContext
from guardrail.engine.past import PastOf, no_past
from guardrail.engine.rulebook import Rulebook
from guardrail.model import Direction, Finding, Related
from guardrail.patterns import late
from guardrail.project.beside import Beside, Opens
from guardrail.rule import Rule
from guardrail.schema.settled import of_models, settled
from guardrail.settings import Settings
from guardrail.stream import Unanalysed
from guardrail.unit import Unit


def judge(
    units: Iterable[Unit],
    rulebook: Rulebook,
    settings: Settings,
    past_of: PastOf = no_past,
) -> tuple[list[Finding], list[Unanalysed]]:
    """What the rules find in the Units, and the places where a rule itself failed.

    `past_of` gives what lies before each Unit, by the Unit and its number in its text.
    """
    findings: list[Finding] = []
    failures: list[Unanalysed] = []
    for place, unit in enumerate(units):
        if not unit.effects and not rulebook.for_unit(unit):
            continue
        past = past_of(unit, place)
        if of_models(unit.effects):
            effects = settled(past.relabelled(unit.effects), past.base)
            unit = replace(unit, effects=list(effects))
        if unit.framework in BY_FILES and unit.is_migration:
            unit = _as_beside(unit, past.beside())
        context = UnitContext(unit, settings, past)
        for effect in unit.effects:
            for rule in rulebook.for_effect(effect):
                findings += _ask(rule, effect, unit, context, failures)
        for rule in rulebook.for_unit(unit):
            findings += _ask(rule, None, unit, context, failures)
    return merge(findings), failures


BY_FILES = ("diesel", "flyway", "golang-migrate", "sqlx", "pop")
"""The frameworks whose migrations have files beside them that say more."""


def _as_beside(unit: Unit, told: Beside) -> Unit:
    """The Unit with what the files beside it say of its transaction and its way back."""
    if unit.atomic is None and told.opens is not Opens.UNTOLD:
        mixed = told.opens is Opens.MIXED and any(
            isinstance(effect, SchemaChange) and effect.concurrently for effect in unit.effects
        )
        bare = mixed or told.opens is Opens.NOBODY
        if bare or told.opens is Opens.TOOL:
            unit = replace(unit, atomic=not bare)
    if told.no_way_back and unit.effects and unit.direction is Direction.UP:
        lost = MigrationChange(
            span=unit.effects[0].span,
            kind=MigrationChangeKind.IRREVERSIBLE,
            path=told.no_way_back,
            operation="down file",
        )
        unit = replace(unit, effects=[*unit.effects, lost])
    return unit


def _ask(
    rule: Rule, effect: Effect | None, unit: Unit, context: Context, failures: list[Unanalysed]
) -> list[Finding]:
    try:
        found = list(
            rule.judge_unit(unit, context) if effect is None else rule.judge(effect, context)
        )
    except Exception as problem:  # a defect of one rule must not hide what the others find
        span = unit.span if effect is None else effect.span
        failures.append(
            Unanalysed(
                span,
                f"the rule {rule.name} failed ({type(problem).__name__})",
                ("rule",),
                failed=True,
            )
        )
        return []
    return [_of_unit(finding, unit) for finding in found] if found else found


def _of_unit(finding: Finding, unit: Unit) -> Finding:
    entries = finding.effect.reached if finding.effect else ()
    return replace(
        finding,
        related=(*finding.related, *(Related(f"run by {one.label}", one.span) for one in entries)),
        symbol=unit.symbol,
        via=finding.effect.via if finding.effect else finding.via,
        language=finding.effect.language if finding.effect else finding.language,
    )


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """One finding where the same effect is reached on several ways, the other ways related.

    A text that is put together in several ways begins at the same place in each.
    """
    merged: list[Finding] = []
    places: dict[tuple[str, str, int], int | dict[str, int]] = {}
    for finding in findings:
        key = (finding.rule, finding.span.path, finding.span.start)
        known = places.get(key)
        if known is None:  # mostly nothing else is found there, and no identity need be told
            places[key] = len(merged)
            merged.append(finding)
            continue
        if isinstance(known, int):
            known = places[key] = dict.fromkeys(_sames(merged[known]), known)
        number = next((known[one] for one in _sames(finding) if one in known), len(merged))
        known.update(dict.fromkeys(_sames(finding), number))
        if number == len(merged):
            merged.append(finding)
        else:
            merged[number] = _with_way(merged[number], finding)
    return merged


_AT_RUN_TIME = late(r"\{.*\}", re.DOTALL)
"""What a message says of a name that is put together, in as many ways as there are."""


def _sames(finding: Finding) -> tuple[str, ...]:
    """What another finding of the rule there has too if it tells the same: effect or words."""
    said = f"“{_AT_RUN_TIME.sub('{}', finding.message)}”"
    return (finding.effect.identity, said) if finding.effect else (said,)


def _with_way(first: Finding, other: Finding) -> Finding:
    louder = other if other.level > first.level else first
    if not other.via or other.via == first.via:
        return replace(louder, related=first.related)
    way = Related("also reached by " + " → ".join(s.label for s in other.via), other.via[0].span)
    if way in first.related:
        return replace(louder, related=first.related)
    return replace(louder, related=(*first.related, way))
