"""What judging one text came to, before policy: as workers answer it and as the cache keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from guardrail.effects import Effect
from guardrail.engine import facts
from guardrail.engine.facts import masked
from guardrail.model import Category, Confidence, Finding, Level, Related, Remedy, Span, Step
from guardrail.report import UnitSummary
from guardrail.stream import Comment, Unanalysed

Plain = Any


class Judged(Struct):
    """One text as the rules see it. No policy is in it: levels are the rules' own.

    `comments` speak to Guardrail, `gaps` were not understood, `secrets` are hidden wherever they
    are shown, `migrations` sum up the Units that are some. `asked` is what the outcome depends on
    besides the text, in the words of `Surroundings.names_of`. `line` is all of it written down,
    where it was read.
    """

    findings: list[Finding] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    gaps: list[Unanalysed] = field(default_factory=list)
    secrets: list[Span] = field(default_factory=list)
    migrations: list[UnitSummary] = field(default_factory=list)
    asked: frozenset[str] = frozenset()
    line: str = ""


def dump(judged: Judged, path: str) -> str:
    """The outcome for the text at a path as one line, secrets masked."""
    if judged.line:
        return judged.line
    effects: dict[int, Effect] = {}
    for finding in judged.findings:
        if finding.effect is not None:
            effects.setdefault(id(finding.effect), finding.effect)
    places = {key: place for place, key in enumerate(effects)}
    known = facts.dump([*effects.values(), *judged.comments, *judged.gaps], 0, path)
    said = {
        "findings": [_plain(finding, places, path) for finding in judged.findings],
        "secrets": [_place(span, path) for span in judged.secrets],
        "migrations": [_summary(each, path) for each in judged.migrations],
    }
    return "\t".join(
        (" ".join(sorted(judged.asked)), known, json.dumps(said, separators=(",", ":")))
    )


def load(line: str, path: str) -> Judged:
    """The outcome that `dump` wrote for a path. Raises `ValueError` on anything else."""
    asked, known, said = line.split("\t")
    items, _ = facts.load(known, path)
    effects = [item for item in items if isinstance(item, Effect)]
    try:
        plain = json.loads(said)
        return Judged(
            [_finding(each, effects, path) for each in plain["findings"]],
            [item for item in items if isinstance(item, Comment)],
            [item for item in items if isinstance(item, Unanalysed)],
            [_span(each, path) for each in plain["secrets"]],
            [_unit(each, path) for each in plain["migrations"]],
            frozenset(asked.split()),
            line,
        )
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise ValueError(f"not what was judged: {problem}") from problem


def _plain(finding: Finding, places: Mapping[int, int], path: str) -> Plain:
    remedy = finding.remedy
    return [
        finding.rule,
        str(finding.category),
        int(finding.level),
        int(finding.confidence),
        masked(finding.message),
        _place(finding.span, path),
        masked(finding.help),
        [[masked(each.message), _place(each.span, path)] for each in finding.related],
        remedy
        and [remedy.action, _place(remedy.span, path), remedy.safe, remedy.note, remedy.title],
        -1 if finding.effect is None else places[id(finding.effect)],
        finding.language,
        [[masked(step.label), _place(step.span, path)] for step in finding.via],
        finding.symbol,
    ]


def _finding(plain: Plain, effects: Sequence[Effect], path: str) -> Finding:
    rule, category, level, confidence, message, span, *rest = plain
    instead, related, remedy, effect, language, via, symbol = rest
    return Finding(
        str(rule),
        Category(category),
        Level(level),
        Confidence(confidence),
        str(message),
        _span(span, path),
        str(instead),
        tuple(Related(str(said), _span(at, path)) for said, at in related),
        _remedy(remedy, path) if remedy else None,
        None if effect < 0 else effects[effect],
        str(language),
        tuple(Step(str(label), _span(at, path)) for label, at in via),
        symbol=str(symbol),
    )


def _remedy(plain: Plain, path: str) -> Remedy:
    action, span, safe, note, title = plain
    return Remedy(str(action), _span(span, path), bool(safe), str(note), str(title))


def _place(span: Span, path: str) -> Plain:
    """A place as few plain values: of most texts it is two numbers."""
    plain: list[Plain] = [span.start, span.end]
    if span.path != path or span.parts or not span.exact:
        plain += [[list(part) for part in span.parts], span.exact]
    if span.path != path:
        plain.append(span.path)
    return plain


def _span(plain: Plain, path: str) -> Span:
    start, end, *more = plain
    parts, exact, *elsewhere = more or ((), True)
    if not all(type(at) is int and at >= 0 for at in (start, end)):
        raise ValueError("a span that no text has")
    pieces = tuple((int(low), int(high)) for low, high in parts)
    return Span(str(elsewhere[0]) if elsewhere else path, start, end, pieces, bool(exact))


def _summary(unit: UnitSummary, path: str) -> Plain:
    where = "" if unit.path == path else unit.path
    words = [unit.tables, unit.locks, unit.rewrites, unit.does]
    said = [[masked(word) for word in each] for each in words]
    return [where, unit.symbol, unit.framework, unit.direction, unit.reversible, *said]


def _unit(plain: Plain, path: str) -> UnitSummary:
    where, symbol, framework, direction, reversible, *words = plain
    tables, locks, rewrites, does = (tuple(map(str, each)) for each in words)
    return UnitSummary(
        where or path,
        str(symbol),
        str(framework),
        str(direction),
        tables,
        locks,
        rewrites,
        None if reversible is None else bool(reversible),
        does,
    )
