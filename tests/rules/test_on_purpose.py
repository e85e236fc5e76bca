"""What is done on purpose, or is soon there again, is told without being stopped."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example, django, python, shell, sql, workflow
from guardrail.model import Level

RULES = load().classes


def level(rule: str, example: Example) -> Level:
    """The loudest finding of a rule, OFF where it is silent."""
    return max((f.level for f in judge_example(RULES[rule], example)), default=Level.OFF)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("gunzip -c shop.sql.gz | psql shop", Level.OFF),
        ("gpg -d shop.sql.gpg | mysql shop", Level.OFF),
        ("gunzip -c setup.gz | sh", Level.ERROR),
        ("base64 -d shop.b64 | psql shop", Level.ERROR),
        ("curl https://example.com/shop.sql.gz | gunzip | psql shop", Level.ERROR),
    ],
)
def test_a_backup_that_is_unpacked_into_a_database_hides_nothing(
    command: str, expected: Level
) -> None:
    assert level("piped-remote-code", shell(command)) is expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("git push -f --tags", Level.WARNING),
        ("git push origin -f --tags", Level.WARNING),
        ("git push -f origin v2", Level.WARNING),
        ("git push -f origin refs/tags/latest", Level.WARNING),
        ("git push -f --tags origin main", Level.ERROR),
        ("git push -f origin release-v2", Level.ERROR),
    ],
)
def test_no_commit_is_lost_with_a_tag_that_moves(command: str, expected: Level) -> None:
    assert level("forced-push", shell(command)) is expected


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ("git push -f origin gh-pages", Level.WARNING),
        ("git push origin --delete bot/update", Level.WARNING),
        ("git push -f origin release/1.2", Level.ERROR),
        ("git push -f origin stable-7.x", Level.ERROR),
        ("git push -f origin team/main", Level.ERROR),
        ("git push -f origin HEAD", Level.ERROR),
        ('git push -f origin "$BRANCH"', Level.ERROR),
        ('git checkout -B "$BRANCH"\ngit push -f origin "$BRANCH"', Level.WARNING),
        ("git switch -c update\ngit push -f", Level.WARNING),
        ('git tag -f "$T" "$COMMIT"\ngit push -f origin "$T"', Level.WARNING),
        ('git tag "$T"\ngit push -f origin "$B"', Level.ERROR),
        ("git tag -f v1-lts\ngit push -f origin main", Level.ERROR),
        ("git checkout -B main\ngit push -f", Level.ERROR),
        ("git checkout -b update\ngit push -f origin HEAD:main", Level.ERROR),
        ("git push -f\ngit checkout -b update", Level.ERROR),
        ('git push origin --delete "$B"', Level.WARNING),
        ("git push origin --delete main", Level.ERROR),
        ("git push origin :main", Level.ERROR),
        ("git push -f origin gh-pages main", Level.ERROR),
    ],
)
def test_a_branch_that_is_the_programs_own_is_no_error(commands: str, expected: Level) -> None:
    assert level("forced-push", shell(commands)) is expected


STORE = """\
import psycopg2

class Store:
    def {name}(self, key):
        cursor = psycopg2.connect(self.url).cursor()
        cursor.execute("{statement}")
