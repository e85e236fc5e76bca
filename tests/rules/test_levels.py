"""How loudly a rule speaks: by what is proved, by what a dropped constraint kept, by the step."""

from __future__ import annotations

from textwrap import dedent

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example, python, shell, sql
from guardrail.model import Level

RULES = load().classes


def level(rule: str, example: Example) -> Level:
    """The loudest finding of a rule, OFF where it is silent."""
    return max((f.level for f in judge_example(RULES[rule], example)), default=Level.OFF)


@pytest.mark.parametrize(
    ("rule", "text", "proved", "elsewhere"),
    [
        ("blocking-index", "CREATE INDEX i ON users (email)", "postgres", "tsql"),
        (
            "rewriting-column",
            "ALTER TABLE users ALTER COLUMN id {}bigint",
            "postgres=TYPE ",
            "tsql=",
        ),
        ("unbalanced-transaction", "BEGIN TRAN; ALTER TABLE t ADD a int", "sqlite", "tsql"),
        ("narrowed-type", "ALTER TABLE t {} varchar(9)", "mysql=MODIFY n", "oracle=MODIFY n"),
    ],
)
def test_what_a_server_would_do_is_quieter_where_none_showed_it(
    rule: str, text: str, proved: str, elsewhere: str
) -> None:
    told = []
    for one in (proved, elsewhere):
        dialect, _, word = one.partition("=")
        before = "CREATE TABLE t (n varchar(90)); CREATE TABLE users (id int, email text);"
        told.append(level(rule, sql(text.format(word), dialect=dialect, history=before)))
    assert Level.INFO <= told[1] <= max(Level.INFO, told[0] - 1)


@pytest.mark.parametrize("dialect", ["postgres", "tsql", "oracle", "snowflake", "tidb"])
def test_what_the_statement_says_itself_is_as_loud_everywhere(dialect: str) -> None:
    assert level("dropped-table", sql("DROP TABLE users", dialect=dialect)) is Level.ERROR
    assert level("unscoped-delete", sql("DELETE FROM users", dialect=dialect)) is Level.ERROR


TABLE = (
    "CREATE TABLE users (id int CONSTRAINT users_pk PRIMARY KEY, email text, boss int, "
    "CONSTRAINT one UNIQUE (email), CONSTRAINT led FOREIGN KEY (boss) REFERENCES users, "
    "CONSTRAINT old CHECK (id > 1));"
)


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("one", "", Level.WARNING),
        ("users_pk", "", Level.WARNING),
        ("led", "", Level.INFO),
        ("old", "", Level.INFO),
        ("one", "CREATE INDEX other ON users (email, id);", Level.INFO),
        ("one", "CREATE INDEX other ON users (id, email);", Level.WARNING),
        ("one", "CREATE INDEX other ON users (email) WHERE id > 3;", Level.WARNING),
    ],
)
def test_a_dropped_constraint_is_loud_where_nothing_else_leads_to_its_columns(
    name: str, more: str, expected: Level
) -> None:
    drop = sql(f"ALTER TABLE users DROP CONSTRAINT {name}", history=f"{TABLE} {more}")
    assert level("dropped-constraint", drop) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("users_email_key", Level.WARNING),
        ("users_pkey", Level.WARNING),
        ("users_boss_fkey", Level.INFO),
        ("anything", Level.INFO),
    ],
)
def test_of_an_unknown_constraint_its_name_tells(name: str, expected: Level) -> None:
    assert level("dropped-constraint", sql(f"ALTER TABLE u DROP CONSTRAINT {name}")) is expected


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("shop/migrations/0007_fill.py", "old_id=F('id')", Level.WARNING),
        ("shop/migrations/0007_fill.py", "old_id=1", Level.ERROR),
        ("shop/tidy.py", "old_id=F('id')", Level.ERROR),
        ("shop/migrations/helpers.py", "old_id=F('id')", Level.ERROR),
    ],
)
def test_a_step_that_fills_a_column_from_others_is_quieter(
    path: str, values: str, expected: Level
) -> None:
    text = (
        "from django.db.models import F\n\n\ndef fill(apps, editor):\n"
        f"    apps.get_model('shop', 'Order').objects.all().update({values})\n"
    )
    assert level("unscoped-update", python(text, path=path)) is expected


