"""An error needs certainty: who decides, which machine it is, what was asked first."""

from __future__ import annotations

import pytest
from guardrail_rules.credential.specimens import password
from guardrail_rules.work_places import for_development

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example, django, python, shell, sql, workflow
from guardrail.model import Finding, Level

RULES = load().classes


def told(rule: str, example: Example) -> list[Finding]:
    return judge_example(RULES[rule], example)


def level(rule: str, example: Example) -> Level:
    """The loudest finding of a rule, OFF where it is silent."""
    return max((f.level for f in told(rule, example)), default=Level.OFF)


LOAD = """\
import psycopg2

def load(rows, table, {parameter}):
    cursor = psycopg2.connect("").cursor()
    if {condition}:
        cursor.execute(f"TRUNCATE TABLE {{table}}")
"""


@pytest.mark.parametrize(
    ("parameter", "condition", "expected"),
    [
        ("wanted=False", "wanted", Level.WARNING),
        ("wanted: bool = False", "wanted", Level.WARNING),
        ("overwrite: bool = False", "overwrite", Level.INFO),
        ("reset_tables=False", "reset_tables", Level.INFO),
        ("overwrite=True", "overwrite", Level.ERROR),
        ("keep=False", "not keep", Level.ERROR),
        ("schema=None", "schema", Level.ERROR),
        ("overwrite", "overwrite", Level.ERROR),
    ],
)
def test_what_a_caller_has_to_ask_for_is_no_error(
    parameter: str, condition: str, expected: Level
) -> None:
    code = LOAD.format(parameter=parameter, condition=condition)
    assert level("truncated-table", python(code)) is expected


METHODS = """\
import psycopg2

class Target:
    def __init__(self, url):
        self.connection = psycopg2.connect(url)

    def query(self, sql):
        self.connection.cursor().execute(sql)

    def {name}:
        {body}
"""


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("drop_table(self, table)", 'self.query(f"DROP TABLE {table}")', Level.WARNING),
        ("drop(self, table)", 'self.query("DROP TABLE {}".format(table))', Level.WARNING),
        ("purge(self)", 'self.query("DROP TABLE %s" % quoted(self.table))', Level.WARNING),
        ("sync(self, table)", 'self.query(f"DROP TABLE {table}")', Level.ERROR),
        ("drop_table(self, table)", 'self.query("DROP TABLE users")', Level.ERROR),
        ("delete_rows(self, table)", 'self.query(f"DROP TABLE {self.name}")', Level.ERROR),
    ],
)
def test_a_method_that_drops_what_it_is_given_leaves_it_to_its_caller(
    name: str, body: str, expected: Level
) -> None:
    assert level("dropped-table", python(METHODS.format(name=name, body=body))) is expected


FUNCTION = """\
def {name}(cursor, schema, table):
    sql = f"DROP TABLE {{schema}}.{{table}}"
    cursor.execute(sql)


def make(cursor, schema, table):
    {name}(cursor, schema, table)
"""


def test_a_function_named_for_it_takes_what_it_is_given() -> None:
    assert level("dropped-table", python(FUNCTION.format(name="_drop_table"))) is Level.WARNING
    assert level("dropped-table", python(FUNCTION.format(name="prepare"))) is Level.ERROR
    named = FUNCTION.format(name="_drop_table") + "\n_drop_table(cursor, 'shop', 'users')\n"
    assert level("dropped-table", python(named)) is Level.ERROR


def test_a_file_taken_out_of_a_repository_by_a_commit_is_told_only() -> None:
    code = "import requests\n\nrequests.delete(f'https://api.github.com/repos/{repo}{what}')\n"
    one = python(code.replace("{what}", "/contents/docs/{name}"))
    assert level("provider-deletion", one) is Level.INFO
    assert level("provider-deletion", python(code.replace("{what}", ""))) is Level.ERROR


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("dev/reset.sql", Level.WARNING),
        ("tutorials/reset.sql", Level.WARNING),
        ("scripts/dev_reset.sql", Level.WARNING),
        (".devcontainer/init.sql", Level.WARNING),
        ("scripts/reset.sql", Level.ERROR),
        ("devices/reset.sql", Level.ERROR),
    ],
)
def test_what_developers_run_on_their_machines_is_no_error(path: str, expected: Level) -> None:
    assert for_development(path) is (expected is Level.WARNING)
    assert level("dropped-table", sql("DROP TABLE users", path=path)) is expected


