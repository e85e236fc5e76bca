"""The catalogue is generated from the rules and is never behind them."""

import runpy
from pathlib import Path

from guardrail.engine.rulebook import rules_of

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = runpy.run_path(str(ROOT / "tools/generate_catalogue.py"))


def test_every_page_is_up_to_date() -> None:
    wanted = CATALOGUE["pages"](rules_of("guardrail_rules"))
    behind = [name for name, text in wanted.items() if (ROOT / name).read_text("utf-8") != text]
    assert behind == [], "run: python tools/generate_catalogue.py"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    names = {rule.name for rule in rules_of("guardrail_rules")}
    assert {page.stem for page in (ROOT / "docs/rules").glob("*.md")} == names


def test_the_catalogue_links_every_rule_with_its_level() -> None:
    text = (ROOT / "rules/README.md").read_text("utf-8")
    for rule in rules_of("guardrail_rules"):
        assert f"[{rule.name}](../docs/rules/{rule.name}.md) | {rule.level} |" in text
