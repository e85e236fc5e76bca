"""Which guards keep an effect from happening by itself, and which only look as if they did."""

from __future__ import annotations

from time import process_time

import pytest
from guarded import WIPE, function, guards
from reading_python import items

from guardrail.effects.guarding import ANSWERED, is_withheld, on_every_way
from guardrail.frontends.python.guarding.questions import asked_between
from guardrail.frontends.python.source.tree import Module
from guardrail.model import Source


@pytest.mark.parametrize(
    "body",
    [
        "answer = input('sure? ')\nif answer != 'yes':\n    return",
        "answer = input('sure? ').strip().lower()\nif answer not in ('y', 'yes'):\n    raise Abort",
        "ok = typer.confirm('sure?')\nif not ok:\n    raise typer.Abort()",
        "answer = input('name: ')\nsame = answer == name\nif not same:\n    sys.exit(1)",
        "click.confirm('sure?', abort=True)",
        "confirm_deletion() or sys.exit(1)",
        "if not args.yes:\n    if input('sure? ') != 'y':\n        return",
        "if sys.stdin.isatty():\n    click.confirm('sure?', abort=True)",
        "if not assume_yes:\n    click.confirm('sure?', abort=True)",
        "if (a := input('sure? ')) != 'y':\n    return",
        "if not questionary.confirm('sure?').ask():\n    return",
        "if await asyncio.to_thread(input, 'sure? ') != 'y':\n    return",
        "answer = await loop.run_in_executor(None, input, '?')\nif answer != 'y':\n    return",
        "if await aioconsole.ainput('sure? ') != 'y':\n    return",
        "while True:\n    answer = input('y? ')\n    if answer == 'y':\n        break",
        "if settings.ENV == 'production':\n    click.confirm('sure?', abort=True)",
    ],
)
def test_an_answer_that_decides(body: str) -> None:
    assert is_withheld(guards(function(body)))


@pytest.mark.parametrize(
    "body",
    [
        "answer = input('sure? ')\nprint(answer)",
        "if not click.confirm('sure?'):\n    print('too late')",
        "name = input('name: ')\nif other != 'x':\n    return",
        "click.confirm('sure?')",
        "reply = llm.prompt('sure?')\nif not reply:\n    return",
        "if not order.confirm():\n    return",
        "channel.confirm_delivery()",
        "if not confirm_user_email(token):\n    return",
        "while True:\n    answer = input('y? ')\n    if answer:\n        print(answer)",
        "while True:\n    if input('y? ') == 'y':\n        break\n    if late():\n        break",
        "said = 'input()'\nif said != 'y':\n    return",
    ],
)
def test_but_not_one_that_nobody_looks_at_or_that_asks_nobody(body: str) -> None:
    assert guards(function(body)) == ()


def test_who_waits_for_somebody_may_be_stopped() -> None:
    assert guards(function("input('Enter to go on, Ctrl-C to stop')")) == ("a prompt",)


def test_a_block_that_isnt_entered_in_production() -> None:
    own = "def careful():\n    if os.environ['ENV'] == 'prod':\n        {}\n    yield\n"
    inside = "with careful():\n    shutil.rmtree('/srv')\n"
    assert is_withheld(guards(own.format("raise Error") + inside))
    assert guards(own.format("print(1)") + inside) == ()
    assert is_withheld(guards("with refuse_production():\n    shutil.rmtree('/srv')\n"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("refuse_production", True),
        ("abort_if_prod", True),
        ("fail_in_production", True),
        ("ensure_not_production", True),
        ("not_in_production", True),
        ("assert_test_database", True),
        ("require_local", True),
        ("only_in_dev", True),
        ("require_confirmation", True),
        ("confirm_or_exit", True),
        ("check_environment", False),
        ("check_production_status", False),
        ("require_production", False),
        ("stop_production", False),
        ("ensure_test_db", False),
        ("ensure_localstack", False),
        ("skip_in_tests", False),
        ("confirm_payment", False),
    ],
)
def test_functions_of_others_by_what_they_say(name: str, kept: bool) -> None:
    assert is_withheld(guards(function(f"{name}()"))) is kept


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if not confirm:\n    return", ("if confirm",)),
        ("if args.table:\n    pass", ()),
        ("if order.confirmed:\n    return", ()),
        ("if confirm:\n    return", ()),
        ("if env in SAFE:\n    return", ()),
        ("if env not in SAFE_ENVS:\n    return", ("if env in SAFE_ENVS",)),
        ("if env in PROTECTED:\n    return", ("unless env in PROTECTED",)),
        ("if env not in PROTECTED:\n    return", ()),
        ("if commit != last:\n    return", ()),
        ("if response != 200:\n    return", ()),
        ("if not y:\n    return", ()),
        ("if not dry_run:\n    return", ()),
    ],
)
def test_what_looks_like_a_guard(condition: str, told: tuple[str, ...]) -> None:
    assert [one.replace("unless env not", "if env") for one in guards(function(condition))] == [
        *told
    ]