"""


@pytest.mark.parametrize(
    ("name", "statement", "expected"),
    [
        ("flush", "DELETE FROM objects", Level.WARNING),
        ("clear_objects", "DELETE FROM objects", Level.WARNING),
        ("delete_objects", "DELETE FROM objects", Level.WARNING),
        ("wipe_db", "DELETE FROM objects", Level.WARNING),
        ("reset_counters", "UPDATE objects SET counter = 0", Level.WARNING),
        ("reload_objects", "DELETE FROM objects", Level.WARNING),
        ("load_objects", "DELETE FROM objects", Level.ERROR),
        ("reload_carts", "DELETE FROM objects", Level.ERROR),
        ("reload", "DELETE FROM objects", Level.ERROR),
        ("delete", "DELETE FROM objects", Level.ERROR),
        ("delete_object", "DELETE FROM objects", Level.ERROR),
        ("clear_cache", "DELETE FROM objects", Level.ERROR),
        ("reset_sync", "UPDATE repo SET sync_status = 'new', synced_at = NULL", Level.WARNING),
        ("reset_sync", "UPDATE repo SET sync_status = 'new', owner = NULL", Level.ERROR),
        ("run_sync", "UPDATE repo SET sync_status = 'new'", Level.ERROR),
        ("reset_password", "UPDATE users SET password = ''", Level.ERROR),
        ("reset", "UPDATE users SET active = false", Level.ERROR),
        ("store", "DELETE FROM objects", Level.ERROR),
    ],
)
def test_a_function_that_says_what_it_empties_is_no_error(
    name: str, statement: str, expected: Level
) -> None:
    code = python(STORE.format(name=name, statement=statement), path="app/store.py")
    rule = "unscoped-update" if statement.startswith("UPDATE") else "unscoped-delete"
    assert level(rule, code) is expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("scripts/drop_orders.sql", "DROP TABLE orders", Level.WARNING),
        ("scripts/drop_orders.sql", "DROP TABLE users", Level.ERROR),
        ("scripts/clear_all_tables.sql", "DROP TABLE users", Level.WARNING),
        ("scripts/reset.sql", "DROP TABLE users", Level.ERROR),
        ("migrations/0007_drop_orders.sql", "DROP TABLE orders", Level.ERROR),
    ],
)
def test_so_is_a_script_but_no_migration(path: str, text: str, expected: Level) -> None:
    assert level("dropped-table", sql(text, path=path)) is expected


@pytest.mark.parametrize(
    ("path", "command", "expected"),
    [
        ("maintenance/restore", "dropdb shop", Level.WARNING),
        ("maintenance/deploy", "dropdb shop", Level.ERROR),
        ("helpers/postgresql", 'drop_db() {\n  dropdb "$1"\n}', Level.WARNING),
        ("helpers/postgresql", 'start_db() {\n  dropdb "$1"\n}', Level.ERROR),
        ("maintenance/restore-from-dump.sh", "dropdb shop", Level.WARNING),
        ("ops/uninstall.sh", "rm -rf /var/lib/shop", Level.WARNING),
        ("ops/install.sh", "rm -rf /var/lib/shop", Level.ERROR),
        ("ops/uninstall.sh", "rm -rf /", Level.ERROR),
        ("debian/shop.postrm", "rm -rf /var/lib/shop", Level.WARNING),
        ("debian/shop.postinst", "rm -rf /var/lib/shop", Level.ERROR),
        ("ops/a.sh", "rm -rf /etc/apache2/sites-enabled/shop.conf", Level.WARNING),
        ("ops/a.sh", "rm -rf /etc/apache2/conf", Level.ERROR),
        ("ops/a.sh", "rm -rf /srv/shop/shop.db", Level.ERROR),
        ("docker/start.sh", "rm -rf /var/www/html/apps/api", Level.WARNING),
        ("app/docker-entrypoint.sh", "rm -rf /var/www/html/apps/api", Level.WARNING),
        ("docker/start.sh", "rm -rf /var/lib/postgresql/data", Level.ERROR),
        ("docker/start.sh", "rm -rf /var/www/html/uploads", Level.ERROR),
        ("docker/start.sh", "rm -rf /var", Level.ERROR),
        ("ops/start.sh", "rm -rf /var/www/html/apps/api", Level.ERROR),
        ("ops/a.sh", "find /srv/shop -exec grep -q old {} \\; -delete", Level.WARNING),
        ("ops/a.sh", "find /srv/shop -exec echo {} \\; -delete", Level.ERROR),
        ("ops/install.sh", "rm -rf /usr/local/go", Level.WARNING),
        ("ops/install.sh", "rm -rf /opt/shop/venv", Level.WARNING),
        ("ops/install.sh", "rm -rf /opt/shop/data", Level.ERROR),
        ("ops/install.sh", "rm -rf /usr/src/app/docs", Level.WARNING),
        ("ops/install.sh", "rm -rf /usr/src/linux", Level.ERROR),
        ("ops/install.sh", "rm -rf /usr/local/bin", Level.ERROR),
        ("ops/install.sh", "rm -rf /opt/certbot/venv", Level.WARNING),
        ("ops/install.sh", "rm -rf /opt/shop/certs", Level.ERROR),
        ("ops/install.sh", "rm -rf /var/lib/shop/data_tmp", Level.OFF),
        ("ops/install.sh", "rm -rf /var/lib/shop/attempts", Level.ERROR),
        ("ops/start.sh", "find /srv/shop -name .lock -delete", Level.WARNING),
    ],
)
def test_what_is_installed_again_or_taken_out_by_its_own_script_is_no_error(
    path: str, command: str, expected: Level
) -> None:
    rule = "dropped-database" if "dropdb" in command else "recursive-delete"
    assert level(rule, shell(command, path=path)) is expected


@pytest.mark.parametrize(
    ("rule", "statement", "expected"),
    [
        ("unscoped-delete", "DELETE FROM page_cache", Level.WARNING),
        ("unscoped-delete", "DELETE FROM shop.cache", Level.WARNING),
        ("unscoped-delete", "DELETE FROM cache.users", Level.ERROR),
        ("unscoped-delete", "DELETE FROM cashiers", Level.ERROR),
        ("unscoped-delete", "DELETE FROM sessions", Level.ERROR),
        ("truncated-table", "TRUNCATE stock_staging", Level.INFO),
        ("truncated-table", "TRUNCATE stock_bool_stage", Level.INFO),
        ("truncated-table", "TRUNCATE stages", Level.ERROR),
        ("truncated-table", "TRUNCATE orders_work", Level.INFO),
        ("truncated-table", "TRUNCATE work_orders", Level.ERROR),
        ("truncated-table", "TRUNCATE stock", Level.ERROR),
        ("truncated-table", "TRUNCATE staging.stock", Level.INFO),
        ("truncated-table", "TRUNCATE public.stock", Level.ERROR),
        ("dropped-table", "DROP TABLE tmp_orders", Level.WARNING),
        ("dropped-table", "DROP TABLE IF EXISTS tmp_orders", Level.WARNING),
        ("dropped-table", "DROP TABLE IF EXISTS orders", Level.ERROR),
        ("dropped-database", "DROP DATABASE shop_test", Level.INFO),
        ("dropped-database", "DROP DATABASE shop_dev", Level.WARNING),
        ("dropped-database", "DROP DATABASE shop_contest", Level.ERROR),
        ("dropped-schema", "DROP SCHEMA scratch CASCADE", Level.INFO),
        ("replaced-table", "CREATE OR REPLACE DATABASE shop_dev CLONE shop", Level.INFO),
        ("replaced-table", "CREATE OR REPLACE DATABASE shop CLONE shop_dev", Level.ERROR),
        ("unscoped-delete", "DELETE FROM shop_dev.core.orders", Level.WARNING),
    ],
)
def test_a_cache_and_work_in_progress_are_no_error(
    rule: str, statement: str, expected: Level
) -> None:
    assert level(rule, sql(statement)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("db/80-sample-data.sql", Level.WARNING),
        ("db/demo.sql", Level.WARNING),
        ("db/data.sql", Level.ERROR),
        ("db/samplers.sql", Level.ERROR),
    ],
)
def test_samples_are_for_who_has_no_data_yet(path: str, expected: Level) -> None:
    assert level("unscoped-update", sql("UPDATE repo SET name = NULL", path=path)) is expected


FILLED = """\
from shop.models import Tag

