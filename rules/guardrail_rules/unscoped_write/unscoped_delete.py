"""The rule `unscoped-delete`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Recoverable, Scope, Verb
from guardrail.effects.queries import CROSSED
from guardrail.example import alembic, django, python, shell, sql, workflow
from guardrail.model import Category, Finding, Level
from guardrail.nouns import nouns_of
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import at_most, fresh, holder, weighed
from guardrail_rules.copies import archived_before, put_back, refilled


class UnscopedDelete(Rule):
    """Rows are deleted with nothing to say which.

    ## Why it matters

    Every row of the table goes, and everything that foreign keys with ON DELETE CASCADE hang on
    it. It is mostly a condition that was forgotten, or one that was meant for another database.

    ## Do this instead

    Say which rows are meant: add a WHERE (in an ORM, a filter) that names them, and look at what a
    SELECT with the same condition returns first.

    If really every row is to go, move the rows to an archive table first, in the same transaction.
    A table that the same change made, or a temporary one, may be emptied freely.
    """

    name = "unscoped-delete"
    category = Category.UNSCOPED_WRITE
    level = Level.ERROR
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.DELETE,)),)

    bad = (
        sql("DELETE FROM users USING (VALUES (1)) v"),
        sql("DELETE FROM users"),
        sql("WITH gone AS (DELETE FROM users RETURNING id) SELECT count(*) FROM gone"),
        sql("DELETE FROM users LIMIT 1000", dialect="mysql"),
        python(
            """\
            from shop.models import User

            User.objects.all().delete()
            """
        ),
        python("cursor.execute('DELETE FROM users')"),
        python(
            """\
            from sqlalchemy import delete

            session.execute(delete(User))
            """
        ),
        django(
            "migrations.RunPython(clear, migrations.RunPython.noop),",
            code="""\
            def clear(apps, schema_editor):
                apps.get_model("shop", "Invoice").objects.all().delete()
            """,
        ),
        alembic("op.execute('DELETE FROM sessions')"),
        shell("psql -c 'delete from users'"),
        workflow(
            """\
            on: push
            jobs:
              clean:
                runs-on: ubuntu-latest
                steps:
                  - run: psql "$DATABASE_URL" -c "DELETE FROM users"
            """
        ),
    )
    good = (
        sql("DELETE FROM users WHERE id = 7"),
        sql("DELETE FROM tmp_import", given="CREATE TEMP TABLE tmp_import (id int)"),
        sql("-- DELETE FROM users"),
        sql("BEGIN; EXPLAIN ANALYZE DELETE FROM users; ROLLBACK"),
        sql("BEGIN; SAVEPOINT a; DELETE FROM users; ROLLBACK TO a; COMMIT"),
        sql("DELETE FROM pg_temp.users"),
        sql("DELETE FROM #scratch", dialect="tsql"),
        python(
            """\
            from shop.models import User

            User.objects.filter(last_login__lt=year_ago).delete()
            """
        ),
        python(
            """\
            from sqlalchemy import delete

            session.execute(delete(User).where(User.id == 7))
            """
        ),
        python("cursor.execute('DELETE FROM users WHERE id = %s', [user_id])"),
        shell("psql -c 'delete from users where id = 7'"),
        python(
            """\
            def test_clean(db):
                db.execute("DELETE FROM users")
            """,
            path="tests/test_clean.py",
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete of every row of a table that was there before the Unit."""
        if change.verb is not Verb.DELETE or change.scope is not Scope.NONE:
            return
        if change.joined or change.by_source or fresh(change.target, change, context):
            return
        nouns = nouns_of(change.dialect)
        if change.bounded:
            message = f"some {nouns.many} of {holder(change)} are deleted, whichever come first"
            yield from weighed(self, change, context, message, level=Level.WARNING)
            return
        crossed = change.reason == CROSSED
        filled = not crossed and refilled(change, context)
        more = ", and filled again from other tables" if filled else ""
        again = not (filled or crossed) and put_back(change, context)
        more = ", and rows are put in anew" if again else more
        if kept := archived_before(change, context):
            more = f", after its rows were copied to {kept}"
        more = f", {CROSSED}" if crossed else more
        made_again = change.recoverable is Recoverable.YES
        level = Level.WARNING if filled or again or kept or made_again else Level.ERROR
        message = f"every {nouns.one} of {holder(change)} is deleted{more}"
        yield from weighed(self, change, context, message, level=at_most(level, change, context))
