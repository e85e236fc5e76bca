"""A condition on where a program runs guards only what it keeps out of production."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects.guarding import is_withheld
from guardrail.model import EnvironmentKind, Surroundings
from guardrail.stream import Embedded

WIPE = "cur.execute('DELETE FROM users')"


def around(code: str) -> Surroundings:
    """What surrounds the only text that the code runs."""
    (found,) = (item for item in items(code) if isinstance(item, Embedded))
    return found.source.surroundings


@pytest.mark.parametrize(
    "code",
    [
        f"if settings.DEBUG:\n    {WIPE}\n",
        f"if os.environ['ENV'] in ('test', 'dev'):\n    {WIPE}\n",
        f"if os.environ['ENV'] == 'production':\n    raise SystemExit\n{WIPE}\n",
        f"def f():\n    if settings.ENV == 'production':\n        raise Error\n    {WIPE}\n",
        f"def f():\n    if is_production():\n        return\n    {WIPE}\n",
        f"def f():\n    if not settings.DEBUG:\n        raise CommandError\n    {WIPE}\n",
        f"def f():\n    assert settings.ENV == 'test'\n    {WIPE}\n",
        f"def f():\n    if settings.ENV != 'staging':\n        raise Error\n    {WIPE}\n",
    ],
)
def test_what_stays_out_of_production_is_guarded(code: str) -> None:
    (guard,) = around(code).guards
    assert is_withheld((guard,))
    assert around(code).environment.kind is EnvironmentKind.UNKNOWN


@pytest.mark.parametrize(
    "check",
    [
        "not keyspace.endswith('_test')",
        "not schema.startswith('ci_')",
        "engine.url.host not in Settings.demo_hosts",
        "engine.url.host not in demo_hosts",
        "not re.search(r'_test$', dataset)",
    ],
)
def test_the_name_of_the_place_may_say_that_it_is_a_tests(check: str) -> None:
    hosts = "    demo_hosts = {'localhost', '127.0.0.1', 'db'}\n"
    code = f"class Settings:\n{hosts}\ndef f():\n    if {check}:\n        raise Error\n    {WIPE}\n"
    assert is_withheld(around(code).guards)


@pytest.mark.parametrize(
    "check", ["not keyspace", "schema.startswith('ci_')", "host in demo_hosts"]
)
def test_a_name_of_any_other_place_says_nothing(check: str) -> None:
    hosts = "    demo_hosts = {'localhost'}\n    demo_hosts = {'shop.internal'}\n"
    code = f"class Settings:\n{hosts}\ndef f():\n    if {check}:\n        raise Error\n    {WIPE}\n"
    assert not is_withheld(around(code).guards)


def test_it_guards_all_that_stands_behind_it() -> None:
    between = "    x = 1\n" * 200
    code = f"def f():\n    if not settings.DEBUG:\n        return\n{between}    {WIPE}\n"
    assert around(code).guards == ("if settings.DEBUG, not in production",)


@pytest.mark.parametrize(
    "code",
    [
        f"if not settings.DEBUG:\n    {WIPE}\n",
        f"if os.environ['ENV'] not in ('test', 'dev'):\n    {WIPE}\n",
        f"def f():\n    if settings.ENV == 'staging':\n        return\n    {WIPE}\n",
        f"def f():\n    assert rows == 'x'\n    {WIPE}\n",
    ],
)
def test_what_runs_in_production_too_is_not(code: str) -> None:
    assert around(code).guards == ()
    assert around(code).environment.kind is EnvironmentKind.UNKNOWN


@pytest.mark.parametrize(
    "code",
    [
        f"if os.environ['ENV'] == 'production':\n    {WIPE}\n",
        f"def f():\n    if not is_production():\n        return\n    {WIPE}\n",
    ],
)
def test_what_runs_there_alone_runs_in_production(code: str) -> None:
    assert around(code).guards == ()
    assert around(code).environment.kind is EnvironmentKind.PRODUCTION


def test_a_look_at_several_environments_guards_too() -> None:
    asked = "os.environ.get('APP_ENV', 'production') not in ('local', 'test')"
    code = f"def f():\n    if {asked}:\n        return 2\n    {WIPE}\n"
    assert around(code).guards == (f"unless {asked}, not in production",)


@pytest.mark.parametrize(
    ("head", "condition", "held"),
    [
        ("DEBUG = True\n", "DEBUG", False),
        ("DEBUG = os.getenv('DEBUG', '1') == '1'\n", "DEBUG", False),
        ("DEBUG = os.getenv('DEBUG') == '1'\n", "DEBUG", True),
        ("from settings import DEBUG\n", "DEBUG", True),
        ("IS_PROD = os.getenv('ENV') == 'production'\n", "not IS_PROD", True),
    ],
)
def test_a_switch_for_developers_that_is_on_by_default_guards_nothing(
    head: str, condition: str, held: bool
) -> None:
    code = f"import os\n{head}def wipe():\n    if {condition}:\n        {WIPE}\n"
    assert is_withheld(around(code).guards) is held