def sync(session, rows, db):
    {gone}
    {come}
"""


@pytest.mark.parametrize(
    ("gone", "come", "expected"),
    [
        ("Tag.objects.all().delete()", "Tag.objects.bulk_create(rows)", Level.WARNING),
        (
            "Tag.objects.all().delete()",
            "for row in rows: Tag.objects.create(name=row)",
            Level.WARNING,
        ),
        (
            "session.query(Tag).delete()",
            "session.add_all(Tag(name=row) for row in rows)",
            Level.WARNING,
        ),
        ("Tag.objects.all().delete()", "Tag.objects.create(name='admin')", Level.ERROR),
        ("Tag.objects.all().delete()", "Author.objects.bulk_create(rows)", Level.ERROR),
        (
            "Tag.objects.all().delete()",
            "Tag.objects.bulk_create(Tag(name=fake.word()) for _ in range(9))",
            Level.ERROR,
        ),
        ("Tag.objects.bulk_create(rows)", "Tag.objects.all().delete()", Level.ERROR),
        ("Tag.objects.all().delete()", "for row in Tag.objects.all(): row.save()", Level.ERROR),
        ("for tag in Tag.objects.all(): tag.delete()", "for tag in rows: tag.save()", Level.ERROR),
        ("session.execute('DELETE FROM tags')", "session.execute(INSERT, rows)", Level.ERROR),
        (
            "session.execute('DELETE FROM tags')",
            "session.execute('INSERT INTO tags VALUES (:a, :b)', rows)",
            Level.WARNING,
        ),
    ],
)
def test_rows_that_are_replaced_by_the_programs_own_are_no_error(
    gone: str, come: str, expected: Level
) -> None:
    code = python(FILLED.format(gone=gone, come=come), path="app/sync.py")
    assert level("unscoped-delete", code) is expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("TRUNCATE stock; COPY stock FROM STDIN", Level.WARNING),
        ("TRUNCATE stock; INSERT INTO stock VALUES ($1, $2)", Level.WARNING),
        ("TRUNCATE stock; INSERT INTO stock VALUES (1, 'a')", Level.ERROR),
        ("TRUNCATE stock; INSERT INTO stock VALUES ($1, 'nobody', 'a', 0)", Level.ERROR),
        ("TRUNCATE stock CASCADE; COPY stock FROM STDIN", Level.ERROR),
        ("TRUNCATE settings; INSERT INTO settings VALUES (1, 'a')", Level.WARNING),
        ("COPY stock FROM STDIN; TRUNCATE stock", Level.ERROR),
    ],
)
def test_so_they_are_in_a_script(script: str, expected: Level) -> None:
    assert level("truncated-table", sql(script, path="load/stock.sql")) is expected


FILL = """\
def fill(apps, schema_editor):
    apps.get_model("shop", "Script").objects.update(owner=1)
