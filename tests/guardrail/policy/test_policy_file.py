"""What `guardrail.toml` may say, and how errors are told: file, line, nearest key."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.model import Confidence, Level
from guardrail.policy.layer import Layer
from guardrail.policy.problems import PolicyError
from guardrail.policy.read import read_layer
from guardrail.settings import Database

WHOLE = """\
requires = ">=0.1"
edition = 2026
mode = "report"
report-until = 2027-01-31
fail-on = "warning"
confidence = "high"
exclude = ["vendor/"]
migrations = ["db/migrations/"]
tests = ["spec/"]
baseline = "known.json"
packs = ["our_rules"]

[levels]
locking = "error"
unscoped-delete = "warning"

[[override]]
paths = ["scripts/"]
levels = { locking = "off" }

[[database]]
name = "main"
paths = ["db/**"]
dialect = "PostgreSQL"
version = 16
transaction = "tool"
timeouts = "role"
hot = ["orders"]
environment = "production"

[environments]
production = ["*.prod.example.com"]
local = ["localhost"]

[[waiver]]
rule = "unscoped-delete"
fingerprint = "0123456789abcdef"
path = "db/old.sql"
reason = "one-off"
owner = "@data"
until = 2027-01-31
"""


def layer(text: str) -> Layer:
    read = read_layer(text, "guardrail.toml")
    assert read is not None
    return read


def test_every_key_is_understood() -> None:
    said = layer(WHOLE)
    assert said.edition == 2026
    assert said.report is True
    assert said.report_until == "2027-01-31"
    assert said.fail_on is Level.WARNING
    assert said.confidence is Confidence.HIGH
    assert said.exclude == ("vendor/",)
    assert said.migrations == ("db/migrations/",)
    assert said.tests == ("spec/",)
    assert said.baseline == "known.json"
    assert said.packs == ("our_rules",)
    assert said.levels == {"locking": Level.ERROR, "unscoped-delete": Level.WARNING}
    assert said.overrides[0].levels == {"locking": Level.OFF}
    assert said.databases == (
        Database("main", ("db/**",), "postgres", 16, "tool", "role", ("orders",), "production"),
    )
    assert said.environments == (
        ("localhost", "local"),
        ("*.prod.example.com", "production"),
    )
    (waiver,) = said.waivers
    assert (waiver.rule, waiver.until, waiver.line) == ("unscoped-delete", "2027-01-31", 35)


def test_a_date_may_be_a_text() -> None:
    said = layer('mode = "report"\nreport-until = "2027-01-31"')
    assert said.report_until == "2027-01-31"


def test_an_empty_file_says_nothing() -> None:
    assert layer("") == Layer("guardrail.toml")


def test_the_table_of_a_pyproject_says_the_same() -> None:
    text = "[project]\nname = 'x'\n\n[tool.guardrail]\nfail-on = 'info'\n"
    read = read_layer(text, "pyproject.toml", inside=("tool", "guardrail"))
    assert read is not None
    assert read.fail_on is Level.INFO
    assert read.line("fail-on") == 5


def test_a_pyproject_without_the_table_says_nothing() -> None:
    text = "[project]\nname = 'guardrail-fan'\n"
    assert read_layer(text, "pyproject.toml", inside=("tool", "guardrail")) is None


WRONG: list[tuple[str, int, str]] = [
    ('\nfail-n = "error"', 2, 'there is no key "fail-n"; did you mean "fail-on"?'),
    ('fail_on = "error"', 1, 'there is no key "fail_on"; did you mean "fail-on"?'),
    ("zzzzzz = 1", 1, 'there is no key "zzzzzz"'),
    ("[[database]]\n\npath = 'x'", 3, 'there is no key "path"; did you mean "paths"?'),
    ("[environments]\nprod = ['x']", 2, 'there is no key "prod"; did you mean "production"?'),
    (
        (
            "[[waiver]]\nexpires = 2027-01-31\nrule = 'x'\nreason = 'y'\nowner = 'z'\n"
            "fingerprint = '0123456789abcdef'\nuntil = 2027-01-31"
        ),
        2,
        'there is no key "expires"',
    ),
    ('mode = "reprot"', 1, 'did you mean "report"?'),
    ('[levels]\n\n"locking" = "eror"', 3, 'did you mean "error"?'),
    ("[[override]]\npaths = ['a']\nlevels = { locking = 'of' }", 3, 'did you mean "off"?'),
    ('[[database]]\n[[database]]\ndialect = "postgrss"', 3, 'did you mean "postgres"?'),
    ('\n\nmode = "report"', 3, 'mode = "report" needs report-until'),
    ("\nreport-until = 2027-01-31", 2, 'report-until needs mode = "report"'),
    ("\nedition = 2030", 2, "edition 2030 isn't known to this Guardrail; the newest is 2026"),
    ("edition = 2026.5", 1, '"edition" must be a whole number'),
    ("exclude = 'vendor'", 1, '"exclude" must be a list'),
    ("exclude = [\n'a',\n1]", 3, '"exclude 2" must be text'),
    ("levels = 3", 1, '"levels" must be a table'),
    ("[[override]]\npaths = []\nlevels = {locking='off'}", 2, '"override 1 paths" is empty'),
    ("mode='report'\nreport-until = 2027-01-31T00:00:00", 2, "must be a date, YYYY-MM-DD"),
    ('requires = "soon"', 1, '"requires" must be a version like'),
    ("[[waiver]]\nrule = 'x'\nreason = 'y'\nowner = 'z'", 1, '"until" is missing'),
    (
        "x = 1\n[[waiver]]\nrule = 'x'\nreason = 'y'\nowner = 'z'\nuntil = 2027-01-31",
        1,
        'there is no key "x"',
    ),
    (
        "[[waiver]]\nrule = 'x'\nreason = 'y'\nowner = 'z'\nuntil = 2027-01-31",
        1,
        '"waiver 1" must name a fingerprint, a path, or both',
    ),
    ("packs = ['../evil']", 1, "doesn't have the form it must have"),
    ("a = \n", 1, "isn't valid TOML"),
    ("a = 1\nb = [1,\n", 3, "isn't valid TOML"),
    ("a = " + "[" * 5_000, 0, "isn't valid TOML"),
    ("#" * 400_001, 0, "is too large for a policy"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_an_error_names_its_line_and_the_nearest_key(text: str, line: int, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        layer(text)
    assert caught.value.path == "guardrail.toml"
    assert caught.value.line == line
    assert message in caught.value.message


def test_several_errors_are_told_by_the_first_and_a_count() -> None:
    with pytest.raises(PolicyError, match=r"^guardrail.toml:1: .*\(1 more like this\)$"):
        layer("a = 1\nb = 2\n")


def test_a_version_that_does_not_fit_is_told_before_keys_that_are_not_known_yet() -> None:
    with pytest.raises(PolicyError, match=r"guardrail.toml:2: needs Guardrail >=99, this is"):
        layer('key-of-the-future = 1\nrequires = ">=99"\n')


def test_a_foreign_key_cannot_forge_a_line_of_a_log() -> None:
    with pytest.raises(PolicyError) as caught:
        layer('"a\\n::error::x\\u001b[31m" = 1')
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


class TestNamesOfRules:
    """Where the rules are known, a policy can't speak of others."""

    @staticmethod
    def names(packs: Sequence[str]) -> set[str]:
        return {"unscoped-delete", *(f"{pack}-rule" for pack in packs)}

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            (
                "[levels]\nunscoped-delet = 'off'",
                2,
                'there is no rule or category "unscoped-delet"; did you mean "unscoped-delete"?',
            ),
            (
                "[[override]]\npaths = ['a']\n[override.levels]\nlockin = 'off'",
                4,
                'there is no rule or category "lockin"; did you mean "locking"?',
            ),
            (
                (
                    "[[waiver]]\nrule = 'locking'\nreason = 'y'\nowner = 'z'\nuntil = 2027-01-31\n"
                    "path = 'x'"
                ),
                2,
                'there is no rule "locking"',
            ),
        ],
    )
    def test_an_unknown_one_is_an_error(self, text: str, line: int, message: str) -> None:
        with pytest.raises(PolicyError) as caught:
            read_layer(text, "guardrail.toml", names=self.names)
        assert caught.value.line == line
        assert message in caught.value.message

    def test_those_of_a_pack_are_known_where_it_is_named(self) -> None:
        text = "packs = ['ours']\n[levels]\nours-rule = 'off'\nlocking = 'off'"
        assert read_layer(text, "guardrail.toml", names=self.names) is not None


@given(st.text(alphabet="[]{}='\"#.,\n\\ ab1-", max_size=60))
def test_any_text_is_a_policy_or_an_error(text: str) -> None:
    try:
        read_layer(text, "guardrail.toml")
    except PolicyError as problem:
        assert 0 <= problem.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("named", "spoken", "server"),
    [
        ("cockroachdb", "postgres", "cockroachdb"),
        ("MariaDB", "mysql", "mariadb"),
        ("tidb", "mysql", "tidb"),
        ("mysql", "mysql", ""),
    ],
)
def test_a_server_is_known_beside_the_sql_it_speaks(named: str, spoken: str, server: str) -> None:
    (database,) = layer(f'[[database]]\ndialect = "{named}"\n').databases
    assert (database.dialect, database.server) == (spoken, server)
