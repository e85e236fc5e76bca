"""A fix in the files of each tool: what changes, which file follows, what it is called."""

from __future__ import annotations

import pytest
from mended_files import Files, mended

INDEX = "CREATE INDEX i ON t (c)"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "m/00002_a.sql",
            f"-- +goose Up\n{INDEX};\n",
            {
                "m/00002_a.sql": "-- +goose NO TRANSACTION\n-- +goose Up\n"
                "CREATE INDEX CONCURRENTLY i ON t (c);\n"
            },
        ),
        (
            "m/2_a.sql",
            f"-- migrate:up\n{INDEX};\n-- migrate:down\n",
            {
                "m/2_a.sql": "-- migrate:up transaction:false\n"
                "CREATE INDEX CONCURRENTLY i ON t (c);\n-- migrate:down\n"
            },
        ),
        (
            "m/2_a.sql",
            f"-- +migrate Up\n{INDEX};\n",
            {"m/2_a.sql": "-- +migrate Up notransaction\nCREATE INDEX CONCURRENTLY i ON t (c);\n"},
        ),
        (
            "m/V2__a.sql",
            f"{INDEX};\n",
            {
                "m/V2__a.sql": "CREATE INDEX CONCURRENTLY i ON t (c);\n",
                "m/V2__a.sql.conf": "executeInTransaction=false\n",
            },
        ),
        (
            "m/2_a.up.sql",
            f"{INDEX};\n",
            {"m/2_a.up.sql": "CREATE INDEX CONCURRENTLY i ON t (c);\n"},
        ),
        (
            "m/20240101000000_a/migration.sql",
            f"{INDEX};\n",
            {"m/20240101000000_a/migration.sql": "CREATE INDEX CONCURRENTLY i ON t (c);\n"},
        ),
        (
            "m/2024-01-01-000000_a/up.sql",
            f"{INDEX};\n",
            {
                "m/2024-01-01-000000_a/up.sql": "CREATE INDEX CONCURRENTLY i ON t (c);\n",
                "m/2024-01-01-000000_a/metadata.toml": "run_in_transaction = false\n",
            },
        ),
        (
            "m/a.sql",
            f"--liquibase formatted sql\n--changeset ann:1\n{INDEX};\n",
            {
                "m/a.sql": "--liquibase formatted sql\n--changeset ann:1 runInTransaction:false\n"
                "CREATE INDEX CONCURRENTLY i ON t (c);\n"
            },
        ),
        ("m/1_a.sql", f"-- Up Migration\n{INDEX};\n-- Down Migration\n", None),
        ("supabase/migrations/20240101000000_a.sql", f"{INDEX};\n", None),
    ],
)
def test_a_statement_alone_leaves_the_transaction_in_its_tools_way(
    path: str, before: str, after: Files | None
) -> None:
    assert mended("concurrently", INDEX, {path: before}) == after


def test_sqlx_is_known_by_its_manifest() -> None:
    files = {"m/1_a.sql": f"{INDEX};\n", "Cargo.toml": '[dependencies]\nsqlx = "0.8"\n'}
    after = {"m/1_a.sql": "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON t (c);\n"}
    assert mended("concurrently", INDEX, files) == after


def test_beside_others_it_moves_to_the_migration_that_follows_and_so_does_its_way_back() -> None:
    files = {
        "m/00007_a.sql": f"-- +goose Up\nALTER TABLE t ADD COLUMN c int;\n{INDEX};\n"
        "-- +goose Down\nDROP INDEX i;\nALTER TABLE t DROP COLUMN c;\n",
        "m/00009_b.sql": "-- +goose Up\n",
    }
    assert mended("concurrently", INDEX, files) == {
        "m/00007_a.sql": "-- +goose Up\nALTER TABLE t ADD COLUMN c int;\n"
        "-- +goose Down\nALTER TABLE t DROP COLUMN c;\n",
        "m/00010_build_i.sql": "-- +goose NO TRANSACTION\n-- +goose Up\n"
        "CREATE INDEX CONCURRENTLY i ON t (c);\n\n"
        "-- +goose Down\nDROP INDEX CONCURRENTLY IF EXISTS i;\n",
    }


