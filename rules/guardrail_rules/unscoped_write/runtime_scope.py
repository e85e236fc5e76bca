"""The rule `runtime-scope`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, holder, weighed

WHEN = "unscoped when "
DONE = {Verb.DELETE: "deleted", Verb.UPDATE: "overwritten"}

_FOR_ALL = late(
    r"[\w.\[\"']*?\b(?:\w+_)?(?:all|everything|everyone|entire)(?:_\w+)?[\"'\]]* is true",
    re.IGNORECASE,
)
"""A flag that asks for all there is, in so many words."""


class RuntimeScope(Rule):
    """Which rows are deleted or overwritten is only known at run time.

    ## Why it matters

    A condition that is put together at run time can come out empty, and then the statement reaches
    every row: `filter(**{})` is no filter, and so is a list of conditions with nothing in it. Where
    the code shows a way on which nothing is left out, that is told louder: `if status:` before the
    one filter there is deletes everything when `status` is empty.

    ## Do this instead

    Write at least one condition down in the statement itself, and refuse to run when the part that
    is put together at run time is empty.
    """

    name = "runtime-scope"
    category = Category.UNSCOPED_WRITE
    level = Level.INFO
    judges = (DataChange,)
    only = (Only(DataChange, verbs=tuple(DONE)),)

    bad = (
        python("cursor.execute(f'DELETE FROM users {where}')"),
        python(
            """\
            from shop.models import User

            def clean(conditions):
                User.objects.filter(**conditions).delete()
            """
        ),
        python(
            """\
            from shop.models import User

            def clean(plan=None):
                users = User.objects.all()
                if plan:
                    users = users.filter(plan=plan)
                users.delete()
            """
        ),
        python(
            """\
            from sqlalchemy import delete

            def clean(session, conditions):
                stale = []
                if conditions:
                    stale.append(User.plan.in_(conditions))
                session.execute(delete(User).where(*stale))
            """
        ),
        python(
            """\
            from flask import Flask, request
            from pymongo import MongoClient

            app = Flask("shop")
            users = MongoClient().shop.users

            @app.post("/users/clean")
            def clean():
                return str(users.delete_many(request.get_json()).deleted_count)
            """
        ),
    )
    good = (
        python("cursor.execute(f'DELETE FROM users WHERE id = {user_id}')"),
        python(
            """\
            from shop.models import User

            User.objects.filter(pk=7).delete()
            """
        ),
        sql("DELETE FROM users WHERE id = :id"),
        python(
            """\
            from shop.models import User

            def clean(plan=None):
                users = User.objects.all()
                if plan:
                    users = users.filter(plan=plan)
                else:
                    users = users.filter(active=False)
                users.delete()
            """
        ),
        python(
            """\
            from shop.models import User

            def clean(**conditions):
                if not conditions:
                    raise ValueError("which users?")
                User.objects.filter(**conditions).delete()
            """
        ),
        python(
            """\
            from flask import Flask, request
            from pymongo import MongoClient

            app = Flask("shop")
            users = MongoClient().shop.users

            @app.post("/users/clean")
            def clean():
                asked = request.get_json()
                return str(users.delete_many({"team": asked["team"]}).deleted_count)
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete or an update whose condition can't be read."""
        done = DONE.get(change.verb)
        if done is None or change.scope is not Scope.UNKNOWN:
            return
        if fresh(change.target, change, context):
            return
        nouns = nouns_of(change.dialect)
        if change.reason.startswith(WHEN):
            when = change.reason.removeprefix(WHEN)
            message = f"every {nouns.one} of {holder(change)} is {done} when {when}"
            level = Level.INFO if _FOR_ALL.fullmatch(when) else Level.WARNING
            yield from weighed(self, change, context, message, level=level)
            return
        if change.from_outside and change.language == "python":
            given = ", ".join(change.from_outside)
            message = (
                f"`{given}` says which {nouns.many} of {holder(change)} are {done}, and whoever"
                " sends a request says that: all of them, by a filter with nothing in it"
            )
            yield from weighed(self, change, context, message, level=Level.WARNING)
            return
        message = f"which {nouns.many} of {holder(change)} are {done} is only known at run time"
        yield from weighed(self, change, context, message, confidence=Confidence.LOW)