"""


@pytest.mark.parametrize(("field", "expected"), [("owner", Level.OFF), ("author", Level.ERROR)])
def test_a_new_foreign_key_is_filled_by_the_name_of_its_field(field: str, expected: Level) -> None:
    key = "models.ForeignKey('shop.Owner', null=True, on_delete=models.CASCADE)"
    migration = django(
        f"migrations.AddField('script', '{field}', {key}),"
        "migrations.RunPython(fill, migrations.RunPython.noop),",
        code=FILL,
    )
    assert level("unscoped-update", migration) is expected


MOVE = """\
def run(apps, schema_editor):
    Old = apps.get_model("shop", "Invoice")
    New = apps.get_model("shop", "Bill")
    for old in Old.objects.all():
        {body}
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("New.objects.create(total=old.total)", Level.WARNING),
        ("New(total=old.total).save()", Level.WARNING),
        ("print(old.total)", Level.ERROR),
        ("old.delete()", Level.ERROR),
        ("New.objects.create(total=old.total); old.delete()", Level.WARNING),
        ("New.objects.create()", Level.ERROR),
    ],
)
def test_a_model_goes_after_its_rows_were_moved(body: str, expected: Level) -> None:
    steps = (
        "migrations.RunPython(run, migrations.RunPython.noop), migrations.DeleteModel('Invoice'),"
    )
    code = MOVE.format(body=body)
    assert level("dropped-table", django(steps, code=code)) is expected
    turned = (
        "migrations.DeleteModel('Invoice'), migrations.RunPython(run, migrations.RunPython.noop),"
    )
    assert level("dropped-table", django(turned, code=code)) is Level.ERROR


