"""Which files are migrations of which tool, and in which order they run."""

from __future__ import annotations

import json
import random

import pytest
from finding_histories import histories, names, only
from hypothesis import given
from hypothesis import strategies as st

from guardrail.settings import Settings


def test_pop_runs_the_file_of_a_database_or_the_general_one() -> None:
    found = histories(
        [
            "db/20200101000000_users.up.sql",
            "db/20200101000000_users.down.sql",
            "db/20200202000000_key.mysql.up.sql",
            "db/20200202000000_key.sqlite3.up.sql",
            "db/20200202000000_key.up.sql",
            "db/20200303000000_names.autocommit.up.sql",
            "db/20200303000000_names.mysql.autocommit.up.sql",
            "db/20200404000000_postgres_only.postgres.up.sql",
        ]
    )
    assert {one.tool: names(one) for one in found} == {
        "pop, postgres": [
            "20200101000000_users.up.sql",
            "20200202000000_key.up.sql",
            "20200303000000_names.autocommit.up.sql",
            "20200404000000_postgres_only.postgres.up.sql",
        ],
        "pop, mysql": [
            "20200101000000_users.up.sql",
            "20200202000000_key.mysql.up.sql",
            "20200303000000_names.mysql.autocommit.up.sql",
        ],
        "pop, sqlite": [
            "20200101000000_users.up.sql",
            "20200202000000_key.sqlite3.up.sql",
            "20200303000000_names.autocommit.up.sql",
        ],
    }


def test_one_database_in_names_is_no_reason_for_several_histories() -> None:
    history = only(["db/1_users.up.sql", "db/2_key.mysql.up.sql", "db/3_names.up.sql"])
    assert history.tool == "golang-migrate"


def test_flyway_compares_versions_number_by_number_and_repeats_last() -> None:
    root = "src/main/resources/db/migration"
    history = only(
        [
            f"{root}/V10__ten.sql",
            f"{root}/V2__two.sql",
            f"{root}/V2_1__more.sql",
            f"{root}/V1.9__nine.sql",
            f"{root}/V1.10__ten_of_one.sql",
            f"{root}/R__views.sql",
            f"{root}/R__functions.sql",
            f"{root}/U2__two.sql",
            f"{root}/afterMigrate.sql",
        ]
    )
    assert (history.tool, history.root, history.trouble) == ("flyway", root, ())
    assert names(history) == [
        "V1.9__nine.sql",
        "V1.10__ten_of_one.sql",
        "V2__two.sql",
        "V2_1__more.sql",
        "V10__ten.sql",
        "R__functions.sql",
        "R__views.sql",
    ]


def test_flyway_begins_with_the_highest_baseline() -> None:
    history = only(["db/B5__all.sql", "db/B2__old.sql", "db/V3__a.sql", "db/V6__b.sql"])
    assert names(history) == ["B5__all.sql", "V6__b.sql"]


def test_flyway_keeps_databases_apart_that_share_versions() -> None:
    found = histories(
        ["db/V1__a.sql", "db/more/V2__b.sql", "db/mysql/V1__a.sql", "db/mysql/V2__c.sql"]
    )
    assert [(one.root, names(one)) for one in found] == [
        ("db", ["V1__a.sql", "more/V2__b.sql"]),
        ("db/mysql", ["V1__a.sql", "V2__c.sql"]),
    ]


def test_flyway_tells_a_version_that_is_there_twice() -> None:
    history = only(["db/V1__a.sql", "db/V2__b.sql", "db/V2.0__c.sql"])
    assert "version 2.0 is there twice" in history.trouble[0]


