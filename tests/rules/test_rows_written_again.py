"""Rows that are computed again, marked, prepared or passed on are no error."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example, alembic, django, python, sql
from guardrail.model import Level

RULES = load().classes


def level(rule: str, example: Example) -> Level:
    """The loudest finding of a rule, OFF where it is silent."""
    return max((f.level for f in judge_example(RULES[rule], example)), default=Level.OFF)


MANAGER = """\
from django.db.models import Manager
from shop.models import Order

class Orders({base}):
    def {name}(self, **values):
        return self.get_queryset().update({given})
"""


@pytest.mark.parametrize(
    ("base", "name", "given", "expected"),
    [
        ("Manager", "update", "**values", Level.OFF),
        ("Manager", "close", "state='closed'", Level.ERROR),
    ],
)
def test_a_manager_that_passes_an_update_on_overwrites_nothing(
    base: str, name: str, given: str, expected: Level
) -> None:
    code = MANAGER.format(base=base, name=name, given=given)
    assert level("unscoped-update", python(code)) is expected


FUNCTION = "from shop.models import CachedPage, Order, Page\n\n\ndef {name}():\n    {body}\n"
COMPUTED = (
    "Page.objects.update(last=Subquery(Order.objects.filter(page=OuterRef('id')).values('n')))"
)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("recompute_last", COMPUTED, Level.WARNING),
        ("recompute_last", "Page.objects.update(last=None)", Level.ERROR),
        ("finish", "CachedPage.objects.all().update(expired=True)", Level.WARNING),
        ("finish", "Page.objects.all().update(expired=True)", Level.ERROR),
    ],
)
def test_what_is_computed_again_or_cached_is_overwritten_with_a_warning(
    name: str, body: str, expected: Level
) -> None:
    assert level("unscoped-update", python(FUNCTION.format(name=name, body=body))) is expected


CLEARS = """\
def clear(apps, schema_editor):
    Page = apps.get_model("shop", "{model}")
    Page.objects.all().delete()
    {then}
"""


@pytest.mark.parametrize(
    ("model", "then", "expected"),
    [
        ("CachedPage", "", Level.WARNING),
        ("Page", "", Level.ERROR),
        ("Page", "for one in Site.objects.all():\n        Page(site=one).save()", Level.WARNING),
        ("Page", "for one in Site.objects.all():\n        Order(site=one).save()", Level.ERROR),
        ("Page", "Page(site=1).save()", Level.ERROR),
    ],
)
def test_a_cache_and_rows_that_are_made_again_are_deleted_with_a_warning(
    model: str, then: str, expected: Level
) -> None:
    code = CLEARS.format(model=model, then=then)
    example = django("migrations.RunPython(clear, migrations.RunPython.noop),", code=code)
    assert level("unscoped-delete", example) is expected


@pytest.mark.parametrize(
    ("before", "old", "new", "expected"),
    [
        ("", "float8", "int", Level.ERROR),
        ("UPDATE t SET a = a * 1000;", "float8", "int", Level.WARNING),
        ("UPDATE t SET b = a * 1000;", "float8", "int", Level.ERROR),
        ("", "bigint", "double precision", Level.WARNING),
        ("", "bigint", "real", Level.ERROR),
        ("", "numeric(20, 2)", "double precision", Level.ERROR),
    ],
)
def test_values_that_were_prepared_and_what_is_counted_are_narrowed_with_a_warning(
    before: str, old: str, new: str, expected: Level
) -> None:
    text = f"{before} ALTER TABLE t ALTER COLUMN a TYPE {new}"
    assert level("narrowed-type", sql(text, history=f"CREATE TABLE t (a {old}, b int)")) is expected


AGAIN = """\
connection = op.get_bind()
inspector = sa.inspect(connection)
{before}
{drop}
op.create_table('state', sa.Column('id', sa.Integer()))
{after}
"""
READS = "rows = connection.execute('SELECT id, name FROM state').fetchall()"


@pytest.mark.parametrize(
    ("before", "drop", "after", "expected"),
    [
        ("", "op.drop_table('state')", "", Level.ERROR),
        (
            "",
            "if 'state' in inspector.get_table_names():\n    op.drop_table('state')",
            "",
            Level.WARNING,
        ),
        ("", "if 'b' in inspector.get_table_names():\n    op.drop_table('state')", "", Level.ERROR),
        (
            "",
            "if 'state' not in inspector.get_table_names():\n    op.drop_table('state')",
            "",
            Level.ERROR,
        ),
        (READS, "op.drop_table('state')", "op.bulk_insert(state, rows)", Level.WARNING),
        (READS, "op.drop_table('state')", "", Level.ERROR),
    ],
)
def test_a_table_that_may_be_there_or_whose_rows_are_in_hand_is_made_anew_with_a_warning(
    before: str, drop: str, after: str, expected: Level
) -> None:
    code = AGAIN.format(before=before, drop=drop, after=after)
    assert level("dropped-table", alembic(code)) is expected


@pytest.mark.parametrize(
    ("release", "expected"), [("release", Level.WARNING), ("'shop'", Level.ERROR)]
)
def test_what_a_program_deletes_through_a_command_is_decided_when_it_runs(
    release: str, expected: Level
) -> None:
    run = f"subprocess.run(['helm', 'uninstall', {release}])"
    code = f"import subprocess\n\ndef sync(release):\n    {run}\n"
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(("kind", "expected"), [("tsvector", Level.WARNING), ("text", Level.ERROR)])
def test_vectors_for_searches_are_made_of_other_columns(kind: str, expected: Level) -> None:
    history = f"CREATE TABLE notes (id int, found {kind}, body text)"
    example = sql("UPDATE notes SET found = ''", history=history)
    assert level("unscoped-update", example) is expected


LOADS = """\
from shop.models import Score, db

