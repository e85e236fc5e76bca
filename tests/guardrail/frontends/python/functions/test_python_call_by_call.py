"""A call that depends on parameters is read again for each way to call the function around it."""

from __future__ import annotations

from time import process_time

import pytest
from reading_python import items, shown

from guardrail.effects import Effect
from guardrail.stream import Embedded

RUN = "import subprocess\nBASE = ['kubectl', '--context', 'prod']\n"
HTTP = (
    "import requests\n"
    "class Cloud:\n"
    "    base = 'https://api.hetzner.cloud/v1'\n"
    "    def __init__(self):\n"
    "        self.session = requests.Session()\n"
    "    def _call(self, method, path, **more):\n"
    "        return self.session.request(method, self.base + path, **more)\n"
)


def told(code: str) -> list[str]:
    """What the code yields, without the brackets and what isn't known."""
    return [
        line
        for line in shown(code)
        if not line.startswith(("[", "]")) and "{" not in line and "gr_hole" not in line
    ]


@pytest.mark.parametrize(
    "function",
    [
        "def k(*given):\n    subprocess.run([*BASE, *given])\n",
        "def k(*given):\n    subprocess.run(BASE + list(given))\n",
        "def k(*given):\n    line = list(BASE)\n    line += given\n    subprocess.run(line)\n",
        """\
async def k(*given: str):
    import asyncio
    every = BASE + list(given)
    await asyncio.create_subprocess_exec(*every)
""",
        """\
def sh(program, *given):
    subprocess.run([program, '--context', 'prod', *given])
def k(*given):
    sh('kubectl', *given)
""",
    ],
)
def test_arguments_that_are_collected(function: str) -> None:
    call = "k('delete', 'pvc', '--all')\n"
    assert told(RUN + function + call) == ["shell: kubectl --context prod delete pvc --all"]


def test_each_call_is_told_with_what_it_gives() -> None:
    function = "def k(*given):\n    subprocess.run([*BASE, *given])\n"
    around = "def reset(name):\n    k('delete', 'ns', name)\n    k('apply', '-f', name)\n"
    assert told(RUN + function + around + "reset('shop')\n") == [
        "shell: kubectl --context prod delete ns shop",
        "shell: kubectl --context prod apply -f shop",
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (HTTP + "Cloud()._call('DELETE', '/servers/7')\n", "method=DELETE"),
        (HTTP + "def f(cloud: Cloud):\n    cloud._call('DELETE', '/servers')\n", "method=DELETE"),
        (
            HTTP + "    def drop(self, id):\n        self._call('DELETE', f'/servers/{id}')\n",
            "method=DELETE",
        ),
        (HTTP + "page._call('DELETE', '/servers/7')\n", ""),
        (HTTP + "Cloud()._call('GET', '/servers/7')\n", ""),
    ],
)
def test_a_request_by_way_of_a_method(code: str, said: str) -> None:
    sent = [one for one in shown(code) if one.startswith("NetworkUse")]
    assert [said in one for one in sent] == ([True] if said else [])


def test_what_a_call_leaves_out_is_the_default() -> None:
    function = "import shutil\ndef wipe(name, root='/srv'):\n    shutil.rmtree(f'{root}/{name}')\n"
    assert told(function + "wipe('data')\n") == ["FileChange verb=delete path=/srv/data recursive"]
    assert told(function + "wipe('data', '/tmp')\n") == [
        "FileChange verb=delete path=/tmp/data recursive"
    ]


def test_it_is_told_at_the_outermost_call_with_the_way_there() -> None:
    code = (
        "import shutil\n"
        "def inner(root, name):\n    shutil.rmtree(f'{root}/{name}')\n"
        "def outer(name):\n    inner('/srv', name)\n"
        "outer('data')\n"
    )
    effect = next(one for one in items(code) if isinstance(one, Effect) and one.via)
    assert code[effect.span.start : effect.span.end] == "outer('data')"
    assert [step.label for step in effect.via] == ["outer", "inner", "shutil.rmtree"]


def test_what_a_call_does_by_itself_is_told_once() -> None:
    function = "import subprocess\ndef f(name):\n    subprocess.run(['rm', '-rf', '/srv'])\n"
    assert told(function + "f('a')\nf('b')\n") == ["shell: rm -rf /srv"]


@pytest.mark.parametrize(
    "made",
    [
        "class Api:\n    host = 'https://api.heroku.com'\n",
        "class Api:\n    def __init__(self):\n        self.host = 'https://api.heroku.com'\n",
        "class Base:\n    host = 'https://api.heroku.com'\nclass Api(Base):\n    x = 1\n",
    ],
)
def test_what_an_attribute_holds(made: str) -> None:
    go = "    def go(self):\n        requests.delete(self.host + '/apps/x')\n"
    code = f"import requests\n{made}{go}"
    assert "NetworkUse method=DELETE host=api.heroku.com path=/apps/x" in told(code)