def test_which_resource_is_only_known_at_run_time() -> None:
    code = "import boto3\n\nrds = boto3.client('rds')\nrds.delete_db_cluster({})\n"
    known = python(code.format("DBClusterIdentifier='shop'"))
    unknown = python(code.format("DBClusterIdentifier=chosen()"))
    assert level("destroyed-resource", known) is Level.ERROR
    assert level("destroyed-resource", unknown) is Level.WARNING


JOB = "on: push\njobs:\n  a:\n    runs-on: {runner}\n    steps:\n      - run: {run}\n"


@pytest.mark.parametrize(
    "runner", ["ubuntu-latest", "macos-15", "depot-ubuntu-24.04", "${{ matrix.os }}"]
)
@pytest.mark.parametrize(
    ("rule", "run", "there", "elsewhere"),
    [
        ("recursive-delete", "sudo rm -rf /usr/share/dotnet", Level.INFO, Level.ERROR),
        ("recursive-delete", "rm -rf /", Level.WARNING, Level.ERROR),
        ("recursive-delete", "ssh web rm -rf /srv/data", Level.ERROR, Level.ERROR),
        ("recursive-delete", "kubectl exec web -- rm -rf /srv/data", Level.ERROR, Level.ERROR),
        (
            "recursive-delete",
            'kubectl exec web -- bash -c "rm -rf /srv/data"',
            Level.ERROR,
            Level.ERROR,
        ),
        ("destroyed-resource", "docker compose down --volumes", Level.INFO, Level.ERROR),
        ("discarded-work", "git clean -fdx", Level.INFO, Level.WARNING),
        ("world-writable-files", "chmod -R a+rwx .", Level.OFF, Level.WARNING),
        ("piped-remote-code", "curl -sSL https://x.io/i.sh | sh", Level.WARNING, Level.ERROR),
        ("forced-push", "git push --force origin main", Level.ERROR, Level.ERROR),
        ("dropped-table", "psql -c 'DROP TABLE users'", Level.ERROR, Level.ERROR),
    ],
)
def test_a_runner_that_is_made_for_the_job_has_nothing_to_lose(
    runner: str, rule: str, run: str, there: Level, elsewhere: Level
) -> None:
    run = "|\n          " + run
    assert level(rule, workflow(JOB.format(runner=runner, run=run))) is there
    own = "[self-hosted, linux]"
    assert level(rule, workflow(JOB.format(runner=own, run=run))) is elsewhere


ASKED = "read -r -p 'Are you sure? [y/N] ' answer\n[[ $answer == y ]] || exit 1\n"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (ASKED + "psql -c 'DROP TABLE users'", Level.WARNING),
        ("echo 'Ctrl-C to stop'; read\npsql -c 'DROP TABLE users'", Level.WARNING),
        ("echo 'Continue (y/n)?'; read a\npsql -c 'DROP TABLE users'", Level.ERROR),
        (ASKED.replace("answer", "REPLY") + "psql -c 'DROP TABLE users'", Level.WARNING),
        ("confirm() {\n" + ASKED + "}\nconfirm\npsql -c 'DROP TABLE users'", Level.WARNING),
        ("while true; do\n" + ASKED + "done\npsql -c 'DROP TABLE users'", Level.WARNING),
        ("if $all; then\n" + ASKED + "fi\npsql -c 'DROP TABLE users'", Level.ERROR),
        ("read -p 'Which database? ' name\npsql -c 'DROP TABLE users'", Level.ERROR),
        ("while read -r line; do echo $line; done\npsql -c 'DROP TABLE users'", Level.ERROR),
        ("psql -c 'DROP TABLE users'\n" + ASKED, Level.ERROR),
    ],
)
def test_a_script_that_asks_first_is_quieter(script: str, expected: Level) -> None:
    assert level("dropped-table", shell(script)) is expected


