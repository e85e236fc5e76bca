"""A prefix that is empty by default picks nothing where somebody gives none."""

import pytest
from reading_python import items

from guardrail.effects import DataChange

_BODY = "boto3.resource('s3').Bucket('b').objects.filter(Prefix=prefix).delete()"


def _reasons(code: str) -> list[str]:
    found = [one for one in items(f"import boto3\n\n{code}") if isinstance(one, DataChange)]
    return [one.reason for one in found]


@pytest.mark.parametrize("default", ["''", "None"])
def test_what_is_left_out_leaves_every_object(default: str) -> None:
    code = f"def clear(prefix={default}):\n    {_BODY}\n"
    assert _reasons(code) == ["unscoped when prefix is left out"]


@pytest.mark.parametrize(
    "code",
    [
        f"def clear(prefix):\n    {_BODY}\n",
        f"def clear(prefix='tmp/'):\n    {_BODY}\n",
        f"def clear(prefix=''):\n    if not prefix:\n        return\n    {_BODY}\n",
        f"def clear(prefix=''):\n    {_BODY}\n\nclear('tmp/')\n",
    ],
)
def test_a_prefix_that_is_given_leaves_others_out(code: str) -> None:
    assert _reasons(code) == [""]
