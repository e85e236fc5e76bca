"""Comparing a replayed schema with a server's: what counts as alike, and what is told."""

from __future__ import annotations

from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, IndexShape, TableShape
from tools.compare_schema import _differences, _facts

KEY = ConstraintShape(ConstraintKind.PRIMARY_KEY, columns=("id",))
WRITTEN = TableShape(
    "Users",
    (ColumnShape("id", "SERIAL", options=("serial",)), ColumnShape("name", "character varying(9)")),
    (KEY,),
    (IndexShape("", ("name",)),),
)
SERVED = TableShape(
    '"public"."users"',
    (ColumnShape("id", "integer", nullable=False), ColumnShape("name", "varchar(9)")),
    (ConstraintShape(ConstraintKind.PRIMARY_KEY, "users_pkey", ("id",)),),
    (IndexShape("users_pkey", ("id",), unique=True), IndexShape("users_name_idx", ("name",))),
)


def test_spellings_and_names_that_the_server_gives_are_alike() -> None:
    assert list(_differences(_facts([WRITTEN]), _facts([SERVED]))) == []


def test_every_difference_is_told_once() -> None:
    other = TableShape("users", (ColumnShape("name", "text", nullable=False),))
    assert list(_differences(_facts([other]), _facts([SERVED]))) == [
        "users constraint users_pkey: nothing by the replay, primary key (id) on the server",
        "users index users_name_idx: nothing by the replay, plain on the server",
        "users.id NULL: nothing by the replay, forbidden on the server",
        "users.id type: nothing by the replay, integer on the server",
        "users.name NULL: forbidden by the replay, allowed on the server",
        "users.name type: text by the replay, varchar(9) on the server",
    ]