def test_work_is_discarded_quietly_where_somebody_was_asked() -> None:
    assert level("discarded-work", shell(ASKED + "git reset --hard origin/main")) is Level.INFO
    assert level("discarded-work", shell("git reset --hard origin/main")) is Level.WARNING


def test_files_of_one_kind_and_the_history_of_another_checkout_are_no_error() -> None:
    assert level("recursive-delete", shell("rm -rf out/.git")) is Level.WARNING
    assert level("recursive-delete", shell("rm -rf .git")) is Level.ERROR
    assert level("recursive-delete", shell("find /srv -name '*.pid' -delete")) is Level.WARNING
    assert level("recursive-delete", shell("rm -rf /srv")) is Level.ERROR


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("rm -rf ../out", Level.WARNING),
        ("rm -rf ../../../out", Level.ERROR),
        ("rm -rf ../*", Level.ERROR),
        ("cd /srv/shop\nrm -rf data", Level.WARNING),
        ("cd /srv/shop\nrm -rf /srv/data", Level.ERROR),
    ],
)
def test_what_lies_beside_a_script_is_no_error(script: str, expected: Level) -> None:
    assert level("recursive-delete", shell(script, path="scripts/db/build.sh")) is expected


def test_in_ci_nobody_can_be_asked() -> None:
    apply = JOB.format(runner="ubuntu-latest", run="terraform apply -auto-approve")
    assert level("protection-removed", workflow(apply)) is Level.INFO
    assert level("protection-removed", shell("terraform apply -auto-approve")) is Level.WARNING


def test_a_method_that_empties_the_store_of_its_object_leaves_it_to_its_caller() -> None:
    cache = (
        "import redis\n\n\nclass Cache:\n    def __init__(self, url):\n"
        "        self.redis = redis.Redis.from_url(url)\n\n"
        "    def {}(self):\n        self.redis.flushdb()\n"
    )
    assert level("truncated-table", python(cache.format("flush"))) is Level.WARNING
    assert level("truncated-table", python(cache.format("start"))) is Level.ERROR


def test_rows_that_get_the_values_they_have_lose_nothing() -> None:
    assert level("unscoped-update", sql("UPDATE users SET id = id")) is Level.INFO
    assert level("unscoped-update", sql("UPDATE users SET users.id = users.id")) is Level.INFO
    assert level("unscoped-update", sql("UPDATE users SET id = id + 1")) >= Level.WARNING
    assert level("unscoped-update", sql("UPDATE users SET id = x.id FROM x")) >= Level.WARNING


def test_a_type_that_is_made_again_is_dropped_with_a_warning() -> None:
    drop = "DROP TYPE IF EXISTS state CASCADE;"
    again = drop + "CREATE TYPE state AS ENUM ('new');"
    assert level("drop-cascade", sql(drop)) is Level.ERROR
    assert level("drop-cascade", sql(again)) is Level.WARNING


def test_a_library_is_loaded_into_the_program_itself() -> None:
    code = "import sqlite3\n\nsqlite3.connect('a.db').execute('SELECT load_extension(?)', [path])"
    (found,) = told("server-side-program", python(code))
    assert (found.level, "on the server" in found.message) == (Level.WARNING, False)


def test_a_name_only_known_at_run_time_is_never_told_as_a_hole() -> None:
    found = told("forced-push", shell("git push $REMOTE --delete $branch"))
    found += told("revoked-right", python("cursor.execute(f'REVOKE ALL ON t FROM {role}')"))
    assert found
    assert not any("gr_hole" in one.message for one in found)


def test_alembic_lets_a_connection_of_its_own_commit_each_statement() -> None:
    example = Example(
        "python",
        "from alembic import op\n\nrevision = 'b'\ndown_revision = None\n\n\ndef upgrade():\n"
        "    engine = op.get_bind().engine\n"
        "    with engine.connect().execution_options(isolation_level='AUTOCOMMIT') as own:\n"
        "        own.exec_driver_sql('CREATE INDEX CONCURRENTLY i ON t (a)')\n",
        path="alembic/versions/b.py",
    )
    assert level("concurrently-in-transaction", example) is Level.OFF
    bound = Example("python", example.text.replace("AUTOCOMMIT", "SERIALIZABLE"), path=example.path)
    assert level("concurrently-in-transaction", bound) >= Level.WARNING


