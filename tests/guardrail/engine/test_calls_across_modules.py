"""What a project's function does with a parameter is told where other modules call it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from time import process_time

import pytest
from hypothesis import given as given_by
from hypothesis import settings as bounded
from hypothesis import strategies as st

from guardrail.cache import Cache
from guardrail.effects import DataChange, Effect, FileChange, SchemaChange
from guardrail.effects.guarding import is_withheld
from guardrail.engine import linking
from guardrail.engine.gather import Gatherer
from guardrail.frontends.python.values.constants import constant
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

DB = """
import psycopg2

connection = psycopg2.connect("dbname=shop")

def run(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)

class Database:
    def query(self, sql):
        connection.cursor().execute(sql)

database = Database()
WIPE = "DROP TABLE orders"

class Queries:
    CLEAR = "DROP TABLE " + "orders"
"""


def gatherer_of(files: Mapping[str, str], cache: Cache | None = None) -> Gatherer:
    """A gatherer of a project that holds these files."""
    texts = {path: dedent(text) for path, text in files.items()}
    settings = Settings()
    return Gatherer(Overlay(Nothing(), texts), lambda _: settings, cache or Cache(None), 0)


def told(files: Mapping[str, str], *paths: str) -> list[str]:
    """The effects found in some files of a project, or in all, each with the way to it."""
    gathered = gatherer_of(files).gather(paths or sorted(files))
    return [
        line
        for path in sorted(gathered.readings)
        for fact in gathered.readings[path].facts
        if isinstance(fact, Effect)
        for line in _lines(fact)
    ]


def _lines(effect: Effect) -> list[str]:
    if isinstance(effect, SchemaChange):
        what = f"{effect.verb} {effect.name}"
    elif isinstance(effect, DataChange):
        what = f"{effect.verb} {effect.target}"
    elif isinstance(effect, FileChange) and effect.path:
        what = f"{effect.verb} {effect.path}"
    else:
        return []
    return [" <- ".join([f"{effect.span.path}: {what}", *(step.label for step in effect.via)])]


@pytest.mark.parametrize(
    "code",
    [
        "from app.db import run\nrun('DROP TABLE orders')\n",
        "from app.db import run as go\ngo('DROP TABLE orders')\n",
        "from app import db\ndb.run('DROP TABLE orders')\n",
        "import app.db\napp.db.run('DROP TABLE orders')\n",
        "import app.db as database\ndatabase.run('DROP TABLE orders')\n",
        "from app.db import *\nrun('DROP TABLE orders')\n",
        "from .db import run\nrun('DROP TABLE orders')\n",
        "from . import db\ndb.run('DROP TABLE orders')\n",
        "def wipe():\n  from app.db import (\n      run,  # it\n  )\n  run('DROP TABLE orders')\n",
        "from .db import run, WIPE\nrun(WIPE)\n",
        "from . import db\ndb.run(db.WIPE)\n",
        "from .db import run, Queries\nrun(Queries.CLEAR)\n",
        "from app.db import run\nrun(f'DROP TABLE {\"orders\"}')\n",
    ],
)
def test_the_caller_is_told_with_the_way(code: str) -> None:
    files = {"app/db.py": DB, "app/__init__.py": "", "app/jobs.py": code}
    assert told(files) == ["app/jobs.py: drop orders <- app/db.py:run <- cursor.execute"]
    assert told(files, "app/jobs.py") == told(files)


@pytest.mark.parametrize(
    "code",
    [
        "from app.db import Database\nDatabase().query('DROP TABLE orders')\n",
        "from app.db import Database\nd = Database()\nd.query('DROP TABLE orders')\n",
        "from app.db import database\ndatabase.query('DROP TABLE orders')\n",
        "from app import db\ndb.database.query('DROP TABLE orders')\n",
        (
            "from app.db import Database\nclass Own(Database):\n    def wipe(self):\n"
            "        self.query('DROP TABLE orders')\n"
        ),
    ],
)
def test_a_method_is_known_by_its_class_and_its_objects(code: str) -> None:
    files = {"app/db.py": DB, "app/__init__.py": "", "jobs.py": code}
    way = "app/db.py:Database.query <- connection.cursor().execute"
    assert told(files) == [f"jobs.py: drop orders <- {way}"]


@pytest.mark.parametrize(
    "code",
    [
        "from app.db import run\nrun('SELECT 1')\n",
        "from other.db import run\nrun('DROP TABLE orders')\n",
        "def run(sql):\n    return sql\nrun('DROP TABLE orders')\n",
        "from app.db import connection\nrun('DROP TABLE orders')\n",
        "from app.db import Database\npage.query('DROP TABLE orders')\n",
        "from app.db import run\nprint('DROP TABLE orders')\n",
    ],
)
def test_a_function_of_the_same_name_is_another(code: str) -> None:
    assert told({"app/db.py": DB, "app/__init__.py": "", "jobs.py": code}) == []


def test_what_only_stands_in_a_parameter_is_not_told_of_the_wrapper() -> None:
    assert told({"app/db.py": DB}) == []


@pytest.mark.parametrize(
    ("db", "caller"),
    [
        ("src/app/db.py", "src/app/jobs.py"),
        ("src/app/db.py", "tests/test_jobs.py"),
        ("backend/app/db.py", "backend/app/api/views.py"),
        ("backend/src/app/db.py", "backend/scripts/wipe.py"),
    ],
)
def test_packages_may_lie_anywhere(db: str, caller: str) -> None:
    code = "from app.db import run\nrun('DROP TABLE orders')\n"
    assert told({db: DB, caller: code}) == [f"{caller}: drop orders <- {db}:run <- cursor.execute"]


def test_packages_give_on_what_their_modules_make() -> None:
    files = {
        "app/__init__.py": "from .core import *\nfrom .core.db import run as execute\n",
        "app/core/__init__.py": "from .db import WIPE, run as launch\n",
        "app/core/db.py": DB,
        "a.py": "from app import execute, WIPE\nexecute(WIPE)\n",
        "b.py": "import app\napp.launch('DROP TABLE b')\n",
    }
    way = "app/core/db.py:run <- cursor.execute"
    assert told(files) == [f"a.py: drop orders <- {way}", f"b.py: drop b <- {way}"]


def test_a_wrapper_of_a_wrapper_is_one() -> None:
    files = {
        "db.py": DB,
        "queue.py": "import db\ndef later(statement):\n    db.run(statement.strip())\n",
        "api.py": "from queues import send\nsend('DROP TABLE orders')\n",
        "queues.py": "from jobs import later\ndef send(what, when=0):\n    later(what)\n",
        "jobs.py": "import db\ndef later(statement):\n    db.run(statement.strip())\n",
    }
    way = "queues.py:send <- jobs.py:later <- db.py:run <- cursor.execute"
    assert told(files) == [f"api.py: drop orders <- {way}"]
    assert told(files, "api.py") == [f"api.py: drop orders <- {way}"]


def test_shells_programs_and_files_are_followed_too() -> None:
    files = {
        "tools.py": """
            import shutil, subprocess
            def sh(line):
                subprocess.run(line, shell=True)
            def call(*words):
                subprocess.check_call(words)
            def forget(folder):
                shutil.rmtree(folder)
            """,
        "a.py": "from tools import *\nsh('rm -rf /srv/a')\ncall('rm', '-rf', '/srv/b')\n"
        "forget('/srv/c')\nforget(unknown)\nforget(unknown / 'part')\n",
    }
    assert told(files) == [
        "a.py: delete /srv/a <- tools.py:sh <- subprocess.run",
        "a.py: delete /srv/b <- tools.py:call <- subprocess.check_call",
        "a.py: delete /srv/c <- tools.py:forget <- shutil.rmtree",
    ]


@pytest.mark.parametrize(
    ("body", "call"),
    [
        ('run(["rm", "-rf", *words])', 'call("/srv/a")'),
        (
            'run(["sudo", "-u", USER, *words, "--verbose"], check=True)',
            'call("rm", "-r", "/srv/a")',
        ),
        ('command = ["rm", *words]\n    run(command)', 'call("-r", "/srv/a")'),
        ('run(["rm"] + list(words))', 'call("-r", "/srv/a")'),
        ('run(("nice", *words))', 'call(*["rm", "-r", "/srv/a"])'),
    ],
)
def test_what_a_function_puts_around_a_programs_words_is_known(body: str, call: str) -> None:
    files = {
        "tools.py": f"""
            import os
            from subprocess import run
            USER = os.environ["OWNER"]
            def call(*words):
                {body.replace(chr(10), chr(10) + " " * 12)}
        """,
        "a.py": f"import tools\ntools.{call}\n",
    }
    assert told(files) == ["a.py: delete /srv/a <- tools.py:call <- run"]


@pytest.mark.parametrize(
    "body",
    [
        'run(["echo", *words])',
        'run(["rm", *words[1:]])',
        'run(["rm", *words, *MORE])',
        'run(["rm", *words], shell=True)',
    ],
)
def test_what_is_put_around_them_otherwise_runs_something_else(body: str) -> None:
    files = {
        "tools.py": f"from subprocess import run\nMORE = load()\ndef call(*words):\n    {body}\n",
        "a.py": 'import tools\ntools.call("-r", "/srv/a")\n',
    }
    assert told(files) == []


@pytest.mark.parametrize(
    ("call", "held"),
    [
        ('run("DROP TABLE orders")', True),
        ('run("DROP TABLE orders", dry_run=False)', False),
        ('run("DROP TABLE orders", False)', False),
        ('run("DROP TABLE orders", **options)', False),
        ('call("rm", "/srv/a")', True),
        ('call("rm", "/srv/a", dry_run=False)', False),
        ("wipe({})", True),
        ("wipe({}, False)", False),
    ],
)
def test_what_holds_a_function_back_holds_back_who_calls_it(call: str, held: bool) -> None:
    files = {
        "tools.py": """
            import subprocess, psycopg2
            from app.models import Fine
            def run(sql, dry_run=True):
                if not dry_run:
                    psycopg2.connect("").cursor().execute(sql)
            def call(*words, dry_run=True):
                if dry_run:
                    return
                subprocess.run(["nice", *words])
            def wipe(scope, dry_run=True):
                if dry_run:
                    return
                Fine.objects.filter(**scope).delete()
            """,
        "a.py": f"from tools import *\n{call}\n",
    }
    gathered = gatherer_of(files).gather(["a.py"])
    effects = [one for one in gathered.readings["a.py"].facts if isinstance(one, Effect)]
    assert [is_withheld(one.guards) for one in effects] == [held]


def test_constants_of_other_modules_are_known() -> None:
    files = {
        "names.py": "TABLE = 'orders'\nTWICE = 'a'\nTWICE = 'b'\nLATER = build()\n",
        "a.py": "from names import TABLE\ncursor.execute('DROP TABLE ' + TABLE)\n",
        "b.py": "import names\ncursor.execute(f'DROP TABLE {names.TABLE}')\n",
        "c.py": "from names import *\ncursor.execute('DROP TABLE %s' % TABLE)\n",
    }
    assert told(files) == [f"{one}.py: drop orders <- cursor.execute" for one in "abc"]


def test_members_of_enumerations_of_other_modules_are_known() -> None:
    files = {
        "queries.py": "class Query(str, Enum):\n    WIPE = 'DROP TABLE orders'\n",
        "a.py": "from queries import Query\ncursor.execute(Query.WIPE.value)\n",
    }
    assert told(files) == ["a.py: drop orders <- cursor.execute"]


def test_modules_that_import_each_other_end() -> None:
    files = {
        "a.py": "from b import run, X\ndef go(sql):\n    run(sql)\nX = X\ngo('DROP TABLE a')\n",
        "b.py": "from a import go, X\ndef run(sql):\n    go(sql)\n    cursor.execute(sql)\n",
        "c.py": "from c import run\nfrom c import *\nrun('DROP TABLE c')\n",
    }
    assert told(files) == ["a.py: drop a <- go <- b.py:run <- cursor.execute"]


MODULES = ("m0", "m1", "m2", "m3")
IMPORTS = st.tuples(st.sampled_from(MODULES), st.sampled_from(("f", "g", "X", "*")))


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """Modules that import and call each other's functions, wrap them and take their constants."""
    files = {}
    for module in MODULES:
        lines = [f"from {other} import {name}" for other, name in draw(st.lists(IMPORTS))]
        lines += [f"import {other}" for other in draw(st.lists(st.sampled_from(MODULES)))]
        for name in draw(st.lists(st.sampled_from("fg"), unique=True)):
            called = draw(st.sampled_from(("f", "g", "m1.f", "m2.g", "cursor.execute")))
            lines += [f"def {name}(sql):", f"    {called}(sql)"]
        lines.append(draw(st.sampled_from(("X = 'DROP TABLE x'", "X = X", "from m0 import X"))))
        lines.append(draw(st.sampled_from(("f(X)", "m0.g('DROP TABLE y')", "g(m3.X)"))))
        files[f"{module}.py"] = "\n".join(lines)
    return files


