"""Flags that guard: what they are where nobody says otherwise, and who says otherwise."""

from __future__ import annotations

import pytest
from guarded import WIPE, function, guards

from guardrail.effects.guarding import is_withheld


@pytest.mark.parametrize(
    ("body", "parameters"),
    [
        ("if not confirm:\n    raise ValueError", "confirm: bool = False"),
        ("if not force and not yes:\n    return", "force=False, yes=False"),
        ("if dry_run:\n    return", "*, dry_run: bool = True"),
        ("if '--force' not in sys.argv:\n    sys.exit('use --force')", ""),
        ("if args.confirm != args.bucket:\n    raise SystemExit", ""),
        ("if os.environ.get('ALLOW_WIPE') != '1':\n    return", ""),
        ("if not execute:\n    return", "execute=typer.Option(False)"),
        ("assert confirm", "confirm=False"),
        ("if os.getenv('DRY_RUN', '1') == '1':\n    return", ""),
    ],
)
def test_a_flag_that_must_be_given(body: str, parameters: str) -> None:
    assert is_withheld(guards(function(body, parameters)))


@pytest.mark.parametrize(
    ("body", "parameters", "left"),
    [
        ("if dry_run:\n    return", "dry_run: bool = False", ()),
        ("if os.getenv('DRY_RUN') == '1':\n    return", "", ()),
        ("if not confirm:\n    return", "confirm", ("if confirm",)),
        ("force = True\nif not force:\n    return", "", ()),
        ("if args.table != 'x':\n    return", "", ()),
        ("if force or other():\n    pass\nelse:\n    return", "force=False", ()),
    ],
)
def test_but_not_one_that_is_given_or_not_known(
    body: str, parameters: str, left: tuple[str, ...]
) -> None:
    assert guards(function(body, parameters)) == left


def test_nor_one_that_the_module_gives_itself() -> None:
    code = function("if not force:\n    return", "force=False")
    assert is_withheld(guards(code))
    assert guards(f"{code}\nwipe(force=True)\n") == ()


@pytest.mark.parametrize(
    ("call", "kept"),
    [
        ("wipe()", True),
        ("wipe(False)", True),
        ("wipe(asked)", True),
        ("wipe(True)", False),
        ("sure = True\nwipe(force=sure)", False),
        ("def main(sure=True):\n    wipe(sure)", False),
    ],
)
def test_by_its_place_or_by_what_is_known_where_it_is_called(call: str, kept: bool) -> None:
    code = function("if not force:\n    return", "force=False")
    assert is_withheld(guards(f"{code}\n{call}\n")) is kept


@pytest.mark.parametrize(
    ("calls", "kept"),
    [
        ("def main(apply=False):\n    wipe(dry_run=not apply)", True),
        ("wipe(True)", True),
        ("wipe(False)", False),
        ("wipe(True)\nwipe(False)", False),
        ("wipe(asked)", False),
    ],
)
def test_a_parameter_without_a_default_is_what_all_calls_give_it(calls: str, kept: bool) -> None:
    code = function("if dry_run:\n    return", "dry_run")
    assert is_withheld(guards(f"{code}\n{calls}\n")) is kept


@pytest.mark.parametrize(
    ("body", "parameters", "kept"),
    [
        ("dry_run = False\nif dry_run:\n    return", "dry_run=True", False),
        ("dry_run = not apply\nif dry_run:\n    return", "apply=False", True),
        (
            "force = force or os.getenv('FORCE') == '1'\nif not force:\n    return",
            "force=False",
            True,
        ),
        ("if x:\n    force = True\nif not force:\n    return", "force=False", True),
        ("apply = kwargs.get('apply', False)\nif not apply:\n    return", "**kwargs", True),
    ],
)
def test_what_a_function_gives_a_flag_counts(body: str, parameters: str, kept: bool) -> None:
    assert is_withheld(guards(function(body, parameters))) is kept


