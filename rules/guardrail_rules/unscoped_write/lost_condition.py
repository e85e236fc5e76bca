"""The rule `lost-condition`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.effects.queries import BY_PYTHON, ON_FAILURE
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed

DONE = {Verb.DELETE: "deleted", Verb.UPDATE: "overwritten"}


class LostCondition(Rule):
    """A condition of a delete or an update is lost: Python works it out, or something failed.

    ## Why it matters

    Mappers make SQL of `==`, `<` and `&`. `and`, `not`, `in` and `is not None` are Python's own:
    `User.draft == True and User.created < limit` is one of the two and not both, and
    `User.left_at is not None` is always True. What the condition was to keep is deleted.

    `User.name.not_in(names)` holds for every row where `names` is an empty list: a directory that
    can't be asked deletes everybody, if its failure is caught and gives `[]`.

    ## Do this instead

    Join conditions by `&` with each in parentheses, by `and_(…)` or as arguments of their own;
    write `column.is_not(None)`, `column.not_in(values)` and `~condition` (Peewee: `is_null(False)`,
    `not_in`, `~`; Django: `Q(…) & Q(…)`).

    Let a failed request fail, and refuse to go on where it gave nothing.
    """

    name = "lost-condition"
    category = Category.UNSCOPED_WRITE
    level = Level.ERROR
    judges = (DataChange,)
    only = (Only(DataChange, verbs=tuple(DONE)),)

    bad = (
        python(
            """\
            from sqlalchemy import delete

            session.execute(delete(User).where(User.team == team, User.left_at is not None))
            """
        ),
        python(
            """\
            from sqlalchemy import update

            asked = update(User).where(User.state == "draft" and User.created < limit)
            session.execute(asked.values(state="gone"))
            """
        ),
        python(
            """\
            from peewee import CharField, DateTimeField, Model

            class User(Model):
                state = CharField()
                created = DateTimeField()

            User.delete().where(User.state == "draft" and User.created < limit).execute()
            """
        ),
        python(
            """\
            from django.db.models import Q
            from shop.models import User

            User.objects.filter(Q(state="draft") and Q(created__lt=limit)).delete()
            """
        ),
    )
    good = (
        python(
            """\
            from sqlalchemy import delete

            session.execute(delete(User).where(User.team == team, User.left_at.is_not(None)))
            """
        ),
        python(
            """\
            from sqlalchemy import update

            asked = update(User).where((User.state == "draft") & (User.created < limit))
            session.execute(asked.values(state="gone"))
            """
        ),
        python(
            """\
            from peewee import CharField, DateTimeField, Model

            class User(Model):
                state = CharField()
                created = DateTimeField()

            User.delete().where(User.state == "draft", User.created < limit).execute()
            """
        ),
        python(
            """\
            from django.db.models import Q
            from shop.models import User

            User.objects.filter(Q(state="draft") & Q(created__lt=limit)).delete()
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete or an update of more rows than its conditions say."""
        done = DONE.get(change.verb)
        if done is None or change.scope is not Scope.FILTERED:
            return
        if not change.reason.startswith((BY_PYTHON, ON_FAILURE)):
            return
        if fresh(change.target, change, context):
            return
        table = named(change.target)
        message = f"more rows of {table} are {done} than the conditions say: {change.reason}"
        # Who asks for the rows that are meant asks for no others.
        change = replace(change, guards=())
        level = Level.WARNING if change.reason.startswith(ON_FAILURE) else self.level
        yield from weighed(self, change, context, message, level=level)
