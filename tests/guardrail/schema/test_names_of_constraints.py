"""Constraints keep the names that they were given, and take the index that is used for them."""

from __future__ import annotations

from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.schema.base import Beginning
from guardrail.schema.given_names import given_name
from guardrail.schema.timeline import Timeline
from guardrail.settings import Database, Settings
from guardrail.shapes import ConstraintKind, TableShape


def replayed(text: str, dialect: str = "postgres") -> Timeline:
    settings = Settings(databases=(Database(dialect=dialect),))
    source = Source(path="migrations/1.sql", language="sql", text=text)
    found = (item for item in extract(source, settings) if isinstance(item, Effect))
    return Timeline(found, Beginning())


def table(text: str, name: str, dialect: str = "postgres") -> TableShape:
    timeline = replayed(text, dialect)
    found = timeline.table(name, timeline.length)
    assert found is not None
    return found


def test_a_renamed_table_keeps_the_names_of_its_constraints() -> None:
    made = "CREATE TABLE packages (id int PRIMARY KEY, name text UNIQUE);"
    renamed = "ALTER TABLE packages RENAME TO crates;"
    found = table(made + renamed, "crates")
    assert {each.name for each in found.constraints} == {"packages_pkey", "packages_name_key"}
    dropped = "ALTER TABLE crates DROP CONSTRAINT packages_name_key;"
    found = table(made + renamed + dropped, "crates")
    assert [each.name for each in found.constraints] == ["packages_pkey"]


def test_so_do_those_of_a_renamed_column() -> None:
    text = "CREATE TABLE t (a int UNIQUE); ALTER TABLE t RENAME COLUMN a TO b;"
    (unique,) = table(text, "t").constraints
    assert (unique.name, unique.columns) == ("t_a_key", ("b",))


def test_other_databases_give_other_names() -> None:
    text = "CREATE TABLE t (a int UNIQUE); ALTER TABLE t RENAME TO u;"
    assert [each.name for each in table(text, "u", "mysql").constraints] == [""]


def test_a_key_made_of_an_index_has_its_columns_and_is_it_no_more() -> None:
    text = """
        CREATE TABLE t (a int NOT NULL, b int NOT NULL);
        CREATE UNIQUE INDEX t_ab ON t (a, b);
        ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_ab;
    """
    found = table(text, "t")
    assert [(each.name, each.columns) for each in found.constraints] == [("t_pkey", ("a", "b"))]
    assert found.indexes == ()


def test_what_a_function_would_do_leaves_what_is_known() -> None:
    text = """
        CREATE FUNCTION watch(tbl regclass) RETURNS void AS $$
        BEGIN
            EXECUTE format('CREATE INDEX ON %s (id)', tbl);
        END $$ LANGUAGE plpgsql;
    """
    timeline = replayed(text)
    assert timeline.known(timeline.length)
    now = replayed(text.replace("CREATE FUNCTION watch(tbl regclass) RETURNS void AS", "DO"))
    assert not now.known(now.length)


def test_a_schema_known_at_run_time_leaves_the_name_of_the_table() -> None:
    timeline = replayed("CREATE TABLE {{ schema }}.users (id int PRIMARY KEY);")
    assert timeline.known(timeline.length)
    assert timeline.table("users", timeline.length) is not None


def test_long_names_are_cut_as_the_server_cuts_them() -> None:
    codes, sessions = "user_email_authentication_codes", "user_session_authentications"
    of_codes = given_name(codes, ConstraintKind.FOREIGN_KEY, ["user_email_authentication_id"])
    assert of_codes == "user_email_authentication_cod_user_email_authentication_id_fkey"
    column = "upstream_oauth_authorization_session_id"
    of_sessions = given_name(sessions, ConstraintKind.FOREIGN_KEY, [column])
    assert of_sessions == "user_session_authentications_upstream_oauth_authorization__fkey"
    assert given_name("ü" * 40, ConstraintKind.UNIQUE, ["a"]) == ""
