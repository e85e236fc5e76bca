"""What a table's or a type's new name means for other tables: they go on meaning the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same
from guardrail.patterns import late
from guardrail.shapes import TableShape

FOLLOWED = "reference renamed"
"""The option of a change that only follows another: a foreign key's table has a new name."""

MOST = 20_000
"""In so many tables new names of tables and types are looked for, over a run of effects."""

_ARRAY = late(r"\s*(?:\[\d*\]|\barray\b).*\Z", re.IGNORECASE)


def references(
    change: SchemaChange, old: str, new: str, tables: Iterable[TableShape]
) -> Iterator[SchemaChange]:
    """For each table that refers to a renamed one, or is its partition, what becomes of it."""
    for table in tables:
        refers = any(same(one.references, old) for one in table.constraints if one.references)
        if refers or (table.partition_of and same(table.partition_of, old)):
            yield replace(
                change,
                kind=ObjectKind.CONSTRAINT,
                verb=Verb.ALTER,
                aspect=Aspect.OTHER,
                table=table.name,
                name="",
                references=old,
                new_name=new,
                options=(FOLLOWED,),
            )


def of_type(name: str, tables: Iterable[TableShape]) -> Iterator[str]:
    """The names of the tables that have a column of a type."""
    for table in tables:
        if any(is_type(column.type, name) for column in table.columns):
            yield table.name


def is_type(written: str, name: str) -> bool:
    """Whether a column's type is the named one, or an array of it."""
    return bool(written) and same(plain(_ARRAY.sub("", written)), plain(name))


def retyped(written: str, name: str, new: str) -> str:
    """A column's type after the named one got another name; its schema stays."""
    if not is_type(written, name):
        return written
    array = _ARRAY.search(written)
    schema, dot, _ = _ARRAY.sub("", written).rpartition(".")
    return f"{schema}{dot}{new.rpartition('.')[2]}{array[0] if array else ''}"
