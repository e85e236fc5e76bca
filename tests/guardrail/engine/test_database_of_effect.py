"""What is known of the database that an effect meets: policy, then the effect, then its path."""

import pytest

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.engine.circumstances import UnitContext
from guardrail.model import Span
from guardrail.settings import Database, Settings
from guardrail.stream import UnitKind
from guardrail.unit import Unit


@pytest.mark.parametrize(
    ("policy", "own", "path", "dialect"),
    [
        ("mysql", "postgres", "versions/sqlite/a.py", "mysql"),
        ("", "postgres", "versions/sqlite/a.py", "postgres"),
        ("", "", "versions/sqlite/a.py", "sqlite"),
        ("", "", "versions/postgresql/2023_a.py", "postgres"),
        ("", "", "versions/2023_a.py", ""),
    ],
)
def test_the_dialect(policy: str, own: str, path: str, dialect: str) -> None:
    effect = SchemaChange(
        span=Span(path, 0, 1), verb=Verb.CREATE, kind=ObjectKind.INDEX, dialect=own
    )
    unit = Unit(UnitKind.FILE, path, "", effect.span, effects=[effect])
    settings = Settings(databases=(Database(dialect=policy, version=15),))
    known = UnitContext(unit, settings).database(effect)
    assert (known.dialect, known.version) == (dialect, 15)
