"""A pattern that leaves every key on some ways only: it is told on which."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = "import redis\n\ndef clean(tenant, old=False):\n    client = redis.Redis()\n"


@pytest.mark.parametrize(
    ("made", "given", "reason"),
    [
        ("pattern = f'{tenant}:*' if tenant else '*'", "pattern", "tenant is false"),
        ("pattern = '*'\n    if tenant:\n        pattern = 'x:*'", "pattern", "tenant is false"),
        ("pattern = ''", "tenant or '*'", "tenant is empty"),
        ("pattern = ''", "'*' if old else f'{tenant}:*'", "old is true"),
    ],
)
def test_every_way_counts(made: str, given: str, reason: str) -> None:
    code = f"{START}    {made}\n    for key in client.scan_iter(match={given}):\n"
    found = items(code + "        client.delete(key)\n")
    told = [(one.scope, one.reason) for one in found if isinstance(one, DataChange)]
    assert told == [(Scope.UNKNOWN, f"unscoped when {reason}")]


@pytest.mark.parametrize(
    "made",
    [
        "pattern = f'{tenant}:*' if old else f'new:{tenant}:*'",
        "pattern = 'a:*'\n    if old:\n        pattern = 'b:*'",
    ],
)
def test_patterns_that_all_leave_something_out(made: str) -> None:
    code = f"{START}    {made}\n    for key in client.scan_iter(match=pattern):\n"
    assert items(code + "        client.delete(key)\n") == []
