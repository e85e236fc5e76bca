"""How loudly examples of rules and of rows of knowledge are told, as they are and in contexts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace
from weaving import Context, Harm, cut

from guardrail.engine.examples import judge_example, judge_text
from guardrail.engine.rulebook import load, rules_of
from guardrail.example import Example, python
from guardrail.knowledge.python import all_rows
from guardrail.model import Finding, Level
from guardrail.rule import Rule

USUAL = python("").path
Levels = Mapping[str, Level]


class Case(Struct, frozen=True):
    """An example that does harm; `rule` judges it, or all do where it is of a row."""

    name: str
    example: Example
    rule: type[Rule] | None = None

    def findings(self, text: str, path: str = "") -> list[Finding]:
        """What is found where the example's text is another."""
        example = replace(self.example, text=text, given="", path=path or self.example.path)
        if self.rule is not None:
            return judge_example(self.rule, example)
        return judge_text(load(), example)


@cache
def cases(language: str, *, rows: bool = False) -> Sequence[Case]:
    """The bad examples of all rules in a language, or those of all rows."""
    if rows:
        told = dict.fromkeys(row.example for row in all_rows() if row.example)
        return [Case(f"row {one[:60]}", python(one)) for one in told]
    return [
        Case(f"{rule.name} {place}", example, rule)
        for rule in rules_of("guardrail_rules")
        for place, example in enumerate(rule.bad)
        if example.language == language
    ]


def levels(findings: Iterable[Finding]) -> dict[str, Level]:
    """The highest level of each rule that says something."""
    found: dict[str, Level] = {}
    for one in findings:
        found[one.rule] = max(found.get(one.rule, Level.OFF), one.level)
    return found


@cache
def as_it_is(case: Case) -> tuple[Levels, Harm | None]:
    """What is told of an example, from warnings on, and where its worst harm is cut out."""
    found = [one for one in case.findings(case.example.whole) if one.level >= Level.WARNING]
    if not found:
        return {}, None
    worst = max(found, key=lambda one: one.level)
    whole = case.example.whole
    return levels(found), cut(
        whole, worst.span.start
    ) if case.example.language == "python" else None


def some(told: Sequence[Case], context: Context) -> Iterable[Case]:
    """All cases, in an order that is another for each context and the same each time."""
    return sorted(told, key=lambda one: crc32(f"{context.name} {one.name}".encode()))


def less(case: Case, text: str, path: str = "") -> str:
    """The rules that say less of a text than of the example as it is, "" for none."""
    told, _ = as_it_is(case)
    found = levels(case.findings(text, path)) if told else {}
    quieter = {
        rule: f"{found.get(rule, Level.OFF)} for {level}"
        for rule, level in told.items()
        if found.get(rule, Level.OFF) < level
    }
    return f"{quieter} in\n{text}" if quieter else ""
