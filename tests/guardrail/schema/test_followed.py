"""What a change of one object makes of others: references, types, indexes, copies."""

from __future__ import annotations

import pytest

from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.schema.timeline import Timeline
from guardrail.settings import Database, Settings
from guardrail.shapes import TableShape


def replayed(*statements: str, before: str = "") -> Timeline:
    """The statements replayed, on top of others where there are any."""
    base = Timeline(_effects(before)) if before else None
    return Timeline(_effects(";\n".join(statements)), base.at(base.length) if base else None)


def _effects(text: str) -> list[Effect]:
    source = Source(path="migrations/1.sql", language="sql", text=f"{text};\n")
    settings = Settings(databases=(Database(dialect="postgres"),))
    return [item for item in extract(source, settings) if isinstance(item, Effect)]


def last(timeline: Timeline, name: str) -> TableShape:
    """A table after everything."""
    shape = timeline.table(name, timeline.length)
    assert shape is not None
    return shape


TABLES = "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a (id), n text)"


@pytest.mark.parametrize("before", ["", TABLES])
def test_foreign_keys_follow_a_renamed_table(before: str) -> None:
    own = [] if before else [TABLES]
    timeline = replayed(*own, "ALTER TABLE a RENAME TO people", before=before)
    assert [one.references for one in last(timeline, "b").constraints] == ["people"]


def test_a_table_that_refers_to_itself_and_a_partition_follow_too() -> None:
    timeline = replayed(
        "CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES a) PARTITION BY RANGE (id)",
        "CREATE TABLE a1 PARTITION OF a FOR VALUES FROM (1) TO (9)",
        "ALTER TABLE a RENAME TO z",
    )
    assert [one.references for one in last(timeline, "z").constraints if one.references] == ["z"]
    assert last(timeline, "a1").partition_of == "z"


def test_a_foreign_key_to_another_table_of_a_like_name_stays() -> None:
    timeline = replayed(
        "CREATE TABLE s.a (id int PRIMARY KEY)",
        "CREATE TABLE t.a (id int PRIMARY KEY)",
        "CREATE TABLE b (a_id int REFERENCES t.a (id))",
        "ALTER TABLE s.a RENAME TO people",
    )
    assert [one.references for one in last(timeline, "b").constraints] == ["t.a"]


@pytest.mark.parametrize(
    ("written", "after"),
    [("mood", "feeling"), ("mood[]", "feeling[]"), ("s.mood", "s.feeling"), ("moods", "moods")],
)
def test_columns_follow_a_renamed_type(written: str, after: str) -> None:
    timeline = replayed(f"CREATE TABLE a (m {written})", "ALTER TYPE mood RENAME TO feeling")
    assert timeline.column_type("a", "m", timeline.length) == after


def test_renames_beyond_number_lose_track_instead_of_time() -> None:
    tables = [f"CREATE TABLE r{n} (a_id int REFERENCES a0 (id))" for n in range(300)]
    renames = [f"ALTER TABLE a{n} RENAME TO a{n + 1}" for n in range(120)]
    timeline = replayed("CREATE TABLE a0 (id int PRIMARY KEY)", *tables, *renames)
    assert timeline.guessing is not None
    assert timeline.table("a120", timeline.length) is not None


def test_renames_that_nobody_refers_to_are_followed_in_any_number() -> None:
    renames = [f"ALTER TABLE a{n} RENAME TO a{n + 1}" for n in range(900)]
    timeline = replayed("CREATE TABLE a0 (id int)", *renames)
    assert timeline.guessing is None
    assert timeline.table("a900", timeline.length) is not None


QUERIES = {
    "SELECT id, n AS called FROM t": "id bigint, called text",
    "SELECT t.n x, u.k FROM t JOIN u ON u.id = t.id": "x text, k varchar(9)",
    "SELECT * FROM u": "id integer, k varchar(9)",
    "SELECT u.*, true AS yes FROM t, u": "id integer, k varchar(9), yes boolean",
    "SELECT max(n) AS m, count(*) AS c, min(id) FROM t": "m text, c bigint, min bigint",
    "SELECT n::uuid AS a, CAST(id AS numeric(9, 2)) FROM t": "a uuid, id numeric(9, 2)",
    "SELECT id > 3 AS big, NULL AS none FROM t": "big boolean, none ",
    "SELECT NULL AS a, id FROM t UNION ALL SELECT k, 1 FROM u": "a varchar(9), id bigint",
    "SELECT q.z FROM (SELECT n AS z FROM t) q": "z text",
    "WITH q (z) AS (SELECT id FROM t) SELECT z AS y, count(*) OVER () c FROM q": "y bigint, "
    "c bigint",
    "SELECT coalesce(n, '') AS n, now() AS at FROM t WHERE id > 1": "n text, at timestamptz",
    "(SELECT id FROM t)": "id bigint",
    "SELECT id + 1 FROM t": "",
    "SELECT * FROM unknown": "",
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_table_made_by_a_query_has_the_columns_of_it(query: str) -> None:
    timeline = replayed(
        "CREATE TABLE t (id bigserial, n text)",
        "CREATE TABLE u (id int, k varchar(9))",
        f"CREATE TABLE made AS {query}",
    )
    spelt = {"int": "integer"}
    told = [f"{c.name} {spelt.get(c.type, c.type)}" for c in last(timeline, "made").columns]
    assert ", ".join(told) == QUERIES[query]


@pytest.mark.parametrize("before", ["", "CREATE TABLE t (n int); CREATE INDEX i ON t (n)"])
def test_an_index_is_found_by_its_name_alone(before: str) -> None:
    own = [] if before else ["CREATE TABLE t (n int)", "CREATE INDEX i ON t (n)"]
    timeline = replayed(*own, "DROP INDEX i", before=before)
    assert timeline.index_owner("i", timeline.length - 1) == "t"
    assert timeline.index_owner("i", timeline.length) == ""
    assert not last(timeline, "t").indexes


def test_the_index_of_a_constraint_renames_it() -> None:
    timeline = replayed(
        "CREATE TABLE t (id int PRIMARY KEY, n int CONSTRAINT one UNIQUE)",
        "ALTER INDEX t_pkey RENAME TO t_key",
        "ALTER INDEX one RENAME TO each",
    )
    assert {one.name for one in last(timeline, "t").constraints} == {"t_key", "each"}


def test_constraints_written_at_a_new_column_keep_their_names() -> None:
    timeline = replayed(
        "CREATE TABLE t (id int)", "ALTER TABLE t ADD n int CONSTRAINT big CHECK (n > 9) UNIQUE"
    )
    kinds = {(one.name, str(one.kind)) for one in last(timeline, "t").constraints}
    assert kinds == {("big", "check"), ("", "unique")}


COPIES = {
    "UPDATE t SET new = old": True,
    "UPDATE u SET n = t.old FROM t WHERE t.id = u.id": True,
    "INSERT INTO u SELECT id, old FROM t": True,
    "INSERT INTO u SELECT * FROM t": True,
    "CREATE TABLE w AS SELECT * FROM t": True,
    "UPDATE t SET old = lower(old)": False,
    "UPDATE t SET new = id": False,
    "DELETE FROM t": False,
}


@pytest.mark.parametrize("statement", COPIES)
def test_what_was_copied_is_known_of_its_column(statement: str) -> None:
    timeline = replayed(
        statement,
        before="CREATE TABLE t (id int, old text, new text); CREATE TABLE u (id int, n text)",
    )
    column = last(timeline, "t").column("old")
    assert column is not None
    assert any(option.startswith("copied to ") for option in column.options) is COPIES[statement]