def test_a_program_kept_as_an_attribute() -> None:
    code = (
        "import subprocess\nclass Tool:\n    def __init__(self):\n"
        "        self.words = ['kubectl', '-n', 'shop']\n"
        "    def go(self):\n        subprocess.run([*self.words, 'delete', 'pvc', '--all'])\n"
    )
    assert told(code) == ["shell: kubectl -n shop delete pvc --all"]


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess\n"
        + "".join(f"def f{i}(*a):\n    f{i + 1}('x', *a)\n    f{i}(*a)\n" for i in range(300))
        + "def f300(*a):\n    subprocess.run(['rm', *a])\n",
        "import subprocess\ndef f(*a):\n    subprocess.run(['rm', *a])\n" + "f('x')\n" * 20_000,
        "import subprocess\n"
        + "".join(f"def f{i}(*a):\n    subprocess.run(['rm', *a])\n" for i in range(1_000))
        + "".join(f"f{i}('x')\n" for i in range(1_000)),
    ],
    ids=range(3),
)
def test_the_work_grows_with_the_text(code: str) -> None:
    started = process_time()
    items(code)
    assert process_time() - started < 5


FILES = """
import os, shutil
from pathlib import Path
from django.conf import settings
LIVE = Path(os.environ.get("SHOP_DB", "/var/lib/shop/shop.sqlite3"))
OPEN = 0o666
CLOSED = 0o640

def clear(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)

def restore(copy: Path, target: Path) -> None:
    with target.open("wb") as out:
        out.write(copy.read_bytes())

def apply(path: Path, mode: int) -> None:
    os.chmod(path, mode)

def job(media, copy):
"""


@pytest.mark.parametrize(
    ("does", "known"),
    [
        ("clear(Path(settings.MEDIA_ROOT))", "path=${MEDIA_ROOT}"),
        ("clear(Path(settings.WORK_DIR))", ""),
        ("restore(copy, LIVE)", "path=/var/lib/shop/shop.sqlite3"),
        ("apply(copy, OPEN)", "protection=file mode 666"),
        ("apply(copy, CLOSED)", ""),
    ],
)
def test_files_that_a_function_is_handed(does: str, known: str) -> None:
    told_of = "\n".join(shown(f"{FILES}    {does}\n"))
    told_ways = [one for one in ("${", "shop.sqlite3", "file mode") if one in told_of]
    assert (known in told_of and told_ways) if known else not told_ways


STATEMENTS = """
import psycopg
conn = psycopg.connect(dsn)

def grant(right, to):
    conn.execute(f"GRANT {right} ON users TO {to}")

def alter(table, action):
    conn.execute(f"ALTER TABLE {table} {action}")

def shrink(table, hours=0):
    conn.execute(f"VACUUM {table} RETAIN {hours} HOURS")

def do(verb, table):
    conn.execute(f"{verb} TABLE {table}")

"""


@pytest.mark.parametrize(
    ("does", "known"),
    [
        ("grant('ALL', 'PUBLIC')", "GRANT ALL ON users TO PUBLIC"),
        ("grant('SELECT', 'reporting')", "GRANT SELECT ON users TO reporting"),
        ("alter('users', 'DROP COLUMN email')", "ALTER TABLE users DROP COLUMN email"),
        ("do('TRUNCATE', 'users')", "TRUNCATE TABLE users"),
        ("shrink('users')", "VACUUM users RETAIN 0 HOURS"),
        ("shrink('users', hours=720)", "VACUUM users RETAIN 720 HOURS"),
        ("do(verb, 'users')", ""),
    ],
)
def test_a_statement_that_leaves_open_what_it_does(does: str, known: str) -> None:
    texts = [one.source.text for one in items(STATEMENTS + does) if isinstance(one, Embedded)]
    assert (known in texts) if known else len(texts) <= 5


VACUUM = (
    "from delta.tables import DeltaTable\nHOURS = 0\n"
    "def vacuum(path, hours):\n    DeltaTable.forPath(spark, path).vacuum(hours)\n"
)


@pytest.mark.parametrize(
    ("given", "known"), [("0", 1), ("HOURS", 1), ("hours=0", 1), ("168", 0), ("keep()", 0)]
)
def test_a_value_on_which_it_hangs_whether_anything_is_lost(given: str, known: int) -> None:
    found = items(f"{VACUUM}vacuum('s3://lake/users', {given})\n")
    assert len([one for one in found if isinstance(one, Effect)]) == known
