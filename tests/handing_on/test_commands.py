"""What a command does is told however the command is run.

Each command of `commands.txt` is run on every way of `command_ways.txt`. What isn't right yet
stands in `commands_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from commands import CommandWay, command_ways, commands, run_as
from handing_on import not_yet, told

MISSED, TOLD = "missed", "told"


def seen(way: CommandWay) -> dict[str, list[str]]:
    """The commands of which the harm is missed on a way, and those of which its twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for command in commands():
        if not told(run_as(command, way, harmful=True)):
            found[MISSED].append(command.name)
        if told(run_as(command, way, harmful=False)):
            found[TOLD].append(command.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", command_ways(), ids=lambda way: way.name)
def test_a_command_is_told_however_it_is_run(way: CommandWay) -> None:
    assert seen(way) == not_yet("commands_not_yet.txt").get(way.name, {})


def test_every_module_can_be_compiled() -> None:
    for way in command_ways():
        for command in commands():
            for harmful in (True, False):
                for text in run_as(command, way, harmful=harmful).values():
                    compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet("commands_not_yet.txt").keys() <= {way.name for way in command_ways()}
