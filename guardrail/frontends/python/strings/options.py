"""The texts that options of a command have by default: `add_argument("--root", default="/srv")`.

Sources: argparse of Python 3.13 ("default"), Click 8 ("Options"), Typer 0.12 ("CLI options"): the
value stands for what nobody gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module

_MADE = re.compile(r"(?:argument|option)\(")
_NAMES = re.compile(r"[\"'](?:--?)?([A-Za-z][\w-]*)[\"']")
_MOST = 500
_HELD = -12
"""Under which of a module's notes the defaults of its options stand."""


def default_texts(module: Module, name: str) -> Sequence[Node]:
    """The expressions of what an option of a name is by default."""
    return _options(module).get(name, ())


def _options(module: Module) -> Mapping[str, Sequence[Node]]:
    held: dict[str, list[Node]] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = {}
        if "argument(" not in module.plain and "option(" not in module.plain:
            return held
        places = [(one.start(), one.end()) for one in islice(_MADE.finditer(module.plain), _MOST)]
        for trail in module.around(places):
            call = next((one for one in trail[:4] if one.type == "call"), None)
            given = call.child_by_field_name("arguments") if call is not None else None
            if given is not None:
                _take(module, module.children(given)[0], held)
    return held


def _take(module: Module, given: Sequence[Node], held: dict[str, list[Node]]) -> None:
    """Note what one option is called and what it is by default."""
    default: Node | None = None
    names: list[str] = []
    for one in given:
        if one.type == "string" and (named := _NAMES.fullmatch(module.code(one))) is not None:
            names.append(named[1].replace("-", "_"))
        keyword, value = (one.child_by_field_name(part) for part in ("name", "value"))
        if one.type != "keyword_argument" or keyword is None or value is None:
            continue
        if module.name(keyword) == "default":
            default = value
        elif module.name(keyword) == "dest":
            names = [module.code(value).strip("'\"")]
    if default is not None:
        for name in names:
            held.setdefault(name, []).append(default)
