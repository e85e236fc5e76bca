"""An age that is above nothing is that of anything: `age >= 0`, for accounts, files in stores."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python
from guardrail.model import Level

RULES = load().classes
ACCOUNTS = """\
import time
from firebase_admin import auth

DAY = 86_400_000

def is_dormant(user, now_ms):
    seen = user.user_metadata.last_sign_in_timestamp or 0
    age = now_ms - {since}
    return {asked}

def main():
    now_ms = int(time.time() * 1000)
    uids = [one.uid for one in auth.list_users().iterate_all() if is_dormant(one, now_ms)]
    auth.delete_users(uids)
"""


@pytest.mark.parametrize(
    ("since", "asked", "every"),
    [
        *(("seen", asked, True) for asked in ("age >= 0", "age > 0", "0 <= age", "0 < age")),
        ("user.user_metadata.creation_timestamp", "age >= 0", True),
        ("seen", "age > 400 * DAY", False),
        ("seen", "age > 0 and user.disabled", False),
        ("seen", "age > 0 and age > 400 * DAY", False),
        ("user.custom_claims['expires_at']", "age > 0", False),
        ("user.deadline", "age >= 0", False),
        ("delete_after(user)", "age >= 0", False),
    ],
)
def test_an_age_that_everything_has_picks_nothing(since: str, asked: str, every: bool) -> None:
    found = judge_example(RULES["unscoped-delete"], python(ACCOUNTS.format(**locals())))
    assert (max((one.level for one in found), default=Level.OFF) is Level.ERROR) is every
