"""What earlier migrations made is known where a migration is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from guardrail.cache import Cache
from guardrail.engine.check import Request, check
from guardrail.engine.circumstances import UnitContext
from guardrail.engine.gather import Gatherer
from guardrail.engine.replay.surroundings import States, Surroundings
from guardrail.engine.units import read_units
from guardrail.git import head, repository
from guardrail.model import Direction
from guardrail.policy.policy import load
from guardrail.policy.problems import PolicyError
from guardrail.shapes import TableShape
from guardrail.snapshot import Snapshot
from guardrail.snapshot.commit import Commit
from guardrail.snapshot.index import Index
from guardrail.snapshot.overlay import Overlay
from guardrail.snapshot.patch import Patch
from guardrail.snapshot.work_tree import WorkTree


class Project(Protocol):
    """A repository on disk."""

    root: Path

    def write(self, path: str, text: str | bytes = "") -> Path: ...
    def stage(self, path: str, text: str | bytes = "") -> Path: ...
    def commit(self, message: str = "a commit") -> str: ...


class Counted:
    """A Snapshot that counts what is read of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.name, self.root = snapshot.name, snapshot.root
        self.read: list[str] = []
        self.listed = 0

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        self.listed += 1
        return self._snapshot.paths(under)

    def exists(self, path: str) -> bool:
        return self._snapshot.exists(path)

    def text(self, path: str) -> object:
        self.read.append(path)
        return self._snapshot.text(path)

    def identity(self, path: str) -> str:
        return self._snapshot.identity(path)


class Run:
    """One run on a Snapshot: the Contexts of a file's Units."""

    def __init__(self, snapshot: Snapshot, cache: Cache | None = None) -> None:
        self.cache = cache or Cache(None)
        policies = load(snapshot)

        def settings_of(path: str):  # type: ignore[no-untyped-def]
            return policies.for_path(path).settings

        self.settings_of = settings_of
        self.gatherer = Gatherer(snapshot, settings_of, self.cache, 1)
        states = States(snapshot, snapshot, snapshot)
        self.around = Surroundings(states, settings_of, self.gatherer, self.cache)

    def contexts(self, path: str) -> list[UnitContext]:
        facts = self.gatherer.gather([path]).readings[path].facts
        units = read_units(path, facts, self.gatherer.follow).units
        past_of = self.around.past_of(units)
        settings = self.settings_of(path)
        return [UnitContext(u, settings, past_of(u, n)) for n, u in enumerate(units)]

    def table(self, path: str, name: str, direction: Direction = Direction.UP) -> TableShape | None:
        """The table just before the first effect of a migration."""
        context = next(
            c for c in self.contexts(path) if c.unit.effects and c.unit.direction is direction
        )
        return context.table(name, context.unit.effects[0])

    def known(self, path: str) -> bool:
        context = next(c for c in self.contexts(path) if c.unit.effects)
        return context.history_known(context.unit.effects[0])


def columns(shape: TableShape | None) -> list[str] | None:
    return None if shape is None else [column.name for column in shape.columns]


FIRST = "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));\n"
SECOND = "ALTER TABLE users ADD COLUMN age int;\n"
THIRD = "ALTER TABLE users DROP COLUMN email;\n"


@pytest.fixture
def shop(project: Project) -> Project:
    """A repository with two migrations committed, a third one staged."""
    project.stage("migrations/0001_first.sql", FIRST)
    project.stage("migrations/0002_second.sql", SECOND)
    project.commit()
    project.stage("migrations/0003_third.sql", THIRD)
    return project


def index(project: Project) -> Index:
    repo = repository(project.root)
    assert repo is not None
    return Index(repo)


def commit(project: Project) -> Commit:
    repo = repository(project.root)
    assert repo is not None
    at = head(repo)
    assert at is not None
    return Commit(repo, at)


