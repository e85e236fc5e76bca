"""Which rows a change reaches, where its filter comes about on several ways.

Scoped on all of them is fine, on none is every row, on some is told with the way that isn't.
"""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from reading_python import items

from guardrail.effects import DataChange

START = """\
from django.db.models import Q
from pymongo import MongoClient
from shop.models import User
from sqlalchemy import and_, delete, select, update

users = MongoClient().shop.users

def clean(session, plan=None, ids=None, conditions=None, **more):
"""


def told(body: str) -> str:
    """The scope of the only change in a function, with the reason where there is one."""
    code = START + indent(dedent(body), "    ")
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    return f"{change.scope}: {change.reason}" if change.reason else str(change.scope)


FORMS = {
    "a queryset": (
        "rows = User.objects.all()",
        "rows = rows.filter(plan=plan)",
        "rows.delete()",
    ),
    "a queryset under a manager": (
        "rows = User.objects",
        "rows = rows.exclude(plan=plan)",
        "rows.update(active=False)",
    ),
    "a statement": (
        "rows = delete(User)",
        "rows = rows.where(User.plan == plan)",
        "session.execute(rows)",
    ),
    "a query": (
        "rows = session.query(User)",
        "rows = rows.filter(User.plan == plan)",
        "rows.delete(synchronize_session=False)",
    ),
    "keywords": (
        "rows = {}",
        "rows['plan'] = plan",
        "User.objects.filter(**rows).delete()",
    ),
    "keywords that are joined": (
        "rows = dict()",
        "rows.update(plan=plan)",
        "User.objects.filter(**rows).delete()",
    ),
    "a Q": (
        "rows = Q()",
        "rows &= Q(plan=plan)",
        "User.objects.filter(rows).delete()",
    ),
    "a Q that is joined": (
        "rows = Q()",
        "rows = rows | Q(plan=plan)",
        "User.objects.filter(rows).delete()",
    ),
    "a list of conditions": (
        "rows = []",
        "rows.append(User.plan == plan)",
        "session.execute(delete(User).where(*rows))",
    ),
    "a list that is joined": (
        "rows = []",
        "rows += [User.plan == plan]",
        "session.execute(delete(User).where(and_(*rows)))",
    ),
    "a document": (
        "rows = {}",
        "rows['plan'] = plan",
        "users.delete_many(rows)",
    ),
}


@pytest.mark.parametrize("form", FORMS)
class TestAFilterThatIsPutTogether:
    def test_on_every_way(self, form: str) -> None:
        begin, narrow, run = FORMS[form]
        assert told(f"{begin}\n{narrow}\n{run}") == "filtered"

    def test_in_every_branch(self, form: str) -> None:
        begin, narrow, run = FORMS[form]
        assert told(f"{begin}\nif plan:\n    {narrow}\nelse:\n    {narrow}\n{run}") == "filtered"

    def test_on_no_way(self, form: str) -> None:
        begin, _, run = FORMS[form]
        assert told(f"{begin}\n{run}") == "none"

    def test_on_one_of_two_ways(self, form: str) -> None:
        begin, narrow, run = FORMS[form]
        assert told(f"{begin}\nif plan:\n    {narrow}\n{run}") == (
            "unknown: unscoped when plan is false"
        )

    def test_on_one_of_two_ways_where_the_other_leaves(self, form: str) -> None:
        begin, narrow, run = FORMS[form]
        assert told(f"{begin}\nif plan:\n    {narrow}\nelse:\n    return\n{run}") == "filtered"

    def test_on_one_of_two_ways_where_the_other_is_refused(self, form: str) -> None:
        begin, narrow, run = FORMS[form]
        refused = f"{begin}\nif not plan:\n    raise ValueError(plan)\n{narrow}\n{run}"
        assert told(refused) == "filtered"


CONDITIONS = {
    "if plan is not None:": "plan is None",
    "if not ids:": "ids is true",
    "if plan and ids:": "plan and ids is false",
    "for one in ids:": "ids is empty",
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_way_is_told_in_words(condition: str) -> None:
    body = f"rows = delete(User)\n{condition}\n    rows = rows.where(User.id == 7)"
    assert told(f"{body}\nsession.execute(rows)") == (
        f"unknown: unscoped when {CONDITIONS[condition]}"
    )


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ("User.objects.filter(**more).delete()", "unknown"),
        ("if not more:\n    return\nUser.objects.filter(**more).delete()", "filtered"),
        ("if more:\n    User.objects.filter(**more).delete()", "filtered"),
        ("assert conditions\nusers.delete_many(conditions)", "filtered"),
        ("if len(ids) == 0:\n    return\nusers.delete_many(ids)", "filtered"),
        ("users.delete_many(conditions or {})", "unknown: unscoped when conditions is empty"),
        ("users.delete_many({'a': 1} if plan else {})", "unknown: unscoped when plan is false"),
        ("users.delete_many(conditions)", "unknown: unscoped when it is left out"),
    ],
)
def test_what_is_handed_in_may_be_empty_unless_it_is_refused(body: str, scope: str) -> None:
    assert told(body) == scope


