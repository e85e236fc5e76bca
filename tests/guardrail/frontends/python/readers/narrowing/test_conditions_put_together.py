"""Conditions that a comprehension, `reduce`, an object or the caller puts together."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings

START = """\
import operator
from functools import reduce
from django.db.models import Q
from shop.models import User
from sqlalchemy import and_, delete, false, or_, true

DOMAINS = ["a.example", "b.example"]

"""


def changes(code: str) -> list[DataChange]:
    """The changes of rows in the code."""
    return [one for one in items(START + dedent(code)) if isinstance(one, DataChange)]


def told(body: str) -> str:
    """The scope of the only change in a function, with the reason where there is one."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    (change,) = changes(f"def clean(session, names, params):\n{lines}\n")
    return f"{change.scope}: {change.reason}" if change.reason else str(change.scope)


EMPTY = "unknown: unscoped when names is empty"


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ("User.objects.filter(reduce(operator.or_, (Q(a=n) for n in names), Q())).delete()", EMPTY),
        ("User.objects.filter(reduce(operator.or_, [Q(a=n) for n in names])).delete()", "filtered"),
        ("User.objects.filter(reduce(operator.or_, names, Q(a=1))).delete()", "filtered"),
        ("User.objects.filter(*[Q(a=n) for n in names]).delete()", EMPTY),
        ("session.execute(delete(User).where(*(User.a == n for n in names)))", EMPTY),
        ("session.execute(delete(User).where(or_(*[User.a == n for n in names])))", EMPTY),
        ("each = [User.a == n for n in names]\nsession.execute(delete(User).where(*each))", EMPTY),
        (
            (
                "each = [User.a == n for n in names]\nif not each:\n    return\n"
                "session.execute(delete(User).where(*each))"
            ),
            "filtered",
        ),
        (
            (
                "if not names:\n    return\n"
                "session.execute(delete(User).where(*(User.a == n for n in names)))"
            ),
            "filtered",
        ),
        ("session.execute(delete(User).where(or_(*[User.a == n for n in DOMAINS])))", "filtered"),
        (
            "session.execute(delete(User).where(or_(false(), *[User.a == n for n in names])))",
            "filtered",
        ),
        (
            (
                "each = [User.a == n for n in names]\n"
                "session.execute(delete(User).where(reduce(and_, each, true())))"
            ),
            EMPTY,
        ),
        (
            "User.objects.filter(**{k: v for k, v in params.items() if v}).delete()",
            "unknown: unscoped when params is empty",
        ),
    ],
)
def test_what_is_made_for_each_is_nothing_where_there_is_none(body: str, scope: str) -> None:
    assert told(body) == scope


@pytest.mark.parametrize("over", ["names", "params.items()"])
def test_a_loop_over_what_is_refused_when_empty_adds_a_condition(over: str) -> None:
    loop = f"stmt = delete(User)\nfor one in {over}:\n    stmt = stmt.where(User.a == one)\n"
    name = over.split(".", maxsplit=1)[0]
    assert told(f"{loop}session.execute(stmt)") == f"unknown: unscoped when {over} is empty"
    refusal = f"if not {name}:\n    raise ValueError\n"
    assert told(f"{refusal}{loop}session.execute(stmt)") == "filtered"


def test_what_a_function_works_out_itself_is_taken_to_be_there() -> None:
    body = "keys = User.keys()\neach = [User.a == n for n in keys]\n"
    assert told(f"{body}session.execute(delete(User).where(*each))") == "unknown"


def test_keywords_that_another_object_gives_are_followed() -> None:
    (change,) = changes(
        """
        class Wanted:
            def __init__(self, plan=None):
                self.plan = plan

            def as_keywords(self):
                given = {}
                if self.plan:
                    given["plan"] = self.plan
                return given

        class Cleaner:
            def __init__(self, wanted: Wanted):
                self.wanted = wanted

            def run(self):
                User.objects.filter(**self.wanted.as_keywords()).delete()
        """
    )
    assert change.reason == "unscoped when self.plan is false"


@pytest.mark.parametrize(
    ("parameters", "condition", "statement"),
    [
        ("*which", "User.a == 1", "self.session.execute(delete(User).where(*which))"),
        ("**which", "a=1", "User.objects.filter(**which).delete()"),
    ],
)
def test_what_a_caller_leaves_out_picks_nothing(
    parameters: str, condition: str, statement: str
) -> None:
    found = changes(
        f"""
        class Users:
            def _delete(self, {parameters}):
                return {statement}

            def one(self):
                return self._delete({condition})

            def every(self):
                return self._delete()
        """
    )
    assert [one.scope for one in found] == [Scope.FILTERED, Scope.NONE]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("request.GET.dict()", "unscoped when request.GET.dict gives nothing"),
        ("request.data", "unscoped when request.data gives nothing"),
        ("settings.FILTER", ""),
    ],
)
def test_a_request_may_give_no_condition(given: str, reason: str) -> None:
    (change,) = changes(
        f"""
        def view(request):
            criteria = {given}
            User.objects.filter(**criteria).delete()
        """
    )
    assert (change.scope, change.reason) == (Scope.UNKNOWN, reason)


def test_a_condition_that_a_caller_of_a_text_leaves_out() -> None:
    code = """
        def purge(table, where=""):
            cur.execute(f"DELETE FROM {table} {where}")

        def logs():
            purge("http_log")
    """
    found = extract(Source("app/clean.py", "python", dedent(code)), Settings())
    told = [(one.target, one.scope) for one in found if isinstance(one, DataChange)]
    assert ("http_log", Scope.NONE) in told


NOTHING_KEPT = "unknown: unscoped when nothing of params is kept"
REFUSED = "if not params:\n    raise ValueError(params)\n"
KEPT = "params = {k: v for k, v in params.items() if v}\n"


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        (f"{REFUSED}{KEPT}User.objects.filter(**params).delete()", NOTHING_KEPT),
        (
            f"{REFUSED}with lock:\n    {KEPT}    User.objects.filter(**params).delete()",
            NOTHING_KEPT,
        ),
        (f"{REFUSED}some{KEPT[6:]}User.objects.filter(**some).delete()", NOTHING_KEPT),
        (f"{KEPT}{REFUSED}User.objects.filter(**params).delete()", "filtered"),
        (
            (
                f"{REFUSED}params = {{k.lower(): v for k, v in params.items()}}\n"
                "User.objects.filter(**params).delete()"
            ),
            "filtered",
        ),
    ],
)
def test_what_was_refused_before_some_of_it_was_left_out_may_be_empty_again(
    body: str, scope: str
) -> None:
    assert told(body) == scope


@pytest.mark.parametrize(
    ("given", "empty"),
    [
        ("clauses, values = ['gone'], []", False),
        ("clauses = ['gone']", False),
        ("clauses: list[str] = ['gone']", False),
        ("clauses, values = [], []", True),
        ("clauses = []", True),
    ],
)
def test_a_list_that_is_written_out_beside_another_is_not_empty(given: str, empty: bool) -> None:
    code = (
        f"import psycopg\ndef clean(names):\n    {given}\n    if names:\n"
        "        clauses.append('name = %s')\n    sql = 'DELETE FROM users'\n    if clauses:\n"
        "        sql += ' WHERE ' + ' AND '.join(clauses)\n"
        "    psycopg.connect(D).execute(sql, names)\n"
    )
    found = extract(Source("app/clean.py", "python", code), Settings())
    scopes = {one.scope for one in found if isinstance(one, DataChange)}
    assert (Scope.NONE in scopes) is empty
