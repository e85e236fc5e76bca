"""What a session has fetched is one object, whose methods are its own; a loop goes through all."""

from __future__ import annotations

import pytest
from guardrail_rules.unscoped_write.unscoped_delete import UnscopedDelete
from guardrail_rules.unscoped_write.unscoped_update import UnscopedUpdate

from guardrail.engine.examples import judge_example
from guardrail.example import python

HEAD = """from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import Settings


def change(session: Session, changed):
"""


@pytest.mark.parametrize(
    "fetched",
    [
        "session.execute(select(Settings)).scalars().first()",
        "session.execute(select(Settings)).scalar_one()",
        "session.scalars(select(Settings)).first()",
        "session.exec(select(Settings)).one()",
        "session.query(Settings).first()",
    ],
)
@pytest.mark.parametrize("method", ["update(changed)", "delete()"])
def test_an_object_has_methods_of_its_own(fetched: str, method: str) -> None:
    code = python(f"{HEAD}    settings = {fetched}\n    settings.{method}\n")
    assert judge_example(UnscopedUpdate, code) == judge_example(UnscopedDelete, code) == []


@pytest.mark.parametrize(
    "body",
    [
        "for one in session.scalars(select(Settings)):\n        session.delete(one)",
        "for one in session.exec(select(Settings)).all():\n        session.delete(one)",
        "session.query(Settings).delete()",
    ],
)
def test_all_of_them_are_gone(body: str) -> None:
    assert len(judge_example(UnscopedDelete, python(f"{HEAD}    {body}\n"))) == 1
