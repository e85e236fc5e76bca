"""The rule `injected-query`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun
from guardrail.effects.queries import ASKED_IN, GIVEN_IN, NAMED_FIELDS
from guardrail.example import python
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import in_migration, weighed, whoever_asks

_WHO = {ASKED_IN: "whoever sends a request", GIVEN_IN: "whoever gives it"}


class InjectedQuery(Rule):
    """A value that somebody outside gives is put into the text of a query.

    ## Why it matters

    Whoever chooses the value writes a part of the query: with `' OR '1'='1` for a name every row
    is read, with `' UNION SELECT …` those of other tables, and where the driver takes several
    statements anything at all is run. A name with an apostrophe in it fails.

    ## Do this instead

    Bind the value as a parameter: `execute("SELECT id FROM users WHERE name = %s", (name,))`,
    `?` in sqlite3, `:name` in SQLAlchemy's `text()`.

    Where the text has to differ, choose it among texts that are written in the code. Set the fields
    by their names, or validate a body with a model that has no others.
    """

    name = "injected-query"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (CodeRun,)

    bad = (
        python(
            """\
            from flask import Flask, request

            app = Flask("shop")

            @app.patch("/me")
            def change():
                user = User.query.get(current_user.id)
                for key, value in request.get_json().items():
                    setattr(user, key, value)
                db.session.commit()
                return "", 204
            """
        ),
        python(
            """\
            from flask import Flask, request

            app = Flask("shop")

            @app.get("/orders")
            def orders():
                customer = request.args.get("customer", "")
                cursor.execute("SELECT id FROM orders WHERE customer = '%s'" % customer)
                return cursor.fetchall()
            """
        ),
        python(
            """\
            from fastapi import FastAPI
            from sqlalchemy import text

            app = FastAPI()

            @app.get("/orders")
            def orders(customer: str):
                query = text(f"SELECT id FROM orders WHERE customer ILIKE '%{customer}%'")
                return session.execute(query).all()
            """
        ),
        python(
            """\
            import sqlite3

            def add(connection: sqlite3.Connection, name: str):
                connection.execute(f"INSERT INTO users (name) VALUES ('{name}')")
            """
        ),
    )
    good = (
        python(
            """\
            from flask import Flask, request

            app = Flask("shop")
            EDITABLE = ("name", "city")

            @app.patch("/me")
            def change():
                user = User.query.get(current_user.id)
                for key, value in request.get_json().items():
                    if key in EDITABLE:
                        setattr(user, key, value)
                db.session.commit()
                return "", 204
            """
        ),
        python(
            """\
            from flask import Flask, request

            app = Flask("shop")

            @app.get("/orders")
            def orders():
                customer = request.args.get("customer", "")
                cursor.execute("SELECT id FROM orders WHERE customer = %s", (customer,))
                return cursor.fetchall()
            """
        ),
        python(
            """\
            from fastapi import FastAPI
            from sqlalchemy import text

            app = FastAPI()

            @app.get("/orders")
            def orders(customer: int):
                query = text(f"SELECT id FROM orders WHERE customer = {customer}")
                return session.execute(query).all()
            """
        ),
        python(
            """\
            def count(cur, table):
                cur.execute(f"SELECT count(*) FROM {table}")
            """
        ),
        python(
            """\
            def of_plans(cur):
                for plan in ("free", "trial"):
                    cur.execute(f"SELECT id FROM users WHERE plan = '{plan}'")
            """
        ),
    )

    def judge(self, run: CodeRun, context: Context) -> Iterator[Finding]:
        """A query with such a value in its text."""
        if run.what == NAMED_FIELDS and not context.in_test:
            message = (
                f"every field that `{run.origin}` names is set, whoever sends a request names any"
            )
            yield from weighed(self, whoever_asks(run), context, message)
            return
        who = _WHO.get(run.what)
        if who is None or context.in_test or in_migration(context):
            return
        message = f"`{run.origin}` is put into the text of a query: {who} can change what it asks"
        yield from weighed(self, whoever_asks(run), context, message, confidence=Confidence.MEDIUM)
