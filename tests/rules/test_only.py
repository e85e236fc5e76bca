"""What rules say of which effects they look at spares work, and never a finding."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.engine.examples import judge_text
from guardrail.engine.rulebook import Rulebook, built_in, load, rules_of
from guardrail.example import Example
from guardrail.model import Finding, Span
from guardrail.rule import Rule, listing_of
from guardrail.stream import UnitKind
from guardrail.unit import Unit

RULES = rules_of("guardrail_rules")
HERE = Span("a.sql", 0, 1)


def asked_of_all(rules: Iterable[type[Rule]]) -> Rulebook:
    """A book whose rules are asked of whatever they judge, as if none of them had said `only`."""
    return Rulebook(replace(listing_of(rule), only=()) for rule in rules)


def told(findings: Iterable[Finding]) -> set[tuple[object, ...]]:
    return {(f.rule, f.level, f.confidence, f.message, f.span, f.related) for f in findings}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_example_of_any_rule_loses_a_finding(rule: type[Rule]) -> None:
    narrowed, whole = load(), asked_of_all(RULES)
    examples: tuple[Example, ...] = (*rule.bad, *rule.good)
    for example in examples:
        assert told(judge_text(narrowed, example)) == told(judge_text(whole, example))


def names(rules: Iterable[Rule]) -> set[str]:
    return {rule.name for rule in rules}


def test_an_effect_is_shown_to_the_rules_of_its_verb_and_kind() -> None:
    book = load()
    dropped = SchemaChange(span=HERE, verb=Verb.DROP, kind=ObjectKind.TABLE, table="t", name="t")
    made = SchemaChange(span=HERE, verb=Verb.CREATE, kind=ObjectKind.INDEX, table="t", name="i")
    assert "dropped-table" in names(book.for_effect(dropped))
    assert "blocking-index" not in names(book.for_effect(dropped))
    assert "blocking-index" in names(book.for_effect(made))
    assert "dropped-table" not in names(book.for_effect(made))


def test_a_unit_is_shown_to_the_rules_of_its_effects() -> None:
    book = load()
    made = SchemaChange(span=HERE, verb=Verb.CREATE, kind=ObjectKind.INDEX, table="t", name="i")
    empty = Unit(UnitKind.FILE, "a.sql", "", HERE)
    one = Unit(UnitKind.FILE, "a.sql", "", HERE, effects=[made])
    assert names(book.for_unit(empty)) == set()
    assert "unbalanced-transaction" not in names(book.for_unit(one))
    assert "work-under-lock" in names(book.for_unit(one))


def test_the_built_in_rules_are_listed_as_they_are() -> None:
    assert list(built_in()) == [listing_of(rule) for rule in RULES]


def test_what_is_known_of_rules_by_name_is_made_when_it_is_asked_for() -> None:
    book = Rulebook(built_in())
    assert list(book.infos) == list(book.classes) == [rule.name for rule in RULES]
    assert "dropped-table" in book.infos
    assert book.infos["dropped-table"].category == book.classes["dropped-table"].category
    assert book.infos.get("no-such-rule") is None