class TestBefore:
    """A step finds what the steps before it left, in the state that is judged."""

    def test_each_step_of_a_history_finds_its_own(self, shop: Project) -> None:
        run = Run(index(shop))
        assert columns(run.table("migrations/0003_third.sql", "users")) == ["id", "email", "age"]
        assert columns(run.table("migrations/0001_first.sql", "users")) is None
        assert columns(run.table("migrations/0002_second.sql", "users")) == ["id", "email"]
        assert run.known("migrations/0003_third.sql")

    def test_on_disk_and_in_an_editor_what_is_written_there_counts(self, shop: Project) -> None:
        shop.write("migrations/0002_second.sql", "ALTER TABLE users ADD COLUMN name text;\n")
        tree = WorkTree(shop.root)
        assert columns(Run(tree).table("migrations/0003_third.sql", "users")) == [
            "id",
            "email",
            "name",
        ]
        typed = Overlay(tree, {"migrations/0002_second.sql": "DROP TABLE users;\n"})
        assert Run(typed).table("migrations/0003_third.sql", "users") is None

    def test_in_a_commit_what_was_committed(self, shop: Project) -> None:
        run = Run(commit(shop))
        assert columns(run.table("migrations/0002_second.sql", "users")) == ["id", "email"]

    def test_a_diff_shows_no_history(self) -> None:
        patch = Patch(
            "--- /dev/null\n+++ b/migrations/0003_third.sql\n@@ -0,0 +1,1 @@\n"
            "+ALTER TABLE users DROP COLUMN email;\n"
        )
        assert not Run(patch).known("migrations/0003_third.sql")

    def test_the_way_back_finds_what_the_way_up_left(self, project: Project) -> None:
        project.write(
            "db/1_a.sql", "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n"
        )
        run = Run(WorkTree(project.root))
        assert run.table("db/1_a.sql", "a") is None
        assert columns(run.table("db/1_a.sql", "a", Direction.DOWN)) == ["id"]


class TestElsewhere:
    """A text that is no step finds the end of the one history there is."""

    def test_where_there_is_one(self, shop: Project) -> None:
        shop.write("app/clean.sql", "DELETE FROM users;\n")
        found = Run(WorkTree(shop.root)).table("app/clean.sql", "users")
        assert columns(found) == ["id", "age"]

    def test_where_there_are_two_nothing_is_known(self, shop: Project) -> None:
        shop.write("app/clean.sql", "DELETE FROM users;\n")
        shop.write("other/migrations/0001_a.sql", "CREATE TABLE users (id int);\n")
        run = Run(WorkTree(shop.root))
        assert run.table("app/clean.sql", "users") is None
        assert not run.known("app/clean.sql")

    def test_unless_policy_says_which_is_whose(self, shop: Project) -> None:
        shop.write("other/clean.sql", "DELETE FROM users;\n")
        shop.write("other/migrations/0001_a.sql", "CREATE TABLE users (other int);\n")
        shop.write("guardrail.toml", '[[database]]\nname = "b"\npaths = ["other/**"]\n')
        found = Run(WorkTree(shop.root)).table("other/clean.sql", "users")
        assert columns(found) == ["other"]


class TestWhatIsKept:
    """A prefix of a history is folded once, whatever comes after it."""

    @pytest.fixture
    def cache(self, tmp_path: Path) -> Cache:
        return Cache(str(tmp_path / "kept"))

    def test_the_second_run_reads_the_new_migration_alone(
        self, shop: Project, cache: Cache
    ) -> None:
        first = Run(index(shop), cache)
        expected = first.table("migrations/0003_third.sql", "users")
        first.around.keep()
        shop.stage("migrations/0003_third.sql", THIRD + "DROP TABLE users;\n")
        counted = Counted(index(shop))
        second = Run(counted, cache)  # type: ignore[arg-type]
        assert second.table("migrations/0003_third.sql", "users") == expected
        assert second.known("migrations/0003_third.sql")
        assert "migrations/0003_third.sql" in counted.read
        assert "migrations/0002_second.sql" not in counted.read

    def test_another_past_is_another_prefix(self, shop: Project, cache: Cache) -> None:
        first = Run(index(shop), cache)
        first.table("migrations/0003_third.sql", "users")
        first.around.keep()
        shop.stage("migrations/0001_first.sql", "CREATE TABLE users (other int);\n")
        again = Run(index(shop), cache)
        assert columns(again.table("migrations/0003_third.sql", "users")) == ["other", "age"]

    def test_what_is_kept_may_be_damaged(self, shop: Project, cache: Cache) -> None:
        first = Run(index(shop), cache)
        first.table("migrations/0003_third.sql", "users")
        first.around.keep()
        (chronicle,) = first.around.replay.chronicles
        cache.put(chronicle._keys[2], '{"known": true')
        again = Run(index(shop), cache)
        assert columns(again.table("migrations/0003_third.sql", "users")) == ["id", "email", "age"]

    def test_nothing_is_listed_before_a_rule_asks(self, shop: Project) -> None:
        counted = Counted(index(shop))
        run = Run(counted)  # type: ignore[arg-type]
        context = run.contexts("migrations/0003_third.sql")[-1]
        context.created_here("users", context.unit.effects[0])
        assert counted.listed == 0