def test_the_way_back_of_a_pair_is_edited_too() -> None:
    files = {
        "m/2_a.up.sql": f"ALTER TABLE t ADD COLUMN c int;\n{INDEX};\n",
        "m/2_a.down.sql": "DROP INDEX i;\nALTER TABLE t DROP COLUMN c;\n",
    }
    after = mended("concurrently", INDEX, files)
    assert after is not None
    assert after["m/2_a.down.sql"] == "ALTER TABLE t DROP COLUMN c;\n"
    assert after["m/3_build_i.up.sql"] == "CREATE INDEX CONCURRENTLY i ON t (c);\n"
    assert after["m/3_build_i.down.sql"] == "DROP INDEX CONCURRENTLY IF EXISTS i;\n"


@pytest.mark.parametrize(
    "later", ["ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i;", "DROP INDEX i;"]
)
def test_what_a_later_statement_needs_is_not_moved(later: str) -> None:
    text = f"-- +goose Up\n{INDEX};\n{later}\n"
    assert mended("concurrently", INDEX, {"m/1_a.sql": text}) is None


def test_a_unique_index_is_not_moved_behind_writes_that_it_guards() -> None:
    unique = "CREATE UNIQUE INDEX i ON t (c)"
    text = f"-- +goose Up\n{unique};\nINSERT INTO t VALUES (1) ON CONFLICT (c) DO NOTHING;\n"
    assert mended("concurrently", unique, {"m/1_a.sql": text}) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"BEGIN;\n{INDEX};\nCOMMIT;\n", "CREATE INDEX CONCURRENTLY i ON t (c);\n"),
        (
            f"BEGIN;\nSELECT 1;\n{INDEX};\nCOMMIT;\n",
            "BEGIN;\nSELECT 1;\nCOMMIT;\n\nCREATE INDEX CONCURRENTLY i ON t (c);\n",
        ),
        (
            f"begin;\n{INDEX};\nselect 1;\ncommit;\n",
            "CREATE INDEX CONCURRENTLY i ON t (c);\n\nbegin;\nselect 1;\ncommit;\n",
        ),
        (
            f"BEGIN;\nSELECT 1;\n{INDEX};\nSELECT 2;\nCOMMIT;\n",
            (
                "BEGIN;\nSELECT 1;\nCOMMIT;\n\nCREATE INDEX CONCURRENTLY i ON t (c);\n\n"
                "BEGIN;\nSELECT 2;\nCOMMIT;\n"
            ),
        ),
    ],
)
def test_a_transaction_that_is_written_out_ends_before_and_begins_anew(
    before: str, after: str
) -> None:
    assert mended("concurrently", INDEX, {"m/a.sql": before}) == {"m/a.sql": after}


