"""What a flag is where nobody says otherwise: a parameter's default, or that of an option.

Sources: Click 8 ("Options": a flag is false unless it has another default), Typer 0.12 ("Boolean
CLI Options"), argparse of Python 3.13 (`store_true`, `store_false`, `BooleanOptionalAction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.tree import Module

_LONGEST = 400
_NAME = re.compile(r"(?:\w+\.)*(\w+)")
_KEY = re.compile(r"\w+(?:\.get\(|\[)\s*[\"']([\w-]+)[\"'][^()\[\]]*[\])]")
_TRUTHS = {"True": True, "False": False, "None": False}
_FIRST = re.compile(
    r"[\w.]*(?:Option|Argument|Query|Form|Body|Parameter)\(\s*(?:default\s*=\s*)?(\w+)"
)
_MADE = re.compile(r"(?:option|add_argument)\(")
_NEXT = re.compile(r"\n\s*@|(?:option|add_argument)\(|\n\s*(?:async )?def ")
_SPELT = re.compile(r"[\"']--([A-Za-z][\w-]*)")
_DEFAULT = re.compile(r"\bdefault\s*=\s*(True|False|None)\b")
_SETS = re.compile(r"store_true|is_flag\s*=\s*True|BooleanOptionalAction|[\"']--[\w-]+/--")
_CLEARS = "store_false"
_MOST = 500
_HELD = -3
"""Under which of a module's notes its options are kept."""


def runs_by_default(module: Module, function: Node | None, guard: str) -> bool:
    """Whether a guard ("if force", "unless dry_run") lets everything pass unless one is asked."""
    asked = _asked(guard)
    if asked is None:
        return False
    name, negated = asked
    default = _default(module, function, name)
    return default is not None and default is not negated


def _asked(guard: str) -> tuple[str, bool] | None:
    """The flag that a guard asks for, and whether it must not be set; `None` where it asks more."""
    word, _, condition = guard.partition(" ")
    negated = word == "unless"
    if condition.startswith("not "):
        negated, condition = not negated, condition[4:]
    found = _NAME.fullmatch(condition.strip()) or _KEY.fullmatch(condition.strip())
    return (found[1].replace("-", "_"), negated) if found is not None else None


def _default(module: Module, function: Node | None, name: str) -> bool | None:
    """What a flag is by default, `None` where that isn't known."""
    parameters = function.child_by_field_name("parameters") if function is not None else None
    for one in module.children(parameters)[0] if parameters is not None else ():
        named, value = one.child_by_field_name("name"), one.child_by_field_name("value")
        if named is not None and module.name(named) == name and value is not None:
            code = module.code(value)[:_LONGEST]
            first = _FIRST.match(code)
            return _TRUTHS.get(first[1] if first is not None else code)
    return _of_option(module, name)


def _of_option(module: Module, name: str) -> bool | None:
    """The default of the option of that name which a command or a parser is given."""
    held: dict[str, bool | None] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = dict(_options(module.text))
    return held.get(name)


def _options(text: str) -> Iterator[tuple[str, bool | None]]:
    """The options that a text makes, by name, each with its default as far as it is known."""
    for made in islice(_MADE.finditer(text), _MOST):
        said = _NEXT.split(text[made.end() : made.end() + _LONGEST], 1)[0]
        default = _DEFAULT.search(said)
        value = False if _SETS.search(said) else None
        if default is not None:
            value = _TRUTHS[default[1]]
        elif _CLEARS in said:
            value = True
        for name in _SPELT.findall(said):
            yield name.replace("-", "_"), value