def test_a_library_that_the_server_has_is_no_program_that_somebody_brings() -> None:
    assert level("server-side-program", sql("LOAD 'auto_explain'")) is Level.INFO
    assert level("server-side-program", sql("LOAD '$libdir/../../tmp/x'")) is Level.ERROR


def test_names_that_a_program_puts_together_are_renamed_quietly() -> None:
    code = 'cursor.execute(f"ALTER TABLE {name} RENAME TO {name}_old")'
    assert level("renamed-table", python(code)) is Level.INFO
    assert level("renamed-table", python(code.replace("{name}", "users"))) is Level.WARNING


def test_foreign_keys_that_a_connection_begins_without_are_switched_off_quietly() -> None:
    text = "PRAGMA foreign_keys = OFF"
    assert level("disabled-guard", sql(text, dialect="sqlite")) is Level.INFO
    checks = sql("SET FOREIGN_KEY_CHECKS = 0", dialect="mysql")
    assert level("disabled-guard", checks) is Level.WARNING


def test_a_program_that_locks_whichever_account_it_is_told_is_quieter() -> None:
    text = 'cursor.execute(f"ALTER USER {} ACCOUNT LOCK")'
    assert level("revoked-right", python(text.format("{name}"))) is Level.INFO
    assert level("revoked-right", python(text.format("app"))) is Level.WARNING


def test_a_column_put_in_another_form_is_no_new_one() -> None:
    text = "UPDATE users SET state = lower(state)"
    history = "CREATE TABLE users (id int); ALTER TABLE users ADD state text;"
    assert level("unbatched-backfill", sql(text, history=history)) is Level.OFF
    assert level("unscoped-update", sql(text, history=history)) is Level.WARNING


def test_a_mode_says_whose_file_it_opens_also_where_that_is_not_known() -> None:
    code = "import os\n\nos.chmod({}, 0o777)"
    told = [
        judge_example(RULES["world-writable-files"], python(code.format(path)))[0].message
        for path in ("path", 'f"/srv/{a}/x"', '"/srv/x"')
    ]
    assert told == [
        "everybody may write to a file that is only known at run time",
        "everybody may write to /srv/…/x",
        "everybody may write to /srv/x",
    ]


def test_a_rebuild_says_whether_foreign_keys_are_surely_on() -> None:
    before = "CREATE TABLE t (id int); CREATE TABLE c (t int REFERENCES t (id) ON DELETE CASCADE);"
    rebuild = (
        "CREATE TABLE n (id int); INSERT INTO n SELECT * FROM t; DROP TABLE t;"
        " ALTER TABLE n RENAME TO t;"
    )
    said = [
        judge_example(RULES["cascading-rebuild"], sql(text, history=before, dialect="sqlite"))[
            0
        ].message
        for text in (rebuild, "PRAGMA foreign_keys = ON; " + rebuild)
    ]
    assert [" where foreign keys are on" in one for one in said] == [True, False]


def test_a_table_whose_name_says_that_it_passes_goes_quietly() -> None:
    code = 'cursor.execute(f"DROP TABLE {}")'
    told = {
        name: level("dropped-table", python(code.replace("{}", name)))
        for name in ("{temp_table}", "{self._staging}_orders", "{table}", "temp_orders", "{tempo}")
    }
    assert told == {
        "{temp_table}": Level.INFO,
        "{self._staging}_orders": Level.INFO,
        "{table}": Level.ERROR,
        "temp_orders": Level.INFO,
        "{tempo}": Level.ERROR,
    }