@bounded(max_examples=60, deadline=None)
@given_by(projects())
def test_every_project_ends_and_is_told_the_same_at_once_and_again(files: dict[str, str]) -> None:
    assert told(files) == told(files)


@bounded(max_examples=40, deadline=None)
@given_by(projects())
def test_a_sweep_over_many_finds_what_following_each_finds(files: dict[str, str]) -> None:
    followed = told(files)
    many = linking.MANY
    linking.MANY = 0
    try:
        assert told(files) == followed
    finally:
        linking.MANY = many


def test_what_was_read_with_other_functions_is_not_taken_from_the_cache(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"))
    files = {"db.py": DB, "jobs.py": "from db import run\nrun('DROP TABLE orders')\n"}
    harmless = {**files, "db.py": "def run(sql):\n    return sql\n"}
    for project, effects in ((files, 1), (harmless, 0), (files, 1)):
        gathered = gatherer_of(project, cache).gather(["jobs.py"])
        found = [f for r in gathered.readings.values() for f in r.facts if isinstance(f, Effect)]
        assert len(found) == effects


def test_what_many_texts_were_linked_with_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "MANY", 0)
    cache = Cache(str(tmp_path / "cache"))
    files = {"db.py": DB, "jobs.py": "from db import run\nrun('DROP TABLE orders')\n"}
    harmless = {**files, "db.py": "def run(sql):\n    return sql\n"}
    swept: list[int] = []
    make = linking.Sweep
    monkeypatch.setattr(linking, "Sweep", lambda *given: swept.append(1) or make(*given))
    for project, effects, sweeps in ((files, 1, 1), (files, 1, 1), (harmless, 0, 2), (files, 1, 2)):
        gathered = gatherer_of(project, cache).gather(sorted(project))
        found = [f for r in gathered.readings.values() for f in r.facts if isinstance(f, Effect)]
        assert (len(found), len(swept)) == (effects, sweeps)


