"""A statement that SQL Server runs for one table after the other: all of them, or those picked."""

from __future__ import annotations

import pytest

from guardrail.effects.guarding import is_withheld
from guardrail.frontends.sql import read
from guardrail.model import Source, Surroundings
from guardrail.settings import Settings
from guardrail.stream import Embedded


@pytest.mark.parametrize(
    ("more", "picked"),
    [("", False), (", @whereand = N' AND schema_name(schema_id) = ''staging'''", True)],
)
def test_a_condition_picks_the_tables(more: str, picked: bool) -> None:
    text = f"EXEC sp_MSforeachtable @command1 = N'DELETE FROM ?'{more}"
    source = Source("x.sql", "sql", text, surroundings=Surroundings(dialect="tsql"))
    (found,) = (one for one in read(source, Settings()) if isinstance(one, Embedded))
    assert is_withheld(found.source.surroundings.guards) is picked
