"""How real projects name their migrations, and in which order these run.

Only names: what a project calls its files, a few of each.
"""

from __future__ import annotations

import random
import time

import pytest

from guardrail.model import Span
from guardrail.project.histories import find
from guardrail.settings import Settings
from guardrail.stream import Enter, Item, UnitKind

TREES: dict[str, tuple[str, str, list[str], list[str]]] = {
    "lemmy": (
        "diesel",
        "migrations",
        [
            "00000000000000_diesel_initial_setup/up.sql",
            "2019-02-26-002946_create_user/up.sql",
            "2019-02-27-170003_create_community/up.sql",
            "2026-07-08-184840-0000_add_report_resolve_reason/up.sql",
            "2026-07-27-143313-0000_rename_resolve_reason_to_conclusion/up.sql",
        ],
        ["2019-02-26-002946_create_user/down.sql"],
    ),
    "crates.io": (
        "diesel",
        "migrations",
        [
            "00000000000000_diesel_initial_setup/up.sql",
            "20140924113530_dumped_migration_1/up.sql",
            "20140924114003_dumped_migration_2/up.sql",
            "2026-07-24-154000-0000_drop_cache_tags_backfills/up.sql",
        ],
        [],
    ),
    "killbill": (
        "flyway",
        "invoice/src/main/resources/org/killbill/billing/invoice/migration",
        [
            "V20160908172551__multiple_refunds_254.sql",
            "V20161103111120__plan_length_NA.sql",
            "V20250917094125__invoice_index.sql",
        ],
        [],
    ),
    "hyades": (
        "flyway",
        "dex/engine-migration/src/main/resources/org/dependencytrack/dex/engine/migration",
        [
            "V0.1.0__Init.sql",
            "V0.1.1__FixCancelledSpelling.sql",
            "V0.1.2__AddContinuedAsNewGeneration.sql",
            "R__views.sql",
        ],
        [],
    ),
    "memos": (
        "sql",
        "store/migration/sqlite",
        [
            "0.2/00__user_role.sql",
            "0.2/01__memo_visibility.sql",
            "0.3/00__memo_visibility_protected.sql",
            "0.18/00__extend_text.sql",
            "0.31/01__migrate_storage_setting.sql",
        ],
        [],
    ),
    "authelia": (
        "sql",
        "internal/storage/migrations/postgres",
        [
            "V0001.Initial_Schema.up.sql",
            "V0002.WebAuthn.up.sql",
            "V0026.StorageAADRowScoped.up.sql",
        ],
        ["V0002.WebAuthn.down.sql"],
    ),
    "synapse": (
        "sql",
        "synapse/storage/migrations",
        [
            "12/v12.sql",
            "13/v13.sql",
            "58/02remove_dup_outbound_pokes.sql",
            "58/10drop_local_rejections_stream.sql",
            "58/unnumbered.sql",
            "94/06_sliding_sync_connections_last_used_ts_index.sql",
        ],
        [],
    ),
    "unkey": (
        "atlas",
        "pkg/clickhouse/migrations",
        ["20250911070454.sql", "20250925091254.sql", "20260817000000.sql"],
        ["atlas.sum"],
    ),
    "umami": (
        "prisma",
        "prisma/migrations",
        [
            "01_init/migration.sql",
            "02_report_schema_session_data/migration.sql",
            "18_add_performance/migration.sql",
        ],
        ["migration_lock.toml"],
    ),
}


@pytest.mark.parametrize("project", TREES)
def test_the_order_is_the_projects_own(project: str) -> None:
    tool, root, steps, others = TREES[project]
    paths = [f"{root}/{name}" for name in (*steps, *others)]
    random.Random(1).shuffle(paths)
    (history,) = find(paths, lambda path: [], Settings(), lambda path: "SELECT 1")
    assert (history.tool, history.root, history.trouble) == (tool, root, ())
    assert [step.path.removeprefix(f"{root}/") for step in history.steps] == steps


def enter(revision: str, after: tuple[str, ...], replaces: tuple[str, ...] = ()) -> Enter:
    return Enter(
        UnitKind.MIGRATION,
        "Migration",
        Span("", 0, 0),
        framework="django",
        revision=revision,
        after=after,
        replaces=replaces,
    )


GRAPHS = {
    "a long line": lambda number: ((f"a.m{number - 1}",), ()),
    "all wait for the last": lambda number: (("b.__latest__", "a.__first__"), ()),
    "each squashes the one before": lambda number: ((), (f"a.m{number - 1}",)),
    "a circle": lambda number: ((f"a.m{(number + 1) % 4_000}",), ()),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_no_graph_takes_long(name: str) -> None:
    many = 4_000
    enters: dict[str, list[Item]] = {}
    for number in range(many):
        after, replaces = GRAPHS[name](number)
        enters[f"a/migrations/m{number}.py"] = [enter(f"a.m{number}", after, replaces)]
        enters[f"b/migrations/m{number}.py"] = [enter(f"b.m{number}", ())]
    start = time.process_time()
    paths = [*enters, "a/migrations/__init__.py", "b/migrations/__init__.py"]
    (history,) = find(paths, enters.get, Settings())
    assert time.process_time() - start < 10
    assert len(history.steps) >= many
