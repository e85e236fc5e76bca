"""Runs the examples of rules, as their documentation shows them and their tests prove them."""

from __future__ import annotations

from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.engine.judge import judge
from guardrail.engine.past import Past
from guardrail.engine.rulebook import Rulebook
from guardrail.engine.units import read_units
from guardrail.example import Example
from guardrail.model import ChangeKind, FileEdit, Finding, Source
from guardrail.names import plain
from guardrail.rule import Rule, listing_of
from guardrail.schema.base import Beginning
from guardrail.schema.timeline import Timeline
from guardrail.settings import SPOKEN_BY, Database, Settings
from guardrail.stream import UnitKind

EARLIER = "migrations/0001_before.sql"
"""Where the history of an example stands."""


def judge_example(rule: type[Rule], example: Example) -> list[Finding]:
    """What one rule alone finds in an example."""
    return judge_text(Rulebook([listing_of(rule)]), example)


def settings_of(example: Example) -> Settings:
    """The facts that an example states about its database."""
    server = example.dialect if example.dialect in SPOKEN_BY else ""
    dialect = SPOKEN_BY.get(server, example.dialect)
    known = Database(dialect=dialect, version=example.version, server=server)
    return Settings(databases=(known,)) if example.dialect or example.version else Settings()


def judge_text(book: Rulebook, example: Example) -> list[Finding]:
    """What a book of rules finds in an example."""
    settings = settings_of(example)
    source = source_of(example)
    facts = list(extract(source, settings))
    if example.language not in ("change", "credentials"):
        tokens = Source(source.path, "credentials", source.text)
        facts += list(extract(tokens, settings))
    kind = UnitKind.CHANGE if example.language == "change" else UnitKind.FILE
    reading = read_units(source.path, facts, lambda path, language: None, kind)
    past = _past(example, settings)
    findings, failures = judge(reading.units, book, settings, lambda unit, place: past)
    if failures:
        raise RuntimeError(failures[0].reason)
    return findings


def _past(example: Example, settings: Settings) -> Past:
    """What came before the example, where it says."""
    rows = {plain(table): count for table, count in example.rows}
    if not example.history:
        return Past(rows=rows)
    source = Source(EARLIER, "sql", example.history)
    facts = list(extract(source, settings))
    timeline = Timeline((fact for fact in facts if isinstance(fact, Effect)), Beginning())
    return Past(lambda: timeline.at(timeline.length), rows)


def source_of(example: Example) -> Source:
    """The Source that an example stands for."""
    if example.language != "change":
        return Source(example.path, example.language, example.whole)
    new_path = example.new_path or example.path
    if example.text is None:
        kind = ChangeKind.DELETED
    elif example.before is None:
        kind = ChangeKind.ADDED
    else:
        kind = ChangeKind.RENAMED if example.new_path else ChangeKind.EDITED
    edit = FileEdit(kind, new_path, example.path, example.before, example.text)
    return Source(new_path, "change", example.text or "", edit=edit)
