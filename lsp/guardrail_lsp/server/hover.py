"""Why a finding matters and what to do instead; what a statement of a migration does."""

from __future__ import annotations

from lsprotocol import types

from guardrail.reporters.escaping import markdown
from guardrail_lsp.frames import Plain
from guardrail_lsp.server.diagnostics import range_of
from guardrail_lsp.server.server import Server
from guardrail_lsp.server.uris import uri_of

WAIT = 0.3
"""Seconds to wait for a result on what was just typed."""


def register(server: Server) -> None:
    """Answer hovers."""
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)


async def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None or not await ls.checking.current(entry, WAIT) or entry.result is None:
        return None
    at = [params.position.line, params.position.character]
    findings = _at(entry.findings(ls.options.scope), at)
    parts = [_finding(f, ls.publisher.rules.get(f["rule"])) for f in findings]
    parts += [found["markdown"] for found in _innermost(entry.result["statements"], at)]
    if not parts:
        return None
    spans = findings or _innermost(entry.result["statements"], at)
    text = "\n\n---\n\n".join(parts)
    return types.Hover(_content(ls, text), range_of(spans[0]["range"]))


def _content(ls: Server, text: str) -> types.MarkupContent:
    document = ls.client_capabilities.text_document
    formats = document.hover.content_format if document and document.hover else None
    plain = formats is not None and types.MarkupKind.Markdown not in formats
    return types.MarkupContent(
        types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown, text
    )


def _finding(finding: Plain, rule: Plain | None) -> str:
    said = f"**{markdown(finding['message'])}** · `{finding['rule']}`"
    if rule is None:
        return said
    parts = [said, rule["why"], f"**Do this instead.** {rule['instead']}"]
    if rule["page"]:
        parts.append(f"[About this rule]({uri_of(rule['page'])})")
    return "\n\n".join(parts)


def _at(findings: list[Plain], at: list[int]) -> list[Plain]:
    return [f for f in findings if f["range"][:2] <= at <= f["range"][2:]]


def _innermost(statements: list[Plain], at: list[int]) -> list[Plain]:
    """The smallest statement around a place."""
    around = _at(statements, at)
    return sorted(around, key=lambda s: (s["range"][2:], [-x for x in s["range"][:2]]))[:1]