def test_columns_that_are_only_known_at_run_time_are_copied_too() -> None:
    code = """
        cursor.execute("CREATE TABLE new_users (id int, name text)")
        cursor.execute(f"INSERT INTO new_users ({names}) SELECT {names} FROM users")
        cursor.execute("DROP TABLE users")
        cursor.execute("ALTER TABLE new_users RENAME TO users")
    """
    assert level("dropped-table", python(dedent(code))) is Level.OFF


def test_a_test_names_places_that_are_none() -> None:
    code = "import shutil\n\nshutil.rmtree({!r})"
    for place, told in (("/fake/instance", Level.INFO), ("/", Level.ERROR)):
        assert level("recursive-delete", python(code.format(place), path="tests/test_a.py")) is told
    assert level("recursive-delete", python(code.format("/srv/x"))) is Level.ERROR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP FUNCTION total(int)", Level.WARNING),
        ("DROP TRIGGER keep ON orders; DROP FUNCTION kept()", Level.INFO),
        (
            "CREATE OR REPLACE FUNCTION step() RETURNS int AS 'SELECT 1'; DROP FUNCTION step()",
            Level.INFO,
        ),
        ("DROP SEQUENCE numbers", Level.INFO),
    ],
)
def test_a_dropped_function_is_loud_where_code_may_call_it(text: str, expected: Level) -> None:
    assert level("dropped-object", sql(text)) is expected


def test_a_column_whose_name_another_takes_that_was_filled_before_is_replaced() -> None:
    end = "ALTER TABLE users DROP COLUMN bio; ALTER TABLE users RENAME COLUMN bio_json TO bio;"
    add = "ALTER TABLE users ADD COLUMN bio_json json; "
    fill = "UPDATE users SET bio_json = '{}' WHERE id = 7; "
    assert level("dropped-column", sql(add + fill + end)) is Level.WARNING
    assert level("dropped-column", sql(add + end)) is Level.ERROR
    code = "def drop(table, column):\n    op.drop_column(table, column)\n"
    assert level("dropped-column", python("from alembic import op\n" + code)) is Level.WARNING


def test_who_connects_to_a_server_is_quieter_than_the_server() -> None:
    server = sql("CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db2')")
    assert level("foreign-connection", server) is Level.WARNING
    mapping = sql("CREATE USER MAPPING FOR app SERVER far OPTIONS (user 'app')")
    assert level("foreign-connection", mapping) is Level.INFO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SET work_mem = '1GB'", Level.WARNING),
        ("RESET work_mem", Level.INFO),
        ("SET work_mem = DEFAULT", Level.INFO),
        ("SET shared_preload_libraries = 'other'", Level.ERROR),
        ("RESET shared_preload_libraries", Level.INFO),
        ("RESET ALL", Level.WARNING),
    ],
)
def test_a_setting_taken_back_is_quieter_than_one_made(text: str, expected: Level) -> None:
    assert level("changed-server-setting", sql(f"ALTER SYSTEM {text}")) is expected


def test_after_a_swap_the_new_name_holds_the_old_rows() -> None:
    text = "ALTER TABLE t SWAP WITH t_new; DROP TABLE t_new"
    swapped = sql(text, dialect="snowflake", given="CREATE TABLE t_new (id int)")
    assert level("dropped-table", swapped) is Level.ERROR
    assert level("renamed-table", swapped) is Level.OFF


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("git push --force-with-lease origin ci/docs", Level.INFO),
        ("git push --force-with-lease origin HEAD:main", Level.ERROR),
        ("git push --force-with-lease", Level.WARNING),
        ("git push --force origin ci/docs", Level.WARNING),
        ("git push --force origin staging", Level.ERROR),
    ],
)
def test_a_lease_on_a_branch_that_is_named_and_not_shared_is_what_is_advised(
    text: str, expected: Level
) -> None:
    assert level("forced-push", shell(text)) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("client.bucket('shop').blob('a.csv').make_public()", Level.WARNING),
        ("client.bucket('shop').make_public(recursive=True)", Level.ERROR),
    ],
)
def test_one_file_for_everybody_is_quieter_than_a_bucket(code: str, expected: Level) -> None:
    start = "from google.cloud import storage\n\nclient = storage.Client()\n"
    assert level("opened-to-the-world", python(start + code)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("restaurant-logos", Level.INFO),
        ("public", Level.INFO),
        ("courier-documents", Level.WARNING),
        ("public-invoices", Level.WARNING),
    ],
)
def test_what_is_named_for_everybody_is_meant_for_them(name: str, expected: Level) -> None:
    code = (
        "from supabase import create_client\n\nclient = create_client(URL, KEY)\n"
        f"client.storage.create_bucket('{name}', options={{'public': True}})\n"
    )
    assert level("opened-to-the-world", python(code)) is expected