ACTION = (
    "name: a\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: |\n        {}\n"
)


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ("rm -rf /usr/share/dotnet; rm -rf /opt/ghc", Level.INFO),
        ('rm -rf /usr/share/dotnet "$AGENT_TOOLSDIRECTORY"', Level.INFO),
        ("rm -rf /usr/share/dotnet", Level.ERROR),
        ("rm -rf / /opt/ghc", Level.WARNING),
    ],
)
def test_an_action_that_slims_githubs_image_runs_on_it(commands: str, expected: Level) -> None:
    action = workflow(ACTION.format(commands), path=".github/actions/room/action.yml")
    assert level("recursive-delete", action) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("clear_messages", Level.WARNING), ("purge", Level.WARNING), ("start", Level.ERROR)],
)
def test_a_function_that_says_that_it_empties_a_queue(name: str, expected: Level) -> None:
    code = (
        f"from celery import Celery\n\napp = Celery()\n\ndef {name}():\n    app.control.purge()\n"
    )
    assert level("unscoped-delete", python(code, path="app/queue.py")) is expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("mkdir /build-new\ncd /build-new\nmake\ncd / && rm -rf /build-new", Level.INFO),
        ("mkdir -m 700 /build-new\nrm -rf /build-new", Level.INFO),
        ("cd /srv\nmkdir out\nrm -rf /srv/out", Level.INFO),
        ("mkdir -p /build-new\nrm -rf /build-new", Level.ERROR),
        ("if $new; then mkdir /build-new; fi\nrm -rf /build-new", Level.ERROR),
        ("rm -rf /build-new\nmkdir /build-new", Level.ERROR),
        ("mkdir /build-new\nrm -rf /build-old", Level.ERROR),
    ],
)
def test_a_folder_that_the_script_made_may_go(script: str, expected: Level) -> None:
    assert level("recursive-delete", shell(script, path="image/build")) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shop/management/commands/clear_tasks.py", Level.WARNING),
        ("shop/management/commands/clear_carts.py", Level.ERROR),
        ("shop/management/commands/sync.py", Level.ERROR),
        ("shop/management/commands/recalculate_task_times.py", Level.WARNING),
        ("shop/management/commands/recalculate_carts.py", Level.ERROR),
    ],
)
def test_a_command_says_by_its_own_name_what_it_empties(path: str, expected: Level) -> None:
    code = python(
        """\
        from django.core.management.base import BaseCommand
        from shop.models import Task

        class Command(BaseCommand):
            def handle(self, *args, **options):
                Task.objects.all().delete()
        """,
        path=path,
    )
    assert level("unscoped-delete", code) is expected


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        (
            "dropped-database",
            shell("dropdb shop", path="install/ci_install/stop.sh"),
            Level.WARNING,
        ),
        ("dropped-database", shell("dropdb shop", path="install/city/stop.sh"), Level.ERROR),
        ("grant-to-public", sql("GRANT ALL ON spatial_ref_sys TO PUBLIC"), Level.WARNING),
        ("grant-to-public", sql("GRANT ALL ON users TO PUBLIC"), Level.ERROR),
        (
            "unscoped-update",
            sql(
                "UPDATE teams t SET members = (SELECT count(*) FROM seats s WHERE s.team = t.id)",
                path="sql/counts.sql",
            ),
            Level.WARNING,
        ),
        (
            "unscoped-update",
            sql("UPDATE teams SET plan = (SELECT max(id) FROM plans)", path="sql/counts.sql"),
            Level.ERROR,
        ),
    ],
)
def test_what_is_for_ci_or_worked_out_row_by_row(
    rule: str, example: Example, expected: Level
) -> None:
    assert level(rule, example) is expected


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        ("destroyed-resource", shell("kubectl -n shop delete pod web-1"), Level.WARNING),
        ("destroyed-resource", shell("kubectl -n shop delete pods --all"), Level.ERROR),
        ("destroyed-resource", shell("kubectl -n shop delete pvc data-1"), Level.ERROR),
        ("destroyed-resource", shell("kubectl -n shop delete deploy,svc -l app=web"), Level.INFO),
        ("destroyed-resource", shell("kubectl delete jobs -l 'tier in (a, b)'"), Level.INFO),
        ("destroyed-resource", shell("kubectl delete deploy -A -l app=web"), Level.ERROR),
        ("destroyed-resource", shell("kubectl delete deploy -l app!=web"), Level.ERROR),
        ("destroyed-resource", shell("kubectl delete deploy,pvc -l app=web"), Level.ERROR),
        (
            "dropped-schema",
            sql("DROP SCHEMA IF EXISTS ctl CASCADE; CREATE SCHEMA ctl"),
            Level.WARNING,
        ),
        ("dropped-schema", sql("DROP SCHEMA ctl CASCADE; CREATE SCHEMA ctl"), Level.ERROR),
        ("dropped-schema", sql("DROP SCHEMA IF EXISTS ctl CASCADE"), Level.ERROR),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE boolean USING n::boolean",
                history="CREATE TABLE t (n int);",
            ),
            Level.WARNING,
        ),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE int",
                history="CREATE TABLE t (n double precision);",
            ),
            Level.ERROR,
        ),
        (
            "truncated-table",
            shell("docker exec -e DJANGO_SETTINGS_MODULE=shop.settings.test web manage.py flush"),
            Level.INFO,
        ),
        ("truncated-table", shell("docker exec web manage.py flush --noinput"), Level.ERROR),
    ],
)
def test_what_is_started_made_or_run_anew(rule: str, example: Example, expected: Level) -> None:
    assert level(rule, example) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"active": False}', Level.ERROR),
        ('{"active": False}, synchronize_session=False', Level.ERROR),
        ('{"_id": one}, {"$set": {"active": False}}', Level.OFF),
    ],
)
def test_an_update_with_a_filter_before_the_values_is_none_of_every_row(
    given: str, expected: Level
) -> None:
    code = python(f"def stop(one):\n    User.query.update({given})\n", path="app/users.py")
    assert level("unscoped-update", code) is expected


