"""An effect names the commands, tasks and requests that lead to it, and what guards it there."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect, FileChange
from guardrail.effects.guarding import ANSWERED, is_withheld
from guardrail.stream import Embedded


def reached(code: str, path: str = "app/clean.py") -> list[str]:
    """What leads to each effect of the code."""
    found = []
    for item in items(code, path):
        if isinstance(item, Effect):
            found += [step.label for step in item.reached]
        elif isinstance(item, Embedded):
            found += [step.label for step in item.source.surroundings.reached]
    return found


def guarded(code: str, path: str = "app/clean.py") -> tuple[str, ...]:
    """The guards of the only file change or text of the code."""
    told = [
        item.guards if isinstance(item, FileChange) else item.source.surroundings.guards
        for item in items(code, path)
        if isinstance(item, (FileChange, Embedded))
    ]
    assert len(told) == 1
    return told[0]


PURGE = "\ndef purge():\n    cur.execute('DELETE FROM users')\n"


@pytest.mark.parametrize(
    ("decorator", "entry"),
    [
        ("@click.command()", "the command purge-all"),
        ("@click.command", "the command purge-all"),
        ("@cli.command('wipe')", "the command wipe"),
        ("@cli.command(name='wipe')", "the command wipe"),
        ("@app.command()", "the command purge-all"),
        ("@app.cli.command('wipe')", "the command wipe"),
        ("@shared_task", "the task purge_all"),
        ("@celery.task(bind=True)", "the task purge_all"),
        ("@app.task(name='nightly')", "the task nightly"),
        ("@dramatiq.actor", "the task purge_all"),
        ("@flow", "the task purge_all"),
        ("@task(task_id='nightly')", "the task nightly"),
        ("@app.route('/purge')", "the request /purge"),
        ("@router.delete('/users')", "the request DELETE /users"),
        ("@app.post(\n    '/purge')", "the request POST /purge"),
        ("@cache.get('users')", ""),
        ("@property", ""),
        ("@x.setter", ""),
        ("# @app.command()", ""),
    ],
)
def test_by_what_stands_above_the_function(decorator: str, entry: str) -> None:
    wanted = [entry] if entry else []
    body = "    cur.execute('DELETE FROM users')\n"
    assert reached(f"{decorator}\ndef purge_all():\n{body}") == wanted
    assert reached(f"{PURGE}\n{decorator}\ndef purge_all():\n    purge()\n") == wanted


def test_by_the_name_of_a_management_command() -> None:
    code = (
        "class Command(BaseCommand):\n"
        "    def handle(self, *args, **options):\n        self.wipe()\n"
        "    def wipe(self):\n        cur.execute('DELETE FROM users')\n"
    )
    assert reached(code, "shop/management/commands/clean_up.py") == [
        "the command manage.py clean_up"
    ]
    assert reached(code, "shop/clean_up.py") == []


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("if __name__ == '__main__':\n    purge()\n", ["the file itself"]),
        ("def main():\n    purge()\n\nmain()\n", ["the file itself"]),
        ("def main():\n    purge()\n", []),
        ("parser.set_defaults(func=purge)\n", ["the command purge"]),
        ("PythonOperator(task_id='x', python_callable=purge)\n", ["the task purge"]),
        ("@app.command()\ndef a():\n    b()\n\ndef b():\n    purge()\n", ["the command a"]),
        (
            "@app.command()\ndef a():\n    purge()\n\n@app.task\ndef b():\n    purge()\n",
            ["the command a", "the task b"],
        ),
        ("def a():\n    b()\n    purge()\n\ndef b():\n    a()\n", []),
    ],
)
def test_by_what_calls_it(code: str, entries: list[str]) -> None:
    assert sorted(reached(PURGE + code)) == entries


@pytest.mark.parametrize(
    ("command", "guards"),
    [
        ("def c(yes: bool = False):\n    if yes:\n        purge()\n", ("if yes, not by default",)),
        ("def c(yes: bool = True):\n    if yes:\n        purge()\n", ()),
        (
            "def c(force=typer.Option(False)):\n    if not force:\n        exit()\n    purge()\n",
            ("if force, not by default",),
        ),
        ("def c(force=typer.Option(True)):\n    if force:\n        purge()\n", ()),
        ("def c():\n    click.confirm('sure?', abort=True)\n    purge()\n", (ANSWERED,)),
        ("def c():\n    if input('sure?') == 'yes':\n        purge()\n", (ANSWERED,)),
        ("def c():\n    if input('sure?') != 'yes':\n        return\n    purge()\n", (ANSWERED,)),
        (
            "def c():\n    if not Confirm.ask('sure?'):\n        return\n    purge()\n",
            (ANSWERED,),
        ),
        (
            "def c(dry_run: bool = True):\n    if dry_run:\n        return\n    purge()\n",
            ("unless dry_run, a dry run by default",),
        ),
        ("def c(dry_run: bool = False):\n    if dry_run:\n        return\n    purge()\n", ()),
        ("def c(dry_run: bool = False):\n    if not dry_run:\n        purge()\n", ()),
        ("def c():\n    purge()\n", ()),
    ],
)
def test_and_what_asks_on_the_way_guards_it(command: str, guards: tuple[str, ...]) -> None:
    assert guarded(f"{PURGE}\n@app.command()\n{command}") == guards


@pytest.mark.parametrize(
    ("option", "condition", "guards"),
    [
        ("'--yes', is_flag=True", "yes", ("if yes, not by default",)),
        ("'-y', '--yes', is_flag=True, default=False", "yes", ("if yes, not by default",)),
        ("'--yes', is_flag=True, default=True", "yes", ()),
        ("'--yes/--no', default=True", "yes", ()),
        ("'--dry-run', is_flag=True", "not dry_run", ()),
        (
            "'--dry-run/--execute', default=True",
            "not dry_run",
            ("unless dry_run, a dry run by default",),
        ),
    ],
)
def test_a_flag_of_click_guards_unless_it_is_set_by_default(
    option: str, condition: str, guards: tuple[str, ...]
) -> None:
    name = condition.removeprefix("not ")
    code = f"@cli.command()\n@click.option({option})\ndef c({name}):\n    if {condition}:\n"
    assert guarded(f"{PURGE}\n{code}        purge()\n") == guards


@pytest.mark.parametrize(
    ("option", "condition", "guards"),
    [
        ("'--force', action='store_true'", "args.force", ("if args.force, not by default",)),
        ("'--dry-run', action='store_true'", "not args.dry_run", ()),
        (
            "'--no-dry-run', dest='dry_run', action='store_false'",
            "not args.dry_run",
            ("unless args.dry_run, a dry run by default",),
        ),
        (
            "'--dry-run', action=argparse.BooleanOptionalAction, default=True",
            "not args.dry_run",
            ("unless args.dry_run, a dry run by default",),
        ),
    ],
)
def test_and_so_does_one_of_argparse(option: str, condition: str, guards: tuple[str, ...]) -> None:
    code = (
        f"def main():\n    p = argparse.ArgumentParser()\n    p.add_argument({option})\n"
        f"    args = p.parse_args()\n    if {condition}:\n        purge()\n\nmain()\n"
    )
    assert guarded(PURGE + code) == guards


def test_and_so_does_one_of_a_management_command() -> None:
    code = (
        "class Command(BaseCommand):\n    def add_arguments(self, parser):\n"
        "        parser.add_argument('--{0}', action='store_true')\n"
        "    def handle(self, *args, **options):\n        if {1}options['{2}']:\n"
        "            cur.execute('DELETE FROM users')\n"
    )
    path = "shop/management/commands/clean.py"
    assert guarded(code.format("force", "", "force"), path) == (
        "if options['force'], not by default",
    )
    assert guarded(code.format("dry-run", "not ", "dry_run"), path) == ()


def test_only_what_asks_on_every_way_guards() -> None:
    asking = "@app.command()\ndef a():\n    click.confirm('sure?', abort=True)\n    purge()\n"
    assert guarded(PURGE + asking) == (ANSWERED,)
    assert guarded(f"{PURGE}{asking}\n@app.command()\ndef b():\n    purge()\n") == ()
    assert guarded(f"{PURGE}{asking}\ndef helper():\n    purge()\n") == ()


def test_what_nobody_is_known_to_run_is_told_as_before() -> None:
    code = "def ask():\n    click.confirm('sure?', abort=True)\n    purge()\n"
    assert guarded(PURGE + code) == ()
    assert reached(PURGE + code) == []


@pytest.mark.parametrize("number", [5, 40])
def test_of_very_many_callers_one_may_ask_nobody(number: int) -> None:
    asking = "@click.command()\ndef c{0}():\n    if click.confirm('sure?'):\n        wipe()\n"
    code = "def wipe():\n    shutil.rmtree('/srv')\n" + "".join(map(asking.format, range(number)))
    free = "@click.command()\ndef last():\n    wipe()\n"
    guards = [
        one.guards
        for text in (code, code + free)
        for one in items(f"import click, shutil\n{text}")
        if isinstance(one, Effect)
    ]
    assert [is_withheld(each) for each in guards] == [number == 5, False]


ASKING = "\n@cli.command()\ndef ask():\n    click.confirm('sure?', abort=True)\n    purge()\n"


@pytest.mark.parametrize(
    ("handed", "kept"),
    [
        ("", True),
        ("__all__ = ['purge']\n", True),
        ("schedule.every().day.do(purge)\n", False),
        ("threading.Thread(target=purge).start()\n", False),
        ("COMMANDS = {'purge': purge}\n", False),
        ("if input('sure? ') == 'y':\n    pool.submit(purge)\n", True),
        ("purge = cached(other)\n", True),
        ("def f():\n    return purge\n", False),
        ("print(x.purge)\n", True),
    ],
)
def test_whoever_is_handed_a_function_passes_none_of_what_its_callers_ask(
    handed: str, kept: bool
) -> None:
    assert is_withheld(guarded(f"{PURGE}{ASKING}\n{handed}")) is kept


def test_so_does_who_is_handed_a_method() -> None:
    job = "class Job:\n    def purge(self):\n        cur.execute('DELETE FROM users')\n\n"
    ask = "    @task\n    def ask(self):\n        confirm('?', abort=True)\n        self.purge()\n"
    assert is_withheld(guarded(job + ask))
    assert not is_withheld(
        guarded(f"{job}{ask}\n    def go(self):\n        pool.submit(self.purge)\n")
    )