SENT = """\
import os, requests

def details():
    env = os.environ
    return {}

requests.post("https://collect.io/x", json=details())
"""


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ('{"host": env.get("NOTIFY_HOST")}', Level.OFF),
        ('{"host": env["NOTIFY_HOST"]}', Level.OFF),
        ('{"all": dict(env)}', Level.ERROR),
    ],
)
def test_one_variable_under_another_name_isnt_the_whole_environment(
    result: str, expected: Level
) -> None:
    assert level("secrets-sent-out", python(SENT.replace("{}", result))) is expected


GROUP = """\
from pulumi_aws import ec2

ec2.SecurityGroup("a", ingress=[
    ec2.SecurityGroupIngressArgs(from_port={}, protocol="tcp", cidr_blocks=["0.0.0.0/0"]),
    ec2.SecurityGroupIngressArgs(from_port=7800, to_port=7800, self=True),
])
"""


@pytest.mark.parametrize(
    ("port", "expected"), [("443", Level.INFO), ("22", Level.ERROR), ("port()", Level.WARNING)]
)
def test_only_the_entries_that_let_everybody_in_say_which_port(port: str, expected: Level) -> None:
    assert level("opened-to-the-world", python(GROUP.format(port))) is expected


@pytest.mark.parametrize(
    ("fetched", "expected"),
    [
        ('Config("shop").get_object("module")', Level.OFF),
        ('s3.get_object(Bucket="b", Key="k")', Level.ERROR),
    ],
)
def test_an_object_by_its_name_alone_isnt_fetched(fetched: str, expected: Level) -> None:
    code = f"import importlib\n\nfor one in {fetched}:\n    importlib.import_module(one)\n"
    assert level("piped-remote-code", python(code)) is expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [("UUIDType(binary=False)", Level.OFF), ("sa.Text()", Level.WARNING)],
)
def test_a_librarys_type_for_a_uuid_is_one(own: str, expected: Level) -> None:
    code = f"""\
        import sqlalchemy as sa
        from alembic import op
        from sqlalchemy_utils import UUIDType

        def upgrade():
            op.create_table("rules", sa.Column("id", sa.Uuid(), primary_key=True))
            op.create_table(
                "incidents",
                sa.Column("rule", {own}),
                sa.ForeignKeyConstraint(["rule"], ["rules.id"]),
            )
        """
    found = level("mismatched-key-type", python(code, path="migrations/versions/0007_a.py"))
    assert found is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 1;", Level.INFO),
        ("", Level.WARNING),
    ],
)
def test_a_default_for_old_rows_alone_is_a_word(before: str, expected: Level) -> None:
    history = "CREATE TABLE t (id int);" if before else "CREATE TABLE t (c int NOT NULL DEFAULT 1);"
    text = f"{before} ALTER TABLE t ALTER COLUMN c DROP DEFAULT"
    assert level("dropped-default", sql(text, history=history)) is expected


TIDIED = """\
import os
import httpx

FLEET = os.environ["FLEET_URL"]

def tidy(client: httpx.Client):
    for car in client.get(f"{FLEET}/v1/cars", params=PICKED).json():
        client.delete(f"{FLEET}/v1/cars/{car['id']}")
"""