def test_where_rows_went_is_said_where_one_model_takes_them_only() -> None:
    steps = (
        "migrations.RunPython(run, migrations.RunPython.noop), migrations.DeleteModel('Invoice'),"
    )
    one = MOVE.format(body="New.objects.create(total=old.total)")
    two = MOVE.format(body="Note = apps.get_model('shop', 'Note'); Note(); New(total=old.total)")
    told = [
        finding.message.partition(", after its rows were ")[2]
        for code in (one, two)
        for finding in judge_example(RULES["dropped-table"], django(steps, code=code))
    ]
    assert told == ["copied to shop_bill", "put elsewhere"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("{'shop': shop}", Level.OFF),
        ("shop=shop", Level.OFF),
        ("", Level.ERROR),
        ("{}", Level.ERROR),
    ],
)
def test_what_is_found_by_something_is_not_all_there_is(asked: str, expected: Level) -> None:
    code = f"def close(shop):\n    for tag in Tag.query.find({asked}):\n        tag.delete()\n"
    assert level("unscoped-delete", python(code, path="app/tags.py")) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("User.id == user.id", Level.OFF),
        ("User.id == User.id", Level.ERROR),
        ("User.id > 0", Level.ERROR),
    ],
)
def test_the_key_of_one_row_is_a_condition(condition: str, expected: Level) -> None:
    code = (
        "from peewee import Model\n\nclass User(Model):\n    pass\n\n"
        f"def stop(user):\n    User.update(active=False).where({condition}).execute()\n"
    )
    assert level("always-true-condition", python(code, path="app/users.py")) is expected


ALEMBIC = """\
from alembic import op
import sqlalchemy as sa

users = sa.table("users", sa.column("mail"), sa.column("email"))

def upgrade():
    {before}
    op.drop_column("users", "email")
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("pass", Level.ERROR),
        ("op.execute('UPDATE users SET kind = 2 WHERE email')", Level.WARNING),
        ("op.execute('UPDATE users SET kind = 2 WHERE NOT email AND id > 7')", Level.WARNING),
        ("op.execute('UPDATE users SET kind = 2 WHERE email IS NULL')", Level.ERROR),
        ("op.execute('UPDATE users SET kind = 2 WHERE email OR gone')", Level.ERROR),
        ("op.execute('DELETE FROM users WHERE email')", Level.ERROR),
        ("op.execute(users.update().values(mail=users.c.email))", Level.WARNING),
        ("op.execute(users.update().values(mail='email'))", Level.ERROR),
        ("op.execute(users.update().values(email=users.c.mail))", Level.ERROR),
        (
            "for row in op.get_bind().execute('SELECT id, email FROM users'): move(row)",
            Level.WARNING,
        ),
        ("for row in op.get_bind().execute('SELECT id FROM users'): move(row)", Level.ERROR),
    ],
)
def test_a_column_goes_after_the_migration_used_its_values(before: str, expected: Level) -> None:
    code = python(ALEMBIC.format(before=before), path="migrations/versions/0007_a.py")
    assert level("dropped-column", code) is expected


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ("is_default = false", Level.WARNING),
        ("is_current = 0", Level.WARNING),
        ("selected = false", Level.WARNING),
        ("current = 0", Level.ERROR),
        ("active = false", Level.ERROR),
        ("is_default = false, name = ''", Level.ERROR),
        ("default_address = ''", Level.ERROR),
    ],
)
def test_a_mark_that_one_row_alone_has_is_taken_from_all(sets: str, expected: Level) -> None:
    code = STORE.format(name="choose", statement=f"UPDATE areas SET {sets}")
    assert level("unscoped-update", python(code, path="app/store.py")) is expected


@pytest.mark.parametrize(
    ("model", "expected"),
    [("DBCache", Level.WARNING), ("PageCache", Level.WARNING), ("Cashier", Level.ERROR)],
)
def test_a_model_says_in_one_word_that_it_is_a_cache(model: str, expected: Level) -> None:
    code = f"""\
        from shop.models import Base

        class {model}(Base):
            @classmethod
            def start(cls, db):
                db.query(cls).delete()
        """
    assert level("unscoped-delete", python(code, path="app/cache.py")) is expected


@pytest.mark.parametrize(
    ("path", "command", "expected"),
    [
        ("ops/clean", "docker volume rm shop-data", Level.WARNING),
        ("ops/teardown.sh", "docker compose down --volumes", Level.WARNING),
        ("ops/deploy.sh", "docker compose down --volumes", Level.ERROR),
        ("ops/teardown.sh", "terraform destroy -auto-approve", Level.ERROR),
        ("ops/x.sh", 'aws ec2 delete-snapshot --snapshot-id "$id"', Level.WARNING),
        ("ops/x.sh", "aws ec2 delete-snapshot --snapshot-id snap-1", Level.ERROR),
        ("ops/x.sh", 'gh api -X DELETE "repos/a/b/git/refs/tags/$TAG"', Level.WARNING),
        ("ops/x.sh", "gh api -X DELETE repos/a/b/git/refs/heads/main", Level.ERROR),
        ("ops/x.sh", "gh api -X DELETE repos/a/b", Level.ERROR),
        ("ops/x.sh", 'gh api -X DELETE "repos/a/b/actions/artifacts/$A"', Level.WARNING),
        ("ops/x.sh", "aws s3 rm --recursive s3://tile-cache.shop.io/v1/", Level.WARNING),
        ("ops/x.sh", "aws s3 rm --recursive s3://cached-shop/v1/", Level.ERROR),
        ("ops/x.sh", 'aws ec2 delete-volume --volume-id "$id"', Level.ERROR),
        (
            "ops/x.sh",
            'aws rds delete-db-instance --db-instance-identifier "$id" --skip-final-snapshot',
            Level.ERROR,
        ),
    ],
)
def test_what_is_taken_down_on_ones_own_machine_or_cleared_away_from_a_list(
    path: str, command: str, expected: Level
) -> None:
    assert level("destroyed-resource", shell(command, path=path)) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("UPDATE tools SET enabled = true WHERE id = 7", Level.WARNING),
        ("UPDATE tools SET enabled = true WHERE kind = 'new'", Level.WARNING),
        ("UPDATE tools SET enabled = true, name = 'a' WHERE id = 7", Level.WARNING),
        ("UPDATE tools SET name = 'a' WHERE id = 7", Level.ERROR),
        ("UPDATE users SET enabled = true WHERE id = 7", Level.ERROR),
        ("SELECT 1", Level.ERROR),
    ],
)
def test_all_are_switched_off_and_some_on_again(then: str, expected: Level) -> None:
    text = sql(f"UPDATE tools SET enabled = false; {then}")
    assert level("unscoped-update", text) is expected
    turned = sql(f"{then}; UPDATE tools SET enabled = false")
    assert level("unscoped-update", turned) is Level.ERROR


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("ALTER TABLE t ALTER COLUMN c SET NOT NULL", Level.WARNING),
        ("ALTER TABLE t MODIFY c text NOT NULL", Level.WARNING),
        ("ALTER TABLE t ALTER COLUMN d SET NOT NULL", Level.ERROR),
        ("ALTER TABLE t ALTER COLUMN c DROP NOT NULL", Level.ERROR),
    ],
)
def test_rows_get_a_value_before_they_must_have_one(then: str, expected: Level) -> None:
    dialect = "mysql" if "MODIFY" in then else ""
    text = sql(f"UPDATE t SET c = ''; {then}", dialect=dialect)
    assert level("unscoped-update", text) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('"users"', Level.ERROR),
        ("table", Level.WARNING),
        ('f"{schema}_{table}"', Level.WARNING),
        ('f"{schema}_users"', Level.WARNING),
    ],
)
def test_a_table_that_a_caller_names_is_replaced(target: str, expected: Level) -> None:
    code = f"""\
        import pandas as pd

        def load(df: pd.DataFrame, engine, table, schema):
            df.to_sql({target}, engine, if_exists="replace")
        """
    assert level("replaced-table", python(code, path="app/load.py")) is expected


RENAMED = """\
def cast(apps, schema_editor):
    apps.get_model("shop", "Order").objects.update(flag_temp=Cast(F("{read}"), field))
