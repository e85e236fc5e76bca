"""SQLAlchemy and SQLModel: core statements, queries, metadata, engines.

Sources: SQLAlchemy 2.0 documentation, "Using UPDATE and DELETE Statements", "ORM-Enabled INSERT,
UPDATE, and DELETE statements", "Describing Databases with MetaData", "Engine Configuration".
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.rows import (
    Argument,
    ChangesRows,
    ChangesSchema,
    Connects,
    Row,
    RunsText,
)

QUERIES = ("query", "scalars", "execute", "exec")

ROWS: tuple[Row, ...] = (
    ChangesRows(
        names=(".delete",),
        verb=Verb.DELETE,
        mapper="sqlalchemy",
        beside=QUERIES,
        example="session.query(User).delete()",
    ),
    ChangesRows(
        names=(".update",),
        verb=Verb.UPDATE,
        mapper="sqlalchemy",
        beside=QUERIES,
        example='session.query(User).update({"active": False})',
    ),
    RunsText(
        names=(".exec_driver_sql",),
        language="sql",
        text=Argument(0, "statement"),
        certain=True,
        example='connection.exec_driver_sql("DELETE FROM users")',
    ),
    RunsText(
        names=(".exec", ".scalar", ".scalars"),
        language="sql",
        text=Argument(0, "statement"),
        receivers=("connection", "session"),
        example="session.scalars(delete(User))",
    ),
    RunsText(
        names=("sqlalchemy.text", "sqlalchemy.DDL"),
        language="sql",
        text=Argument(0, "text"),
        example='statement = sqlalchemy.text("DELETE FROM users")',
    ),
    ChangesSchema(
        names=(".drop_all",),
        verb=Verb.DROP,
        kind=ObjectKind.SCHEMA,
        arguments=("bind", "tables"),
        shape="metadata",
        framework="sqlalchemy",
        example="Base.metadata.drop_all(engine)",
    ),
    ChangesSchema(
        names=(".drop",),
        verb=Verb.DROP,
        kind=ObjectKind.TABLE,
        arguments=("bind",),
        shape="table object",
        framework="sqlalchemy",
        example="User.__table__.drop(engine)",
    ),
    ChangesSchema(
        names=("sqlalchemy.schema.DropTable",),
        verb=Verb.DROP,
        kind=ObjectKind.TABLE,
        arguments=("element", "if_exists"),
        table="element",
        name="element",
        framework="sqlalchemy",
        example="connection.execute(DropTable(users))",
    ),
    ChangesSchema(
        names=("sqlalchemy.schema.DropSchema",),
        verb=Verb.DROP,
        kind=ObjectKind.SCHEMA,
        arguments=("name", "cascade", "if_exists"),
        name="name",
        framework="sqlalchemy",
        example='connection.execute(DropSchema("billing", cascade=True))',
    ),
    ChangesSchema(
        names=("sqlalchemy.schema.DropConstraint",),
        verb=Verb.DROP,
        kind=ObjectKind.CONSTRAINT,
        arguments=("element", "cascade"),
        name="element",
        framework="sqlalchemy",
        example="connection.execute(DropConstraint(users_email_key))",
    ),
    ChangesSchema(
        names=("sqlalchemy.schema.DropIndex",),
        verb=Verb.DROP,
        kind=ObjectKind.INDEX,
        arguments=("element", "if_exists"),
        name="element",
        framework="sqlalchemy",
        example="connection.execute(DropIndex(users_email))",
    ),
    ChangesSchema(
        names=(
            "sqlalchemy_utils.drop_database",
            "sqlalchemy_utils.functions.drop_database",
            "sqlalchemy_utils.functions.database.drop_database",
        ),
        verb=Verb.DROP,
        kind=ObjectKind.DATABASE,
        arguments=("url",),
        shape="database url",
        framework="sqlalchemy",
        example='sqlalchemy_utils.drop_database("postgresql://db.acme.io/app")',
    ),
    Connects(
        names=("sqlalchemy.create_engine", "sqlalchemy.ext.asyncio.create_async_engine"),
        url=Argument(0, "url"),
        example='sqlalchemy.create_engine("postgresql://app:kW4!xq92Lm@db.acme.io/app")',
    ),
    Connects(
        names=("sqlmodel.create_engine", "databases.Database"),
        url=Argument(0, "url"),
        example='databases.Database("postgresql://app:kW4!xq92Lm@db.acme.io/app")',
    ),
    Connects(
        names=("sqlalchemy.engine.URL.create", "sqlalchemy.URL.create"),
        passwords=(Argument(2, "password"),),
        url=Argument(-1),
        beside=("URL",),
        example='sqlalchemy.URL.create("postgresql", "app", "kW4!xq92Lm", "db.acme.io")',
    ),
)