@pytest.mark.parametrize(
    ("path", "picked", "expected"),
    [
        ("tools/tidy.py", "{}", Level.WARNING),
        ("e2e/tidy.py", "{}", Level.WARNING),
        ("e2e/tidy.py", "{'tag': run}", Level.OFF),
    ],
)
def test_all_that_a_service_lists_is_somebodys_in_a_test_too(
    path: str, picked: str, expected: Level
) -> None:
    example = python(TIDIED.replace("PICKED", picked), path=path)
    assert level("provider-deletion", example) is expected


def test_a_service_that_a_test_names_for_itself_is_its_own() -> None:
    code = TIDIED.replace("PICKED", "{}").replace('os.environ["FLEET_URL"]', '"http://fleet"')
    assert level("provider-deletion", python(code, path="e2e/tidy.py")) is Level.OFF


DRILLED = """\
import os, secrets, subprocess

LIVE = os.environ.get("PGDATABASE", "chessclub")

def drop(database):
    subprocess.run(["dropdb", "--if-exists", database], check=True)

def main():
    name = NAME
    drop(name)
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LIVE", Level.WARNING),
        ('os.environ["PGDATABASE"]', Level.WARNING),
        ('os.environ.get("PGDATABASE", "shop_test")', Level.OFF),
        ('os.environ["TEST_DATABASE"]', Level.OFF),
        ('f"drill_{secrets.token_hex(4)}"', Level.OFF),
        ('f"{LIVE}_drill_{date.today():%F}"', Level.OFF),
    ],
)
def test_a_program_that_a_test_runs_on_whatever_the_environment_names(
    name: str, expected: Level
) -> None:
    example = python(DRILLED.replace("= NAME", f"= {name}"), path="tests/db/drill.py")
    assert level("dropped-database", example) is expected


def test_a_database_is_productions_where_its_variable_says_so() -> None:
    code = 'import subprocess\n\ndef job(PROD_DB):\n    subprocess.run(["dropdb", PROD_DB])\n'
    assert level("dropped-database", python(code, path="tests/db/drill.py")) is Level.ERROR


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ("-name '*.log' -mtime +30", Level.INFO),
        ("-name '*.log.*' -mmin +600", Level.INFO),
        ("-name '*.log'", Level.WARNING),
        ("-mtime +30", Level.WARNING),
        ("-name '*.jpg' -mtime +30", Level.WARNING),
        ("-name '*.log' -mtime -30", Level.WARNING),
        ("-type f", Level.ERROR),
    ],
)
def test_old_files_that_programs_leave_are_nothing(tests: str, expected: Level) -> None:
    assert level("recursive-delete", shell(f"find /var/lib/shop {tests} -delete")) is expected


THROWN_AWAY = """\
import subprocess
import git

def dirty():
    return subprocess.run(["git", "status", "--porcelain"], capture_output=True).stdout

def update(repo: git.Repo, force=False):
    {before}
    {done}
"""


@pytest.mark.parametrize(
    "done", ['repo.git.reset("--hard")', 'subprocess.run(["git", "reset", "--hard"], check=True)']
)
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("repo.remotes.origin.fetch()", Level.WARNING),
        ("if repo.is_dirty():\n        raise ValueError('local changes')", Level.INFO),
        ("if dirty():\n        return", Level.INFO),
        ("ensure_clean(repo)", Level.INFO),
        ("if repo.bare:\n        return", Level.WARNING),
    ],
)
def test_work_is_looked_for_before_it_is_thrown_away(
    before: str, done: str, expected: Level
) -> None:
    code = THROWN_AWAY.format(before=before, done=done)
    assert level("discarded-work", python(code)) is expected


PRUNED = """\
import argparse
from pathlib import Path

def prune(apply):
    for path in Path("/srv/portal/uploads").rglob("*"):
        if not apply:
            continue
        path.unlink()