GOOSE = "-- +goose Up\nSELECT 1;"
BY_NAME = {
    "golang-migrate": (
        {
            "db/migrations/2_b.up.sql": "",
            "db/migrations/10_c.up.sql": "",
            "db/migrations/2_b.down.sql": "",
        },
        ["2_b.up.sql", "10_c.up.sql"],
    ),
    "goose": (
        {"migrations/9_a.sql": GOOSE, "migrations/10_b.sql": GOOSE},
        ["9_a.sql", "10_b.sql"],
    ),
    "dbmate": (
        {"db/migrations/10_b.sql": "-- migrate:up", "db/migrations/9_a.sql": "-- migrate:up"},
        ["10_b.sql", "9_a.sql"],
    ),
    "sql-migrate": (
        {"migrations/2-b.sql": "-- +migrate Up", "migrations/1-a.sql": "-- +migrate Up"},
        ["1-a.sql", "2-b.sql"],
    ),
    "node-pg-migrate": (
        {"migrations/1700000000001_b.sql": "", "migrations/1700000000000_a.sql": "-- Up Migration"},
        ["1700000000000_a.sql", "1700000000001_b.sql"],
    ),
    "supabase": (
        {"supabase/migrations/20240102_b.sql": "", "supabase/migrations/20240101_a.sql": ""},
        ["20240101_a.sql", "20240102_b.sql"],
    ),
    "sqlx": (
        {
            "Cargo.toml": "",
            "migrations/2_b.sql": "",
            "migrations/10_c.up.sql": "",
            "migrations/10_c.down.sql": "",
        },
        ["2_b.sql", "10_c.up.sql"],
    ),
    "prisma": (
        {
            "prisma/migrations/20240102_b/migration.sql": "",
            "prisma/migrations/20240101_a/migration.sql": "",
            "prisma/migrations/migration_lock.toml": "",
        },
        ["20240101_a/migration.sql", "20240102_b/migration.sql"],
    ),
    "diesel": (
        {
            "migrations/2024-01-02-000000_b/up.sql": "",
            "migrations/2024-01-02-000000_b/down.sql": "",
            "migrations/00000000000000_diesel_initial_setup/up.sql": "",
        },
        ["00000000000000_diesel_initial_setup/up.sql", "2024-01-02-000000_b/up.sql"],
    ),
    "atlas": (
        {
            "migrations/atlas.sum": "h1:",
            "migrations/1.sql": "",
            "migrations/2_checkpoint.sql": "-- atlas:checkpoint\nCREATE TABLE t (id int)",
            "migrations/3.sql": "",
        },
        ["2_checkpoint.sql", "3.sql"],
    ),
    "sql": (
        {"migrations/10.sql": "", "migrations/9-b.sql": "", "migrations/9-b.down.sql": ""},
        ["9-b.sql", "10.sql"],
    ),
}


@pytest.mark.parametrize("tool", BY_NAME)
def test_tools_that_are_told_by_names(tool: str) -> None:
    files, expected = BY_NAME[tool]
    history = only(files)
    assert (history.tool, names(history), history.trouble) == (tool, expected, ())


def test_migrations_in_other_languages_are_told() -> None:
    history = only({"db/1_a.sql": GOOSE, "db/2_b.go": "", "db/3_c.sql": GOOSE})
    assert history.trouble == ("from db/2_b.go on: migrations in .go aren't read",)


def test_drizzle_runs_what_its_journal_says() -> None:
    journal = {"entries": [{"idx": 1, "tag": "0001_b"}, {"idx": 0, "tag": "0000_z"}]}
    files = {
        "drizzle/meta/_journal.json": json.dumps(journal),
        "drizzle/0000_z.sql": "",
        "drizzle/0001_b.sql": "",
        "drizzle/0002_left_over.sql": "",
    }
    history = only(files)
    assert (history.tool, names(history)) == ("drizzle", ["0000_z.sql", "0001_b.sql"])
    assert history.trouble == ()


@pytest.mark.parametrize("journal", ["", "[]", '{"entries": [{"idx": null}]}', "[" * 100_000])
def test_a_drizzle_journal_that_is_none_makes_the_order_a_guess(journal: str) -> None:
    history = only({"drizzle/meta/_journal.json": journal, "drizzle/0000_a.sql": ""})
    assert names(history) == ["0000_a.sql"]
    assert "can't be read" in history.trouble[0]


