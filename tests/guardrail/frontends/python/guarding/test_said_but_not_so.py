"""What looks as if it held something back, and doesn't: each beside the twin that does."""

from __future__ import annotations

import pytest
from guarded import WIPE, function, guards
from reading_python import items

from guardrail.effects import FileChange
from guardrail.effects.guarding import is_withheld

ASKS = "answer = input('Really? ')\n"
STAGE = "stage = os.environ['STAGE']\n"
AT_HOME = "if stage == 'production':\n    return"
FORCED = (
    "import argparse\np = argparse.ArgumentParser()\n"
    "p.add_argument('--force', action='store_true')\n"
)


def guards_of_wipe(code: str) -> tuple[str, ...]:
    """What guards the deletion in a text that runs other things as well."""
    (found,) = [one for one in items(code) if isinstance(one, FileChange)]
    return found.guards


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        # answers that the program gives itself
        (f"{ASKS}if answer != 'y':\n    return", True),
        (f"{ASKS}answer = 'y'\nif answer != 'y':\n    return", False),
        (f"{ASKS}answer = 'yes'\nif answer not in ('y', 'yes'):\n    return", False),
        (f"{ASKS}answer = 'n'\nif answer == 'n':\n    return", True),
        (f"{ASKS}print('y')\nif answer.lower() != 'y':\n    return", True),
        (f"{ASKS}answer = 'Y'\nif answer.lower() != 'y':\n    return", True),
        (f"answer = 'n'\nif tty:\n    {ASKS}if answer != 'y':\n    return", True),
        ("answer = 'y'\nif answer != 'y':\n    return", False),
        # whatever is answered
        (f"while True:\n    {ASKS}    if answer == 'y':\n        break", True),
        (f"while True:\n    {ASKS}    if answer in ('y', 'n'):\n        break", False),
        (f"while True:\n    {ASKS}    if answer in ('y', 'yes'):\n        break", True),
        # the place that it looks for
        (f"{STAGE}{AT_HOME}", True),
        (f"{STAGE}stage = 'dev'\n{AT_HOME}", False),
        (f"{STAGE}if x:\n    stage = 'dev'\n{AT_HOME}", True),
        ("os.environ['STAGE'] = 'dev'\nif os.environ['STAGE'] == 'production':\n    return", False),
        ("os.environ['MODE'] = 'dev'\nif os.environ['STAGE'] == 'production':\n    return", True),
        # what never fails
        ("assert stage != 'production', 'not there'", True),
        ("assert (stage != 'production', 'not there')", False),
        ("with open('log') as log:\n    assert stage != 'production'", True),
        ("with suppress(AssertionError):\n    assert stage != 'production'", False),
        ("with contextlib.suppress(Exception):\n    assert stage != 'production'", False),
    ],
)
def test_what_is_asked_decides(body: str, kept: bool) -> None:
    assert is_withheld(guards(function(body, above="import os\n"))) is kept


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("args = p.parse_args()", True),
        ("args = p.parse_args(sys.argv[1:])", True),
        ("args = p.parse_args(['--name', 'force'])", True),
        ("args = p.parse_args(['--force'])", False),
        ("args, rest = p.parse_known_args(args=['-v', '--force'])", False),
        ("args = p.parse_args(namespace=argparse.Namespace(force=True))", False),
        ("args = p.parse_args(namespace=argparse.Namespace(name='x'))", True),
        ("args = p.parse_args()\nrunner.invoke(cli, ['--force'])", False),
        ("args = p.parse_args()\nsubprocess.run(['git', 'push', '--force'])", True),
    ],
)
def test_options_that_the_program_gives_itself(read: str, kept: bool) -> None:
    found = guards_of_wipe(f"{FORCED}{read}\nif args.force:\n    {WIPE}")
    assert is_withheld(found) is kept


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("force = args.force\n", True),
        ("force = args.force\nforce = True\n", False),
    ],
)
def test_flags_that_are_set_again(code: str, kept: bool) -> None:
    found = guards_of_wipe(f"{FORCED}args = p.parse_args()\n{code}if force:\n    {WIPE}")
    assert is_withheld(found) is kept


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("", True),
        ("input = lambda question: 'y'\n", False),
        ("import builtins\nbuiltins.input = lambda *_: 'y'\n", False),
        ("shout = lambda text: text\n", True),
    ],
)
def test_what_asks_is_what_it_is_called(above: str, kept: bool) -> None:
    code = function("if input('Really? ') != 'y':\n    return", above=above)
    assert is_withheld(guards(code)) is kept
