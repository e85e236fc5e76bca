"""Templates are read with all their branches and holes, and never run."""

from __future__ import annotations

from time import process_time

import pytest
from reading_sql import effects, items

from guardrail.effects import DataChange, Effect, SchemaChange
from guardrail.frontends.sql import read
from guardrail.model import Hole, Source
from guardrail.settings import Settings
from guardrail.spanmap import HOLE_WORD


def told(text: str, dialect: str = "postgres") -> list[str]:
    """Verb, target and scope of each effect."""
    return [_line(effect) for effect in effects(text, dialect)]


def _line(effect: Effect) -> str:
    if isinstance(effect, DataChange):
        return f"{effect.verb} {effect.target} {effect.scope}"
    assert isinstance(effect, SchemaChange)
    return f"{effect.verb} {effect.name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{% if a %} DELETE FROM t {% else %} DROP TABLE u {% endif %}",
            ["delete t none", "drop u"],
        ),
        (
            "{%- if a -%} DELETE FROM t; {%- elif b -%} DROP TABLE u; {% else %} DROP VIEW v",
            ["delete t none", "drop u", "drop v"],
        ),
        (
            "{% if a %} DELETE FROM t {% endif %} {% if b %} DROP TABLE u {% endif %}",
            ["delete t none", "drop u"],
        ),
        ("DELETE FROM t {% if x %} WHERE id = 1 {% endif %}", ["delete t unknown"]),
        (
            "DELETE FROM t {% if x %} {% else %} WHERE a = 1 {% endif %}",
            ["delete t none", "delete t unknown"],
        ),
        ("{% for t in tables %} DROP TABLE {{ t }}; {% endfor %}", ["drop {t}"]),
        ("DELETE FROM t {% include 'where.sql' %}", ["delete t unknown"]),
        ("DELETE FROM t {{ where }}", ["delete t unknown"]),
        ("DELETE FROM {{ this }} WHERE a IN (SELECT a FROM b)", ["delete {this} filtered"]),
        ("INSERT INTO t {% if a %} SELECT 1 {% endif %}", ["insert t filtered"]),
        (
            "CREATE TABLE t AS {% if a %} SELECT 1 {% else %} SELECT 2 {% endif %}",
            ["create t", "insert t filtered", "create t", "insert t filtered"],
        ),
        ("{# DROP TABLE u #} SELECT 1", []),
        ("<% if a %> DROP TABLE t <% end %>", ["drop t"]),
        ("TRUNCATE <%= table %>", ["truncate {table} none"]),
    ],
)
def test_jinja(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{{ config(materialized='table') }} SELECT * FROM {{ ref('orders') }}",
        "SELECT 1 {% if is_incremental() %} WHERE a > (SELECT max(a) FROM {{ this }}) {% endif %}",
        "{{ exceptions.raise_compiler_error('DELETE is not allowed here') }} SELECT 1",
        "SELECT {% for c in columns %} {{ c }}, {% endfor %} 1 FROM t",
    ],
)
def test_models_of_dbt_are_harmless(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ config(pre_hook='DELETE FROM a') }} SELECT 1",
        '{{ config(post_hook=["DELETE FROM a", "GRANT"]) }} SELECT 1',
        """{{ config(post_hook="SELECT '{{ this }}'; DELETE FROM a") }} SELECT 1""",
        """{{ config(a='{{ x }}', post_hook=["SELECT {{ y }}", "DELETE FROM a"]) }} SELECT 1""",
        """{% do run_query('DELETE FROM a /* {{ this }} */') %}""",
        "{% do run_query('DELETE FROM a') %}",
        '{% set found = run_query("DELETE FROM a") %}',
        "{% call statement('x') %} DELETE FROM a {% endcall %}",
    ],
)
def test_sql_in_tags_is_read(text: str) -> None:
    assert [line.rpartition(" ")[0] for line in told(text)] == ["delete a"]


def test_a_tag_in_a_string_of_a_tag_hides_nothing_behind_it() -> None:
    hook = """{{ config(post_hook="DELETE FROM {{ this }}") }}"""
    assert told(f"{hook} DELETE FROM b; DROP TABLE c")[-2:] == ["delete b none", "drop c"]
    unclosed = """{{ config(post_hook="{{ this }}) }} DELETE FROM b; DROP TABLE c"""
    assert told(unclosed)[-1:] == ["drop c"]


def test_tags_in_tags_cost_no_square() -> None:
    started = process_time()
    told('{{"{{' * 20_000)
    told('{{ x "{{ y }}" }} ' * 4_000)
    assert process_time() - started < 10


@pytest.mark.parametrize(
    ("placeholder", "shown"),
    [
        ("${tbl}", "{tbl}"),
        ("#{tbl}", "{tbl}"),
        ("$[tbl]", "{tbl}"),
        ("@tbl@", "{tbl}"),
        ("{tbl}", "{tbl}"),
        ("{{ tbl }}", "{tbl}"),
        ("<%= tbl %>", "{tbl}"),
        (':"tbl"', "{tbl}"),
        (":tbl", "{tbl}"),
        ("$(tbl)", "{tbl}"),
        ("%(tbl)s", "{tbl}"),
        ("%s", "{}"),
        ("?", "{}"),
        ("${schema}.users", "{schema}.users"),
    ],
)
def test_a_placeholder_for_a_name(placeholder: str, shown: str) -> None:
    assert told(f"DROP TABLE {placeholder}") == [f"drop {shown}"]
    assert told(f"DELETE FROM {placeholder} WHERE a = 1") == [f"delete {shown} filtered"]


@pytest.mark.parametrize("value", ["${x}", ":x", ":'x'", "?", "%s", "%(x)s", "$1", "{{ x }}"])
def test_a_placeholder_for_a_value(value: str) -> None:
    assert told(f"DELETE FROM t WHERE id = {value}") == ["delete t keyed"]


@pytest.mark.parametrize(
    "clause", ["${w}", ":w", "{w}", "{{ w }}", "%s", "#{w}", "@w@", "<%= w %>"]
)
def test_a_placeholder_for_a_clause(clause: str) -> None:
    assert told(f"DELETE FROM t {clause}") == ["delete t unknown"]
    assert told(f"UPDATE t SET a = 1 {clause}") == ["update t unknown"]


def test_a_macro_is_made_of_pieces() -> None:
    text = "{% macro a() %} now() {% endmacro %} {% macro b(t) %} DROP TABLE {{ t }} {% endmacro %}"
    assert told(text) == ["drop {t}"]
    assert told("alter {{ relation.type }} {{ relation }} drop column {{ c }}") == ["drop {c}"]


def test_nothing_is_silent_where_all_is_unknown() -> None:
    assert items("{{ statement_of_the_day }}")


def test_a_name_that_can_only_be_few() -> None:
    text = f"DROP TABLE {HOLE_WORD}0; DELETE FROM s.{HOLE_WORD}0 WHERE id = 1"
    second = text.rindex(HOLE_WORD)
    size = len(HOLE_WORD) + 1
    holes = (
        Hole(11, 11 + size, "table", ("users", "orders")),
        Hole(second, second + size, "table", ("users", "orders")),
    )
    source = Source("x.py", "sql", text, holes=holes)
    found = [each for each in read(source, Settings()) if isinstance(each, Effect)]
    assert [_line(each) for each in found] == [
        "drop users",
        "drop orders",
        "delete s.users keyed",
        "delete s.orders keyed",
    ]
