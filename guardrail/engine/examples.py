"""Runs the examples of rules, as their documentation shows them and their tests prove them."""

from __future__ import annotations

from guardrail.engine.extract import extract
from guardrail.engine.judge import judge
from guardrail.engine.rulebook import Rulebook
from guardrail.engine.units import read_units
from guardrail.example import Example
from guardrail.model import ChangeKind, FileEdit, Finding, Source
from guardrail.rule import Rule, info
from guardrail.settings import Database, Settings
from guardrail.stream import UnitKind


def judge_example(rule: type[Rule], example: Example) -> list[Finding]:
    """What one rule alone finds in an example."""
    book = Rulebook({kind: [rule()] for kind in rule.judges}, {rule.name: info(rule)}, {})
    return judge_text(book, example)


def settings_of(example: Example) -> Settings:
    """The facts that an example states about its database."""
    known = Database(dialect=example.dialect, version=example.version)
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
    findings, failures = judge(reading.units, book, settings)
    if failures:
        raise RuntimeError(failures[0].reason)
    return findings


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
