"""Conditions that ask for the keys of the very rows leave none of them out."""

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

_HEAD = "from sqlalchemy import delete, select\nfrom shop.models import Event, Order\n"


def _changes(code: str) -> list[tuple[Scope, str]]:
    found = [one for one in items(_HEAD + code) if isinstance(one, DataChange)]
    return [(one.scope, one.reason.rpartition(") ")[2]) for one in found]


@pytest.mark.parametrize(
    "code",
    [
        "session.execute(delete(Event).where(Event.id.in_(select(Event.id))))",
        "session.query(Event).filter(Event.id.in_(session.query(Event.id))).delete()",
        (
            "ids = session.scalars(select(Event.id)).all()\n"
            "session.execute(delete(Event).where(Event.id.in_(ids)))"
        ),
        "Order.objects.filter(id__in=Order.objects.values('id')).delete()",
        (
            "ids = list(Order.objects.values_list('pk', flat=True))\n"
            "Order.objects.filter(pk__in=ids).delete()"
        ),
    ],
)
def test_the_keys_of_all_rows_leave_every_row(code: str) -> None:
    assert _changes(code) == [(Scope.TAUTOLOGY, "leaves every row")]


@pytest.mark.parametrize(
    "code",
    [
        (
            "while ids := session.scalars(select(Event.id).limit(500)).all():\n"
            "    session.execute(delete(Event).where(Event.id.in_(ids)))"
        ),
        (
            "def batches(session):\n"
            "    while True:\n"
            "        ids = session.scalars(select(Event.id).limit(500)).all()\n"
            "        if not ids:\n            return\n"
            "        yield list(ids)\n"
            "for ids in batches(session):\n"
            "    session.execute(delete(Event).where(Event.id.in_(ids)))"
        ),
        (
            "while True:\n"
            "    ids = list(Order.objects.values_list('pk', flat=True)[:1000])\n"
            "    Order.objects.filter(pk__in=ids).delete()"
        ),
        "Order.objects.filter(pk__in=Order.objects.all()[:1000]).delete()",
    ],
)
def test_so_many_keys_at_a_time_are_any_of_them(code: str) -> None:
    assert _changes(code) == [(Scope.TAUTOLOGY, "asks nothing else")]


@pytest.mark.parametrize(
    "code",
    [
        (
            "ids = session.scalars(select(Event.id).where(Event.gone).limit(500)).all()\n"
            "session.execute(delete(Event).where(Event.id.in_(ids)))"
        ),
        (
            "ids = session.scalars(select(Event.id).order_by(Event.at).limit(500)).all()\n"
            "session.execute(delete(Event).where(Event.id.in_(ids)))"
        ),
        "session.execute(delete(Event).where(Event.id.in_(select(Gone.id))))",
        "session.execute(delete(Event).where(Event.user_id.in_(select(User.id))))",
        (
            "events = session.scalars(select(Event).limit(100)).all()\n"
            "session.execute(delete(Event).where(Event.id.in_([e.id for e in events])))"
        ),
        "Order.objects.filter(pk__in=Gone.objects.values('pk')).delete()",
        "Order.objects.filter(pk__in=Order.objects.filter(gone=True).values('pk')).delete()",
        "Order.objects.filter(pk__in=Order.objects.values('parent')).delete()",
        "rows = list(Order.objects.all()[:100])\nOrder.objects.filter(pk__in=rows).delete()",
    ],
)
def test_keys_of_others_or_of_some_are_a_condition(code: str) -> None:
    assert {scope for scope, _ in _changes(code)} <= {Scope.FILTERED, Scope.KEYED}
