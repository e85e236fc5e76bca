"""The manual's page on configuration, and the schema, say what the file may say: all of it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from guardrail.policy.model import SAME_DIALECT, TABLES, Dialect, keys_of
from guardrail.policy.read import read_layer
from guardrail.policy.schema import rendered, schema

from .test_policy_file import WHOLE

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "configuration.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^#{2,3} (.*)\n((?:(?!^#{2,3} ).*\n)*)", PAGE, re.MULTILINE))
HEADINGS = {
    "": "The file's own keys",
    "database": "`[[database]]`",
    "override": "`[[override]]`",
    "waiver": "`[[waiver]]`",
    "environments": "`[environments]`",
}


@pytest.mark.parametrize("table", TABLES)
def test_every_key_has_a_row(table: str) -> None:
    rows = set(re.findall(r"^\| `([\w-]+)` \|", SECTIONS[HEADINGS[table]], re.MULTILINE))
    tables = {"levels", "override", "database", "environments", "waiver"}
    wanted = set(keys_of(table)) - (tables if not table else set())
    assert rows == wanted


def test_every_table_has_a_section() -> None:
    for name in ("[levels]", "[[override]]", "[[database]]", "[environments]", "[[waiver]]"):
        assert f"`{name}`" in SECTIONS


def test_every_dialect_is_named() -> None:
    assert all(f'`"{name}"`' in PAGE for name in Dialect.__args__)
    assert set(SAME_DIALECT.values()) <= set(Dialect.__args__)


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
def test_every_example_is_a_policy(example: str) -> None:
    assert read_layer(example, "guardrail.toml") is not None
    Draft202012Validator(schema()).validate(plain(tomllib.loads(example)))


def plain(value: object) -> object:
    """What an editor's validator sees: dates as texts."""
    return json.loads(json.dumps(value, default=str))


def test_links_to_rules_lead_to_their_pages() -> None:
    for page in re.findall(r"\]\((rules/[\w-]+\.md)\)", PAGE):
        assert (DOCS / page).is_file()


class TestSchema:
    """The JSON Schema that editors use."""

    def test_the_file_is_up_to_date(self) -> None:
        assert (DOCS / "guardrail.schema.json").read_text("utf-8") == rendered()

    def test_it_is_a_schema_and_takes_a_whole_policy(self) -> None:
        Draft202012Validator.check_schema(schema())
        Draft202012Validator(schema()).validate(
            plain(tomllib.loads(WHOLE.replace("PostgreSQL", "postgres")))
        )

    def test_it_refuses_what_the_policy_refuses(self) -> None:
        assert not Draft202012Validator(schema()).is_valid({"fail_on": "error"})
        assert not Draft202012Validator(schema()).is_valid({"levels": {"locking": "loud"}})

    def test_every_key_is_described(self) -> None:
        for model in TABLES.values():
            for name, field in model.model_fields.items():
                assert field.description, name
