"""Rows that go where a list lacks them, which is empty once the request for it has failed."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

CAUGHT = """\
import httpx
{0}

def fetch(group):
    try:
        answer = httpx.get("https://directory.example/" + group)
        return [one["uid"] for one in answer.json()["members"]]
    except httpx.HTTPError:
        return []


def sync({1}):
    uids = fetch("lab")
    {2}
"""
REFUSED = CAUGHT.replace("        return []", '        raise SystemExit("no answer")').replace(
    '    uids = fetch("lab")',
    '    uids = fetch("lab")\n    if not uids:\n        raise SystemExit("nobody?")',
)
FORMS = {
    "django": (
        "from shop.models import User",
        "User.objects.filter(group=7).exclude(uid__in=uids).delete()",
    ),
    "sqlalchemy": (
        "from sqlalchemy import delete",
        "session.execute(delete(User).where(User.group == 7, User.uid.not_in(uids)))",
    ),
    "peewee": (
        "from peewee import Model\nclass User(Model):\n    pass",
        "User.delete().where((User.group == 7) & ~(User.uid << uids)).execute()",
    ),
    "loop": (
        "from sqlalchemy import select",
        (
            "for user in session.scalars(select(User).where(User.group == 7)):\n"
            "        if user.uid not in uids:\n            session.delete(user)"
        ),
    ),
    "passed over": (
        "from shop.models import User",
        (
            "for user in User.objects.filter(group=7):\n"
            "        if user.uid in set(uids):\n            continue\n        user.delete()"
        ),
    ),
    "difference": (
        "import psycopg",
        (
            "gone = known - set(uids)\n"
            "    psycopg.connect().cursor().executemany("
            "'DELETE FROM users WHERE uid = %s', [(one,) for one in gone])"
        ),
    ),
    "parameters": (
        "import psycopg",
        (
            "psycopg.connect().execute("
            "'DELETE FROM users WHERE team = %s AND uid <> ALL(%s)', (7, uids))"
        ),
    ),
}


def lost(template: str, form: str) -> list[str]:
    """The reasons of what is deleted."""
    imported, body = FORMS[form]
    code = template.format(imported, "session, known", body)
    return [
        one.reason
        for one in items(code)
        if isinstance(one, DataChange) and one.scope is Scope.FILTERED and one.reason
    ]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_stays_where_the_failure_is_caught(form: str) -> None:
    assert lost(CAUGHT, form) == ["a condition leaves everything when an exception is caught"]


@pytest.mark.parametrize("form", FORMS)
def test_what_stays_is_known_where_the_failure_is_not_caught(form: str) -> None:
    assert lost(REFUSED, form) == []