def test_a_flag_that_an_object_is_made_with() -> None:
    code = (
        "class Job:\n    def __init__(self, dry_run=True):\n        self.dry_run = dry_run\n\n"
        f"    def run(self):\n        if self.dry_run:\n            return\n        {WIPE}"
    )
    assert is_withheld(guards(code))
    assert not is_withheld(guards(f"{code}\nJob(dry_run=False).run()\n"))


def test_one_flag_of_two_commands_that_differ_tells_nothing() -> None:
    command = "@click.command()\n@click.option('--yes/--no', default={})\ndef one{}(yes): pass\n"
    both = command.format("False", 1) + command.format("True", 2)
    body = "if not options['yes']:\n    return"
    assert is_withheld(guards(command.format("False", 1) + function(body)))
    assert not is_withheld(guards(both + function(body)))


@pytest.mark.parametrize(
    "constant", ["ENABLED = False\n", "ENABLED: bool = False\n", "ENABLED = not True\n"]
)
def test_a_constant_that_is_off(constant: str) -> None:
    assert is_withheld(guards(f"{constant}if ENABLED:\n    {WIPE}")) is ("not" not in constant)
    assert guards(f"ENABLED = True\nif ENABLED:\n    {WIPE}") == ()


def test_a_constant_that_holds_what_is_worked_with_asks_nobody() -> None:
    flag = "ALLOW_RESET = os.environ.get('ALLOW_RESET', '')\n"
    value = "CLUSTER = os.environ.get('CLUSTER', '')\n"
    switch = "CLUSTER = os.environ.get('CLUSTER', '') == '1'\n"
    assert is_withheld(guards(flag + function("if not ALLOW_RESET:\n    return")))
    assert not guards(value + function("if not CLUSTER:\n    return"))
    assert not guards("CLUSTER = None\n" + function("if not CLUSTER:\n    return"))
    assert is_withheld(guards(switch + function("if not CLUSTER:\n    return")))


@pytest.mark.parametrize(
    ("calls", "kept"),
    [("Wiper()", True), ("Wiper(True)", False), ("Wiper(force=True)", False)],
)
def test_a_flag_that_a_constructor_is_given(calls: str, kept: bool) -> None:
    code = (
        "class Wiper:\n    def __init__(self, force=False):\n        if not force:\n"
        f"            return\n        {WIPE}\n{calls}\n"
    )
    assert is_withheld(guards(code)) is kept


def test_of_very_many_calls_any_may_give_a_flag() -> None:
    code = function("if not force:\n    return", "force=False")
    assert is_withheld(guards(code + "wipe()\n" * 39))
    assert not is_withheld(guards(code + "wipe()\n" * 40))


def test_who_leaves_for_want_of_an_argument_guards_nothing() -> None:
    assert guards(function("if not args.target:\n    return", "args")) == ()
    assert guards(f"def wipe(args):\n    if args.target:\n        {WIPE}") == ("if args.target",)


@pytest.mark.parametrize(
    ("option", "kept"),
    [
        ("'--reset', is_flag=True", True),
        ("'--prune/--no-prune', default=False", True),
        ("'--reset', is_flag=True, default=True", False),
        ("'--prune/--no-prune', default=True", False),
        ("'--verbose', is_flag=True", False),
    ],
)
def test_an_option_of_a_command_is_asked_for_by_who_runs_it(option: str, kept: bool) -> None:
    name = option.removeprefix("'--").partition("/")[0].partition("'")[0]
    code = (
        f"@click.command()\n@click.option({option})\ndef load({name}):\n"
        f"    if {name}:\n        {WIPE}\n"
    )
    assert is_withheld(guards(code)) is kept


@pytest.mark.parametrize(
    "body",
    [
        "force = False\nif found():\n    force = True\nif not force:\n    return",
        "force = False\ntry:\n    a()\nexcept Error:\n    force = True\nif not force:\n    return",
        "proceed = False\nfor one in listed():\n    proceed = True\nif not proceed:\n    return",
        "if not bool(os.getenv('FORCE', 'false')):\n    return",
    ],
)
def test_but_not_one_that_the_program_sets_of_its_own_accord(body: str) -> None:
    assert not is_withheld(guards(function(body)))