"""


@pytest.mark.parametrize(("read", "expected"), [("flag", Level.WARNING), ("name", Level.ERROR)])
def test_a_column_was_read_under_the_name_that_it_had_before(read: str, expected: Level) -> None:
    migration = django(
        "migrations.RunPython(cast, migrations.RunPython.noop),"
        "migrations.RenameField('order', 'flag', 'flag_old'),"
        "migrations.RenameField('order', 'flag_temp', 'flag'),"
        "migrations.RemoveField('order', 'flag_old'),",
        code=RENAMED.format(read=read),
    )
    assert level("dropped-column", migration) is expected


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        (
            "piped-remote-code",
            shell("curl https://x.io/i.sh | bash", path="tests/unit/helper.bash"),
            Level.WARNING,
        ),
        (
            "piped-remote-code",
            shell("curl https://x.io/i.sh | bash", path="ops/helper.bash"),
            Level.ERROR,
        ),
        ("grant-all", sql("GRANT ALL ON *.* TO 'a'@'%'", dialect="mysql"), Level.ERROR),
        ("grant-all", sql("GRANT ALL ON * TO 'a'@'%'", dialect="mysql"), Level.WARNING),
        ("recursive-delete", shell("find -L /srv/shop -type l -delete"), Level.WARNING),
        ("recursive-delete", shell("find -L /srv/shop -type d -delete"), Level.ERROR),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE double precision",
                history="CREATE TABLE t (n numeric(4, 3));",
            ),
            Level.OFF,
        ),
        (
            "narrowed-type",
            sql(
                "ALTER TABLE t ALTER COLUMN n TYPE double precision",
                history="CREATE TABLE t (n numeric(20, 3));",
            ),
            Level.ERROR,
        ),
        (
            "unscoped-delete",
            python(
                FILLED.format(
                    gone="gone = Tag.objects.all().delete()",
                    come="count = len(Tag.objects.bulk_create(rows))",
                ),
                path="app/sync.py",
            ),
            Level.WARNING,
        ),
    ],
)
def test_what_is_less_than_it_looks(rule: str, example: Example, expected: Level) -> None:
    assert level(rule, example) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("ALTER TABLE t RENAME COLUMN flag_new TO flag", Level.INFO),
        ("ALTER TABLE t ADD COLUMN flag boolean", Level.INFO),
        ("ALTER TABLE u RENAME COLUMN flag_new TO flag", Level.WARNING),
        ("SELECT 1", Level.WARNING),
    ],
)
def test_another_column_takes_the_name(then: str, expected: Level) -> None:
    text = (
        "ALTER TABLE t ADD COLUMN flag_new boolean; ALTER TABLE t RENAME COLUMN flag TO flag_old;"
    )
    history = "CREATE TABLE t (flag text); CREATE TABLE u (flag_new text);"
    found = judge_example(RULES["renamed-column"], sql(f"{text} {then}", history=history))
    assert max(f.level for f in found if f.message.startswith("t.flag is")) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stop_idle", Level.WARNING),
        ("power_off_dev", Level.WARNING),
        ("terminate_idle", Level.INFO),
        ("stop_and_delete", Level.INFO),
        ("power_report", Level.INFO),
    ],
)
def test_what_is_named_for_stopping_should_not_end_machines(name: str, expected: Level) -> None:
    code = f"""\
