"""An effect names the commands and tasks of other modules that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from time import process_time

import pytest

from guardrail.cache import Cache
from guardrail.effects import Effect
from guardrail.effects.guarding import ANSWERED, is_withheld
from guardrail.engine import linking
from guardrail.engine.gather import Gatherer
from guardrail.project.call_sites import Definitions
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

DB = """
def purge(cur):
    cur.execute("DELETE FROM users")

def purge_all(cur):
    purge(cur)

class Users:
    def wipe(self, cur):
        cur.execute("DELETE FROM members")
"""


def reached(files: Mapping[str, str], cache: Cache | None = None) -> list[str]:
    """What leads to the effects of a project's files, each with its place."""
    texts = {path: dedent(text) for path, text in files.items()}
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: settings, cache or Cache(None), 0)
    readings = gatherer.gather(sorted(texts)).readings
    return [
        f"{step.span.path}: {step.label}"
        for path in sorted(readings)
        for fact in readings[path].facts
        if isinstance(fact, Effect)
        for step in fact.reached
    ]


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [
        ("cli.py", "@click.command()\ndef clean(): purge(c)\n", "the command clean"),
        ("cli.py", "@app.command('go')\ndef clean():\n    purge_all(c)\n", "the command go"),
        (
            "cli.py",
            "@cli.command(\n    'go',\n    help='x',\n)\n@option('--x')\ndef f():\n    purge(c)\n",
            "the command go",
        ),
        ("jobs.py", "@shared_task\nasync def nightly():\n    purge(c)\n", "the task nightly"),
        ("web.py", "@app.delete('/users')\ndef f():\n    purge(c)\n", "the request DELETE /users"),
        ("run.py", "if __name__ == '__main__':\n    purge(c)\n", "the file itself"),
        (
            "shop/management/commands/clean.py",
            "class Command(BaseCommand):\n    def handle(self):\n        purge(c)\n",
            "the command manage.py clean",
        ),
        (
            "cli.py",
            "def go():\n    purge(c)\n\n@click.command()\ndef clean():\n    go()\n",
            "the command clean",
        ),
    ],
)
def test_whatever_runs_it_elsewhere(path: str, code: str, told: str) -> None:
    files = {"app/db.py": DB, path: f"from app.db import purge, purge_all\n\n{code}"}
    assert reached(files) == [f"{path}: {told}"]


@pytest.mark.parametrize(
    "imported",
    ["from app import db\n", "import app.db as db\n", "from app.db import purge as purge_\n"],
)
def test_whatever_it_is_called(imported: str) -> None:
    spoken = "purge_" if "purge_" in imported else "db.purge"
    code = f"{imported}\n@click.command()\ndef clean():\n    {spoken}(c)\n"
    assert reached({"app/db.py": DB, "cli.py": code}) == ["cli.py: the command clean"]


@pytest.mark.parametrize(
    "code",
    [
        "from app.db import purge\n\ndef helper():\n    purge(c)\n",
        "from app.other import purge\n\n@click.command()\ndef clean():\n    purge(c)\n",
        "from app.db import purge\n\n@click.command()\ndef clean():\n    unpurge(c)\n",
        "def purge(c): ...\n\n@click.command()\ndef clean():\n    purge(c)\n",
    ],
)
def test_and_nothing_else(code: str) -> None:
    assert reached({"app/db.py": DB, "app/other.py": "", "cli.py": code}) == []


ASKING = "    click.confirm('sure?', abort=True)\n    purge(c)\n"


def guarded(files: Mapping[str, str]) -> tuple[str, ...]:
    """What guards what `purge` does."""
    texts = {path: dedent(text) for path, text in files.items()}
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: settings, Cache(None), 0)
    readings = gatherer.gather(sorted(texts)).readings
    found = [fact for fact in readings["app/db.py"].facts if isinstance(fact, Effect)]
    return next(one.guards for one in found if "users" in one.identity)


@pytest.mark.parametrize(
    ("code", "guards"),
    [
        (f"@click.command()\ndef clean():\n{ASKING}", (ANSWERED,)),
        (f"def go():\n{ASKING}\n@click.command()\ndef clean():\n    go()\n", (ANSWERED,)),
        (
            (
                "def go():\n    purge(c)\n\n@click.command()\ndef clean(yes=False):\n"
                "    if yes:\n        go()\n"
            ),
            ("if yes, not by default",),
        ),
        ("@click.command()\ndef clean():\n    purge(c)\n", ()),
        (f"@click.command()\ndef clean():\n{ASKING}    purge(c)\n", (ANSWERED,)),
        (f"@click.command()\ndef clean():\n    purge(c)\n{ASKING}", ()),
        (f"@click.command()\ndef a():\n{ASKING}\n@click.command()\ndef b():\n    purge(c)\n", ()),
        (f"@click.command()\ndef a():\n{ASKING}\ndef helper():\n    purge(c)\n", ()),
    ],
)
def test_what_asks_on_every_way_there_guards_it(code: str, guards: tuple[str, ...]) -> None:
    db = DB.replace("def purge_all(cur):\n    purge(cur)\n", "")
    files = {"app/db.py": db, "cli.py": f"from app.db import purge\n\n{code}"}
    assert guarded(files) == guards
    other = "from app.db import purge\n\ndef nightly():\n    purge(c)\n"
    assert guarded({**files, "other.py": other}) == ()


