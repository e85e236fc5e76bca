"""Command lines: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.console.options import Command, Option, UsageError

COMMAND = Command(
    "check",
    "Judge files.",
    "[PATHS]",
    (
        Option("--staged", "what is staged"),
        Option("--format", "how", "FORMAT", many=True),
        Option("--fail-on", "level", "LEVEL", choices=("error", "info")),
    ),
)


def test_switches_values_and_words() -> None:
    parsed = COMMAND.parse(["a", "--staged", "--format", "json", "--format=sarif:x", "-", "b"])
    assert parsed is not None
    assert parsed.has("--staged")
    assert parsed.all("--format") == ["json", "sarif:x"]
    assert parsed.one("--format") == "sarif:x"
    assert parsed.one("--fail-on", "error") == "error"
    assert parsed.words == ["a", "-", "b"]


def test_after_two_dashes_everything_is_a_word() -> None:
    parsed = COMMAND.parse(["--", "--staged", "-h"])
    assert parsed is not None
    assert parsed.words == ["--staged", "-h"]
    assert not parsed.has("--staged")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--stage"], "guardrail check has no option --stage; did you mean --staged?"),
        (["-x"], "guardrail check has no option -x; see guardrail check --help"),
        (["--format"], "--format needs a value: --format FORMAT"),
        (["--staged=yes"], "--staged takes no value"),
        (["--fail-on", "fatal"], "--fail-on takes one of error, info, not 'fatal'"),
    ],
)
def test_a_wrong_command_line_says_what_to_do(arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError) as problem:
        COMMAND.parse(arguments)
    assert str(problem.value) == message


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert COMMAND.parse(["--help"]) is None
    shown = capsys.readouterr().out
    assert "usage: guardrail check [OPTIONS] [PATHS]" in shown
    assert all(option.name in shown and option.help in shown for option in COMMAND.options)


@given(st.lists(st.text("-=abht", max_size=6)))
def test_any_command_line_is_understood_or_refused(arguments: list[str]) -> None:
    try:
        parsed = COMMAND.parse(arguments)
    except UsageError:
        return
    assert parsed is None or all(word in arguments for word in parsed.words)
