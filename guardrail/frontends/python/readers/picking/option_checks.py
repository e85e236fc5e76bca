"""What a command asks of an option before it runs: `@click.option("--name", callback=check)`.

Sources: Click 8, "Callbacks for Validation"; Typer 0.12, "CLI Option Callback"; argparse of
Python 3.13, "type": whatever the function raises at ends the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.guarding.way_there import STATEMENTS, Condition, left_by
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_MADE = late(r"(?:argument|option|Option|Argument)\(")
_NAMES = late(r"[\"'](?:--?)?([A-Za-z][\w-]*)[\"']")
_CHECKING = frozenset(("callback", "type"))
_MOST = 100


def option_checks(reading: Reading, name: str) -> Iterator[Condition]:
    """The conditions on an option's value by which the function leaves that checks it."""
    module = reading.module
    for checking in _checks(reading).get(name, ()):
        body = checking.child_by_field_name("body")
        for statement in module.children(body)[0][:STATEMENTS] if body is not None else ():
            yield from left_by(module, statement)


def _checks(reading: Reading) -> dict[str, list[Node]]:
    """The module's own functions that check options, by the options' names."""
    facts, key = reading.module.facts, "functions that check options"
    if key not in facts:
        facts[key] = found = dict[str, list[Node]]()
        module = reading.module
        if "callback" in module.plain or "type" in module.plain:
            places = [
                (one.start(), one.end()) for one in islice(_MADE.finditer(module.plain), _MOST)
            ]
            for trail in module.around(places):
                call = next((one for one in trail[:4] if one.type == "call"), None)
                if call is not None:
                    _note(reading, call, found)
    held: dict[str, list[Node]] = facts[key]
    return held


def _note(reading: Reading, made: Node, found: dict[str, list[Node]]) -> None:
    call, module = reading.call(made), reading.module
    given = [call.keywords[one] for one in _CHECKING if one in call.keywords]
    named = [module.name(one) for one in given if one.type == "identifier"]
    own = [one for one in map(reading.scopes.function, named) if one is not None]
    if not own:
        return
    names = [_NAMES.fullmatch(module.code(one)) for one in call.positional]
    told = {one[1].replace("-", "_") for one in names if one is not None}
    around = made.parent
    if around is not None and around.type in ("typed_default_parameter", "default_parameter"):
        parameter = around.child_by_field_name("name")
        told |= {module.name(parameter)} if parameter is not None else set()
    for name in told:
        found.setdefault(name, []).extend(own)
