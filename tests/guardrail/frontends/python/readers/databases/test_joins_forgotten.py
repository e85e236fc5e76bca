"""Statements of SQLAlchemy whose conditions ask another table, with what joins the two or none."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """\
from sqlalchemy import MetaData, Table, and_, delete, select, update
from shop.models import Manifest, Stop

stops = Table("stop", MetaData())
manifests = Table("manifest", MetaData())


def purge(session, limit, model):
    {}
"""
LOOP = "for one in session.scalars({}):\n        session.delete(one)"


def scope(line: str) -> Scope:
    """Which rows are changed."""
    [found] = [one for one in items(START.format(line)) if isinstance(one, DataChange)]
    return found.scope


@pytest.mark.parametrize(
    "line",
    [
        "session.execute(delete(Stop).where(Manifest.closed_at < limit))",
        "session.execute(update(Stop).where(Manifest.gone.is_(True)).values(gone=True))",
        "session.query(Stop).filter(Manifest.closed_at < limit).delete()",
        "session.execute(stops.delete().where(manifests.c.closed_at < limit))",
        "asked = Manifest.n > 3\n    session.execute(delete(Stop).where(asked, Manifest.n < 9))",
        LOOP.format("select(Stop).where(Manifest.n > 3)"),
    ],
)
def test_nothing_joins_them(line: str) -> None:
    assert scope(line) is Scope.TAUTOLOGY


@pytest.mark.parametrize(
    "line",
    [
        "session.execute(delete(Stop).where(Stop.manifest_id == Manifest.id, Manifest.n > 3))",
        "session.execute(delete(Stop).where(Stop.n.in_(select(Manifest.n).where(Manifest.gone))))",
        "session.execute(delete(Stop).where(Stop.manifest.has(Manifest.closed_at < limit)))",
        "session.execute(stops.delete().where(stops.c.at < limit))",
        "session.execute(delete(model).where(Stop.at < limit))",
        "session.execute(delete(cls).where(cls.manifest_id == Manifest.id, Manifest.n > 3))",
        LOOP.format("select(Stop).join(Manifest).where(Manifest.n > 3)"),
    ],
)
def test_something_asks_the_row(line: str) -> None:
    assert scope(line) is Scope.FILTERED