@pytest.mark.parametrize(
    ("statement", "after"),
    [
        ("REINDEX TABLE t", "REINDEX TABLE CONCURRENTLY t"),
        ("reindex (verbose) index i", "reindex (verbose) index concurrently i"),
        ("REFRESH MATERIALIZED VIEW v", "REFRESH MATERIALIZED VIEW CONCURRENTLY v"),
        ("ALTER TABLE t DETACH PARTITION p", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY"),
        (
            "DROP INDEX IF EXISTS a, s.b",
            "DROP INDEX CONCURRENTLY IF EXISTS a;\nDROP INDEX CONCURRENTLY IF EXISTS s.b",
        ),
        ("DROP INDEX a CASCADE", None),
        ("REFRESH MATERIALIZED VIEW v WITH NO DATA", None),
        ("REINDEX SYSTEM d", None),
        ("CREATE INDEX i ON ONLY t (c)", None),
    ],
)
def test_every_form_that_has_a_concurrent_one(statement: str, after: str | None) -> None:
    found = mended("concurrently", statement, {"m/a.sql": f"{statement};\n"})
    assert found == (None if after is None else {"m/a.sql": f"{after};\n"})


FOREIGN = "ALTER TABLE o ADD FOREIGN KEY (a, b) REFERENCES u (a, b)"


def test_a_constraint_is_validated_in_the_migration_that_follows() -> None:
    files = {"db/V1.2__a.sql": f"{FOREIGN};\n", "db/V1.10__b.sql": ""}
    assert mended("not-valid", FOREIGN, files) == {
        "db/V1.2__a.sql": "ALTER TABLE o ADD CONSTRAINT o_a_b_fkey FOREIGN KEY (a, b) "
        "REFERENCES u (a, b) NOT VALID;\n",
        "db/V1.11__validate_o_a_b_fkey.sql": "ALTER TABLE o VALIDATE CONSTRAINT o_a_b_fkey;\n",
    }


def test_a_moment_is_followed_by_the_next_second() -> None:
    check = 'alter table "O" add constraint c check (a > 0)'
    files = {"m/20231231235959_a.sql": f"-- migrate:up\n{check};\n\n-- migrate:down\n"}
    after = mended("not-valid", check, files)
    assert after is not None
    assert after["m/20240101000000_validate_c.sql"] == (
        '-- migrate:up\nalter table "O" validate constraint c;\n\n'
        "-- migrate:down\n-- Nothing to undo.\n"
    )


def test_in_a_changelog_another_changeset_follows() -> None:
    check = "ALTER TABLE o ADD CONSTRAINT c CHECK (a > 0)"
    text = (
        f"--liquibase formatted sql\n--changeset ann:1\n{check};\n\n--changeset ann:9\nSELECT 1;\n"
    )
    after = mended("not-valid", check, {"db/log.sql": text})
    assert after is not None
    assert after["db/log.sql"] == (
        f"--liquibase formatted sql\n--changeset ann:1\n{check} NOT VALID;\n\n"
        "--changeset ann:1-2\nALTER TABLE o VALIDATE CONSTRAINT c;\n--rollback empty\n\n"
        "--changeset ann:9\nSELECT 1;\n"
    )


def test_without_a_version_in_the_name_no_file_follows() -> None:
    check = "ALTER TABLE o ADD CONSTRAINT c CHECK (a > 0)"
    assert mended("not-valid", check, {"a.sql": check}) == {"a.sql": f"{check} NOT VALID"}


def test_lines_of_new_files_end_as_their_neighbours_do() -> None:
    check = "ALTER TABLE o ADD CONSTRAINT c CHECK (a > 0)"
    after = mended("not-valid", check, {"m/1_a.sql": f"{check};\r\n"})
    assert after is not None
    assert after["m/2_validate_c.sql"] == "ALTER TABLE o VALIDATE CONSTRAINT c;\r\n"


def test_not_null_goes_by_a_check() -> None:
    change = "ALTER TABLE s.t ALTER COLUMN c SET NOT NULL"
    assert mended("not-null-by-check", change, {"m/1_a.up.sql": f"{change};\n"}) == {
        "m/1_a.up.sql": "ALTER TABLE s.t ADD CONSTRAINT t_c_given CHECK (c IS NOT NULL) "
        "NOT VALID;\n",
        "m/2_require_c.up.sql": "ALTER TABLE s.t VALIDATE CONSTRAINT t_c_given;\n"
        "ALTER TABLE s.t ALTER COLUMN c SET NOT NULL;\n"
        "ALTER TABLE s.t DROP CONSTRAINT t_c_given;\n",
        "m/2_require_c.down.sql": "ALTER TABLE s.t ADD CONSTRAINT t_c_given "
        "CHECK (c IS NOT NULL) NOT VALID;\nALTER TABLE s.t ALTER COLUMN c DROP NOT NULL;\n",
    }


def test_a_unique_constraint_takes_an_index_over() -> None:
    change = "ALTER TABLE s.t ADD UNIQUE (a, b) DEFERRABLE"
    files = {"m/V1__a.sql": f"{change};\n"}
    assert mended("unique-by-index", change, files) == {
        "m/V1__a.sql": "CREATE UNIQUE INDEX CONCURRENTLY t_a_b_key ON s.t (a, b);\n",
        "m/V1__a.sql.conf": "executeInTransaction=false\n",
        "m/V2__add_t_a_b_key.sql": "ALTER TABLE s.t ADD CONSTRAINT t_a_b_key UNIQUE "
        "USING INDEX t_a_b_key DEFERRABLE;\n",
    }


def test_a_volatile_default_is_set_later_and_old_rows_are_filled_in_batches() -> None:
    change = "ALTER TABLE t ADD COLUMN k uuid NOT NULL DEFAULT gen_random_uuid()"
    after = mended("default-later", change, {"m/1_a.sql": f"-- +goose Up\n{change};\n"})
    assert after is not None
    assert after["m/1_a.sql"] == (
        "-- +goose Up\nALTER TABLE t ADD COLUMN k uuid;\n"
        "ALTER TABLE t ALTER COLUMN k SET DEFAULT gen_random_uuid();\n"
    )
    assert list(after)[:3] == ["m/2_fill_t_k.sql", "m/3_check_t_k.sql", "m/4_require_t_k.sql"]
    assert after["m/2_fill_t_k.sql"].startswith(
        "-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nDO $batches$\n"
    )


@pytest.mark.parametrize(
    ("update", "fits"),
    [
        ("UPDATE t SET a = 1", True),
        ("UPDATE public.t AS x SET a = b, c = lower(x.d) WHERE b > 0 OR c IS NULL", True),
        ("UPDATE t SET a = a + 1", False),
        ("UPDATE t SET a = b FROM u WHERE u.id = t.id", False),
        ("UPDATE t SET a = (SELECT max(b) FROM u)", False),
        ("UPDATE t SET a = 1 RETURNING id", False),
    ],
)
def test_only_what_may_be_done_twice_is_done_in_batches(update: str, fits: bool) -> None:
    after = mended("batched", update, {"m/1_a.sql": f"{update};\n"})
    assert (after is not None) is fits


def test_rows_are_written_in_the_migration_after_the_schema() -> None:
    update = "UPDATE t SET a = 1"
    files = {"m/1_a.sql": f"ALTER TABLE t ADD COLUMN a int;\n{update};\n"}
    assert mended("split", update, files) == {
        "m/1_a.sql": "ALTER TABLE t ADD COLUMN a int;\n",
        "m/2_fill_t.sql": "UPDATE t SET a = 1;\n",
    }


@pytest.mark.parametrize("around", ["{}", "BEGIN;\n{}COMMIT;\n"])
def test_all_rows_that_are_written_last_move_together(around: str) -> None:
    update = "UPDATE t SET a = 1"
    rows = f"{update};\nINSERT INTO u SELECT a FROM t;\nDELETE FROM v WHERE a = 1;\n"
    before = around.format(f"ALTER TABLE t ADD COLUMN a int;\n{rows}")
    assert mended("split", update, {"m/1_a.sql": before}) == {
        "m/1_a.sql": around.format("ALTER TABLE t ADD COLUMN a int;\n"),
        "m/2_fill_t.sql": around.format(rows),
    }


@pytest.mark.parametrize(
    "text",
    [
        "ALTER TABLE t ADD a int;\n{};\nALTER TABLE t ALTER a SET NOT NULL;\n",
        "{};\nUPDATE u SET b = 1;\n",
        "BEGIN;\n{};\nCOMMIT;\n",
        "BEGIN;\nALTER TABLE t ADD a int;\n{};\nCOMMIT;\nUPDATE t SET b = 1;\n",
    ],
)
def test_rows_stay_where_something_may_depend_on_them_or_nothing_would_be_left(text: str) -> None:
    update = "UPDATE t SET a = 1"
    assert mended("split", update, {"m/1_a.sql": text.format(update)}) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("DROP TABLE t;\n", "SET lock_timeout = '5s';\nDROP TABLE t;\n"),
        (
            "-- +goose Up\nDROP TABLE t;\n",
            "-- +goose Up\nSET LOCAL lock_timeout = '5s';\nDROP TABLE t;\n",
        ),
        (
            "BEGIN;\nDROP TABLE t;\nCOMMIT;\n",
            "BEGIN;\nSET LOCAL lock_timeout = '5s';\nDROP TABLE t;\nCOMMIT;\n",
        ),
        ("SET lock_timeout = '9s';\nDROP TABLE t;\n", None),
    ],
)
def test_a_timeout_is_set_first_in_the_transaction_that_there_is(
    before: str, after: str | None
) -> None:
    found = mended("lock-timeout", "DROP TABLE t", {"m/1_a.sql": before})
    assert found == (None if after is None else {"m/1_a.sql": after})


def test_no_file_is_ever_written_over() -> None:
    files = {"m/V2__a.sql": f"{INDEX};\n", "m/V2__a.sql.conf": "encoding=UTF-8\n"}
    assert mended("concurrently", INDEX, files) is None


@pytest.mark.parametrize("text", ["$$ {} ", "/* {} ", "\\i a.sql\n{}", "' {}"])
def test_what_cannot_be_cut_into_statements_is_only_inserted_into(text: str) -> None:
    after = mended("concurrently", INDEX, {"m/1_a.up.sql": text.format(INDEX)})
    assert after == {"m/1_a.up.sql": text.format(INDEX.replace("INDEX", "INDEX CONCURRENTLY"))}