class TestGuessing:
    """What can't be followed is said."""

    def test_a_history_that_begins_in_the_middle(self, project: Project) -> None:
        project.write("migrations/0001_a.sql", "ALTER TABLE users ADD COLUMN age int;\n")
        project.write("migrations/0002_b.sql", "ALTER TABLE users DROP COLUMN age;\n")
        run = Run(WorkTree(project.root))
        assert not run.known("migrations/0002_b.sql")
        assert columns(run.table("migrations/0002_b.sql", "users")) == ["age"]

    def test_a_migration_that_cannot_be_read(self, shop: Project) -> None:
        shop.write("migrations/0002_second.sql", b"\0\0\0")
        assert not Run(WorkTree(shop.root)).known("migrations/0003_third.sql")


class TestSizes:
    """The statistics that the policy names."""

    POLICY = '[[database]]\nstats = "stats.csv"\n'

    def test_they_say_how_many_rows_a_table_has(self, shop: Project) -> None:
        shop.write("guardrail.toml", self.POLICY)
        shop.write("stats.csv", "schemaname,relname,n_live_tup\npublic,users,7\n")
        context = Run(WorkTree(shop.root)).contexts("migrations/0003_third.sql")[-1]
        effect = context.unit.effects[0]
        assert context.rows("users", effect) == context.rows("public.users", effect) == 7
        assert context.rows("orders", effect) is None

    @pytest.mark.parametrize("text", [None, "relname\nusers\n", "[7]", '{"a": "x"}', "[" * 99_999])
    def test_a_broken_file_is_a_broken_policy(self, shop: Project, text: str | None) -> None:
        shop.write("guardrail.toml", self.POLICY)
        if text is not None:
            shop.write("stats.csv", text)
        with pytest.raises(PolicyError, match=r"stats\.csv"):
            Run(WorkTree(shop.root)).contexts("migrations/0003_third.sql")


class TestDatabase:
    """Where policy and text say nothing, the project does."""

    def dialect(self, project: Project, path: str) -> tuple[str, int]:
        context = next(c for c in Run(WorkTree(project.root)).contexts(path) if c.unit.effects)
        known = context.database(context.unit.effects[0])
        return known.dialect, known.version

    def test_its_compose_file_tells_the_server_and_its_version(self, shop: Project) -> None:
        shop.write("compose.yml", "services:\n  db:\n    image: postgres:14\n")
        assert self.dialect(shop, "migrations/0003_third.sql") == ("postgres", 14)

    def test_the_other_migrations_tell_more_than_that(self, shop: Project) -> None:
        shop.write("compose.yml", "services:\n  db:\n    image: postgres:14\n")
        shop.write("migrations/0002_second.sql", "ALTER TABLE `users` ADD `age` int unsigned;\n")
        assert self.dialect(shop, "migrations/0003_third.sql") == ("mysql", 0)

    def test_of_two_servers_neither_is_taken(self, shop: Project) -> None:
        shop.write(
            "compose.yml", "services:\n  a:\n    image: postgres:14\n  b:\n    image: mysql:8\n"
        )
        assert self.dialect(shop, "migrations/0003_third.sql") == ("", 0)


class TestUses:
    """Who uses a table is looked for in the code that runs while the migration does."""

    def places(self, project: Project, running: Snapshot, cache: Cache) -> list[str]:
        judged = index(project)
        run = Run(judged, cache)
        run.around = Surroundings(
            States(judged, running, judged), run.settings_of, run.gatherer, cache
        )
        context = run.contexts("migrations/0003_third.sql")[-1]
        return [place.span.path for place in context.uses("users", "email")]

    def test_also_where_the_change_removes_the_use(self, shop: Project, tmp_path: Path) -> None:
        used = 'db.execute("SELECT email FROM users")\n'
        shop.stage("app/mail.py", used)
        shop.commit()
        base = commit(shop)
        shop.stage("app/mail.py", "pass\n")
        cache = Cache(str(tmp_path / "kept"))
        assert self.places(shop, base, cache) == ["app/mail.py"]
        assert self.places(shop, index(shop), cache) == []
        counted = commit(shop)
        counted.text = None  # type: ignore[assignment, method-assign]
        assert self.places(shop, counted, cache) == ["app/mail.py"]


def test_a_broken_policy_of_another_folder_is_no_obstacle(shop: Project) -> None:
    shop.write("other/guardrail.toml", "nonsense = 1\n")
    shop.write("other/migrations/0001_a.sql", "CREATE TABLE a (id int);\n")
    tree = WorkTree(shop.root)
    report = check(Request(tree, load(tree), ["migrations/0003_third.sql"]))
    assert "dropped-column" in {finding.rule for finding in report.findings}
    assert report.gaps == []


