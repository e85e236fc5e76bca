"""Every format, as it is: the files in `golden/` are read when they change.

To write them anew: `GUARDRAIL_GOLDEN=write pytest tests/guardrail/reporters`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from guardrail.report import Report
from guardrail.reporters import FORMATS, Options, render
from guardrail.rule import RuleInfo

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    **{name: (name, Options(tool_version="1.2.3")) for name in FORMATS},
    "text-colour": ("text", Options(colour=True, width=72)),
    "text-capped": ("text", Options(show=1)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_report_looks_as_it_did(case: str, report: Report, rules: Mapping[str, RuleInfo]) -> None:
    name, options = CASES[case]
    text = render(name, report, rules, options)
    file = GOLDEN / f"{case}.txt"
    if os.environ.get("GUARDRAIL_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_says_how_much_was_judged(name: str, rules: Mapping[str, RuleInfo]) -> None:
    text = render(name, Report(files=3, judged=3), rules)
    if name in ("text", "concise", "github", "markdown", "junit"):
        assert "0 findings, 0 suppressed, 3 texts judged, 0 not understood" in text
    elif name == "rdjsonl":
        assert text == ""
    else:
        assert text.endswith("\n")
