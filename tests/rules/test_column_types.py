"""What a change of type does to the values, and whether the table is written anew."""

import pytest
from guardrail_rules.column_types import Loss, loss, parse
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("int", "bigint", Loss.NONE),
        ("bigint", "int", Loss.REFUSED),
        ("varchar(20)", "VARCHAR(40)", Loss.NONE),
        ("varchar(40)", "character varying(20)", Loss.REFUSED),
        ("varchar(40)", "text", Loss.NONE),
        ("text", "varchar(40)", Loss.REFUSED),
        ("timestamp with time zone", "date", Loss.SILENT),
        ("timestamptz", "timestamp", Loss.SILENT),
        ("timestamp", "timestamptz", Loss.NONE),
        ("date", "timestamp", Loss.NONE),
        ("numeric(10, 4)", "numeric(10, 2)", Loss.SILENT),
        ("numeric(10, 2)", "numeric(8, 2)", Loss.REFUSED),
        ("numeric(10, 2)", "numeric(12, 2)", Loss.NONE),
        ("numeric(10, 2)", "numeric", Loss.NONE),
        ("numeric", "integer", Loss.SILENT),
        ("numeric(4, 1)", "smallint", Loss.SILENT),
        ("numeric(4)", "smallint", Loss.NONE),
        ("numeric(5, 0)", "smallint", Loss.REFUSED),
        ("double precision", "real", Loss.SILENT),
        ("float", "int", Loss.SILENT),
        ("int", "double precision", Loss.NONE),
        ("bigint", "double precision", Loss.SILENT),
        ("int", "numeric(5)", Loss.REFUSED),
        ("int", "numeric(12, 2)", Loss.NONE),
        ("int", "text", Loss.NONE),
        ("int", "varchar(3)", Loss.REFUSED),
        ("int", "varchar(20)", Loss.NONE),
        ("uuid", "varchar(50)", Loss.NONE),
        ("uuid", "varchar(20)", Loss.REFUSED),
        ("double precision", "varchar(20)", Loss.REFUSED),
        ("int", "boolean", Loss.SILENT),
        ("text", "int", Loss.REFUSED),
        ("json", "jsonb", Loss.NONE),
        ("text", "mediumtext", Loss.NONE),
        ("mediumtext", "text", Loss.REFUSED),
        ("varchar(200)", "nvarchar(max)", Loss.NONE),
        ("int unsigned", "int", Loss.REFUSED),
        ("int unsigned", "bigint", Loss.NONE),
        ("int", "int(10) unsigned", Loss.REFUSED),
        ("UInt32", "UInt8", Loss.REFUSED),
        ("Nullable(UInt8)", "UInt64", Loss.NONE),
        ("FLOAT64", "INT64", Loss.SILENT),
        ("NUMBER(10)", "NUMBER(5)", Loss.REFUSED),
        ("ENUM('a','b')", "ENUM('b', 'a', 'c')", Loss.NONE),
        ("ENUM('a','b')", "ENUM('a')", Loss.REFUSED),
        ("ENUM('a','bb')", "varchar(2)", Loss.NONE),
        ("ENUM('a','bb')", "varchar(1)", Loss.REFUSED),
        ("text", "bytea", Loss.UNKNOWN),
        ("varchar(36)", "uuid", Loss.UNKNOWN),
        ("", "int", Loss.UNKNOWN),
        ("geometry", "int", Loss.UNKNOWN),
        ("money", "int", Loss.SILENT),
        ("uuid", "int", Loss.UNKNOWN),
    ],
)
def test_values_that_do_not_fit_are_kept_refused_or_lost(
    old: str, new: str, expected: Loss
) -> None:
    assert loss(old, new) is expected


@given(st.text())
def test_no_text_is_more_than_unknown(written: str) -> None:
    if parse(written) is None:
        assert loss(written, "int") is Loss.UNKNOWN
        assert loss("int", written) is Loss.UNKNOWN


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_longer_text_loses_nothing_and_a_shorter_one_may(old: int, new: int) -> None:
    expected = Loss.NONE if new >= old else Loss.REFUSED
    assert loss(f"varchar({old})", f"varchar({new})") is expected