def test_sqitch_follows_its_plan_and_finds_reworked_changes() -> None:
    plan = """\
%syntax-version=1.0.0
%project=flipr

# the beginning
appschema 2024-01-01T00:00:00Z A <a@b.c> # Add schema
users [appschema] 2024-01-02T00:00:00Z A <a@b.c> # Users
@v1.0 2024-01-03T00:00:00Z A <a@b.c> # Tag

users [users@v1.0] 2024-01-04T00:00:00Z A <a@b.c> # Again
lost 2024-01-05T00:00:00Z A <a@b.c> # Not there
"""
    history = only(
        {
            "db/sqitch.plan": plan,
            "db/deploy/appschema.sql": "",
            "db/deploy/users.sql": "",
            "db/deploy/users@v1.0.sql": "",
            "db/revert/users.sql": "",
            "db/verify/users.sql": "",
        }
    )
    assert names(history) == ["deploy/appschema.sql", "deploy/users@v1.0.sql", "deploy/users.sql"]
    assert "db/deploy/lost.sql" in history.trouble[0]


XML = """<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <!-- <include file="db/changelog/never.sql"/> -->
  <include file="b.sql" relativeToChangelogFile="true"/>
  <include file="db/changelog/a.sql"/>
  <includeAll path="more/" relativeToChangelogFile="true"/>
  <include file="inner.yaml" relativeToChangelogFile="true"/>
</databaseChangeLog>"""
YAML = """databaseChangeLog:
  - include:
      file: y.sql
      relativeToChangelogFile: true
  - changeSet:
      id: 1
      changes:
        - sqlFile:
            path: classpath:db/changelog/x.sql
"""


def test_liquibase_follows_includes_in_their_order() -> None:
    at = "src/main/resources/db/changelog"
    history = only(
        {
            f"{at}/db.changelog-master.xml": XML,
            f"{at}/inner.yaml": YAML,
            **dict.fromkeys(
                (f"{at}/{one}.sql" for one in ("a", "b", "x", "y", "more/2", "more/1")), ""
            ),
        }
    )
    assert history.tool == "liquibase"
    assert names(history) == ["b.sql", "a.sql", "more/1.sql", "more/2.sql", "y.sql", "x.sql"]
    assert history.trouble == ()


def test_liquibase_tells_changes_that_are_not_sql() -> None:
    text = '<databaseChangeLog><include file="a.sql" relativeToChangelogFile="true"/><changeSet>'
    text += "<createTable tableName='t'/></changeSet></databaseChangeLog>"
    history = only({"db/changelog.xml": text, "db/a.sql": ""})
    assert "aren't SQL" in history.trouble[0]


def test_changelogs_that_include_each_other_end() -> None:
    one = '<databaseChangeLog><include file="db/changelog/b.xml"/></databaseChangeLog>'
    two = '<databaseChangeLog><include file="db/changelog/a.xml"/></databaseChangeLog>'
    assert histories({"db/changelog/a.xml": one, "db/changelog/b.xml": two}) == []


def test_formatted_sql_without_a_changelog_is_a_guess() -> None:
    text = "--liquibase formatted sql\n--changeset a:1\nSELECT 1;"
    history = only({"db/changelog/2.sql": text, "db/changelog/10.sql": text})
    assert names(history) == ["2.sql", "10.sql"]
    assert "no changelog" in history.trouble[0]


def test_rails_starts_from_its_dump() -> None:
    dump = (
        "CREATE TABLE users (id bigint);\nINSERT INTO schema_migrations VALUES ('20240101000000')"
    )
    files = {"db/structure.sql": dump, "db/migrate/20240101000000_create_users.rb": ""}
    assert only(files).tool == "rails"
    assert only(files).trouble == ()
    newer = {**files, "db/migrate/20240202000000_more.rb": ""}
    assert "20240202000000_more.rb" in only(newer).trouble[0]