def test_the_making_of_an_object_may_run_a_text() -> None:
    files = {
        "db.py": "class Statement:\n    def __init__(self, sql):\n        cursor.execute(sql)\n",
        "a.py": "from db import Statement\nStatement('DROP TABLE orders')\n",
    }
    assert told(files) == ["a.py: drop orders <- db.py:Statement <- cursor.execute"]


@pytest.mark.parametrize(
    "body",
    [
        "def go(model):\n    session.query(model)\n",
        (
            "def go(folder):\n    try:\n        fill(folder)\n    except OSError:\n"
            "        shutil.rmtree(folder)\n"
        ),
    ],
)
def test_what_only_may_be_a_wrapper_is_not_followed(body: str) -> None:
    files = {"db.py": f"import shutil\n{body}", "a.py": "from db import go\ngo('/srv/data')\n"}
    assert told(files, "a.py") == []


def test_many_modules_that_use_each_other_take_time_in_proportion() -> None:
    files = {
        f"m{n}.py": f"from m{(n + 1) % 400} import f{(n + 1) % 400}\n"
        f"def f{n}(sql):\n    f{(n + 1) % 400}(sql)\nf{n}('DROP TABLE a')\n"
        for n in range(400)
    }
    files["m0.py"] = "def f0(sql):\n    cursor.execute(sql)\n"
    started = process_time()
    assert told(files)
    assert process_time() - started < 10


