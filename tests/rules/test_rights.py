"""Which rights make an administrator, who is everybody, and what leads to a key."""

import pytest
from guardrail_rules.keys import foreign_keys, leads, led_by, primary_key
from guardrail_rules.privilege.administrators import administrates
from guardrail_rules.privilege.receivers import EVERYBODY, first_of, only_trusted
from guardrail_rules.unit_rights import at_run_time

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.model import Span
from guardrail.shapes import ConstraintKind, ConstraintShape, IndexShape, TableShape


@pytest.mark.parametrize(
    "right",
    [
        "SUPERUSER",
        "PG_WRITE_SERVER_FILES",
        "ROLE ACCOUNTADMIN",
        "DBA",
        "SELECT ANY TABLE",
        "ROLES/OWNER",
        "FILE",
        "SYS:SUPERUSER",
    ],
)
def test_a_right_that_makes_an_administrator(right: str) -> None:
    assert administrates(right)


@pytest.mark.parametrize(
    "right", ["SELECT", "ROLE ANALYST", "CREATE SESSION", "ROLES/BIGQUERY.USER", "EXECUTE", ""]
)
def test_a_right_that_does_not(right: str) -> None:
    assert not administrates(right)


def test_who_has_every_right_anyway() -> None:
    assert only_trusted(("service_role", "{postgres}"))
    assert not only_trusted(("service_role", "app"))
    assert not only_trusted(())


def test_everybody_is_found_among_others() -> None:
    assert first_of(EVERYBODY, ("app", "PUBLIC")) == "PUBLIC"
    assert first_of(EVERYBODY, ("app",)) == ""


def test_names_that_are_only_known_at_run_time() -> None:
    assert at_run_time("")
    assert at_run_time("public.{}")
    assert not at_run_time("public.notes")


@pytest.mark.parametrize(
    ("index", "wanted", "does"),
    [
        (("a",), ("a",), True),
        (("a", "b"), ("a",), True),
        (("b", "a"), ("a",), False),
        (("b", "a"), ("a", "b"), True),
        (('"A" DESC',), ("a",), True),
        ((), ("a",), False),
        (("a",), (), False),
    ],
)
def test_what_an_index_leads_to(
    index: tuple[str, ...], wanted: tuple[str, ...], does: bool
) -> None:
    assert leads(index, wanted) is does


def test_a_key_leads_and_a_partial_index_does_not() -> None:
    key = ConstraintShape(ConstraintKind.PRIMARY_KEY, columns=("id", "a"))
    table = TableShape("t", constraints=(key,), indexes=(IndexShape("i", ("b",), where="x"),))
    assert led_by(table, ("id",))
    assert not led_by(table, ("b",))
    assert primary_key(table) == ("id", "a")


def test_a_column_that_refers_to_a_table_is_a_foreign_key() -> None:
    added = SchemaChange(
        span=Span("x.sql", 0, 1),
        verb=Verb.CREATE,
        kind=ObjectKind.COLUMN,
        table="orders",
        name="user_id",
        references="users",
    )
    (key,) = foreign_keys(added)
    assert (key.columns, key.references) == (("user_id",), "users")