def test_a_dump_is_where_migrations_start_or_what_comes_out_of_them() -> None:
    made = "CREATE TABLE users (id bigint);"
    after = {"schema.sql": made, "migrations/0001_a.sql": made}
    before = {"schema.sql": made, "migrations/0001_a.sql": "ALTER TABLE users ADD x int"}
    assert [step.path for step in only(after).steps] == ["migrations/0001_a.sql"]
    assert [step.path for step in only(before).steps] == ["schema.sql", "migrations/0001_a.sql"]
    assert only({"schema.sql": made}).tool == "dump"


def test_folders_that_only_may_hold_migrations_must_define_something() -> None:
    assert histories({"sql/01_report.sql": "SELECT 1", "sql/02_more.sql": "SELECT 2"}) == []
    found = only({"sql/01_start.sql": "CREATE TABLE t (id int)", "sql/02_more.sql": ""})
    assert names(found) == ["01_start.sql", "02_more.sql"]


def test_folders_of_versions_are_one_history() -> None:
    found = only(["migrations/2024/1_b.sql", "migrations/2023/1_a.sql", "migrations/2023/2_c.sql"])
    assert names(found) == ["2023/1_a.sql", "2023/2_c.sql", "2024/1_b.sql"]


def test_a_folder_of_a_version_is_run_as_a_whole() -> None:
    found = only(
        [
            "migrations/72/02b.sql",
            "migrations/72/other.sql",
            "migrations/72/01a.sql",
            "migrations/9/v9.sql",
        ]
    )
    assert names(found) == ["9/v9.sql", "72/01a.sql", "72/02b.sql", "72/other.sql"]
    assert found.trouble == ()


def test_a_step_without_a_number_is_told() -> None:
    found = only(["migrations/1_a.sql", "migrations/extra.sql", "migrations/seed.sql"])
    assert names(found) == ["1_a.sql"]
    assert "migrations/extra.sql runs" in found.trouble[0]


def test_tests_examples_and_foreign_code_have_no_history() -> None:
    paths = [
        "tests/migrations/1_a.sql",
        "node_modules/x/migrations/1_a.sql",
        "examples/db/V1__a.sql",
    ]
    assert histories(paths) == []
    named = Settings(migrations=("tests/migrations/**",))
    assert [one.root for one in histories(paths, settings=named)] == ["tests/migrations"]


VERSIONS = st.lists(
    st.lists(st.integers(0, 2_000), min_size=1, max_size=4).map(tuple), min_size=1, unique=True
)


@given(VERSIONS, st.randoms())
def test_flyway_orders_any_versions_as_numbers(
    versions: list[tuple[int, ...]], chance: random.Random
) -> None:
    paths = [f"db/V{chance.choice('._').join(map(str, each))}__x.sql" for each in versions]
    found = histories(paths)
    numbers = [
        tuple(map(int, step.revision.replace("_", ".").split("."))) for step in found[0].steps
    ]

    def short(version: tuple[int, ...]) -> tuple[int, ...]:
        return version[:-1] if len(version) > 1 and version[-1] == 0 else version

    trimmed = list(numbers)
    for _ in range(4):
        trimmed = [short(version) for version in trimmed]
    assert [t if t != (0,) else () for t in trimmed] == sorted(
        t if t != (0,) else () for t in trimmed
    )


@given(st.lists(st.integers(1, 10**14), min_size=1, unique=True))
def test_numbers_in_names_are_compared_as_numbers(numbers: list[int]) -> None:
    found = histories([f"migrations/{number}_x.up.sql" for number in numbers])
    assert [int(step.revision.split("_")[0]) for step in found[0].steps] == sorted(numbers)


@given(st.lists(st.text(alphabet="ab/.\\V1_-é\n ", min_size=1, max_size=20), max_size=30))
def test_any_paths_are_answered(paths: list[str]) -> None:
    found = histories([f"migrations/{path}.sql" for path in paths])
    steps = [step.path for history in found for step in history.steps]
    assert len(steps) == len(set(steps))
