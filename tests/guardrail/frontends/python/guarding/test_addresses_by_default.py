"""Where a test leads whose address the environment says, or a default of its own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange
from guardrail.model import EnvironmentKind


@pytest.mark.parametrize(
    ("host", "is_somebodys"),
    [
        ("os.environ['CHROMA_HOST']", True),
        ("os.environ.get('CHROMA_HOST', 'chroma.internal')", True),
        ("os.getenv('CHROMA_HOST', 'localhost')", False),
        ("os.getenv('CHROMA_HOST', 'chroma')", False),
        ("os.getenv('CHROMA_HOST', '127.0.0.1')", False),
        ("os.getenv('TEST_CHROMA_HOST', 'chroma.internal')", False),
        ("os.getenv('CHROMA_HOST', 'chroma.test.internal')", False),
    ],
)
def test_a_default_may_be_somebody_s(host: str, is_somebodys: bool) -> None:
    code = (
        f"import chromadb, os\nclient = chromadb.HttpClient(host={host}, port=8000)\n"
        "def test_search():\n    client.reset()\n"
    )
    (found,) = [one for one in items(code, "tests/test_search.py") if isinstance(one, SchemaChange)]
    where = found.environment
    assert (where.kind is EnvironmentKind.UNKNOWN and bool(where.reason)) is is_somebodys


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("os.environ.get('SQLITE_TEST_URL', 'sqlite://')", EnvironmentKind.THROWAWAY),
        ("os.getenv('E2E_DB', 'postgresql://localhost/shop')", EnvironmentKind.THROWAWAY),
        ("os.environ['TEST_DATABASE_URL']", EnvironmentKind.UNKNOWN),
        ("os.environ['DATABASE_URL']", EnvironmentKind.UNKNOWN),
        ("os.environ['LATEST_DATABASE_URL']", EnvironmentKind.UNKNOWN),
        ("os.environ.get('TEST_DATABASE_URL', settings.url)", EnvironmentKind.UNKNOWN),
        ("os.environ.get('TEST_URL') or os.environ['DATABASE_URL']", EnvironmentKind.UNKNOWN),
        (
            "os.environ.get('TEST_DATABASE_URL', 'postgresql://db.acme.internal/shop')",
            EnvironmentKind.UNKNOWN,
        ),
    ],
)
def test_a_variable_of_the_environment_may_be_for_tests(url: str, kind: EnvironmentKind) -> None:
    code = (
        f"import os, sqlmodel\nTEST_URL = {url}\nengine = sqlmodel.create_engine(TEST_URL)\n"
        "sqlmodel.SQLModel.metadata.drop_all(engine)\n"
    )
    (found,) = [one for one in items(code, "app/reset.py") if isinstance(one, SchemaChange)]
    assert found.environment.kind is kind
