"""What SQLAlchemy's sessions, statements and metadata do to rows and tables."""

from __future__ import annotations

import pytest
from reading_python import shown

DELETE = "DataChange verb=delete target=User scope="
UPDATE = "DataChange verb=update target=User scope="


SQLALCHEMY = [
    ("session.execute(delete(User))", f"{DELETE}none"),
    ("session.execute(sqlalchemy.delete(User))", f"{DELETE}none"),
    ("session.execute(delete(models.User))", f"{DELETE}none"),
    ("session.execute(delete(User).where(User.id == 1))", f"{DELETE}keyed"),
    ("session.execute(delete(User).where(User.name == 'x'))", f"{DELETE}filtered"),
    ("session.execute(delete(User).where(True))", f"{DELETE}tautology"),
    ("session.execute(delete(User).where(sa.true()))", f"{DELETE}tautology"),
    ("session.execute(delete(User).where(text('1=1')))", f"{DELETE}tautology"),
    ("session.execute(delete(User).where(and_()))", f"{DELETE}none"),
    ("session.execute(delete(User).where(*conditions))", f"{DELETE}unknown"),
    ("session.execute(delete(User).returning(User.id))", f"{DELETE}none"),
    ("s = delete(User)\nsession.execute(s)", f"{DELETE}none"),
    ("s = delete(User)\ns = s.where(User.a == 1)\nsession.execute(s)", f"{DELETE}filtered"),
    ("s = delete(User)\nif x:\n    s = s.where(a == 1)\nsession.execute(s)", f"{DELETE}unknown"),
    ("s = (\n    delete(User)\n    .returning(User.id)\n)\nsession.execute(s)", f"{DELETE}none"),
    ("db.session.execute(db.delete(User))", f"{DELETE}none"),
    ("db.session.execute(db.delete(User).where(User.id == 1))", f"{DELETE}keyed"),
    (
        "await conn.run_sync(Base.metadata.drop_all)",
        "SchemaChange verb=drop kind=schema name=all tables of Base.metadata cascade",
    ),
    (
        "connection.execute(DropConstraint(users_email_key))",
        "SchemaChange verb=drop kind=constraint name=users_email_key",
    ),
    ("session.execute(update(User).values(a=1))", f"{UPDATE}none sets=a"),
    ("session.execute(User.__table__.delete())", f"{DELETE}none"),
    (
        "conn.execute(users.delete().where(users.c.id == 1))",
        "DataChange verb=delete target=users scope=keyed",
    ),
    (
        "conn.execute(sa.table('users').delete())",
        "DataChange verb=delete target=users scope=none",
    ),
    ("session.query(User).delete()", f"{DELETE}none"),
    ("session.query(User).delete(synchronize_session=False)", f"{DELETE}none"),
    ("session.query(User).filter(User.a == 1).delete()", f"{DELETE}filtered"),
    ("session.query(User).filter_by(id=1).delete()", f"{DELETE}keyed"),
    ("session.query(User).update({'a': 1})", f"{UPDATE}none sets=a"),
    ("User.query.delete()", f"{DELETE}none"),
    ("User.query.filter_by(a=1).delete()", f"{DELETE}filtered"),
    ("for o in session.query(User):\n    session.delete(o)", f"{DELETE}none"),
    ("for o in session.scalars(select(User)):\n    session.delete(o)", f"{DELETE}none"),
    (
        "Base.metadata.drop_all(engine)",
        "SchemaChange verb=drop kind=schema name=all tables of Base.metadata cascade",
    ),
    (
        "metadata.drop_all(engine, tables=[User.__table__])",
        "SchemaChange verb=drop kind=table table=User name=User",
    ),
    ("User.__table__.drop(engine)", "SchemaChange verb=drop kind=table table=User name=User"),
    (
        "t = sqlalchemy.Table('users', metadata)\nt.drop(engine)",
        "SchemaChange verb=drop kind=table table=users name=users",
    ),
    (
        "connection.execute(DropTable(users))",
        "SchemaChange verb=drop kind=table table=users name=users",
    ),
    (
        "connection.execute(DropSchema('billing', cascade=True))",
        "SchemaChange verb=drop kind=schema name=billing cascade",
    ),
    ("connection.exec_driver_sql('DELETE FROM a')", "sql: DELETE FROM a"),
    ("import sqlalchemy\ns = sqlalchemy.text('DELETE FROM a')", "sql: DELETE FROM a"),
]


@pytest.mark.parametrize(("code", "said"), SQLALCHEMY)
def test_what_a_session_does(code: str, said: str) -> None:
    assert shown(code) == [said]
