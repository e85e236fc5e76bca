"""What is said of a token: that it isn't checked where it's read, not signed where it's made."""

from __future__ import annotations

import pytest
from guardrail_rules.privilege.unverified_token import UnverifiedToken

from guardrail.engine.examples import judge_example
from guardrail.example import python


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('encode({"sub": "7"}, "", algorithm="none")', "nobody has signed"),
        ('encode({"sub": "7"}, "", algorithm = "NONE")', "nobody has signed"),
        ('decode(token, key, algorithms=["none"])', "signature isn't checked"),
        ('decode(token, options={"verify_signature": False})', "signature isn't checked"),
        ('decode(token, key, ["HS256"], options={"verify_exp": False})', "expired is taken"),
    ],
)
def test_each_weakness_is_said_as_what_it_is(code: str, said: str) -> None:
    assert [
        said in one.message
        for one in judge_example(UnverifiedToken, python(f"import jwt\n\njwt.{code}\n"))
    ] == [True]


def test_a_token_that_is_signed_is_not_told() -> None:
    signed = 'import jwt\n\njwt.encode({"sub": "7"}, key, algorithm="HS256")\n'
    assert judge_example(UnverifiedToken, python(signed)) == []
