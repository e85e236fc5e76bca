"""What each format promises to those who read it by machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from msgspec.structs import replace

from guardrail.effects import DataChange
from guardrail.model import Finding, Level, Location, Span
from guardrail.report import Gap, Report
from guardrail.reporters import FORMATS, Options, render, sarif
from guardrail.reporters.markdown import MOST_BYTES
from guardrail.reporters.text import shown
from guardrail.rule import RuleInfo

SCHEMA = Path(__file__).parents[2] / "data" / "sarif-schema-2.1.0.json"
Rules = Mapping[str, RuleInfo]


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    """The official schema of SARIF 2.1.0."""
    return Draft4Validator(json.loads(SCHEMA.read_text()))


def many(finding: Finding, number: int) -> list[Finding]:
    """The finding in many places, every one an alert of its own."""
    return [
        replace(
            finding,
            location=Location("x.sql", line, 1, line, 2),
            fingerprint=f"{line:032x}",
        )
        for line in range(1, number + 1)
    ]


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        render("yaml", Report(), {})


def test_json_keeps_its_contract(report: Report, rules: Rules) -> None:
    data = json.loads(render("json", report, rules, Options(tool_version="1.2.3")))
    assert data["version"] == 1
    assert data["tool"] == {"name": "guardrail", "version": "1.2.3"}
    finding = data["findings"][0]
    promised = {
        *("rule", "category", "level", "confidence", "message", "help", "path", "start", "end"),
        *("language", "via", "related", "effect", "fix", "fingerprint", "suppressed"),
    }
    assert promised <= set(finding)
    assert (finding["level"], finding["confidence"]) == ("error", "high")
    assert finding["start"] == {"line": 12, "column": 36}
    assert [step["label"] for step in finding["via"]] == [
        "step «clean»",
        "python -c",
        "cur.execute",
    ]
    effect = finding["effect"]
    assert (effect["type"], effect["verb"], effect["scope"]) == ("DataChange", "delete", "none")
    assert effect["environment"]["kind"] == "production"
    assert data["unanalysed"][0].keys() == {"path", "start", "reason", "level"}
    assert data["summary"]["judged"] == 12
    assert (data["summary"]["findings"], data["summary"]["suppressed"]) == (2, 1)
    suppressed = [each for each in data["findings"] if each["suppressed"]]
    assert suppressed[0]["suppressed"]["reason"] == "moved to the archive"


def test_sarif_is_valid(report: Report, rules: Rules, sarif_schema: Draft4Validator) -> None:
    for options in (Options(), Options(root_uri="file:///home/shop", github_actions=True)):
        log = json.loads(render("sarif", report, rules, options))
        assert [error.message for error in sarif_schema.iter_errors(log)] == []
    assert not list(sarif_schema.iter_errors(json.loads(render("sarif", Report(), {}))))


def run_of(report: Report, rules: Rules) -> dict[str, Any]:
    """The only run of a SARIF log."""
    (run,) = json.loads(render("sarif", report, rules))["runs"]
    found: dict[str, Any] = run
    return found


def test_sarif_tells_alerts_apart_and_chains_apart_from_places(
    report: Report, rules: Rules
) -> None:
    run = run_of(report, rules)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "guardrail/"
    results = {result["ruleId"]: result for result in run["results"]}
    deleted = results["unscoped-delete"]
    prints = deleted["partialFingerprints"]
    assert prints["guardrailFingerprint/v1"].startswith(prints["primaryLocationLineHash"][:16])
    flow = run["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in flow][:2] == [
        "step «clean»",
        "python -c",
    ]
    assert results["blocking-index"]["relatedLocations"][0]["id"] == 1
    assert results["dropped-table"]["suppressions"][0]["kind"] == "inSource"
    assert "suppressions" not in results["blocking-index"]
    descriptors = run["tool"]["driver"]["rules"]
    assert descriptors[deleted["ruleIndex"]]["id"] == "unscoped-delete"
    ranked = {each["id"]: each["properties"]["security-severity"] for each in descriptors}
    assert ranked == {"blocking-index": "5.0", "dropped-table": "9.0", "unscoped-delete": "8.0"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü.sql", "a%20b/%C3%BC.sql"),
        ("c:\\x%20#?.py", "c%3A%5Cx%2520%23%3F.py"),
        ("bad\udcff.py", "bad%FF.py"),
    ],
)
def test_sarif_paths_are_percent_encoded(path: str, uri: str, report: Report) -> None:
    (finding, *_) = report.findings
    moved = replace(finding, span=Span(path, 0, 1), location=Location(path, 1, 1, 1, 2))
    (result,) = run_of(Report([moved]), {})["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_keeps_the_worst_and_says_what_it_left_out(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 50)
    worst, quiet, *_ = report.findings
    run = run_of(Report([*many(quiet, 50), worst]), {})
    assert len(run["results"]) == 50
    assert sum(result["level"] == "error" for result in run["results"]) == 1
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("1 results were left out")


def test_github_shows_ten_of_a_level_and_counts_the_rest(report: Report) -> None:
    worst, quiet, *_ = report.findings
    text = render("github", Report([*many(quiet, 12), *many(worst, 15)]), {})
    lines = text.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert lines[0].startswith("::error ")
    assert lines[-2].endswith("5 errors, 2 warnings.")
    assert lines[-1].startswith("27 findings (15 errors, 12 warnings)")


def test_github_leaves_columns_out_where_a_place_spans_lines(report: Report) -> None:
    (finding, *_) = report.findings
    spanning = replace(finding, location=Location("x.sql", 3, 7, 5, 2))
    line = render("github", Report([spanning]), {}).splitlines()[0]
    assert "line=3,endLine=5,title=" in line


def test_gitlab_fingerprints_are_unique_and_stable(report: Report) -> None:
    (finding, *_) = report.findings
    twice = Report([finding, finding], [Gap("x", "it is binary", Level.INFO)] * 2)
    entries = json.loads(render("gitlab", twice, {}))
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == 4
    again = json.loads(render("gitlab", Report([finding]), {}))
    assert again[0]["fingerprint"] == prints[0]
    for entry in entries:
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["description"].startswith(f"{entry['check_name']}: ")


def test_rdjsonl_counts_columns_in_bytes(report: Report) -> None:
    lines = render("rdjsonl", report, {}).splitlines()
    ranges = {
        entry["code"]["value"]: entry["location"]["range"] for entry in map(json.loads, lines[:2])
    }
    assert ranges["unscoped-delete"]["start"] == {"line": 12, "column": 36}
    assert ranges["blocking-index"] == {
        "start": {"line": 9, "column": 24},
        "end": {"line": 9, "column": 61},
    }


def test_text_puts_the_worst_file_right_above_the_closing_line(report: Report) -> None:
    heads = [line for line in render("text", report, {}).splitlines() if line[:1].strip()]
    levels = [line.split("  ")[1].split()[0] for line in heads[:3]]
    assert levels == ["info", "warning", "error"]


def test_text_has_no_escapes_unless_colour_is_wanted(report: Report) -> None:
    assert "\x1b" not in render("text", report, {})
    assert "\x1b[1;31merror\x1b[0m" in render("text", report, {}, Options(colour=True))


def test_carets_stand_under_what_is_meant(report: Report) -> None:
    lines = render("text", report, {}).splitlines()
    number = next(n for n, line in enumerate(lines) if "DELETE FROM" in line)
    low = lines[number + 1].index("^")
    carets = lines[number + 1].count("^")
    assert lines[number][low : low + carets] == "DELETE FROM users"


def test_long_lines_are_cut_around_what_is_meant(report: Report) -> None:
    (finding, *_) = report.findings
    assert finding.excerpt is not None
    line = "x" * 500 + "DELETE FROM users" + "y" * 500
    long = replace(finding, excerpt=replace(finding.excerpt, text=line, mark=(500, 517)))
    shown = render("text", Report([long]), {}, Options(width=80))
    assert "DELETE FROM users" in shown
    assert all(len(each) <= 80 for each in shown.splitlines()[:4])


def test_nothing_teaches_how_to_silence_a_finding(report: Report, rules: Rules) -> None:
    for name in FORMATS:
        shown = render(name, report, rules).lower()
        for word in ("allow[", "guardrail: allow", "--no-verify", "waiver]]", "skip="):
            assert word not in shown


def test_a_summary_stays_below_the_limit_of_a_step(report: Report) -> None:
    (finding, *_) = report.findings
    big = replace(finding, help="word " * 400)
    text = render("markdown", Report(many(big, 2_000), migrations=report.migrations * 5_000), {})
    assert len(text.encode()) < MOST_BYTES
    assert "### Migrations" in text
    assert "more findings." in text
    assert "more migrations." in text


def test_what_the_text_leaves_out_is_counted_and_says_nothing(report: Report) -> None:
    quiet = [replace(each, level=Level.INFO) for each in many(report.findings[0], 9)]
    findings = [*quiet, *report.findings]
    left = shown(Report(findings=findings), Options())
    assert [f.message for f in left.findings[:9]] == [""] * 9
    assert [f.effect for f in left.findings[:9]] == [None] * 9
    assert [f for f in left.findings[9:] if f.message] == [
        f for f in report.findings if f.suppressed is None and f.level > Level.INFO and f.in_change
    ]
    told = render("text", Report(findings=findings), {})
    assert "unscoped-delete: --verbose shows each" in told
    assert render("text", Report(findings=findings), {}, Options(verbose=True)).count("info") > 9


def test_a_secret_is_masked_in_each_finding_that_shares_an_effect(report: Report) -> None:
    first = report.findings[0]
    assert isinstance(first.effect, DataChange)
    effect = replace(first.effect, target="postgres://app:hunter2-and-more@db/shop")
    shared = [replace(first, effect=effect, symbol=str(number)) for number in range(3)]
    told = render("json", Report(findings=shared), {})
    assert "hunter2" not in told
    assert told.count("[password]") == 3
