"""Relationships by which a row takes along what others refer to."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange

MODELS = """\
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlmodel import Field, Relationship, SQLModel


class Department(Base):
    __tablename__ = "departments"
    {one}


class Employee(Base):
    __tablename__ = "employees"
    {key}
    {many}


def leave(session: Session, row: Employee):
    session.connection().exec_driver_sql("DELETE FROM notes")
    session.delete(row)
"""
KEY = 'department_id = Column(ForeignKey("departments.id"))'
MAPPED = 'department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))'


def upward(many: str, one: str = "pass", key: str = KEY, path: str = "app/models.py") -> list[str]:
    """Who takes whom along."""
    found = items(MODELS.format(one=one, key=key, many=many), path)
    return [one.detail for one in found if isinstance(one, GuardChange)]


@pytest.mark.parametrize(
    ("many", "key"),
    [
        ('department = relationship("Department", cascade="all, delete")', KEY),
        ('department = relationship(Department, cascade="save-update, delete")', KEY),
        ('department: Mapped["Department"] = relationship(cascade="all")', MAPPED),
        (
            'department: Mapped["Department | None"] = relationship("Department", cascade="all")',
            MAPPED,
        ),
        (
            'department: "Department" = Relationship(sa_relationship_kwargs={"cascade": "all"})',
            'department_id: int = Field(foreign_key="departments.id")',
        ),
    ],
)
def test_on_the_side_of_the_many(many: str, key: str) -> None:
    assert upward(many, key=key) == ["Employee -> Department"]


@pytest.mark.parametrize(
    ("many", "one", "key"),
    [
        ('department = relationship("Department")', "pass", KEY),
        ('department = relationship("Department", cascade="save-update, merge")', "pass", KEY),
        ("pass", 'employees = relationship("Employee", cascade="all, delete-orphan")', KEY),
        ("pass", 'employees: Mapped[list["Employee"]] = relationship(cascade="all")', KEY),
        ('department = relationship("Department", cascade="all", single_parent=True)', "pass", KEY),
        (
            'department = relationship("Department", cascade="all")',
            "pass",
            KEY[:-1] + ", unique=True)",
        ),
        (
            'department = relationship("Department", backref=backref("all", cascade="all"))',
            "pass",
            KEY,
        ),
        ('notes = relationship("Note", cascade="all, delete")', "pass", KEY),
        ('tags = relationship("Tag", secondary=links, cascade="all, delete")', "pass", KEY),
    ],
)
def test_on_the_side_of_the_one_and_where_nothing_is_shared(many: str, one: str, key: str) -> None:
    assert upward(many, one, key) == []
