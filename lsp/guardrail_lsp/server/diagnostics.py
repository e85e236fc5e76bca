"""Findings as diagnostics: what a person sees in the Problems panel, and an agent in its prompt."""

from __future__ import annotations

from lsprotocol import types
from msgspec import Struct

from guardrail_lsp.frames import Plain
from guardrail_lsp.names import BROKEN_POLICY, SOURCE, UNANALYSED
from guardrail_lsp.server.uris import uri_of

SEVERITY = {
    3: types.DiagnosticSeverity.Error,
    2: types.DiagnosticSeverity.Warning,
    1: types.DiagnosticSeverity.Information,
}
UNNECESSARY = frozenset({"unused-allow", "unused-waiver"})
"""Rules about what has no effect: editors grey it out."""

MOST = 1_000
"""How many diagnostics one file may have; the severest stay."""


class Understood(Struct, frozen=True):
    """What the client understands of a diagnostic."""

    related: bool = False
    link: bool = False
    data: bool = False
    unnecessary: bool = False

    @staticmethod
    def of(
        said: types.PublishDiagnosticsClientCapabilities
        | types.DiagnosticClientCapabilities
        | None,
    ) -> Understood:
        """From the client's capabilities."""
        if said is None:
            return Understood()
        tags = said.tag_support.value_set if said.tag_support else ()
        return Understood(
            related=bool(said.related_information),
            link=bool(said.code_description_support),
            data=bool(said.data_support),
            unnecessary=types.DiagnosticTag.Unnecessary in tags,
        )


def range_of(plain: list[int]) -> types.Range:
    """A range of the analysis as the protocol's."""
    line, character, end_line, end_character = plain
    return types.Range(types.Position(line, character), types.Position(end_line, end_character))


def diagnostic(finding: Plain, rules: dict[str, Plain], client: Understood) -> Plain:
    """One finding as a diagnostic, ready to be sent: a thousand of them must not take long.

    The remedy stands in the message, because agents read the text and some drop the link. How to
    allow the finding doesn't.
    """
    rule = finding["rule"]
    page = rules.get(rule, {}).get("page")
    found: Plain = {
        "range": plain_range(finding["range"]),
        "message": message_of(finding),
        "severity": severity_of(finding).value,
        "code": rule,
        "source": SOURCE,
    }
    if client.link and page:
        found["codeDescription"] = {"href": uri_of(page)}
    if client.unnecessary and rule in UNNECESSARY:
        found["tags"] = [types.DiagnosticTag.Unnecessary.value]
    if client.related and finding["related"]:
        found["relatedInformation"] = [
            {
                "location": {"uri": uri_of(other["file"]), "range": plain_range(other["range"])},
                "message": other["message"],
            }
            for other in finding["related"]
        ]
    if client.data and finding["fingerprint"]:
        found["data"] = {"fingerprint": finding["fingerprint"]}
    return found


def plain_range(plain: list[int]) -> Plain:
    """A range of the analysis, ready to be sent."""
    line, character, end_line, end_character = plain
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }


def severity_of(finding: Plain) -> types.DiagnosticSeverity:
    """The severity of a level; what was not judged is told quietly where nothing was seen in it."""
    if finding["rule"] == UNANALYSED and finding["level"] == 1:
        return types.DiagnosticSeverity.Hint
    return SEVERITY.get(finding["level"], types.DiagnosticSeverity.Information)


def message_of(finding: Plain) -> str:
    """What the code would do, and what to do instead."""
    said = str(finding["message"])
    if finding["rule"] in (UNANALYSED, BROKEN_POLICY):
        return said
    instead = f"\nDo this instead: {finding['help']}" if finding["help"] else ""
    return f"{said} ({finding['rule']}){instead}"


def worst_first(findings: list[Plain]) -> list[Plain]:
    """The findings by place, the mildest left out where there are too many."""
    if len(findings) > MOST:
        findings = sorted(findings, key=lambda f: -int(f["level"]))[:MOST]
    return sorted(findings, key=lambda f: (f["range"], f["rule"]))


def trouble(line: int, message: str) -> Plain:
    """Something that is wrong with a policy, on a line (from 1; 0 is the whole file)."""
    row = max(line - 1, 0)
    return {
        "rule": BROKEN_POLICY,
        "level": 3,
        "message": message,
        "help": "",
        "fingerprint": "",
        "range": [row, 0, row, 1_000],
        "inline": False,
        "changed": True,
        "related": [],
        "fix": None,
    }