SETTINGS = """
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    table: str = "orders"
    url: str = "sqlite://"

settings = Settings()
"""


@pytest.mark.parametrize(
    "code",
    [
        "from app.config import settings\ncursor.execute(f'DROP TABLE {settings.table}')\n",
        "from app import config\ncursor.execute('DROP TABLE ' + config.settings.table)\n",
        "from app.config import Settings\ncursor.execute(f'DROP TABLE {Settings.table}')\n",
    ],
)
def test_what_settings_are_by_default_is_known(code: str) -> None:
    files = {"app/config.py": SETTINGS, "app/__init__.py": "", "jobs.py": code}
    assert told(files) == ["jobs.py: drop orders <- cursor.execute"]


def test_an_address_of_settings_may_be_another() -> None:
    assert constant(SETTINGS, "settings.table") == "orders"
    assert constant(SETTINGS, "settings.url") is None
    assert constant(SETTINGS.replace("(BaseSettings)", ""), "settings.url") == "sqlite://"


def test_a_folder_that_the_environment_may_move_is_known_by_its_default() -> None:
    paths = (
        "import os\nfrom pathlib import Path\n"
        "BASE = Path(os.environ.get('DATA_DIR', '/srv/shop'))\n"
        "MEDIA = BASE / 'media'\n"
        "LOGS = os.path.join(os.getenv('LOGS', '/var/log/shop'), 'web')\n"
        "URL = os.environ.get('URL', 'https://acme.io')\n"
        "UNSET = os.environ.get('UNSET')\n"
    )
    known = {name: constant(paths, name) for name in ("BASE", "MEDIA", "LOGS", "URL", "UNSET")}
    assert known == {
        "BASE": "/srv/shop",
        "MEDIA": "/srv/shop/media",
        "LOGS": "/var/log/shop/web",
        "URL": None,
        "UNSET": None,
    }
