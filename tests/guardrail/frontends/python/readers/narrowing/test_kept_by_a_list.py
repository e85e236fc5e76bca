"""Everything is deleted but what stands on a list: every row where the list is empty."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

DELETES = {
    "django": "User.objects.exclude(pk__in={}).delete()",
    "not_in": "session.execute(delete(User).where(User.id.not_in({})))",
    "in": "session.query(User).filter(~User.id.in_({})).delete()",
}
START = "from sqlalchemy import delete\nfrom app.models import User\n\ndef sync(session, feed):\n"


def told(body: str, delete: str, listed: str) -> tuple[Scope, str]:
    """The scope of what is deleted behind a body, and why."""
    code = START + body + f"    {DELETES[delete].format(listed)}\n"
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    return found.scope, found.reason


FILLED = "    seen = []\n    for one in feed:\n        seen.append(one.pk)\n"
CAUGHT = (
    "    try:\n        rows = read(feed)\n    except OSError:\n        rows = []\n"
    "    seen = [one.pk for one in rows]\n"
)


@pytest.mark.parametrize("delete", DELETES)
@pytest.mark.parametrize(
    ("body", "listed", "when"),
    [
        (FILLED, "seen", "feed is empty"),
        (CAUGHT, "seen", "an exception is caught"),
        (CAUGHT, "[one.pk for one in rows]", "an exception is caught"),
        ("", "feed.ids if feed else []", "feed is false"),
    ],
)
def test_a_list_that_is_empty_on_some_ways(delete: str, body: str, listed: str, when: str) -> None:
    assert told(body, delete, listed) == (Scope.UNKNOWN, f"unscoped when {when}")


@pytest.mark.parametrize("delete", DELETES)
@pytest.mark.parametrize(
    ("body", "listed"),
    [
        (FILLED + "    if not seen:\n        return\n", "seen"),
        (FILLED + "    assert seen\n", "seen"),
        ("", "feed"),
        ("", "[one.pk for one in feed]"),
        ("", "[1, 2]"),
    ],
)
def test_a_list_that_was_asked_for_or_given(delete: str, body: str, listed: str) -> None:
    assert told(body, delete, listed)[0] in (Scope.FILTERED, Scope.KEYED)
