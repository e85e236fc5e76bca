"""A report with one of everything, for every format."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from guardrail.effects import DataChange, Recoverable, Scope, Verb
from guardrail.model import (
    Category,
    Confidence,
    Edit,
    Environment,
    EnvironmentKind,
    Excerpt,
    Finding,
    Fix,
    Level,
    Location,
    Related,
    Span,
    Step,
    Suppression,
    SuppressionKind,
)
from guardrail.report import Gap, Report, UnitSummary
from guardrail.rule import RuleInfo

WORKFLOW = ".github/workflows/clean.yml"
MIGRATION = "shop/migrations/0007_drop.py"


def unscoped_delete() -> Finding:
    """A finding reached through three languages."""
    span = Span(WORKFLOW, 331, 348)
    steps = ((12, 7, "step «clean»"), (12, 12, "python -c"), (12, 23, "cur.execute"))
    line = "      run: python -c \"cur.execute('DELETE FROM users')\""
    return Finding(
        rule="unscoped-delete",
        category=Category.UNSCOPED_WRITE,
        level=Level.ERROR,
        confidence=Confidence.HIGH,
        message="every row of users is deleted",
        span=span,
        help="Say which rows: add a WHERE, or use TRUNCATE on purpose in a reviewed script.",
        effect=DataChange(
            span=span,
            verb=Verb.DELETE,
            target="users",
            scope=Scope.NONE,
            recoverable=Recoverable.NO,
            environment=Environment(EnvironmentKind.PRODUCTION, "DATABASE_URL ← secrets.PROD_DB"),
            evidence="0f1e2d3c4b5a6978",
        ),
        language="sql",
        via=tuple(Step(label, span) for _, _, label in steps),
        via_locations=tuple(Location(WORKFLOW, line, col, line, col + 3) for line, col, _ in steps),
        symbol="jobs.clean",
        fingerprint="6d1f0c2b9a8e7d6c5b4a39281706f5e4",
        location=Location(WORKFLOW, 12, 36, 12, 53),
        excerpt=Excerpt(12, line, (line.index("DELETE"), line.index("')"))),
    )


def blocking_index() -> Finding:
    """A finding that can be mended, with another place and a request to allow it."""
    span = Span(MIGRATION, 120, 160)
    line = '    migrations.RunSQL("CREATE INDEX ünïx ON orders (total)"),'
    return Finding(
        rule="blocking-index",
        category=Category.LOCKING,
        level=Level.WARNING,
        confidence=Confidence.MEDIUM,
        message="making an index on orders blocks writes to it",
        span=span,
        help="Make it CONCURRENTLY.",
        related=(
            Related(
                "orders is made here",
                Span("shop/migrations/0001_initial.py", 10, 20),
                Location("shop/migrations/0001_initial.py", 3, 5, 3, 15),
            ),
        ),
        language="sql",
        fingerprint="aa1f0c2b9a8e7d6c5b4a39281706f5bb",
        location=Location(MIGRATION, 9, 24, 9, 59),
        excerpt=Excerpt(9, line, (23, 58)),
        fix=Fix(
            (Edit(MIGRATION, 127, 127, "CONCURRENTLY "),), safe=True, title="build it CONCURRENTLY"
        ),
        requested=Suppression(SuppressionKind.WAIVER, "the table is small", "ada", "2027-01-31"),
    )


def dropped_table() -> Finding:
    """Two more: a suppressed one, and with `replace` one outside the change."""
    return Finding(
        rule="dropped-table",
        category=Category.DATA_LOSS,
        level=Level.ERROR,
        confidence=Confidence.HIGH,
        message="the table carts is dropped",
        span=Span(MIGRATION, 200, 216),
        fingerprint="cc1f0c2b9a8e7d6c5b4a39281706f5cc",
        location=Location(MIGRATION, 10, 9, 11, 3),
        suppressed=Suppression(SuppressionKind.INLINE, "moved to the archive", until="2027-01-31"),
    )


RULES: Mapping[str, RuleInfo] = {
    name: RuleInfo(
        name=name,
        category=category,
        level=level,
        summary=f"A summary of {name}.",
        why="It *matters*.",
        instead="Do something else.",
        languages=("sql", "python"),
        inline=True,
        edition=2026,
    )
    for name, category, level in (
        ("unscoped-delete", Category.UNSCOPED_WRITE, Level.ERROR),
        ("blocking-index", Category.LOCKING, Level.WARNING),
        ("dropped-table", Category.DATA_LOSS, Level.ERROR),
    )
}


@pytest.fixture
def report() -> Report:
    """One of everything."""
    elsewhere = replace(
        unscoped_delete(),
        span=Span("app/tasks.py", 5, 9),
        location=Location("app/tasks.py", 2, 1, 2, 5),
        fingerprint="dd1f0c2b9a8e7d6c5b4a39281706f5dd",
        in_change=False,
        via=(),
        via_locations=(),
        excerpt=None,
        effect=None,
    )
    return Report(
        findings=[unscoped_delete(), blocking_index(), dropped_table(), elsewhere],
        gaps=[
            Gap(
                "legacy.sql",
                "it is not closed: a string",
                Level.WARNING,
                Location("legacy.sql", 7, 3, 7, 9),
            ),
            Gap("big.bin", "it is binary", Level.INFO),
        ],
        migrations=[
            UnitSummary(
                MIGRATION,
                "Migration",
                "django",
                "up",
                ("orders", "carts"),
                ("orders (SHARE)",),
                (),
                False,
                ("create index ünïx of orders", "drop table carts"),
            )
        ],
        notes=["nothing was staged: judged the whole tree"],
        files=40,
        judged=12,
        seconds=0.4321,
    )


@pytest.fixture
def rules() -> Mapping[str, RuleInfo]:
    """The rules that the report's findings name."""
    return RULES
