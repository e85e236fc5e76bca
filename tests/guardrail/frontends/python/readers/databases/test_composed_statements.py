"""A statement that SQLAlchemy composes of what a request says is no text of that request."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

ROUTE = """\
from fastapi import APIRouter, Body
from sqlalchemy import text, update
from shop.models import Order

router = APIRouter()


def made(payload, query):
    {0}
    return query, payload["state"]


@router.patch("/orders/{{id}}")
def change(id: str, session, payload: dict = Body()):
    query = update(Order).where(Order.id == id)
    query, state = made(payload, query)
    {1}
    session.execute(query)
"""


@pytest.mark.parametrize(
    ("inside", "after", "told"),
    [
        ("query = query.values(payload)", "query = query.values(state=state)", False),
        ("pass", "query = text(payload['sql'])", True),
    ],
)
def test_what_is_composed_is_no_text(inside: str, after: str, told: bool) -> None:
    found = items(ROUTE.format(inside, after))
    assert any(isinstance(one, CodeRun) for one in found) is told