@pytest.mark.parametrize(
    "body",
    [
        "force = False\nif args.force:\n    force = True\nif not force:\n    return",
        "force = False\nif '-f' in sys.argv:\n    force = True\nif not force:\n    return",
        "force = False\nif ENV == 'test':\n    force = True\nif not force:\n    return",
        "dry_run = True\nif input('sure? ') == 'y':\n    dry_run = False\nif dry_run:\n    return",
        "if not bool(int(os.getenv('FORCE', '0'))):\n    return",
        "if not bool(os.getenv('FORCE', '')):\n    return",
    ],
)
def test_what_somebody_asks_for_may_set_it(body: str) -> None:
    assert is_withheld(guards(function(body)))


@pytest.mark.parametrize(
    "condition",
    [
        "booking.confirmed == True",
        "row['approved'] == 'yes'",
        "user.email_confirmed != False",
        "response == 'OK'",
        "reply == 'PONG'",
        "live == 'blue'",
    ],
)
def test_a_column_or_an_answer_of_a_service_is_no_consent(condition: str) -> None:
    assert not is_withheld(guards(f"def wipe():\n    if {condition}:\n        {WIPE}"))


@pytest.mark.parametrize(
    "condition",
    [
        "args.confirm == 'DELETE'",
        "request.data.get('confirm') == 'yes'",
        "payload['force'] == True",
        "self.options['yes'] == 'true'",
        "answer == 'yes'",
        "response.lower() in ('y', 'yes')",
        "confirm == bucket",
    ],
)
def test_but_a_word_that_is_given_for_it_is(condition: str) -> None:
    assert is_withheld(guards(f"def wipe():\n    if {condition}:\n        {WIPE}"))


def test_what_a_parser_is_told_beside_its_options_is_the_default() -> None:
    head = "parser.add_argument('--execute', action='store_true')\n"
    body = "if not args.execute:\n    return"
    told = "parser.set_defaults(execute=True)\n"
    assert is_withheld(guards(function(body, above=head)))
    assert guards(function(body, above=head + told)) == ()


_JOB = """
class Job:
    def __init__(self, url, dry_run=True):
        self.dry_run = dry_run

    def run(self):
        if self.dry_run:
            return
        shutil.rmtree('/srv')
"""
_FIELDS = """
@dataclass
class Options:
    url: str
    dry_run: bool = True

def run(options):
    if options.dry_run:
        return
    shutil.rmtree('/srv')
"""


@pytest.mark.parametrize(
    ("code", "held"),
    [
        (_JOB, True),
        (_JOB + "Job(url, True).run()\n", True),
        (_JOB + "Job(url, False).run()\n", False),
        (_JOB + "Job(url, dry_run=False).run()\n", False),
        (_JOB + "job = Job(url)\njob.dry_run = False\njob.run()\n", False),
        (_FIELDS + "run(Options(url))\n", True),
        (_FIELDS + "run(Options(url, False))\n", False),
    ],
)
def test_what_an_object_is_made_with_counts_before_the_default(code: str, held: bool) -> None:
    assert is_withheld(guards(code)) is held


@pytest.mark.parametrize(
    ("given", "held"),
    [("{'kwargs': {'force': True}}", False), ("{'kwargs': {'force': False}}", True)],
)
def test_what_a_schedule_calls_a_function_with_counts(given: str, held: bool) -> None:
    code = function("if not force:\n    return", "force=False") + f"SCHEDULE = {given}\n"
    assert is_withheld(guards(code)) is held


def test_an_option_that_is_kept_in_an_object() -> None:
    body = "if not ctx.obj['force']:\n    click.confirm('?', abort=True)"
    above = "@click.option('--force', is_flag=True, default={})\ndef cli(ctx, force):\n    pass\n\n"
    assert not is_withheld(guards(function(body, above=above.format(True))))
    assert is_withheld(guards(function(body, above=above.format(False))))
