"""Which tables metadata drops: all of them, or those that it is given."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import SchemaChange
from guardrail.effects.guarding import is_withheld
from guardrail.model import EnvironmentKind

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


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("'users'", "SchemaChange verb=drop kind=table table=users name=users"),
        ("args.table", "SchemaChange verb=drop kind=table"),
    ],
)
def test_a_table_is_taken_out_of_metadata_by_its_name(key: str, change: str) -> None:
    code = f"from sqlalchemy import MetaData\nmetadata.tables[{key}].drop(engine)\n"
    assert shown(code) == [change]


@pytest.mark.parametrize(
    ("told", "picked"),
    [
        ("only=is_scratch", True),
        ("only=lambda name, _: name.startswith('tmp_')", True),
        ("only=lambda name, _: name.startswith(PREFIX)", True),
        ("only=['stg_orders', 'stg_refunds']", True),
        ("only=everything", False),
        ("views=False", False),
    ],
)
def test_metadata_that_was_told_of_some_tables_drops_these(told: str, picked: bool) -> None:
    code = (
        "from sqlalchemy import MetaData\nPREFIX = 'stg_'\n"
        "def is_scratch(name, _):\n    return name.startswith('tmp_')\n"
        "def everything(name, _):\n    return True\n"
        f"metadata = MetaData()\nmetadata.reflect(bind=engine, {told})\nmetadata.drop_all(engine)\n"
    )
    (change,) = (one for one in items(code) if isinstance(one, SchemaChange))
    assert is_withheld(change.guards) is picked


STALE = "PREFIX = 'stg_'\ndef stale():\n    return [t for t in metadata.sorted_tables {}]\n"


@pytest.mark.parametrize(
    ("loop", "told", "picked"),
    [
        ("for table in metadata.sorted_tables:", True, False),
        ("for table in reversed(metadata.sorted_tables):", True, False),
        ("for name, table in metadata.tables.items():", True, False),
        (
            "for table in metadata.tables.values():\n    if table.name.startswith('tmp_'):",
            True,
            True,
        ),
        ("for table in chosen:", False, False),
        (f"{STALE.format('')}for table in reversed(stale()):", True, False),
        (f"{STALE.format('if t.name')}for table in stale():", True, False),
        (f"{STALE.format('if t.name.startswith(PREFIX)')}for table in stale():", True, True),
        ("def chosen():\n    return [orders, refunds]\nfor table in chosen():", False, False),
    ],
)
def test_tables_of_metadata_dropped_one_after_the_other(
    loop: str, told: bool, picked: bool
) -> None:
    code = f"from sqlalchemy import MetaData\n{loop}\n        table.drop(engine)\n"
    found = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert bool(found) is told
    assert is_withheld(found[0].guards if found else ()) is picked


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("", EnvironmentKind.UNKNOWN),
        ("bind_key='report_scratch'", EnvironmentKind.THROWAWAY),
        ("bind_key='reports'", EnvironmentKind.UNKNOWN),
        ("bind_key=None", EnvironmentKind.UNKNOWN),
    ],
)
def test_a_bind_says_which_database_is_meant(given: str, kind: EnvironmentKind) -> None:
    code = f"from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\ndb.drop_all({given})\n"
    (change,) = (one for one in items(code) if isinstance(one, SchemaChange))
    assert change.environment.kind is kind


@pytest.mark.parametrize(("name", "quiet"), [("STAGING", True), ("tmp_tables", True), ("T", False)])
def test_a_list_that_is_named_for_work_in_progress_may_go(name: str, quiet: bool) -> None:
    code = (
        f"from sqlalchemy import MetaData\n{name} = [Row.__table__, Error.__table__]\n"
        f"metadata.drop_all(engine, tables={name})\n"
    )
    found = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert [one.table for one in found] == ["Row", "Error"]
    assert all(is_withheld(one.guards) is quiet for one in found)


@pytest.mark.parametrize(
    ("picked", "quiet"),
    [("names", False), ("[n for n in names if n.startswith('scratch_')]", True)],
)
def test_a_function_drops_what_its_caller_lists(picked: str, quiet: bool) -> None:
    code = (
        "from sqlalchemy import inspect, MetaData, Table\n\n"
        "def drop(engine, name):\n"
        "    table = Table(name, MetaData(), autoload_with=engine)\n    table.drop(engine)\n\n"
        "names = inspect(engine).get_table_names()\n"
        f"for name in {picked}:\n    drop(engine, name)\n"
    )
    (one,) = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert is_withheld(one.guards) is quiet
