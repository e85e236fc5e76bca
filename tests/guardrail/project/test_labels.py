"""Apps of Django whose label isn't the name of their package."""

from __future__ import annotations

from guardrail.effects import DataChange, Effect, ObjectKind, SchemaChange, Verb
from guardrail.model import Span
from guardrail.project.histories import MigrationStep
from guardrail.project.histories.labels import relabelled
from guardrail.shapes import ConstraintKind, ConstraintShape, TableShape

SPAN = Span("contrib/redirects/migrations/0001_initial.py", 0, 1)
STEP = MigrationStep(SPAN.path, "wagtailredirects.0001_initial")


def change(table: str, model: str, **more: object) -> SchemaChange:
    return SchemaChange(
        span=SPAN,
        verb=Verb.CREATE,
        kind=ObjectKind.TABLE,
        table=table,
        name=table,
        model=model,
        **more,  # type: ignore[arg-type]
    )


def after(effect: Effect) -> SchemaChange:
    (found,) = relabelled([effect], STEP)
    assert isinstance(found, SchemaChange)
    return found


def test_a_table_is_called_by_the_label() -> None:
    keys = (ConstraintShape(ConstraintKind.FOREIGN_KEY, references="redirects_site"),)
    shape = TableShape("redirects_redirect", constraints=keys, model="redirects.redirect")
    found = after(change("redirects_redirect", "redirects.redirect", shape=shape))
    assert (found.table, found.name) == ("wagtailredirects_redirect",) * 2
    assert found.model == "wagtailredirects.redirect"
    assert found.shape is not None
    assert found.shape.name == "wagtailredirects_redirect"
    assert found.shape.constraints[0].references == "wagtailredirects_site"


def test_so_is_that_of_a_many_to_many_field() -> None:
    found = after(change("redirects_redirect_tags", "redirects.redirect.tags"))
    assert found.table == "wagtailredirects_redirect_tags"


def test_a_table_that_was_named_keeps_its_name() -> None:
    assert after(change("old", "redirects.redirect")).table == "old"


def test_nothing_else_is_touched() -> None:
    rows = DataChange(span=SPAN, verb=Verb.DELETE, target="redirects_redirect")
    other = change("auth_user", "auth.user")
    assert [*relabelled([rows, other], STEP)] == [rows, other]
    same = MigrationStep(SPAN.path, "redirects.0001_initial")
    assert [*relabelled([other], same)] == [other]
