"""The texts that options of a command have by default: `add_argument("--root", default="/srv")`.

Sources: argparse of Python 3.13 ("default"), Click 8 ("Options"), Typer 0.12 ("CLI options"): the
value stands for what nobody gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_MADE = late(r"(?:argument|option)\(")
_NAMES = late(r"[\"'](?:--?)?([A-Za-z][\w-]*)[\"']")
_MOST = 500
_HELD = -12
"""Under which of a module's notes the defaults of its options stand."""
_REQUIRED = -13
"""Under which the names of those stand that have to be given."""
_OPTIONAL = -15
"""Under which the names of those stand that need not be given, and are nothing by default."""
_BARE = late(r"[\"'][A-Za-z][\w-]*[\"']")


def default_texts(module: Module, name: str) -> Sequence[Node]:
    """The expressions of what an option of a name is by default."""
    return _options(module).get(name, ())


def is_required(module: Module, name: str) -> bool:
    """Whether an option of a name has to be given, as arguments without dashes have."""
    _options(module)
    return name in module.notes[_REQUIRED]


def is_optional(module: Module, name: str) -> bool:
    """Whether there is an option of a name, which need not be given."""
    return name in _options(module) or name in module.notes[_OPTIONAL]


def left_open(module: Module, name: str) -> bool:
    """Whether there is an option of a name that is nothing where nobody gives it."""
    _options(module)
    return name in module.notes[_OPTIONAL]


def has_required(module: Module) -> bool:
    """Whether a program has an option that has to be given."""
    _options(module)
    return bool(module.notes[_REQUIRED])


def _options(module: Module) -> Mapping[str, Sequence[Node]]:
    held: dict[str, list[Node]] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = {}
        module.notes[_REQUIRED] = required = set[str]()
        module.notes[_OPTIONAL] = optional = set[str]()
        if "argument(" not in module.plain and "option(" not in module.plain:
            return held
        places = [(one.start(), one.end()) for one in islice(_MADE.finditer(module.plain), _MOST)]
        for trail in module.around(places):
            call = next((one for one in trail[:4] if one.type == "call"), None)
            given = call.child_by_field_name("arguments") if call is not None else None
            if given is not None:
                _take(module, module.children(given)[0], held, (required, optional))
    return held


def _take(
    module: Module,
    given: Sequence[Node],
    held: dict[str, list[Node]],
    without: tuple[set[str], set[str]],
) -> None:
    """Note what one option is called and what it is by default."""
    default: Node | None = None
    names: list[str] = []
    needed = bool(given) and _BARE.fullmatch(module.code(given[0])) is not None
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
        elif module.name(keyword) == "required":
            needed = module.code(value) == "True"
        elif module.name(keyword) == "nargs":
            needed = needed and module.code(value).strip("'\"") not in ("?", "*")
    if default is None:
        required, optional = without
        (required if needed else optional).update(names)
    else:
        for name in names:
            held.setdefault(name, []).append(default)
