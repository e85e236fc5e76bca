"""Hostile names and messages: nothing in them becomes a line, a command, a tag or a link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from guardrail_rules.credential.specimens import (
    github_token,
    password,
    private_key,
    slack_token,
    stripe_key,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.model import (
    Category,
    Confidence,
    Excerpt,
    Finding,
    Level,
    Location,
    Related,
    Span,
    Step,
    Suppression,
    SuppressionKind,
)
from guardrail.report import Gap, Report, UnitSummary
from guardrail.reporters import FORMATS, Options, render

ON_A_RUNNER = Options(github_actions=True)

ATTACKS = (
    "x\n::error title=INJECTED::pwned.py",
    "a,line=999::fake.py",
    "::stop-commands::token",
    "##[error]forged",
    "##vso[task.complete result=Succeeded]",
    "\r::add-mask::x",
    "\x85::error::x",
    "\u2028::error::x",
    "\x1b[2J\x1b[31m",
    "\x9b31m",
    "safe\u202egnp.exe",
    "zero\u200bwidth\ufeff",
    "%0A::error::x",
    "undecodable\udcff",
    "</testcase><testcase>",
    "]]>&amp;\"'",
    "\x00\x08\x0b\ufffe\uffff",
    "`code` ``more`` ```",
    "![x](https://evil.example/p.png)",
    "[x](javascript:alert(1)) https://evil.example www.evil.example",
    "@team #1 <img src=x> </details>",
    "| a | b |",
    "- item\n# heading\n---\n1. one",
    "~~~\n```\n> quote",
    "*em* __strong__ ~~del~~ &lt; \\",
)

hostile = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(max_size=40),
    st.lists(st.sampled_from([*ATTACKS, "a", "/", " "]), max_size=3).map("".join),
)


def report_of(text: str) -> Report:
    """A report that says the text everywhere."""
    path = text = text or "x"
    at = Location(path, 3, 2, 3, 4)
    finding = Finding(
        rule="unscoped-delete",
        category=Category.UNSCOPED_WRITE,
        level=Level.ERROR,
        confidence=Confidence.HIGH,
        message=text,
        span=Span(path, 0, 1),
        help=text,
        related=(Related(text, Span(path, 0, 1), at),),
        language="sql",
        via=(Step(text, Span(path, 0, 1)),),
        via_locations=(at,),
        symbol=text,
        fingerprint="0123456789abcdef",
        location=at,
        excerpt=Excerpt(3, text, (1, 3)),
        requested=Suppression(SuppressionKind.WAIVER, text, text),
    )
    allowed = replace(
        finding, requested=None, suppressed=Suppression(SuppressionKind.INLINE, text, text)
    )
    unit = UnitSummary(path, text, "django", "up", (text,), (text,), (text,), None, (text,))
    gap = Gap(path, text, Level.WARNING, at)
    return Report([finding, allowed], [gap], [unit], [text], files=1, judged=1)


PLAIN = {name: render(name, report_of("x"), {}, ON_A_RUNNER) for name in FORMATS}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(text=hostile)
def test_no_line_is_added_and_nothing_invisible_gets_through(name: str, text: str) -> None:
    shown = render(name, report_of(text), {}, ON_A_RUNNER)
    assert shown.encode()
    for line in shown.split("\n"):
        assert line.isprintable(), ascii(line)
    if name not in ("text", "markdown"):
        assert shown.count("\n") == PLAIN[name].count("\n")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(text=hostile)
def test_a_runner_sees_no_command_but_ours(name: str, text: str) -> None:
    shown = render(name, report_of(text), {}, ON_A_RUNNER)
    commands = [line for line in re.split(r"[\r\n]", shown) if line.lstrip().startswith("::")]
    if name == "github":
        assert [line.split(" ")[0] for line in commands] == ["::error", "::warning"]
        for line in commands:
            properties = line.split(" ", 1)[1].split("::")[0]
            assert [each.split("=")[0] for each in properties.split(",")] == [
                "file",
                "line",
                "endLine",
                "col",
                "endColumn",
                "title",
            ]
    elif name != "markdown":
        assert not commands
    if name not in ("markdown", "junit", "github"):
        assert "##[" not in shown
        assert "##vso[" not in shown


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_the_json_formats_are_valid_and_hold_the_text(text: str) -> None:
    for name in ("json", "sarif", "gitlab"):
        assert json.loads(render(name, report_of(text), {}, ON_A_RUNNER))
    for line in render("rdjsonl", report_of(text), {}).splitlines():
        assert json.loads(line)["source"] == {"name": "guardrail"}


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_the_xml_is_well_formed_and_has_our_elements_alone(text: str) -> None:
    root = ElementTree.fromstring(render("junit", report_of(text), {}))
    assert [element.tag for element in root.iter()] == [
        "testsuites",
        *("testsuite", "testcase", "system-out"),
        *("testsuite", "testcase", "failure", "testcase", "skipped"),
        *("testsuite", "testcase", "skipped"),
    ]


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


@settings(max_examples=200, deadline=None)
@given(hostile)
def test_markdown_has_our_structure_alone(text: str) -> None:
    shown = render("markdown", report_of(text), {})
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    found = list(_tokens(reader.parse(shown)))
    kinds = {token.type for token in found}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "blockquote_open", "hr"}
    headings = [found[n + 1].content for n, t in enumerate(found) if t.type == "heading_open"]
    assert headings == ["Guardrail", "Error", "Migrations", "Not understood"]
    prose = " ".join(token.content for token in found if token.type == "text")
    assert "@" not in prose
    assert "http" not in prose.lower() or "//" not in prose
    assert "www." not in prose
    rows = [token for token in found if token.type == "tr_open"]
    assert len(rows) == 2
    cells = [token for token in found if token.type == "td_open"]
    assert len(cells) == 6


SECRETS = (
    github_token(),
    slack_token(),
    stripe_key("live"),
    private_key().splitlines()[2],
)
SETTINGS_OF_PASSWORDS = (
    "postgres://app:{}@db.shop.io/shop",
    "ALTER ROLE app PASSWORD '{}'",
    "connect(password='{}')",
    "DB_PASSWORD={}",
)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("secret", SECRETS)
def test_no_token_is_in_any_report(name: str, secret: str) -> None:
    for text in (secret, f"execute('{secret}')", f"a/{secret}/b.py"):
        shown = render(name, report_of(text), {}, Options(colour=True))
        assert secret[8:-8] not in shown


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("around", SETTINGS_OF_PASSWORDS)
def test_no_password_is_in_any_report(name: str, around: str) -> None:
    shown = render(name, report_of(around.format(password())), {})
    assert password() not in shown
    assert password()[:6] not in shown


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_credential_marks_is_hidden_whatever_it_looks_like(name: str) -> None:
    line = "connect('db.shop.io', 'app', 'hunter2')"
    at = line.index("hunter2")
    use = CredentialUse(
        span=Span("x.py", at, at + 7), action=CredentialAction.WRITTEN, kind="password"
    )
    (finding, _) = report_of("x").findings
    told = replace(finding, effect=use, excerpt=Excerpt(3, line, (at, at + 7)))
    assert "hunter2" not in render(name, Report([told]), {})