@pytest.mark.parametrize(
    "body",
    [
        "User.objects.filter(**{}).delete()",
        "User.objects.filter(*[]).delete()",
        "User.objects.filter(Q()).delete()",
        "User.objects.exclude(id__in=[]).delete()",
        "none = []\nUser.objects.exclude(id__in=none).delete()",
        "session.execute(delete(User).where(*[]))",
        "session.execute(delete(User).where(User.id.not_in([])))",
        "session.execute(delete(User).where(~User.id.in_([])))",
        "session.execute(delete(User).where(User.id > 0))",
        "session.execute(delete(User).where(User.id.is_not(None)))",
        "session.execute(delete(User).where(User.id == User.id))",
        "for user in User.objects.all():\n    user.delete()",
        "for user in list(User.objects.all()):\n    user.delete()",
        "for number, user in enumerate(User.objects.all()):\n    user.delete()",
        "[user.delete() for user in User.objects.all()]",
        "for user in session.scalars(select(User)).all():\n    session.delete(user)",
        "for row in session.execute(select(User)):\n    session.delete(row[0])",
        "for user in users.find():\n    users.delete_one({'_id': user['_id']})",
    ],
)
def test_a_filter_that_leaves_nothing_out_is_none(body: str) -> None:
    assert told(body).partition(":")[0] in ("none", "tautology")


@pytest.mark.parametrize(
    "body",
    [
        "User.objects.filter(id__in=[]).delete()",
        "User.objects.exclude(id__in=[1]).delete()",
        "session.execute(delete(User).where(User.id.in_([])))",
        "session.execute(delete(User).where(User.id > 7))",
        "session.execute(delete(User).where(User.id.not_in([1])))",
        "for user in list(User.objects.filter(plan=plan)):\n    user.delete()",
        "for user in session.query(User).filter(User.plan == plan):\n    session.delete(user)",
    ],
)
def test_its_twin_leaves_something_out(body: str) -> None:
    assert told(body).partition(":")[0] in ("filtered", "keyed")


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("def every():\n    return User.objects.all()\nevery().delete()\n", "none"),
        ("def old():\n    return User.objects.filter(old=True)\nold().delete()\n", "filtered"),
        (
            (
                "class View:\n    rows = User.objects.all()\n    def clean(self):\n"
                "        self.rows.delete()\n"
            ),
            "none",
        ),
        (
            (
                "class View:\n    def rows(self):\n        return User.objects.all()\n"
                "    def clean(self):\n        self.rows().filter(a=1).delete()\n"
            ),
            "filtered",
        ),
    ],
)
def test_a_query_is_followed_through_functions_and_attributes(code: str, scope: str) -> None:
    found = [
        item
        for item in items(f"from shop.models import User\n{code}")
        if isinstance(item, DataChange)
    ]
    assert [str(change.scope) for change in found] == [scope]


def test_ways_that_multiply_are_followed_in_bounds() -> None:
    branches = "".join(f"if more[{n}]:\n    rows = rows.filter(a{n}=plan)\n" for n in range(60))
    assert told(f"rows = User.objects.all()\n{branches}rows.delete()").startswith("unknown")


@pytest.mark.parametrize("there", [".where(accounts.c.plan == plan)", ""])
def test_a_way_that_puts_rows_in_changes_none(there: str) -> None:
    body = f"""
        accounts = User.__table__
        if session.scalar(select(User.id)):
            rows = accounts.update(){there}.values(plan=1)
        else:
            rows = accounts.insert().values(plan=1)
        session.execute(rows)
    """
    assert told(body) == ("filtered" if there else "none")


def test_a_query_of_what_belongs_to_a_parent_is_not_of_every_row() -> None:
    body = """
        for entry in User.query.with_parent(plan):
            session.delete(entry)
    """
    assert told(body) == "unknown"
