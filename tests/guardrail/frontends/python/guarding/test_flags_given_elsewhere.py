"""A flag that is off wherever the module gives it may be given elsewhere: then it holds nothing."""

from __future__ import annotations

import pytest
from guarded import WIPE, guards

from guardrail.effects.guarding import is_withheld

OFF = (
    "import argparse\np = argparse.ArgumentParser()\n"
    "p.add_argument('--reset', action='store_true')\n"
    "p.add_argument('--mode', default='append')\nargs = p.parse_args()\n"
)
WORK = f"def work(first):\n    if first:\n        {WIPE.strip()}\n\nwork(args.reset)\n"
JOB = (
    "class Job:\n    def __init__(self, first):\n        self.first = first\n{0}"
    f"    def run(self):\n        if self.first:\n            {WIPE.strip()}\n\n"
    "job = Job(args.reset)\n{1}job.run()\n"
)
BY_KEY = f"def work():\n    if o['first']:\n        {WIPE.strip()}\n"
LATER = "    def load(self):\n        self.first = True\n"


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        (WORK, True),
        # handed on, for others to call
        (WORK + "pool.submit(work, True)\n", False),
        (WORK + "Thread(target=work, args=(True,)).start()\n", False),
        (WORK + "partial(work, True)()\n", False),
        (WORK + "again = work\n", False),
        (WORK + "work(**read())\n", False),
        (WORK.replace("def work", "@shared_task\ndef work"), False),
        # set again
        (JOB.format("", ""), True),
        (JOB.format("", "job.first = True\n"), False),
        (JOB.format(LATER, ""), False),
        ("o = {'first': args.reset}\n" + BY_KEY, True),
        ("o = {'first': args.reset}\no['first'] = True\n" + BY_KEY, False),
        ("o = {'first': args.reset}\no.update(given)\n" + BY_KEY, False),
        ("o = read()\nprint({'first': args.reset})\n" + BY_KEY, False),
        (f"if args.reset:\n    {WIPE}", True),
        (f"args.reset = True\nif args.reset:\n    {WIPE}", False),
        (f"if args.mode == 'reset':\n    {WIPE}", True),
        (f"args.mode = 'reset'\nif args.mode == 'reset':\n    {WIPE}", False),
        # another's of the same name
        (f"for row in rows:\n    if row.mode == 'reset':\n        {WIPE}", False),
        (WORK.replace("first", "reset").replace("args.reset)", "True)"), False),
    ],
)
def test_only_what_is_seen_whole_holds_back(code: str, kept: bool) -> None:
    assert is_withheld(guards(OFF + code)) is kept


def test_a_function_of_another_object_answers_for_itself() -> None:
    own = "import os\n\ndef may():\n    return os.environ['STAGE'] != 'production'\n\n"
    assert is_withheld(guards(own + f"if may():\n    {WIPE}"))
    assert not is_withheld(guards(own + f"if other.may():\n    {WIPE}"))
