"""Options that hold back what they lead to, each beside what looks alike and holds nothing back."""

from __future__ import annotations

import pytest
from guarded import WIPE, guards

from guardrail.effects.guarding import is_withheld

MODE = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--mode', default='{0}')\n"
FLAG = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--reset', {0})\n"
OFF = FLAG.format("action='store_true'") + "args = p.parse_args()\n"
IF_MODE = f"args = p.parse_args()\nif args.mode != 'append':\n    {WIPE}\n"
GIVEN = "def wipe(first={0}):\n    if first:\n        " + WIPE + "\nwipe(first=args.reset)\n"
BY_KEY = f"def wipe():\n    if a['first']:\n        {WIPE}\n"
MAY = "import os\n\ndef may():\n    {0}\n\nif may{1}:\n    " + WIPE
STAGE = "return os.environ['STAGE'] not in ('prod', 'production')"


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        # on the command line
        (f"import sys\nif '--reset' in sys.argv:\n    {WIPE}\n", True),
        (f"import sys\nif '--keep' not in sys.argv:\n    {WIPE}\n", False),
        # one of several words
        (MODE.format("append") + IF_MODE, True),
        (MODE.format("reset") + IF_MODE, False),
        # a parameter that is on where nobody gives it
        (OFF + GIVEN.format("True"), False),
        (OFF + GIVEN.format("False"), True),
        # a key of a dictionary that is bound once, or twice
        (OFF + "a = {'first': args.reset}\n" + BY_KEY, True),
        (OFF + "a = {'first': args.reset}\na = {'first': True}\n" + BY_KEY, False),
        # the side on which it stands
        (OFF + f"done = {WIPE.strip()} if args.reset else print('kept')\n", True),
        (OFF + f"done = print('kept') if args.reset else {WIPE}\n", False),
        # who goes on where the answer is no
        (f"if input('keep? ') == 'y':\n    {WIPE}\n", True),
        (f"if input('keep? ') == 'n':\n    {WIPE}\n", False),
        # what a function answers that gives one thing back, and is called
        (MAY.format(STAGE, "()"), True),
        (MAY.format(STAGE, ""), False),
        (MAY.format("if os.environ.get('CI'):\n        return True\n    " + STAGE, "()"), False),
    ],
)
def test_an_option_holds_back_what_it_leads_to(code: str, kept: bool) -> None:
    assert is_withheld(guards(code)) is kept