@pytest.mark.parametrize(
    ("call", "kept"),
    [
        ("if __name__ == '__main__':\n    purge(c)\n", False),
        ("@shared_task\ndef nightly():\n    purge(c)\n", False),
        (f"@click.command()\ndef clean():\n{ASKING}", True),
        ("def test_it():\n    purge(c)\n", True),
        ("if __name__ == '__main__':\n    main()\n", True),
    ],
)
def test_what_its_own_module_asks_guards_nobody_who_calls_it_from_elsewhere(
    call: str, kept: bool
) -> None:
    own = (
        "def purge(cur):\n    cur.execute('DELETE FROM users')\n\n"
        "def main():\n    if input('sure? ') != 'y':\n        return\n    purge(c)\n\n"
        "if __name__ == '__main__':\n    main()\n"
    )
    files = {"app/db.py": own, "other.py": f"from app.db import main, purge\n\n{call}"}
    assert is_withheld(guarded(files)) is kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("c", True),
        ("c, force=False", True),
        ("c, force=True", False),
        ("c, other(force=True)", True),
        ("c)\n    other(force=True", True),
    ],
)
def test_a_flag_that_a_command_elsewhere_gives_guards_nothing(given: str, kept: bool) -> None:
    own = (
        "def purge(cur, force=False):\n    if not force:\n        raise ValueError\n"
        "    cur.execute('DELETE FROM users')\n"
    )
    run = f"from app.db import purge\n\n@click.command()\ndef clean():\n    purge({given})\n"
    assert is_withheld(guarded({"app/db.py": own, "cli.py": run})) is kept


@pytest.mark.parametrize(("given", "kept"), [("reset=True", False), ("", True)])
def test_a_flag_given_where_nothing_is_known_to_run_it_guards_nothing(
    given: str, kept: bool
) -> None:
    own = "def init(cur, reset=False):\n    if reset:\n        cur.execute('DROP TABLE users')\n"
    run = (
        f"from app.db import init\n\ndef lifespan(app):\n    init(c, {given})\n"
        "app = FastAPI(lifespan=lifespan)\n\n@app.get('/')\ndef home():\n    return {}\n"
    )
    assert is_withheld(guarded({"app/db.py": own, "main.py": run})) is kept


IN_A_BRANCH = "    if click.confirm('sure?'):\n        purge(c)\n"


@pytest.mark.parametrize("number", [3, 6, 60, 250])
def test_a_way_too_many_to_be_followed_is_taken_for_a_free_one(number: int) -> None:
    db = DB.replace("def purge_all(cur):\n    purge(cur)\n", "")
    command = "@click.command()\ndef clean():\n    tidy()\n"
    one_function = f"def tidy():\n{IN_A_BRANCH * number}{{}}{command}"
    each = f"def f{{n}}():\n{IN_A_BRANCH}@click.command()\ndef g{{n}}():\n    f{{n}}()\n"
    several = "".join(each.format(n=n) for n in range(number)) + "def tidy():\n{}" + command
    for code, followed in ((one_function, number < 4), (several, number < 40)):
        files = {"app/db.py": db, "cli.py": f"from app.db import purge\n\n{code}"}
        free = {**files, "cli.py": files["cli.py"].format("    purge(c)\n")}
        asking = {**files, "cli.py": files["cli.py"].format(IN_A_BRANCH)}
        assert not is_withheld(guarded(free))
        assert is_withheld(guarded(asking)) is followed


def test_the_same_is_told_of_many_files_and_of_those_known_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = "from app.db import purge\n\n@click.command()\ndef clean():\n    purge(c)\n"
    files = {"app/db.py": DB, "cli.py": code, **{f"m{n}.py": "X = 1\n" for n in range(9)}}
    few = reached(files)
    assert few == ["cli.py: the command clean"]
    cache = Cache(str(tmp_path / "cache"))
    monkeypatch.setattr(linking, "MANY", 3)
    assert reached(files, cache) == reached(files, cache) == few
    moved = {**files, "cli.py": code.replace("clean", "sweep")}
    assert reached(moved, cache) == ["cli.py: the command sweep"]
    cache.close()


@pytest.mark.parametrize(
    "text",
    [
        "@a\n" * 60_000 + "def f():\n    g()\n",
        ("    @a\n" * 200 + "    def f():\n        g()\n") * 100,
        "g()\n" * 80_000,
        "class A(\n" * 40_000 + "g()",
        "def f():\n g()\n" * 20_000,
    ],
)
def test_hard_text_ends_soon(text: str) -> None:
    started = process_time()
    list(Definitions("a.py", text).calling("g"))
    assert process_time() - started < 3