def test_who_calls_a_function_that_never_comes_back_has_left() -> None:
    die = "def die(text):\n    print(text)\n    sys.exit(1)\n"
    body = "if args.confirm != 'yes':\n    die('no')"
    assert is_withheld(guards(die + function(body)))
    assert guards(die.replace("sys.exit", "print") + function(body)) == ()
    assert guards(function("if args.confirm != 'yes':\n    error('no')")) == ()


@pytest.mark.parametrize(
    "body",
    [
        "if os.environ['ENV'] == 'production':\n    raise SystemExit",
        "if not settings.DEBUG:\n    return",
        "env = os.environ['ENV']\nif env not in ('dev', 'test'):\n    return",
        "if env not in SAFE_ENVS:\n    sys.exit(1)",
        "if 'localhost' not in url:\n    sys.exit(1)",
        "if '127.0.0.1' not in url:\n    sys.exit(1)",
        "if not is_local():\n    return",
        "match env:\n    case 'dev' | 'test':\n        pass\n    case _:\n        return",
        "match env:\n    case 'production':\n        return",
        "ensure_not_production()",
        "self._check_env()",
        "guards.assert_dev()",
    ],
)
def test_a_place_that_isnt_production(body: str) -> None:
    around = (
        "SAFE_ENVS = {'dev', 'ci'}\n"
        "def _check_env(self):\n    if self.env == 'prod':\n        raise RuntimeError\n"
    )
    assert is_withheld(guards(around + function(body)))


@pytest.mark.parametrize(
    "body",
    [
        "if os.environ['ENV'] != 'production':\n    return",
        "if env == 'dev':\n    print('dev')",
        "match env:\n    case 'dev':\n        return",
        "if 'localhost' in url:\n    return",
        "_log_env()",
    ],
)
def test_but_not_one_that_lets_production_pass(body: str) -> None:
    around = "def _log_env():\n    if env == 'prod':\n        print('careful')\n"
    assert guards(around + function(body)) == ()


def test_a_function_that_only_returns_guards_nobody_else() -> None:
    check = "def ensure_dev():\n    if env == 'prod':\n        {}\n"
    assert is_withheld(guards(check.format("raise Error") + function("ensure_dev()")))
    assert guards(check.format("return") + function("ensure_dev()")) == ()


def test_a_method_that_refuses_what_nobody_confirmed() -> None:
    code = (
        "class Reset:\n    def __init__(self, confirm):\n        self._confirm = confirm\n\n"
        "    def validate(self):\n        if not self._confirm:\n            raise Error\n\n"
        f"    def run(self):\n        self.validate()\n        {WIPE}"
    )
    assert guards(code) == ("if self._confirm",)
    assert is_withheld(guards(code.replace("confirm):", "confirm=False):")))
    assert guards(code.replace("raise Error", "print(1)")) == ()


