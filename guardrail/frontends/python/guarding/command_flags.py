"""The flags that commands of a module take, each with what it is where nobody gives it.

Sources: Click 8 ("Options": a flag is false unless it has another default), Typer 0.12 ("Boolean
CLI Options"), argparse of Python 3.13 (`store_true`, `store_false`, `BooleanOptionalAction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_TYPED = ("typer", "fire", "Fire", "cyclopts")
_COMMAND = late(r"@[\w.]+\.(?:command|callback|default)\b")
_MADE = late(r"(?:option|add_argument)\(")
_SIGN = late(r"[()]")
_SPELT = late(r"[\"']--([A-Za-z][\w-]*)")
_DEFAULT = late(r"\bdefault\s*=\s*(True|False|None)\b")
_STORED = late(r"\bdest\s*=\s*[\"'](\w+)")
_SETS = late(r"store_true|is_flag\s*=\s*True|BooleanOptionalAction|[\"']--[\w-]+/--")
_CLEARS = "store_false"
_SET_BESIDE = late(r"\.set_defaults\(")
_GIVEN = late(r"\b(\w+)\s*=\s*(True|False)\b")
"""`parser.set_defaults(execute=True)` counts before what an option's own default is."""
_READS = r"\b(?:parse_(?:known_)?args|invoke)\(\s*(?:\w+\s*,\s*)?(?:args\s*=\s*)?\["
"""What reads options, or runs a command with them, that stand in a list there."""
_LONGEST = 600
_MOST = 500
_HELD = -3
"""Under which of a module's notes its flags are kept."""


def flag_of_commands(module: Module, name: str) -> bool | None:
    """What the flag of that name is by default; `None` where none is known, or several differ."""
    held: dict[str, bool | None] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = {}
        for spelt, value in _flags(module.text):
            held[spelt] = value if held.get(spelt, value) is value else None
        held.update(_set_beside(module.text))
    return held.get(name)


def given_by_program(module: Module, name: str) -> bool:
    """Whether the module itself gives an option: `parser.parse_args(["--force"])`.

    Or calls a command with it, or hands a namespace on in which it is there already.
    """
    if "_args(" not in module.plain and "invoke(" not in module.plain:
        return False
    key = f"given by the program {name}"
    held: bool | None = module.facts.get(key)
    if held is None:
        spelt = re.escape(name).replace("_", "[-_]")
        listed = rf"{_READS}[^()]{{0,200}}[\"']--{spelt}\b"
        held_already = rf"\bnamespace\s*=[^()]{{0,80}}\([^()]*\b{re.escape(name)}\s*="
        given = f"{listed}|{held_already}"
        held = module.facts[key] = re.search(given, module.text) is not None
    return held


def is_typed_command(module: Module, function: Node) -> bool:
    """Whether a function's parameters are the options of a command: of Typer, Fire, cyclopts."""
    if not any(word in module.plain for word in _TYPED):
        return False
    above = function.parent
    if above is not None and above.type == "decorated_definition":
        started = module.plain[above.start_byte : function.start_byte]
        return _COMMAND.search(started) is not None
    name = re.escape(module.defined(function))
    return (
        re.search(rf"\b(?:typer\.run|[Ff]ire\.Fire|cyclopts\.run)\(\s*{name}\b", module.plain)
        is not None
    )


def _flags(text: str) -> Iterator[tuple[str, bool | None]]:
    for made in islice(_MADE.finditer(text), _MOST):
        said = text[made.end() : _closed(text, made.end())]
        default = _DEFAULT.search(said)
        value = False if _SETS.search(said) else None
        if default is not None and (value is False or default[1] != "None"):
            value = default[1] == "True"
        elif _CLEARS in said:
            value = True
        for name in (*_SPELT.findall(said), *_STORED.findall(said)):
            yield name.replace("-", "_"), value


def _set_beside(text: str) -> Iterator[tuple[str, bool]]:
    for made in islice(_SET_BESIDE.finditer(text), _MOST if "set_defaults" in text else 0):
        for one in _GIVEN.finditer(text, made.end(), _closed(text, made.end())):
            yield one[1], one[2] == "True"


def _closed(text: str, start: int) -> int:
    """Where a parenthesis is closed that was opened before `start`."""
    depth = 1
    for sign in _SIGN.finditer(text, start, start + _LONGEST):
        depth += 1 if sign[0] == "(" else -1
        if depth == 0:
            return sign.start()
    return min(start + _LONGEST, len(text))