def test_what_cannot_be_followed_counts_from_its_statement_on(project: Project) -> None:
    project.stage("migrations/0001_a.sql", "CREATE TABLE t (id int);\n")
    unknown = "CREATE TABLE u (id int);\nDO $$ DECLARE s text; BEGIN "
    unknown += "SELECT x INTO s FROM y; EXECUTE s; END $$;\n"
    project.stage("migrations/0002_b.sql", unknown + "CREATE TABLE v (id int);\n")
    project.stage("migrations/0003_c.sql", "ALTER TABLE t ADD a int;\n")
    run = Run(index(project))
    assert run.known("migrations/0002_b.sql")
    assert not run.known("migrations/0003_c.sql")
    assert columns(run.table("migrations/0003_c.sql", "v")) == ["id"]


def test_trouble_of_the_order_counts_from_its_migration_on(project: Project) -> None:
    head = "from alembic import op\nrevision = '{}'\ndown_revision = {!r}\ndef upgrade():\n    {}\n"
    texts = {
        "a": (None, "op.create_table('t')"),
        "b": ("a", "op.create_table('u')"),
        "c": ("lost", "op.drop_table('t')"),
    }
    for name, (before, does) in texts.items():
        project.stage(f"alembic/versions/{name}_x.py", head.format(name, before, does))
    run = Run(index(project))
    assert run.known("alembic/versions/b_x.py")
    assert not run.known("alembic/versions/c_x.py")


def test_a_column_that_an_earlier_migration_copied_may_go(project: Project) -> None:
    project.stage("migrations/0001_a.sql", "CREATE TABLE t (old text, new text);\n")
    project.stage("migrations/0002_b.sql", "UPDATE t SET new = old;\n")
    project.stage("migrations/0003_c.sql", "ALTER TABLE t DROP COLUMN old;\n")
    project.stage("migrations/0004_d.sql", "ALTER TABLE t DROP COLUMN new;\n")
    tree = index(project)
    found = check(Request(tree, load(tree), list(tree.paths()))).counted()
    told = {f.span.path[11:15]: str(f.level) for f in found if f.rule == "dropped-column"}
    assert told == {"0003": "warning", "0004": "error"}


def test_what_a_squash_stands_for_finds_what_came_before_both(project: Project) -> None:
    migration = (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        "    replaces = [{replaces}]\n    dependencies = [{after}]\n    operations = [{does}]\n"
    )
    model = 'migrations.CreateModel("Order", fields=[("id", models.AutoField(primary_key=True))])'
    add = 'migrations.AddField("order", "state", models.CharField(max_length={}, null=True))'
    alter = 'migrations.AlterField("order", "state", models.IntegerField(null=True))'
    for name, replaces, after, does in (
        ("0001_a", "", "", model),
        ("0002_b", "", '("shop", "0001_a")', add.format(9)),
        ("0002_squashed", '("shop", "0002_b")', '("shop", "0001_a")', add.format(9)),
        ("0003_c", "", '("shop", "0002_squashed")', alter),
    ):
        text = migration.format(replaces=replaces, after=after, does=does)
        project.stage(f"shop/migrations/{name}.py", text)
    project.stage("shop/migrations/__init__.py", "")
    run = Run(index(project))
    for name, known in (("0001_a", None), ("0002_b", ["id"]), ("0002_squashed", ["id"])):
        assert columns(run.table(f"shop/migrations/{name}.py", "shop_order")) == known


def test_a_proxy_that_goes_takes_no_table_with_it(project: Project) -> None:
    migration = (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        "    dependencies = [{after}]\n    operations = [{does}]\n"
    )
    model = 'migrations.CreateModel("{}", fields=[{}], options={{"proxy": {}}})'
    field = '("id", models.AutoField(primary_key=True))'
    for name, after, does in (
        ("0001_a", "", model.format("Order", field, False)),
        ("0002_b", '("shop", "0001_a")', model.format("Bill", "", True)),
        ("0003_c", '("shop", "0002_b")', 'migrations.DeleteModel("Bill")'),
        ("0004_d", '("shop", "0003_c")', 'migrations.DeleteModel("Order")'),
    ):
        project.stage(f"shop/migrations/{name}.py", migration.format(after=after, does=does))
    project.stage("shop/migrations/__init__.py", "")
    tree = index(project)
    found = check(Request(tree, load(tree), list(tree.paths()))).counted()
    told = [f.span.path for f in found if f.rule == "dropped-table"]
    assert told == ["shop/migrations/0004_d.py"]