def test_a_decorator_asks_before_it_calls() -> None:
    decorator = (
        "def careful(f):\n    def inner(*args):\n        if os.environ['ENV'] == 'prod':\n"
        "            {}\n        return f(*args)\n    return inner\n"
    )
    above = "@careful\n"
    assert is_withheld(guards(decorator.format("return") + function("x", "", above)))
    assert guards(decorator.format("print(1)") + function("x", "", above)) == ()
    assert is_withheld(guards(function("x", "", "@dev_only\n")))
    assert guards(function("x", "", "@lru_cache\n")) == ()


def test_what_only_some_ways_ask_doesnt_hold_back() -> None:
    assert on_every_way([(ANSWERED,), ("if x",)]) == ("if x",)
    assert on_every_way([(ANSWERED,), ()]) == ()
    assert is_withheld(on_every_way([(ANSWERED,), ("if yes, not by default",)]))


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n" + "    if not flag{0}: return\n    shutil.rmtree('/a{0}')\n" * 3_000,
        "".join(f"if flag{n}:\n    shutil.rmtree('/a{n}')\n" for n in range(3_000)),
        "answer = input()\n" + "if answer == 'y':\n    shutil.rmtree('/a')\n" * 3_000,
        "".join(f"def f{n}(a):\n    check_{n}()\n    shutil.rmtree('/a')\n" for n in range(3_000)),
    ],
)
def test_many_guards_are_told_soon(text: str) -> None:
    started = process_time()
    list(items(text))
    assert process_time() - started < 15


def test_questions_on_lines_one_below_the_other_are_both_seen() -> None:
    code = (
        "import click\n\ndef wipe(cur):\n"
        "    a = click.confirm('one?')\n    b = click.confirm('two?')\n"
        "    if not a or not b:\n        return\n    cur.execute('DELETE FROM users')\n"
    )
    module = Module(Source("app/clean.py", "python", code))
    for question in ("one?", "two?"):
        place = code.index(question)
        assert asked_between(module, code.rindex("\n", 0, place), place)


@pytest.mark.parametrize(
    ("parameter", "then", "held"),
    [
        ("reset: bool = False", "", True),
        ("drop_first=False", "", True),
        ("reset: bool = True", "", False),
        ("reset", "", False),
        ("verbose=False", "", False),
        ("reset=False", "set_up(reset=True)", False),
        ("reset=False", "set_up()", True),
    ],
)
def test_what_is_taken_away_only_where_a_caller_asks_is_held_back(
    parameter: str, then: str, held: bool
) -> None:
    flag = parameter.partition("=")[0].partition(":")[0]
    code = f"def set_up({parameter}):\n    if {flag}:\n        {WIPE}\n{then}\n"
    assert is_withheld(guards(code)) is held
    if held:
        assert not is_withheld(guards(f"@app.command()\n{code}"))


@pytest.mark.parametrize(
    ("decorator", "given", "held"),
    [
        ("@router.delete('/history')", "user: UserDep, ", False),
        ("@app.route('/wipe')", "tenant_id, ", False),
        ("@router.post('/reset')", "", True),
        ("@app.command()", "user, ", True),
    ],
)
def test_who_sends_a_request_agrees_for_nobody_else(decorator: str, given: str, held: bool) -> None:
    code = (
        f"{decorator}\ndef clear({given}confirm: bool = False):\n    if not confirm:\n"
        f"        raise Error\n    {WIPE}\n"
    )
    assert is_withheld(guards(code)) is held
    assert guards(code) != ()


@pytest.mark.parametrize(
    "option", ["@click.confirmation_option()", "@confirmed", "@with_confirmation"]
)
def test_a_decorator_of_others_that_asks(option: str) -> None:
    assert is_withheld(guards(function("pass", above=f"{option}\n")))


@pytest.mark.parametrize(
    ("asked", "parameters", "kept"),
    [
        ("confirm", "confirm=False", False),
        ("confirm", "confirm=True", True),
        ("interactive", "interactive", True),
        ("verbose", "verbose", False),
    ],
)
def test_a_question_that_nobody_asks_by_default_holds_nothing_back(
    asked: str, parameters: str, kept: bool
) -> None:
    body = f"if {asked}:\n    if input('sure? ') != 'y':\n        return"
    assert is_withheld(guards(function(body, parameters))) is kept


