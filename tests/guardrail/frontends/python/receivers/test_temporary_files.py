"""Databases in files that go with the program, and others that are named alike."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange
from guardrail.model import EnvironmentKind
from guardrail.stream import Embedded

THROWN_AWAY, UNKNOWN = EnvironmentKind.THROWAWAY, EnvironmentKind.UNKNOWN


def where(code: str) -> EnvironmentKind:
    """Where the only change of a schema, or text of SQL, works."""
    [found] = [one for one in items(code) if isinstance(one, (SchemaChange, Embedded))]
    if isinstance(found, Embedded):
        return found.source.surroundings.environment.kind
    return found.environment.kind


ENGINE = """\
import os
import tempfile
from pathlib import Path

from sqlalchemy import create_engine

from shop.models import Base


def prepared({}):
    {}
    engine = create_engine({})
    Base.metadata.drop_all(engine)
"""


@pytest.mark.parametrize(
    ("parameter", "before", "address"),
    [
        ("tmp_path", "", "f\"sqlite:///{tmp_path / 'shop.db'}\""),
        ("tmp_path_factory", "", "f\"sqlite:///{tmp_path_factory.mktemp('d') / 'shop.db'}\""),
        ("tmpdir", "url = f'sqlite:///{tmpdir}/shop.db'", "url"),
        ("", "at = tempfile.mkdtemp()", '"sqlite:///" + os.path.join(at, "shop.db")'),
        ("", "at = Path(tempfile.mkdtemp()) / 'a'", "f'sqlite:///{at}/shop.db'"),
    ],
)
def test_an_address_below_a_temporary_folder(parameter: str, before: str, address: str) -> None:
    assert where(ENGINE.format(parameter, before or "pass", address)) is THROWN_AWAY


@pytest.mark.parametrize(
    ("parameter", "before", "address"),
    [
        ("data_path", "", "f\"sqlite:///{data_path / 'shop.db'}\""),
        ("", "tmp_path = os.environ['DATA']", "f'sqlite:///{tmp_path}/shop.db'"),
        ("tmp_path", "", "f'postgresql://{tmp_path}/shop'"),
        ("tmp_path", "", "f'sqlite:////srv/shop/{tmp_path}.db'"),
    ],
)
def test_an_address_that_may_be_anywhere(parameter: str, before: str, address: str) -> None:
    assert where(ENGINE.format(parameter, before or "pass", address)) is UNKNOWN


def test_a_path_that_a_driver_is_given() -> None:
    code = "import {0}\n\ndef run({1}):\n    {0}.connect({2}).execute('DROP TABLE users')\n"
    assert where(code.format("duckdb", "tmp_path", "str(tmp_path / 'x.duckdb')")) is THROWN_AWAY
    assert where(code.format("sqlite3", "tmpdir", "database=tmpdir / 'x.db'")) is THROWN_AWAY
    assert where(code.format("sqlite3", "data_dir", "data_dir / 'x.db'")) is UNKNOWN
