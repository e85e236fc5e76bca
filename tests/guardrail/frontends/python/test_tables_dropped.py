"""Which tables metadata drops: all of them, or those that it is given."""

from __future__ import annotations

import pytest
from reading_python import shown

ALL = "SchemaChange verb=drop kind=schema name=all tables of metadata cascade"


@pytest.mark.parametrize(
    ("tables", "change"),
    [
        ("", ALL),
        (", tables=None", ALL),
        (", tables=metadata.sorted_tables", ALL),
        (", tables=given", "SchemaChange confidence=medium verb=drop kind=table"),
        (
            ", tables=[t for t in metadata.sorted_tables if t.name.startswith('tmp')]",
            "SchemaChange confidence=low verb=drop kind=table",
        ),
        (", tables=[User.__table__]", "SchemaChange verb=drop kind=table table=User name=User"),
    ],
)
def test_which_tables_are_dropped(tables: str, change: str) -> None:
    code = f"from sqlalchemy import MetaData\nmetadata.drop_all(engine{tables})\n"
    assert shown(code) == [change]
