"""The rule `cascading-key`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange, ObjectKind, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed

UPWARD = "what others refer to"
_MODELS = """\
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import Session, relationship


class Employee(Base):
    __tablename__ = "employees"
    id = Column(Integer, primary_key=True)
    department_id = Column(ForeignKey("departments.id"))
    department = relationship("Department", cascade={})


{}
"""
_DELETED = "def leave(session: Session, one: Employee) -> None:\n    session.delete(one)"
KINDS = (ObjectKind.COLUMN, ObjectKind.CONSTRAINT)


class CascadingKey(Rule):
    """A foreign key with ON DELETE CASCADE is put on a table that has rows.

    ## Why it matters

    From then on a DELETE in one table silently deletes in another, and on down the chain. Code
    that used to get an error when it deleted a parent too many now removes its children as well.

    ## Do this instead

    Use ON DELETE RESTRICT (or nothing) and delete the children by name where they are meant to go;
    keep CASCADE for rows that mean nothing without their parent.

    In SQLAlchemy `cascade="all, delete"` belongs on the side of the one (`Department.employees`).
    On the side of the many (`Employee.department`) deleting one row takes along what all the
    others refer to.
    """

    name = "cascading-key"
    category = Category.DATA_LOSS
    level = Level.INFO
    judges = (SchemaChange, GuardChange)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=KINDS), Only(GuardChange))

    bad = (
        python(_MODELS.format('"all, delete"', _DELETED)),
        sql("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE"),
        sql("ALTER TABLE orders ADD COLUMN user_id int REFERENCES users (id) ON DELETE CASCADE"),
    )
    good = (
        python(_MODELS.format('"save-update, merge"', _DELETED)),
        sql("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE RESTRICT"),
        sql("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users"),
        sql(
            "ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE",
            given="CREATE TABLE notes (id int, user_id int)",
        ),
    )

    def judge(self, change: SchemaChange | GuardChange, context: Context) -> Iterator[Finding]:
        """A new key that deletes, on a table that was there before the Unit."""
        if isinstance(change, GuardChange):
            if change.guard == UPWARD:
                one, _, other = change.detail.partition(" -> ")
                message = f"deleting one {one} deletes its {other}, which others refer to as well"
                yield from weighed(self, change, context, message, level=Level.WARNING)
            return
        if change.verb is not Verb.CREATE or change.kind not in KINDS:
            return
        if change.on_delete != "cascade" or fresh(change.table, change, context):
            return
        parent = named(change.references)
        message = f"deleting a row of {parent} will delete its rows of {named(change.table)} too"
        yield from weighed(self, change, context, message)