def test_a_table_whose_name_another_takes_is_told_so() -> None:
    swap = "DROP TABLE users; ALTER TABLE users_new RENAME TO users"
    (found,) = told("dropped-table", sql(swap))
    assert (found.level, "users_new takes its name" in found.message) == (Level.WARNING, True)
    anew = "DROP TABLE users; CREATE TABLE users (id int)"
    (found,) = told("dropped-table", sql(anew))
    assert (found.level, "made anew" in found.message) == (Level.ERROR, True)


READ = """\
def move(apps, schema_editor):
    for user in apps.get_model("shop", "User").objects.all():
        user.state = {value}
        user.save()
"""


@pytest.mark.parametrize(
    ("value", "first", "expected"),
    [
        ("'open' if user.active else 'closed'", True, Level.WARNING),
        ("'open'", True, Level.ERROR),
        ("'open' if user.active else 'closed'", False, Level.ERROR),
    ],
)
def test_a_field_that_code_read_before_it_goes(value: str, first: bool, expected: Level) -> None:
    steps = ['migrations.RemoveField("user", "active"),', "migrations.RunPython(move, move),"]
    operations = "\n".join(reversed(steps) if first else steps)
    example = django(operations, code=READ.format(value=value))
    (found,) = told("dropped-column", example)
    assert found.level is expected
    assert ("the migration's own code read it" in found.message) is (expected is Level.WARNING)


def test_a_password_in_a_workflow_of_ci_is_a_warning() -> None:
    run = f"mysql -u root -p{password()} -e 'SELECT 1'"
    assert level("written-password", workflow(JOB.format(runner="x", run=run))) is Level.WARNING
    assert level("written-password", shell(run)) is Level.ERROR


@pytest.mark.parametrize(
    ("column", "version", "expected"),
    [
        ("note varchar(99) NULL", 5, Level.OFF),
        ("note varchar(99) NULL", 8, Level.OFF),
        ("number int AUTO_INCREMENT UNIQUE", 5, Level.WARNING),
        ("total int AS (price * 2) STORED", 8, Level.WARNING),
    ],
)
def test_mysql_lets_rows_be_written_while_it_adds_a_column(
    column: str, version: int, expected: Level
) -> None:
    add = f"ALTER TABLE users ADD COLUMN {column}"
    example = sql(add, dialect="mysql", version=version, history="CREATE TABLE users (price int)")
    assert level("rewriting-column", example) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("purge_users", Level.WARNING),
        ("clear_all", Level.WARNING),
        ("reset", Level.WARNING),
        ("delete_orders", Level.ERROR),
        ("sync_users", Level.ERROR),
        ("import_users", Level.ERROR),
    ],
)
def test_a_function_named_for_what_it_empties(name: str, expected: Level) -> None:
    code = f"from shop.models import User\n\n\ndef {name}():\n    User.objects.all().delete()\n"
    assert level("unscoped-delete", python(code)) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("usermod -aG docker ci", Level.WARNING),
        ("echo 'ci ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers", Level.ERROR),
    ],
)
def test_who_is_put_into_a_group_can_be_taken_out_again(line: str, expected: Level) -> None:
    assert level("standing-access", shell(line)) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('find "$IN" -delete -name "*.part"', Level.WARNING),
        ('find "$IN" -xdev -delete -type f -mtime +3', Level.WARNING),
        ('find "$IN" -name "*.part" -delete', Level.INFO),
        ('find "$IN" -name "*.part" -delete -print', Level.INFO),
        ('find "$IN" -delete -o -name "*.part"', Level.INFO),
        ('find "$IN" -mtime +3 -delete -type f', Level.INFO),
    ],
)
def test_find_deletes_before_it_chooses(line: str, expected: Level) -> None:
    assert level("recursive-delete", shell(line)) is expected