parser = argparse.ArgumentParser()
parser.add_argument("--OPTION", action="store_true")
args = parser.parse_args()
prune(GIVEN)
"""


@pytest.mark.parametrize(
    ("option", "given", "expected"),
    [
        ("apply", "args.apply", Level.INFO),
        ("dry-run", "not args.dry_run", Level.ERROR),
    ],
)
def test_files_are_told_quietly_that_go_only_where_somebody_says_so(
    option: str, given: str, expected: Level
) -> None:
    code = PRUNED.replace("OPTION", option).replace("GIVEN", given)
    assert level("recursive-delete", python(code)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("f'/srv/exports/jobs/{job}'", Level.INFO),
        ("f'/opt/portal/releases/{version}'", Level.INFO),
        ("f'/srv/{name}'", Level.WARNING),
        ("f'/var/lib/postgresql/{version}/main'", Level.WARNING),
    ],
)
@pytest.mark.parametrize(
    "code",
    [
        "import shutil\n\ndef drop(job, version, name):\n    shutil.rmtree({})\n",
        "import os\n\ndef drop(job, version, name):\n    os.execlp('rm', 'rm', '-rf', {})\n",
    ],
)
def test_one_of_many_is_told_alike_by_a_call_and_by_a_program(
    code: str, path: str, expected: Level
) -> None:
    assert level("recursive-delete", python(code.format(path))) is expected


CLONES = """\
import tempfile
import git

def pristine(repo, release):
    repo.git.reset("--hard", release)
    repo.git.clean("-ffdx")

def update(release):
    with tempfile.TemporaryDirectory() as folder:
        pristine({made}, release)
{more}
"""


@pytest.mark.parametrize(
    ("made", "more", "expected"),
    [
        ("git.Repo.clone_from(URL, folder)", "", Level.INFO),
        ("git.Repo('/home/operator/calibration')", "", Level.WARNING),
        ("git.Repo.clone_from(URL, folder)", "pristine(git.Repo('.'), 'main')", Level.WARNING),
    ],
)
def test_in_a_clone_of_its_own_a_program_loses_no_work(
    made: str, more: str, expected: Level
) -> None:
    assert level("discarded-work", python(CLONES.format(made=made, more=more))) is expected


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ("*.preview.mp3", Level.INFO),
        ("*_thumb.jpg", Level.INFO),
        ("*.mp3", Level.WARNING),
        ("preview*", Level.ERROR),
        ("*.previewed", Level.WARNING),
    ],
)
def test_files_that_are_made_of_others_are_made_again(mask: str, expected: Level) -> None:
    command = f"find /Volumes/Recordings -name '{mask}' -delete"
    assert level("recursive-delete", shell(command)) is expected


@pytest.mark.parametrize(
    ("workspace", "expected"),
    [
        ('f"preview-{number}"', Level.INFO),
        ('f"shop-{number}"', Level.ERROR),
        ('"production"', Level.ERROR),
        ('os.environ["WORKSPACE"]', Level.ERROR),
    ],
)
def test_a_stack_is_known_by_its_workspace(workspace: str, expected: Level) -> None:
    code = (
        "import os, subprocess\n\n"
        "def terraform(*args, workspace):\n"
        "    env = dict(os.environ, TF_WORKSPACE=workspace)\n"
        '    subprocess.run(["terraform", *args], env=env, check=True)\n\n'
        "def close(number):\n"
        f'    terraform("destroy", "-auto-approve", workspace={workspace})\n'
    )
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("asked", "loud"),
    [
        ("options.all", Level.INFO),
        ("options['delete_all']", Level.INFO),
        ("options.small", Level.WARNING),
    ],
)
def test_who_asks_for_all_there_is_gets_it(asked: str, loud: Level) -> None:
    code = (
        "from sqlalchemy import delete, true\n\ndef clean(session, options):\n"
        f"    asked = true() if {asked} else User.id == options.user\n"
        "    session.execute(delete(User).where(asked))\n"
    )
    assert level("runtime-scope", python(code)) is loud