def test_a_function_of_the_module_asks_only_where_it_does() -> None:
    body = "if not confirm_delete(order):\n    return"
    own = "def confirm_delete(order):\n    {}\n    return order.done\n\n"
    assert is_withheld(guards(function(body, above=own.format("order.done = input('sure? ')"))))
    assert not is_withheld(guards(function(body, above=own.format("order.done = True"))))


_ASKING_FIRST = (
    "def confirm(question, assume_yes={}):\n    if assume_yes:\n        return True\n"
    "    return input(question).lower() == 'y'\n\n"
)


@pytest.mark.parametrize(
    ("body", "above"),
    [
        ("answer = input('sure? ') if interactive else 'y'\nif answer != 'y':\n    return", ""),
        (
            "answer = 'y'\nif interactive:\n    answer = input('?')\nif answer != 'y':\n    return",
            "",
        ),
        ("if not confirm('sure?'):\n    return", _ASKING_FIRST.format(True)),
        (
            "conn = connect()\nif conn is None:\n    return",
            "def connect():\n    host = input('host: ')\n    return psycopg2.connect(host=host)\n",
        ),
    ],
)
def test_a_question_that_is_not_asked_by_default_or_asks_something_else(
    body: str, above: str
) -> None:
    assert not is_withheld(guards(function(body, "interactive=False", above)))


@pytest.mark.parametrize(
    ("body", "above"),
    [
        ("answer = input('sure? ') if interactive else 'n'\nif answer != 'y':\n    return", ""),
        ("answer = 'y' if interactive else input('sure? ')\nif answer != 'y':\n    return", ""),
        ("if not confirm('sure?'):\n    return", _ASKING_FIRST.format(False)),
        ("if not confirm('sure?', assume_yes=False):\n    return", _ASKING_FIRST.format(True)),
        (
            "if not agreed():\n    return",
            "def agreed():\n    answer = input('sure? ')\n    return answer == 'y'\n",
        ),
    ],
)
def test_but_one_that_is(body: str, above: str) -> None:
    assert is_withheld(guards(function(body, "interactive=False", above)))


@pytest.mark.parametrize(
    ("answered", "held"),
    [("print('going on')", False), ("raise SystemExit", True), ("return False", True)],
)
def test_a_question_after_which_the_answer_is_always_yes(answered: str, held: bool) -> None:
    above = (
        "def confirm(question):\n    answer = input(question)\n    if answer != 'y':\n"
        f"        {answered}\n    return True\n"
    )
    assert is_withheld(guards(function("if not confirm('?'):\n    return", above=above))) is held


_COROUTINE = "async def agreed():\n    return input('?') == 'y'\n\n"
_UNHEARD = (
    "def agreed():\n    try:\n        return input('?')\n    except EOFError:\n        return {}\n"
)


@pytest.mark.parametrize(
    ("body", "above", "held"),
    [
        ("if not agreed():\n    return", _COROUTINE, False),
        ("if not await agreed():\n    return", _COROUTINE, True),
        ("if not asyncio.run(agreed()):\n    return", _COROUTINE, True),
        ("if agreed() != 'y':\n    return", _UNHEARD.format("'y'"), False),
        ("if agreed() != 'y':\n    return", _UNHEARD.format("'n'"), True),
        (
            "try:\n    a = input('?')\nexcept EOFError:\n    a = 'y'\nif a != 'y':\n    return",
            "",
            False,
        ),
        (
            "try:\n    a = input('?')\nexcept EOFError:\n    a = 'n'\nif a != 'y':\n    return",
            "",
            True,
        ),
    ],
)
def test_a_question_that_nobody_waits_for_or_hears(body: str, above: str, held: bool) -> None:
    assert is_withheld(guards(function(body, above=above))) is held


def test_a_check_that_nobody_waits_for() -> None:
    above = "async def ensure_dev():\n    if ENV == 'production':\n        raise Error\n\n"
    assert is_withheld(guards(function("await ensure_dev()", above=above)))
    assert guards(function("ensure_dev()", above=above)) == ()
