"""What day it is, and which versions a policy asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from guardrail.policy import clock
from guardrail.policy.requires import satisfied


def test_a_build_may_fix_the_day() -> None:
    assert clock.today({"SOURCE_DATE_EPOCH": "1795737600"}) == date(2026, 11, 27)


@pytest.mark.parametrize("said", ["", "soon", "-1", "9" * 30, "²"])
def test_else_it_is_today_in_utc(said: str) -> None:
    before = datetime.now(UTC).date()
    assert before <= clock.today({"SOURCE_DATE_EPOCH": said}) <= datetime.now(UTC).date()


@pytest.mark.parametrize("text", ["2026-13-01", "2026-1-1", "20260101", "2026-W01-1", "x" * 10])
def test_a_date_has_one_form(text: str) -> None:
    assert clock.parse(text) is None


@pytest.mark.parametrize(
    ("requires", "version"),
    [
        (">=1.4", "1.4.0"),
        ("1.4", "2.0"),
        (">=1.4,<2", "1.10.3"),
        ("==1.4", "1.4.0"),
        ("!=1.4", "1.5"),
        (">1.4", "1.4.1"),
        ("<=1.4", "1.4"),
        (">=1.4", "1.4.0rc1"),
    ],
)
def test_a_version_fits(requires: str, version: str) -> None:
    assert satisfied(requires, version)


@pytest.mark.parametrize(
    ("requires", "version"),
    [(">=1.4", "1.3.9"), (">=1.4,<2", "2.0"), ("==1.4", "1.4.1"), ("<1", "1.0.0"), (">=1", "dev")],
)
def test_a_version_does_not_fit(requires: str, version: str) -> None:
    assert not satisfied(requires, version)


@pytest.mark.parametrize("requires", ["", "soon", ">=1.x", "~=1.4", ">=1,"])
def test_a_clause_that_cannot_be_read_is_an_error(requires: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        satisfied(requires, "1.0")
