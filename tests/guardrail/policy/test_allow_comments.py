"""What a comment must say to allow a finding, and what is said of one that doesn't."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.policy.allow import Allow, Invalid, parse

from .conftest import RULES, TODAY


def test_it_names_one_rule_and_a_reason() -> None:
    assert parse('allow[unscoped-delete] reason="one-off, #412"', RULES, TODAY) == Allow(
        "unscoped-delete", "one-off, #412"
    )


def test_it_may_say_who_answers_for_it_and_until_when() -> None:
    text = "allow[unscoped-delete] owner=@data until=2027-01-31 reason='one-off'"
    assert parse(text, RULES, TODAY) == Allow(
        "unscoped-delete", "one-off", date(2027, 1, 31), "@data"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r'allow[unscoped-delete] reason="say \"yes\""', 'say "yes"'),
        ("allow [unscoped-delete] reason=backfill", "backfill"),
        ('allow[ unscoped-delete ]reason = "x"', "x"),
        ('allow[unscoped-delete] reason="x" */', "x"),
        ('allow[unscoped-delete] reason="x" -->', "x"),
    ],
)
def test_spelling_is_forgiven(text: str, reason: str) -> None:
    allow = parse(text, RULES, TODAY)
    assert isinstance(allow, Allow)
    assert allow.reason == reason


@pytest.mark.parametrize("days", [0, 1, 180])
def test_it_holds_through_its_last_day(days: int) -> None:
    until = TODAY + timedelta(days)
    assert isinstance(parse(f"allow[unscoped-delete] reason=x until={until}", RULES, TODAY), Allow)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", '"" isn\'t something that a comment can say'),
        ("ignore", '"ignore" isn\'t something that a comment can say'),
        ("disable[unscoped-delete] reason=x", '"disable" isn\'t something'),
        ("allow reason=x", "it names no rule"),
        ("allow[] reason=x", "it names no rule"),
        ("allow[*] reason=x", "it names no rule"),
        ("allow[unscoped-delete, unscoped-update] reason=x", "it names more than one rule"),
        (
            "allow[unscoped-delet] reason=x",
            'there is no rule "unscoped-delet"; did you mean "unscoped-delete"?',
        ),
        ("allow[locking] reason=x", '"locking" is a category; it must name one rule'),
        ("allow[token-literal] reason=x", "findings of token-literal can't be allowed in a"),
        ("allow[unused-allow] reason=x", "findings of unused-allow can't be allowed in a"),
        ("allow[unscoped-delete]", "it gives no reason"),
        ('allow[unscoped-delete] reason="  "', "it gives no reason"),
        ("allow[unscoped-delete] because=x", 'there is no "because"'),
        ("allow[unscoped-delete] raeson=x", 'there is no "raeson"; did you mean "reason"?'),
        ("allow[unscoped-delete] reason=x reason=y", '"reason" is said twice'),
        ('allow[unscoped-delete] reason="x', "can't be read"),
        ("allow[unscoped-delete] it is fine", '"it is fine" can\'t be read'),
        ("allow[unscoped-delete] reason=x until=soon", '"soon" isn\'t a date (YYYY-MM-DD)'),
        ("allow[unscoped-delete] reason=x until=2026-02-30", "isn't a date"),
        ("allow[unscoped-delete] reason=x until=20270131", "isn't a date"),
        ("allow[unscoped-delete] reason=x until=2026-11-26", "it ended on 2026-11-26"),
        (
            "allow[unscoped-delete] reason=x until=2027-05-27",
            "2027-05-27 is more than 180 days ahead; the latest is 2027-05-26",
        ),
        ("allow[unscoped-delete] reason=" + "x" * 2_000, "the comment is too long"),
    ],
)
def test_anything_else_allows_nothing_and_says_why(text: str, why: str) -> None:
    found = parse(text, RULES, TODAY)
    assert isinstance(found, Invalid)
    assert why in found.message


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="allow[]unscoped-dete \"'\\=reason until\n2027-0131", max_size=200).map(
            lambda tail: "allow[unscoped-delete] " + tail
        ),
    )
)
def test_reading_a_comment_never_fails(text: str) -> None:
    found = parse(text, RULES, TODAY)
    if isinstance(found, Allow):
        assert found.rule in RULES
        assert found.reason
    else:
        assert "\n" not in found.message
