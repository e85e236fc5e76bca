"""What stands before an effect and guards it: conditions, prompts, dry runs."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect


@pytest.mark.parametrize(
    ("before", "guards"),
    [
        ("if settings.DEBUG:\n    ", ("if settings.DEBUG, not in production",)),
        ("if not args.yes:\n    pass\nelse:\n    ", ("if args.yes",)),
        ("if rows:\n    ", ()),
        ("if input('sure? ') == 'y':\n    ", ("a prompt that has to be answered",)),
        ("click.confirm('sure?', abort=True)\n", ("a prompt that has to be answered",)),
        ("def other():\n    input()\n", ()),
        ("if dry_run:\n    sys.exit(0)\n", ("unless dry_run",)),
        ("if dry_run:\n    print('nothing')\n", ()),
        ("if dry_run:\n    sys.exit(0)\nelse:\n    print()\n", ("unless dry_run",)),
    ],
)
def test_what_guards_an_effect(before: str, guards: tuple[str, ...]) -> None:
    (found,) = [i for i in items(f"{before}shutil.rmtree('/srv')") if isinstance(i, Effect)]
    assert found.guards == guards


WIPE = "    shutil.rmtree('/srv')\n"


@pytest.mark.parametrize(
    ("code", "guards"),
    [
        ("def wipe(yes):\n    if not yes:\n        raise Abort\n", ("if yes",)),
        ("def wipe(n):\n    if n > 3:\n        return\n", ()),
        ("def wipe(args):\n    if not args.path:\n        return\n", ()),
        ("def wipe(dry_run):\n    if dry_run:\n        return\n", ("unless dry_run",)),
        (
            "def wipe(dry_run: bool = True):\n    if dry_run:\n        return\n",
            ("unless dry_run, a dry run by default",),
        ),
        (
            "@click.confirmation_option(prompt='sure?')\ndef wipe():\n",
            ("a prompt that has to be answered",),
        ),
        ("def wipe():\n    for x in y:\n        if x.yes: continue\n    go(x)\n", ()),
        ("def other(yes):\n    if not yes:\n        return\ndef wipe():\n", ()),
        (
            (
                "class Command(BaseCommand):\n  def handle(self, *args, **options):\n    if not "
                "options['yes']:\n      raise CommandError('--yes')\n"
            ),
            ("if options['yes']",),
        ),
    ],
)
def test_what_guards_an_effect_in_a_function(code: str, guards: tuple[str, ...]) -> None:
    (found,) = [i for i in items(code + WIPE) if isinstance(i, Effect)]
    assert found.guards == guards
