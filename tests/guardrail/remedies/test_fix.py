"""A remedy becomes an edit where its statement stands verbatim, and stays advice elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.model import Category, Confidence, Finding, Level, Remedy, Span
from guardrail.remedies import REMEDIES, applied, fix


def mended(action: str, text: str, span: Span | None = None) -> str | None:
    """The text after the fix of a finding that spans it, `None` where there is no fix."""
    place = span or Span("a.sql", 0, len(text))
    finding = Finding(
        rule="some-rule",
        category=Category.LOCKING,
        level=Level.WARNING,
        confidence=Confidence.HIGH,
        message="",
        span=place,
        remedy=Remedy(action, place, note="look first"),
    )
    found = fix(finding, text)
    if found is None:
        return None
    assert not found.safe
    assert found.note == "look first"
    return applied(text, found.edits)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CREATE INDEX i ON t (c)", "CREATE INDEX CONCURRENTLY i ON t (c)"),
        ("create unique\n  index i on t (c);", "create unique\n  index concurrently i on t (c);"),
        ("DROP INDEX IF EXISTS i", "DROP INDEX CONCURRENTLY IF EXISTS i"),
        ("CREATE INDEX ON t (c)", "CREATE INDEX CONCURRENTLY ON t (c)"),
        ("CREATE INDEX CONCURRENTLY i ON t (c)", None),
        ("CREATE /* unique */ INDEX i ON t (c)", None),
        ("op.create_index('i', 't', ['c'])", None),
    ],
)
def test_an_index_is_built_and_dropped_concurrently(before: str, after: str | None) -> None:
    assert mended("concurrently", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);",
            "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
        ),
        (
            "ADD FOREIGN KEY (a, b) REFERENCES u (a, b) ON DELETE CASCADE",
            "ADD FOREIGN KEY (a, b) REFERENCES u (a, b) ON DELETE CASCADE NOT VALID",
        ),
        (
            "ALTER TABLE t ADD CHECK (a <> ',)')",
            "ALTER TABLE t ADD CHECK (a <> ',)') NOT VALID",
        ),
        ("ALTER TABLE t ADD CHECK (a > 0), ADD COLUMN b int", None),
        ("ALTER TABLE t ADD CHECK (a > 0) -- always", None),
        ("ALTER TABLE t ADD CHECK (a > 0", None),
        ("ALTER TABLE t ADD UNIQUE (a)", None),
        ("ALTER TABLE t ADD CHECK (a > {limit})", None),
    ],
)
def test_a_constraint_is_added_unvalidated(before: str, after: str | None) -> None:
    assert mended("not-valid", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "CREATE FUNCTION f() SECURITY DEFINER AS ''",
            "CREATE FUNCTION f() SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS ''",
        ),
        ("CREATE FUNCTION f() AS $$ SECURITY DEFINER $$ SECURITY DEFINER", None),
        ("CREATE FUNCTION f() SECURITY DEFINER SET search_path TO x AS ''", None),
    ],
)
def test_a_function_gets_a_path_of_its_own(before: str, after: str | None) -> None:
    assert mended("search-path", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "migrations.RunPython(fill)",
            "migrations.RunPython(fill, reverse_code=migrations.RunPython.noop)",
        ),
        (
            "RunPython(\n    fill,\n    elidable=True,\n)",
            "RunPython(\n    fill,\n    elidable=True, reverse_code=RunPython.noop,\n)",
        ),
        (
            'migrations.RunSQL("UPDATE é SET a = 1"),',
            'migrations.RunSQL("UPDATE é SET a = 1", reverse_sql=migrations.RunSQL.noop),',
        ),
        (
            'RunSQL("\\d",\x0c\n  hints=é)',
            'RunSQL("\\d",\x0c\n  hints=é, reverse_sql=RunSQL.noop)',
        ),
        ("migrations.RunPython(fill, empty)", None),
        ("migrations.RunPython(code=fill, reverse_code=empty)", None),
        ("migrations.RunPython(**both)", None),
        ("migrations.RunPython(*both)", None),
        (
            "migrations.RunSQL(('SELECT 1'))",
            "migrations.RunSQL(('SELECT 1'), reverse_sql=migrations.RunSQL.noop)",
        ),
        (
            "migrations.RunPython(fill  # twice\n)",
            "migrations.RunPython(fill, reverse_code=migrations.RunPython.noop  # twice\n)",
        ),
        ("migrations.RunPython(", None),
        ("RunPython" + "(" * 2000, None),
    ],
)
def test_a_step_of_django_gets_a_way_back(before: str, after: str | None) -> None:
    assert mended("reverse-noop", before) == after


def test_inside_another_text_only_the_span_is_touched() -> None:
    text = "op.execute('CREATE INDEX i ON t (c)')  # CREATE INDEX"
    span = Span("a.py", 12, 35)
    assert mended("concurrently", text, span) == text.replace("INDEX i", "INDEX CONCURRENTLY i")


@pytest.mark.parametrize(
    "span",
    [
        Span("a.sql", 0, 23, exact=False),
        Span("a.sql", 0, 23, parts=((0, 10), (12, 23))),
        Span("a.sql", 0, 99),
        Span("a.sql", 5, 5),
    ],
)
def test_a_place_that_is_not_one_verbatim_piece_is_left_alone(span: Span) -> None:
    assert mended("concurrently", "CREATE INDEX i ON t (c)", span) is None


def test_a_remedy_that_nobody_knows_is_only_advice() -> None:
    assert mended("pray", "CREATE INDEX i ON t (c)") is None


@given(st.sampled_from(sorted(REMEDIES)), st.text())
def test_no_text_makes_it_fail_and_it_only_ever_inserts(action: str, text: str) -> None:
    after = mended(action, text)
    if after is not None:
        inserted = len(after) - len(text)
        assert any(after[:at] + after[at + inserted :] == text for at in range(len(text) + 1))