def load(path):
    entries = []
    for line in open(path):
        {made}
        entries.append(entry)
    Score.query.delete()
    for entry in entries:
        {kept}
    db.session.commit()
"""


@pytest.mark.parametrize(
    ("made", "kept", "expected"),
    [
        ("entry = Score(name=line)", "db.session.add(entry)", Level.WARNING),
        ("entry = Other(name=line)", "db.session.add(entry)", Level.ERROR),
        ("entry = Score(name=line)", "print(entry)", Level.ERROR),
    ],
)
def test_rows_that_were_made_before_and_are_added_behind_are_put_in_anew(
    made: str, kept: str, expected: Level
) -> None:
    assert level("unscoped-delete", python(LOADS.format(made=made, kept=kept))) is expected


RESETS = """\
from shop.models import Page

def load(lines):
    Page.objects.update(url=None)
    for line in lines:
        page = Page.objects.get(slug=line)
        page.{field} = line
        {kept}
"""


@pytest.mark.parametrize(
    ("field", "kept", "expected"),
    [
        ("url", "page.save()", Level.WARNING),
        ("title", "page.save()", Level.ERROR),
        ("url", "print(page)", Level.ERROR),
    ],
)
def test_columns_that_a_loop_sets_again_are_overwritten_with_a_warning(
    field: str, kept: str, expected: Level
) -> None:
    assert level("unscoped-update", python(RESETS.format(field=field, kept=kept))) is expected


QUERIED = """\
session = Session(bind=op.get_bind())
for account in session.query(Account).all():
    {body}
session.commit()
op.drop_column('account', 'role')
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("put(session, account.id, account.role)", Level.WARNING),
        ("put(session, account.id, account.name)", Level.ERROR),
        ("account.role = ''", Level.ERROR),
    ],
)
def test_a_column_that_a_revision_reads_by_its_models_lives_on(body: str, expected: Level) -> None:
    assert level("dropped-column", alembic(QUERIED.format(body=body))) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("stale.discard(page.pk)", Level.OFF),
        ("stale -= {page.pk}", Level.OFF),
        ("print(page.pk)", Level.ERROR),
    ],
)
def test_keys_of_all_rows_of_which_some_are_taken_out_are_some(then: str, expected: Level) -> None:
    code = (
        "from shop.models import Page\n\n\ndef sync(pages):\n"
        "    stale = set(Page.objects.values_list('pk', flat=True))\n"
        f"    for page in pages:\n        {then}\n"
        "    Page.objects.filter(pk__in=stale).delete()\n"
    )
    assert level("always-true-condition", python(code)) is expected
