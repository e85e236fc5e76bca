"""`guardrail why PATH:LINE`: what was seen there, which rules looked, and what each made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from guardrail.cli.target import Chosen, choose
from guardrail.console.options import Command, Parsed, UsageError
from guardrail.console.output import print_safely
from guardrail.effects import DataChange, Effect, SchemaChange
from guardrail.engine.check import Request, check, settings_by_path
from guardrail.engine.circumstances import UnitContext
from guardrail.engine.gather import Gatherer
from guardrail.engine.locate import Lines
from guardrail.engine.outcome import surroundings_of
from guardrail.engine.rulebook import Rulebook, load
from guardrail.engine.units import read_units
from guardrail.engine.words import words_for
from guardrail.knowledge.credentials.masking import mask
from guardrail.model import Finding, Span
from guardrail.reporters.escaping import visible
from guardrail.stream import Unanalysed
from guardrail.unit import Unit

SILENT = "  looked, silent "
INDENT = " " * len(SILENT)

COMMAND = Command(
    name="why",
    summary="Say what was seen at a line, which rules looked, and what each made of it.",
    words="PATH:LINE",
)


def run(arguments: Sequence[str]) -> int:
    """Explain one line. Raises `UsageError`."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    path, line = _place(parsed)
    chosen = choose(Parsed({}, [path]))
    if len(chosen.target.paths) != 1:
        raise UsageError(f"{path} is not one file")
    lines = list(explain(chosen, line))
    print_safely("\n".join(visible(mask(each)) for each in lines))
    return 0


def _place(parsed: Parsed) -> tuple[str, int]:
    word = parsed.words[0] if len(parsed.words) == 1 else ""
    path, _, line = word.rpartition(":")
    if not path or not line.isdecimal() or int(line) < 1:
        raise UsageError("say one place, as PATH:LINE (lines are counted from 1)")
    return path, int(line)


def explain(chosen: Chosen, line: int) -> Iterator[str]:
    """The explanation, line by line, of a 1-based line of the one file chosen."""
    path = chosen.target.paths[0]
    settings_of = settings_by_path(chosen.policies)
    gatherer = Gatherer(chosen.target.snapshot, settings_of, chosen.cache, 1)
    gathered = gatherer.gather([path])
    reading = gathered.readings.get(path)
    if reading is None:
        yield gathered.unreadable.get(path, f"{path}: none of the words that matter is in it")
        return
    lines = Lines(reading.text.text)
    request = Request(chosen.target.snapshot, chosen.policies, [path], cache=chosen.cache)
    report = check(request)
    units = read_units(path, reading.facts, gatherer.follow)
    past_of = surroundings_of(request).past_of(units.units)
    book = load(chosen.policies.packs)
    seen = False
    for place, unit in enumerate(units.units):
        context = UnitContext(unit, settings_of(path), past_of(unit, place))
        for effect in unit.effects:
            if _touches(effect.span, line, path, lines):
                seen = True
                yield from _effect(effect, unit, context, book, report.findings)
    for gap in units.gaps:
        if _touches(gap.span, line, path, lines):
            seen = True
            yield from _gap(gap)
    if not seen:
        yield f"{path}:{line}: nothing here would change anything that Guardrail knows of"


def _touches(span: Span, line: int, path: str, lines: Lines) -> bool:
    if span.path != path:
        return False
    place = lines.location(span)
    return place.line <= line <= place.end_line


def _effect(
    effect: Effect, unit: Unit, context: UnitContext, book: Rulebook, findings: Sequence[Finding]
) -> Iterator[str]:
    yield words_for(effect)
    if effect.via:
        yield f"  reached by     {' → '.join(step.label for step in effect.via)}"
    yield f"  circumstances  {', '.join(_circumstances(effect, unit, context))}"
    fired = {f.rule: f for f in findings if f.effect is not None and _same(f.effect, effect)}
    for finding in fired.values():
        state = f", allowed ({finding.suppressed.kind})" if finding.suppressed else ""
        yield f"  {finding.rule.ljust(30)} {finding.level}{state}: {finding.message}"
    silent = [rule.name for rule in book.for_effect(effect) if rule.name not in fired]
    if silent:
        yield from wrap(", ".join(silent), 96, initial_indent=SILENT, subsequent_indent=INDENT)
    yield ""


def _same(one: Effect, other: Effect) -> bool:
    return one.span == other.span and one.identity == other.identity


def _circumstances(effect: Effect, unit: Unit, context: UnitContext) -> Iterator[str]:
    yield f"{unit.kind} {unit.symbol}".rstrip()
    if unit.is_migration:
        yield f"direction {unit.direction}"
    yield f"dialect {context.database(effect).dialect or 'not known'}"
    yield f"confidence {effect.confidence}"
    if effect.environment.reason:
        yield f"environment {effect.environment.kind} ({effect.environment.reason})"
    yield from (f"guarded by {guard}" for guard in effect.guards)
    if effect.hidden_in:
        yield f"hidden in {effect.hidden_in}"
    if context.in_test:
        yield "test code"
    table = _table(effect)
    if table and context.created_here(table, effect):
        yield f"{table} is made earlier in the same unit"
    elif table:
        yield from _known_of(table, effect, context)


def _known_of(table: str, effect: Effect, context: UnitContext) -> Iterator[str]:
    """What the replayed history and the statistics say of a table."""
    shape = context.table(table, effect)
    if shape is None:
        known = context.history_known(effect)
        yield f"no migration makes {table}" if known else f"nothing is known of {table}"
    else:
        count = len(shape.columns)
        columns = "1 column" if count == 1 else f"{count} columns"
        yield f"{table} has {columns}{'' if shape.complete else ' that are known'}"
    rows = context.rows(table, effect)
    if rows is not None:
        yield f"{table} has {rows:,} rows"


def _table(effect: Effect) -> str:
    if isinstance(effect, DataChange):
        return effect.target
    return effect.table if isinstance(effect, SchemaChange) else ""


def _gap(gap: Unanalysed) -> Iterator[str]:
    yield f"not understood: {gap.reason}"
    if gap.words:
        yield f"  it says        {', '.join(gap.words)}"
    yield ""