import boto3

def {name}():
    ec2 = boto3.client("ec2")
    found = ec2.describe_instances(Filters=[{{"Name": "tag:env", "Values": ["dev"]}}])
    ids = [one["InstanceId"] for part in found["Reservations"] for one in part["Instances"]]
    ec2.terminate_instances(InstanceIds=ids)
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ('name = f"pr-{number}"', Level.INFO),
        ('name = f"shop-{number}"', Level.WARNING),
        ("name = number", Level.WARNING),
    ],
)
@pytest.mark.parametrize("inner", ["", "down(name)\n\ndef down(name):\n    "])
def test_the_name_that_an_object_was_asked_for_by(named: str, inner: str, expected: Level) -> None:
    code = f"""\
from pulumi import automation as auto

def closed(number):
    {named}
    {inner}stack = auto.select_stack(stack_name=name, work_dir="infra")
    stack.destroy()
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("listed", "taken", "expected"),
    [
        ("describe_instances", "terminate_instances(InstanceIds=[one['Id']])", Level.WARNING),
        ("describe_snapshots", "delete_snapshot(SnapshotId=one['Id'])", Level.INFO),
    ],
)
def test_what_runs_for_long_is_in_use(listed: str, taken: str, expected: Level) -> None:
    code = f"""\
import boto3

ec2 = boto3.client("ec2")
for one in ec2.{listed}()["Found"]:
    if one["StartTime"] < limit:
        ec2.{taken}
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [(", SkipFinalSnapshot=True", Level.WARNING), (", FinalDBSnapshotIdentifier='a'", Level.INFO)],
)
def test_a_question_doesnt_say_that_nothing_is_kept(more: str, expected: Level) -> None:
    code = f"""\
import boto3
import click

def retire(name):
    click.confirm(f"Retire {{name}}?", abort=True)
    boto3.client("rds").delete_db_instance(DBInstanceIdentifier=name{more})
"""
    assert level("destroyed-resource", python(code)) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("one['Name'].endswith(domain)", Level.INFO), ("one['Type'] != 'SOA'", Level.WARNING)],
)
def test_records_that_their_names_pick(condition: str, expected: Level) -> None:
    code = f"""\
import boto3

def clear(zone, domain):
    dns = boto3.client("route53")
    found = dns.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    changes = [
        {{"Action": "DELETE", "ResourceRecordSet": one}} for one in found if {condition}
    ]
    dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={{"Changes": changes}})
"""
    assert level("destroyed-resource", python(code)) is expected
