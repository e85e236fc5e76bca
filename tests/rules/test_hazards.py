"""The page of hazards names rules that exist, and every rule that is about SQL."""

import re
from pathlib import Path

from guardrail.engine.rulebook import rules_of
from guardrail.rule import info

PAGE = (Path(__file__).resolve().parents[2] / "docs/hazards.md").read_text("utf-8")
ROWS = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| ")]
NAMED = {name for row in ROWS for name in re.findall(r"`([a-z-]+)`", row[1])}
RULES = {rule.name: rule for rule in rules_of("guardrail_rules")}


def test_every_row_has_its_columns() -> None:
    assert {len(row) for row in ROWS} == {5}


def test_every_rule_that_is_named_exists() -> None:
    assert sorted(NAMED - set(RULES)) == []


def test_every_rule_with_examples_in_sql_is_named() -> None:
    about_sql = {name for name, rule in RULES.items() if "sql" in info(rule).languages}
    assert sorted(about_sql - NAMED) == []
